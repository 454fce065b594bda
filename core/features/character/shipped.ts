// The companions that come with the program: read from their folder, and brought into the database without touching what the user has changed.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { personalitySchema } from '../../contract/personality.ts';
import type { Personality } from '../../contract/personality.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256 } from '../../lib/hash.ts';
import type { Change, PersonalityRecord } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

/** By id, as their files say. */
export type ShippedPersonalities = ReadonlyMap<string, Personality>;

/** The setting that tells which text of a shipped companion was installed last. */
const installedSetting = (id: string) => `shipped-personality/${id}`;
const hashOf = (definition: unknown) => sha256(JSON.stringify(definition));

/** @throws LuminoraError `invalid_configuration` naming the file and the field that is wrong */
export async function loadShippedPersonalities(folder: string): Promise<ShippedPersonalities> {
  const files = (await readFolder(folder)).filter((file) => file.endsWith('.json')).sort();
  const shipped = new Map<string, Personality>();
  for (const file of files) {
    const parsed = personalitySchema.safeParse(await readJson(join(folder, file)));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new LuminoraError('invalid_configuration', `The personality file ${join(folder, file)} is wrong at ${issue?.path.join('.') ?? 'its root'}: ${issue?.message ?? 'unreadable'}.`);
    }
    shipped.set(basename(file, '.json'), parsed.data);
  }
  return shipped;
}

/** New ones are added, and those of an earlier version replaced where the user has left them as they came. */
export async function installShippedPersonalities(shipped: ShippedPersonalities, parts: { storage: StorageProvider; clock: Clock }): Promise<void> {
  for (const [id, definition] of shipped) {
    const [known, installed] = await Promise.all([parts.storage.personalities.get(id), parts.storage.settings.get(installedSetting(id))]);
    const hash = hashOf(definition);
    if (known && (hashOf(known.definition) === hash || (installed !== null && installed.value !== hashOf(known.definition)))) continue;
    const now = parts.clock.now();
    const record: PersonalityRecord = { id, name: definition.persona.name, definition: { ...definition }, created_at: known?.created_at ?? now, updated_at: now };
    const changes: Change[] = [{ op: 'put', entity: 'personality', record }, { op: 'put', entity: 'setting', record: { id: installedSetting(id), value: hash, updated_at: now } }];
    await parts.storage.commit(changes);
  }
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
