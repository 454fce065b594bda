// Brings the shipped personalities into the database: new ones are added, changed ones replaced, the user's own left alone.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Change, PersonalityRecord } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { personalitySchema } from './personality.ts';

/** @throws LuminoraError `invalid_configuration` naming the file and the field that is wrong */
export async function installShippedPersonalities(folder: string, parts: { storage: StorageProvider; clock: Clock }): Promise<void> {
  const files = (await readFolder(folder)).filter((file) => file.endsWith('.json')).sort();
  const changes: Change[] = [];
  for (const file of files) {
    const definition = await readJson(join(folder, file));
    const parsed = personalitySchema.safeParse(definition);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new LuminoraError('invalid_configuration', `The personality file ${join(folder, file)} is wrong at ${issue?.path.join('.') ?? 'its root'}: ${issue?.message ?? 'unreadable'}.`);
    }
    const id = basename(file, '.json');
    const known = await parts.storage.personalities.get(id);
    if (known && JSON.stringify(known.definition) === JSON.stringify(definition)) continue;
    const now = parts.clock.now();
    const record: PersonalityRecord = {
      id, name: parsed.data.persona.name, definition: definition as Record<string, unknown>, created_at: known?.created_at ?? now, updated_at: now,
    };
    changes.push({ op: 'put', entity: 'personality', record });
  }
  if (changes.length > 0) await parts.storage.commit(changes);
}

async function readFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new LuminoraError('invalid_configuration', `The folder of the shipped personalities, ${folder}, cannot be read. Install the program again.`, { cause });
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new LuminoraError('invalid_configuration', `The personality file ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}
