// Where the files of one variant lie and how complete they are: by sizes only, so that a list of all models costs a few calls of `stat`.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueModel, CatalogueVariant } from '../catalogue.ts';
import { partPathOf } from '../download-file.ts';
import { partBytes } from '../hub-ranges.ts';
import type { VariantState } from '../model-store.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { quarantined } from './quarantine.ts';

export type Folders = { modelsFolder: string; downloadsFolder: string };

/** A file with all that the catalogue and the hub's kept answer know of it. */
export type KnownFile = { path: string; hub_path: string; size_bytes: number | null; sha256: string | null; git_oid: string | null };
export type KnownFiles = { files: KnownFile[]; manifest: Manifest | null };

/** The files of a variant: the catalogue's word first, then the hub's. */
export async function knownFiles(folders: Folders, model: CatalogueModel, variant: CatalogueVariant): Promise<KnownFiles> {
  const isWhole = variant.files.every((file) => file.size_bytes !== null && file.sha256 !== null);
  const manifest = isWhole ? null : await readManifest(folders.downloadsFolder, model, variant.precision);
  return {
    manifest,
    files: variant.files.map((file) => {
      const told = manifest?.files.find((candidate) => candidate.path === file.path);
      return { path: file.path, hub_path: file.hub_path ?? file.path, size_bytes: file.size_bytes ?? told?.size_bytes ?? null, sha256: file.sha256 ?? told?.sha256 ?? null, git_oid: told?.git_oid ?? null };
    }),
  };
}

export const isBundled = (model: CatalogueModel) => model.sources.some((source) => source.kind === 'bundled');
export const bundledRoot = (folders: Folders, model: CatalogueModel) => join(folders.modelsFolder, model.folder);
export const downloadRoot = (folders: Folders, model: CatalogueModel) => join(folders.downloadsFolder, model.folder);

/**
 * Bytes of memory a loaded variant takes, about. An ONNX model: its files, as much again for the layers the runtime packs anew, and the runtime with a tokenizer
 * (measured with long texts: files of 23 MB take 288 MB, of 50 MB 403 MB). A GGUF: a fifth more than the file, and half a gigabyte for the context.
 */
export function estimateMemory(model: CatalogueModel, sizeBytes: number): number {
  return Math.round(model.kind === 'llm' ? sizeBytes * 1.2 + 500e6 : sizeBytes * 2 + 250e6);
}

/** The same before the size is known, from the number of weights: bits per weight of that precision, with what a GGUF adds. */
export function estimateSize(model: CatalogueModel, precision: CatalogueVariant['precision']): number | null {
  if (model.kind !== 'llm' || model.parameters === null) return null;
  return Math.round(model.parameters * { fp32: 4, fp16: 2, int8: 1.07, q4: 0.62 }[precision]);
}

export type Inspected = {
  state: VariantState;
  size_bytes: number | null;
  completed_bytes: number;
  /** Absolute folder of the files when the state is ready. */
  root: string | null;
  /** Paths of what is wrong: of another size, or put aside. */
  damaged: string[];
};

const sizeOf = (path: string) => stat(path).then((info) => (info.isFile() ? info.size : -1), () => null);

/** How complete a variant is. */
export async function inspectVariant(folders: Folders, model: CatalogueModel, variant: CatalogueVariant): Promise<Inspected> {
  const { files } = await knownFiles(folders, model, variant);
  const total = files.some((file) => file.size_bytes === null) ? null : files.reduce((sum, file) => sum + file.size_bytes!, 0);
  const damaged: string[] = [];
  if (isBundled(model)) {
    const root = bundledRoot(folders, model);
    const wrong = (await Promise.all(files.map(async (file) => ((await sizeOf(join(root, file.path))) === file.size_bytes ? null : file.path)))).filter((path) => path !== null);
    if (wrong.length === 0) return { state: 'ready', size_bytes: total, completed_bytes: total ?? 0, root, damaged: [] };
    damaged.push(...wrong);
  }
  const root = downloadRoot(folders, model);
  const others = new Set(model.variants.filter((other) => other !== variant).flatMap((other) => other.files.map((file) => file.path)));
  let completed = 0;
  let own = 0;
  // Files of its own that are here or were put aside: without any, this variant was never fetched, whatever became of files it shares.
  let hasOwn = false;
  let isReady = true;
  const wrong: string[] = [];
  for (const file of files) {
    const path = join(root, file.path);
    const size = await sizeOf(path);
    const isAside = (await quarantined(path)).length > 0;
    if (!others.has(file.path) && (size !== null || isAside)) hasOwn = true;
    if (size !== null && size === file.size_bytes && file.sha256 !== null) {
      completed += size;
      if (!others.has(file.path)) own += size;
      continue;
    }
    isReady = false;
    const part = file.size_bytes === null ? 0 : await partBytes(partPathOf(path), file.size_bytes);
    completed += part;
    own += part;
    if (part === 0 && ((size !== null && file.size_bytes !== null && size !== file.size_bytes) || isAside)) wrong.push(file.path);
  }
  if (isReady) return { state: 'ready', size_bytes: total, completed_bytes: completed, root, damaged: [] };
  // Of a bundled model only the program's own copy is missed, unless a fetch of another has begun.
  const all = own > 0 ? wrong : [...damaged, ...(hasOwn ? wrong : [])];
  const state: VariantState = all.length > 0 ? 'damaged' : own > 0 ? 'partial' : 'absent';
  return { state, size_bytes: total, completed_bytes: completed, root: null, damaged: all };
}
