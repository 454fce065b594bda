// Which GGUF files the embedded provider can use: those of the catalogue, and others that lie in the downloads folder or are named by path.
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { languageModelEntries, type Catalogue, type LanguageModelEntry } from '../../inference/catalogue.ts';
import { downloadedPath } from '../../inference/download.ts';
import type { ModelInfo } from './llm.ts';

export type ChosenFile = { name: string; path: string; entry: LanguageModelEntry | null };

/** The file a model name stands for: a catalogue id, a path, or the name of a .gguf in the downloads folder. */
export function chooseFile(catalogue: Catalogue, downloadsFolder: string, name: string | undefined): ChosenFile {
  const wanted = name ?? catalogue.defaults.llm;
  const entry = languageModelEntries(catalogue).find((candidate) => candidate.id === wanted);
  if (entry) return { name: entry.id, path: downloadedPath(downloadsFolder, entry), entry };
  if (/\.gguf$/i.test(wanted)) return { name: basename(wanted), path: isAbsolute(wanted) ? wanted : join(downloadsFolder, wanted), entry: null };
  throw new LuminoraError('model_missing', `There is no embedded model "${wanted}". Known: ${languageModelEntries(catalogue).map((candidate) => candidate.id).join(', ')}; or name a .gguf file.`, { details: { model: wanted } });
}

/** Catalogue entries and the other .gguf files that are there. */
export async function listFiles(catalogue: Catalogue, downloadsFolder: string): Promise<ModelInfo[]> {
  const sizeOf = (path: string) => stat(path).then((info) => info.size, () => null);
  const entries = languageModelEntries(catalogue);
  const known = await Promise.all(entries.map(async (entry): Promise<ModelInfo> => ({
    name: entry.id, title: entry.title, size_bytes: entry.file.size_bytes,
    is_installed: (await sizeOf(downloadedPath(downloadsFolder, entry))) === entry.file.size_bytes,
    licence: `${entry.licence.name} (${entry.licence.url})`, context_tokens: entry.context_tokens,
  })));
  const names = (await readdir(downloadsFolder).catch(() => [])).filter((name) => /\.gguf$/i.test(name) && !entries.some((entry) => entry.file.path === name));
  const others = await Promise.all(names.map(async (name): Promise<ModelInfo> => ({
    name, title: name, size_bytes: await sizeOf(join(downloadsFolder, name)), is_installed: true, licence: null, context_tokens: null,
  })));
  return [...known, ...others];
}
