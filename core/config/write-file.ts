// Writes the configuration file: whole or not at all, and only after the result was checked.
import { LuminoraError } from '../contract/errors.ts';
import { writeFileWhole } from '../lib/write-file.ts';
import { loadConfig, type LoadedConfig, type LoadOptions } from './load.ts';
import { updateConfigText, type ConfigPatch } from './write.ts';

/** Replaces the file's text; mode 0600. A failure leaves the old text as it was. */
export async function writeConfigFile(file: string, text: string): Promise<void> {
  try {
    await writeFileWhole(file, text);
  } catch (cause) {
    throw toWriteError(file, cause as NodeJS.ErrnoException);
  }
}

/** The system's error in words: a full disk or a used-up quota is told apart from all others. */
export function toWriteError(file: string, cause: NodeJS.ErrnoException): LuminoraError {
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') return new LuminoraError('storage_full', `The disk is full: ${file} was not changed. Free some space and save again.`, { cause });
  return new LuminoraError('storage_failed', `${file} could not be written (${cause.code}); it was not changed. Check its folder's permissions.`, { cause });
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
