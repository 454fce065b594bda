// Puts a file in place all at once: after a crash or on a full disk either the old or the new text is there, whole.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { LuminoraError } from '../contract/errors.ts';
import type { LoadOptions, LoadedConfig } from './load.ts';
import { loadConfig } from './load.ts';
import { updateConfigText, type ConfigPatch } from './write.ts';

/**
 * Writes beside the file, waits for the disk, renames, waits for the folder. Mode 0600. A link is followed.
 * The handle's writeFile goes on after a short write; a single write would leave half a file on a nearly full disk.
 */
export async function writeConfigFile(file: string, text: string): Promise<void> {
  const target = await fs.realpath(file).catch(() => path.resolve(file));
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const handle = await fs.open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, target);
  } catch (cause) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw writeError(file, cause);
  }
  await syncFolder(path.dirname(target));
}

/** Reads, patches, checks and only then writes. @returns the configuration now in force */
export async function changeConfigFile(options: LoadOptions & { file: string; patch: ConfigPatch }): Promise<LoadedConfig> {
  const { patch, ...load } = options;
  const before = await loadConfig({ ...load, onInvalid: 'defaults' });
  const text = updateConfigText(before.fileText ?? '{}\n', patch);
  const after = await loadConfig({ ...load, text });
  if (text !== before.fileText) await writeConfigFile(options.file, text);
  return after;
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle on a folder; there the rename itself is all there is.
  const handle = await fs.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function writeError(file: string, cause: unknown): LuminoraError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LuminoraError('storage_full', `The disk is full: ${file} was not changed. Free some space and save again.`, { cause });
  return new LuminoraError('storage_failed', `${file} could not be written (${code}); it was not changed. Check its folder's permissions.`, { cause });
}
