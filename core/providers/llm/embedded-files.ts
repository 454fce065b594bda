// Which GGUF files the embedded provider can use: those of the catalogue and of the model store, and others that lie in the downloads folder or are named by path.
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { languageModelEntries, type Catalogue, type LanguageModelEntry } from '../../inference/catalogue.ts';
import { downloadedPath } from '../../inference/download.ts';
import type { ModelStore } from '../../inference/model-store.ts';
import type { Candidate } from './embedded-choice.ts';
import type { ModelInfo } from './llm.ts';

/** `isVerified`: whoever found it compared its hash. */
export type ChosenFile = { name: string; path: string; entry: LanguageModelEntry | null; isVerified?: boolean };
/** The part of the model store that knows models whose bytes the shipped catalogue does not: fetched from the hub, imported, added. */
export type StoredModels = Pick<ModelStore, 'list' | 'locate'>;
type Places = { catalogue: Catalogue; downloadsFolder: string; store: StoredModels | null };

const sizeOf = (path: string) => stat(path).then((info) => info.size, () => null);

/** The file a model name stands for: a catalogue id, a model of the store, a path, or the name of a .gguf in the downloads folder. Throws model_missing or, from the store, model_damaged. */
export async function findFile({ catalogue, downloadsFolder, store }: Places, wanted: string): Promise<ChosenFile> {
  const entries = languageModelEntries(catalogue);
  const entry = entries.find((candidate) => candidate.id === wanted);
  if (entry) return { name: entry.id, path: downloadedPath(downloadsFolder, entry), entry };
  const stored = (await store?.list())?.find(({ model }) => model.kind === 'llm' && model.id === wanted);
  if (store && stored) {
    const { folder, weights, llm } = await store.locate(wanted);
    return { name: wanted, path: join(folder, weights), entry: llm, isVerified: true };
  }
  if (/\.gguf$/i.test(wanted)) return { name: basename(wanted), path: isAbsolute(wanted) ? wanted : join(downloadsFolder, wanted), entry: null };
  throw new LuminoraError('model_missing', `There is no embedded model "${wanted}". Known: ${entries.map((candidate) => candidate.id).join(', ')}; or name a .gguf file.`, { details: { model: wanted } });
}

/** Models of the store that are here and that the catalogue's own entries leave out; what is not here is the model manager's to fetch. */
async function storedModels({ catalogue, store }: Places) {
  const known = new Set(languageModelEntries(catalogue).map((entry) => entry.id));
  return ((await store?.list()) ?? []).filter(({ model, variants }) => model.kind === 'llm' && !known.has(model.id) && variants.some(({ state }) => state === 'ready'));
}

/** Catalogue entries, models of the store, and the other .gguf files that are there. */
export async function listFiles(places: Places): Promise<ModelInfo[]> {
  const { catalogue, downloadsFolder } = places;
  const entries = languageModelEntries(catalogue);
  const known = await Promise.all(entries.map(async (entry): Promise<ModelInfo> => ({
    name: entry.id, title: entry.title, size_bytes: entry.file.size_bytes,
    is_installed: (await sizeOf(downloadedPath(downloadsFolder, entry))) === entry.file.size_bytes,
    licence: `${entry.licence.name} (${entry.licence.url})`, context_tokens: entry.context_tokens,
  })));
  const stored = (await storedModels(places)).flatMap(({ model, variants }): ModelInfo[] => (model.kind === 'llm' ? [{
    name: model.id, title: model.title, size_bytes: variants.find(({ state }) => state === 'ready')?.size_bytes ?? null, is_installed: true,
    licence: `${model.licence.name} (${model.licence.url})`, context_tokens: model.context_tokens,
  }] : []));
  const others = await Promise.all((await otherNames(places)).map(async (name): Promise<ModelInfo> => ({
    name, title: name, size_bytes: await sizeOf(join(downloadsFolder, name)), is_installed: true, licence: null, context_tokens: null,
  })));
  return [...known, ...stored, ...others];
}

async function otherNames({ catalogue, downloadsFolder }: Places): Promise<string[]> {
  const entries = languageModelEntries(catalogue);
  return (await readdir(downloadsFolder).catch(() => [])).filter((name) => /\.gguf$/i.test(name) && !entries.some((entry) => entry.file.path === name));
}

/** What is installed, as far as sizes tell; a damaged model of the store is left out. */
export async function installedFiles(places: Places): Promise<Candidate[]> {
  const installed = (await listFiles(places)).filter((model) => model.is_installed);
  const found = await Promise.all(installed.map(async ({ name }): Promise<Candidate[]> => {
    const file = await findFile(places, name).catch(() => null);
    const size = file === null ? null : await sizeOf(file.path);
    return file === null || size === null ? [] : [{ ...file, size_bytes: size }];
  }));
  return found.flat();
}
