// A model somebody carried here: its files are looked at, copied, hashed while they lie in their new place, and described as an entry of the list.
import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { catalogueModelSchema, type CatalogueFile, type CatalogueModel, type CatalogueVariant } from '../catalogue/schema.ts';
import { sha256OfFile } from '../checksum.ts';
import { checkSpace, moveIntoPlace } from '../download-file.ts';
import { toDiskError } from '../file-error.ts';
import { describeEncoder, findGgufVariants, findOnnxVariants, missingOnnxFiles, toModelId, type DescribedVariant } from './describe-model.ts';
import { beginImport, clearLeftovers, endImport, importingPathOf } from './import-journal.ts';
import { readGgufHeader, type GgufHeader } from './gguf-header.ts';

const mostFiles = 2000;
const mostTextBytes = 1_000_000;
const wrong = (message: string, path: string) => new LuminoraError('invalid_input', message, { details: { path } });

/** Paths of the files below a folder, two levels deep, with slashes; links are left out. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) found.push(entry.name);
    else if (entry.isDirectory() && !entry.name.startsWith('.')) {
      for (const inner of await readdir(join(folder, entry.name), { withFileTypes: true })) if (inner.isFile()) found.push(`${entry.name}/${inner.name}`);
    }
    if (found.length > mostFiles) throw wrong(`The folder ${folder} holds more than ${mostFiles} files. Choose the folder of one model.`, folder);
  }
  return found.filter((path) => /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/.test(path)).sort();
}

/** Number of weights from a label such as "270M" or "1.2B". */
function sizeOfLabel(label: string | null): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([MB])$/.exec(label ?? '') ?? [];
  return count === undefined ? null : Math.round(Number(count) * (unit === 'B' ? 1e9 : 1e6));
}

/** Context and prompt form of a GGUF file, as its own header tells them. */
async function readGguf(path: string): Promise<{ context_tokens: number; prompt_format: 'chat' | 'transcript'; title: string | null; licence: string | null; parameters: number | null }> {
  let header: GgufHeader;
  try {
    header = await readGgufHeader(path);
  } catch (error) {
    throw new LuminoraError('invalid_input', `${path} cannot be used: ${error instanceof Error ? error.message : 'it is not readable'}.`, { cause: error, details: { path } });
  }
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null);
  const whole = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : null);
  return {
    context_tokens: Math.max(128, whole(header.get(`${String(header.get('general.architecture'))}.context_length`)) ?? 4096), prompt_format: text(header.get('tokenizer.chat_template')) === null ? 'transcript' : 'chat',
    title: text(header.get('general.name')), licence: text(header.get('general.license')), parameters: whole(header.get('general.parameter_count')) ?? sizeOfLabel(text(header.get('general.size_label'))),
  };
}

type Found = { source: string; variants: DescribedVariant[]; isGguf: boolean; name: string };

async function lookAt(path: string): Promise<Found> {
  const info = await stat(path).catch(() => null);
  if (!info) throw wrong(`There is nothing at ${path}.`, path);
  if (!info.isFile() && !info.isDirectory()) throw wrong(`${path} is neither a folder nor a file.`, path);
  if (info.isFile()) {
    if (!/\.gguf$/i.test(path)) throw wrong(`${path} is not a .gguf file. For an ONNX model name its folder.`, path);
    const file = basename(path);
    return { source: dirname(path), variants: [{ precision: findGgufVariants([file])[0]?.precision ?? 'q4', weights: file, files: [file] }], isGguf: true, name: file.replace(/\.gguf$/i, '') };
  }
  const paths = await filesBelow(path);
  const variants = findOnnxVariants(paths);
  const gguf = paths.filter((file) => /\.gguf$/i.test(file) && !/mmproj/i.test(file));
  if (variants.length === 0 && gguf.length === 1) return lookAt(join(path, gguf[0]!));
  if (variants.length === 0) throw wrong(gguf.length > 1 ? `${path} holds several GGUF files: name the one you want.` : `${path} holds no model: neither ONNX weights (model.onnx, model_fp16.onnx, model_quantized.onnx, model_q4.onnx; also below onnx/) nor a GGUF file.`, path);
  const missing = missingOnnxFiles(paths);
  if (missing !== null) throw wrong(`${path} lacks ${missing}, without which its model cannot be used.`, path);
  return { source: path, variants, isGguf: false, name: basename(resolve(path)) };
}

type Copy = { from: string; path: string };

/** Copies the files to their paths below the folder of the downloads and gives them on with sizes and hashes. What was copied is deleted again when something fails, `keep` included. */
async function copyFiles<Kept>(copies: readonly Copy[], downloadsFolder: string, folder: string, keep: (files: CatalogueFile[]) => Promise<Kept>): Promise<Kept> {
  const target = join(downloadsFolder, folder);
  const copied: string[] = [];
  try {
    const isThere = (copy: Copy) => resolve(copy.from) === resolve(join(target, copy.path));
    const sizes = await Promise.all(copies.map(({ from }) => stat(from).then((info) => info.size)));
    await mkdir(target, { recursive: true });
    await checkSpace(target, copies.reduce((sum, copy, index) => sum + (isThere(copy) ? 0 : sizes[index]!), 0));
    for (const copy of copies) {
      if (!isThere(copy) && await stat(join(target, copy.path)).catch(() => null)) throw new LuminoraError('conflict', `${copy.path} lies in ${target} already. Give the model another title or the file another name, or delete that one first.`, { details: { path: copy.path } });
    }
    await beginImport(downloadsFolder, copies.filter((copy) => !isThere(copy)).map(({ path }) => (folder === '' ? path : `${folder}/${path}`)));
    const files: CatalogueFile[] = [];
    for (const [index, copy] of copies.entries()) {
      const { from, path } = copy;
      const to = join(target, path);
      if (sizes[index] === 0) throw wrong(`${from} is empty.`, path);
      if (!isThere(copy)) {
        await mkdir(dirname(to), { recursive: true });
        copied.push(importingPathOf(to), to);
        await copyFile(from, importingPathOf(to));
        await moveIntoPlace(importingPathOf(to), to);
      }
      files.push({ path, size_bytes: sizes[index]!, sha256: await sha256OfFile(to) });
    }
    const kept = await keep(files);
    // Should that fail, the next import finds these files listed and leaves them.
    await endImport(downloadsFolder).catch(() => undefined);
    return kept;
  } catch (error) {
    for (const path of copied) await rm(path, { force: true });
    await endImport(downloadsFolder).catch(() => undefined);
    throw toDiskError(error, target) ?? error;
  }
}

export type ImportedPlace = {
  downloadsFolder: string;
  /** Whether an id is in use. */
  isTaken: (id: string) => boolean;
  /** Whether a file below the downloads folder is a listed model's, also one that has not come yet. */
  isClaimed: (file: string) => boolean;
  /** Puts the entry on the list. When it fails, what was copied is deleted again. */
  keep: (model: CatalogueModel) => Promise<void>;
};

/** Copies a model to the downloads, puts it on the list and answers its entry. Throws invalid_input (nothing usable, and why), conflict (id or file are another model's), storage_full. */
export async function importModel(path: string, asked: string | null, { downloadsFolder, isTaken, isClaimed, keep }: ImportedPlace): Promise<CatalogueModel> {
  const title = asked?.trim() || null;
  await clearLeftovers(downloadsFolder, isClaimed, path);
  const found = await lookAt(resolve(path));
  const id = toModelId(title ?? found.name);
  if (isTaken(id)) throw new LuminoraError('conflict', `There is a model "${id}" already. Give this one another title, or remove the other first.`, { details: { model: id } });
  const folder = found.isGguf ? '' : id;
  const inside = relative(resolve(downloadsFolder), found.source);
  if (!found.isGguf && inside !== '' && !inside.startsWith('..') && !inside.startsWith(sep)) throw wrong(`${path} is inside the folder of downloaded models. Name a folder elsewhere.`, path);
  const read = async (file: string) => {
    const info = await stat(join(found.source, file)).catch(() => null);
    return info?.isFile() && info.size <= mostTextBytes ? readFile(join(found.source, file), 'utf8') : null;
  };
  const gguf = found.isGguf ? await readGguf(join(found.source, found.variants[0]!.weights)) : null;
  const encoder = found.isGguf ? null : await describeEncoder(`${found.name} ${title ?? ''}`.trim(), read);
  const stated = gguf?.licence ?? /^licen[cs]e:\s*['"]?([^'"\n]{1,100})/m.exec((await read('README.md')) ?? '')?.[1]?.trim() ?? null;
  // A GGUF file may be called anything; in the list its name is one that every part of the program can take.
  const place = (file: string) => (found.isGguf ? `${toModelId(file.replace(/\.gguf$/i, ''))}.gguf` : file);
  const claimed = found.variants.flatMap((variant) => variant.files).map((file) => (folder === '' ? place(file) : `${folder}/${place(file)}`)).find(isClaimed);
  if (claimed !== undefined) throw new LuminoraError('conflict', `A model of the list has a file of the name ${claimed}: each would take the other's place. ${found.isGguf ? 'Rename the file' : 'Give this one another title'}.`, { details: { path } });
  const common = {
    id, title: (title ?? gguf?.title ?? found.name).slice(0, 200), description: 'Brought in from a folder of this machine.',
    licence: { name: stated ?? 'Not told', url: '', notice: stated === null ? 'Its files name no licence.' : 'The licence as its own files name it.', needs_acceptance: false },
    languages: [], folder, sources: [{ kind: 'folder' as const }],
  };
  const describe = (files: readonly CatalogueFile[]): unknown => {
    const variants: CatalogueVariant[] = found.variants.map((variant) => ({ precision: variant.precision, weights: place(variant.weights), files: variant.files.map((file) => files.find((candidate) => candidate.path === place(file))!) }));
    if (gguf) return { ...common, variants, kind: 'llm', prompt_format: gguf.prompt_format, is_base_model: gguf.prompt_format === 'transcript', context_tokens: gguf.context_tokens, parameters: gguf.parameters };
    const { isReranker, ...facts } = encoder!;
    return isReranker ? { ...common, variants, kind: 'reranker', max_tokens: facts.max_tokens } : { ...common, variants, kind: 'embedding', uses: [], scripts: null, ...facts };
  };
  const copies = [...new Set(found.variants.flatMap((variant) => variant.files))].map((file) => ({ from: join(found.source, file), path: place(file) }));
  // Before anything is copied: what its files say of it may be nothing that can be.
  checkEntry(describe(copies.map((copy) => ({ path: copy.path, size_bytes: null, sha256: null }))), path);
  return copyFiles(copies, downloadsFolder, folder, async (files) => {
    const model = checkEntry(describe(files), path);
    await keep(model);
    return model;
  });
}

/** Throws invalid_input with the first thing that is wrong. */
function checkEntry(entry: unknown, path: string): CatalogueModel {
  const parsed = catalogueModelSchema.safeParse(entry);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw wrong(`${path} cannot be used: what its files say of ${issue?.path.join('.') || 'it'} cannot be (${issue?.message ?? ''}).`, path);
}
