// What models/catalogue.json holds, version 2: every model with its licence, its files per precision, and where they come from.
import * as z from 'zod';
import { modelUses, precisions } from '../../contract/local-models.ts';

/** A path below the model's folder: never absolute, never upwards. */
export const innerPathSchema = z.string().regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/);
export const modelIdSchema = z.string().regex(/^\w[\w.-]{0,199}$/).refine((id) => !id.includes('..'), 'an id has no two dots in a row');
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file whose bytes are known exactly. */
export const modelFileSchema = z.object({ path: innerPathSchema, size_bytes: z.number().int().min(1), sha256: sha256Schema });
export type ModelFile = z.infer<typeof modelFileSchema>;

/** A file of a variant. Size and hash are null where only the hub can tell them: it is asked before the download, and its answer is pinned beside the files. */
export const catalogueFileSchema = z.object({
  path: innerPathSchema,
  /** Its path in the hub's repository, where that differs. */
  hub_path: innerPathSchema.optional(),
  size_bytes: z.number().int().min(1).nullable(),
  sha256: sha256Schema.nullable(),
});
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;

export const sourceSchema = z.discriminatedUnion('kind', [
  /** Comes with the program, below the folder of shipped models. */
  z.object({ kind: z.literal('bundled') }),
  /** A repository of the model hub. */
  z.object({ kind: z.literal('hub'), repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/), revision: z.string().regex(/^(?!.*\.\.)\w[\w./-]{0,99}$/) }),
  /** Python packages; the members that name the same file (without a name: the only file), joined in order, are that file. */
  z.object({ kind: z.literal('wheels'), chunks: z.array(z.object({ package: z.string(), version: z.string(), member: innerPathSchema, file: innerPathSchema.optional() })).min(1) }),
  /** A folder that somebody carried here. */
  z.object({ kind: z.literal('folder') }),
]);
export type CatalogueSource = z.infer<typeof sourceSchema>;

export const variantSchema = z.object({
  precision: z.enum(precisions),
  files: z.array(catalogueFileSchema).min(1),
  /** Which of the files holds the weights. */
  weights: innerPathSchema,
  /** Instead of the model's. */
  sources: z.array(sourceSchema).min(1).optional(),
}).refine((variant) => variant.files.some((file) => file.path === variant.weights), { message: 'the weights are not among the files', path: ['weights'] });
export type CatalogueVariant = z.infer<typeof variantSchema>;

const commonShape = {
  id: modelIdSchema,
  title: z.string().min(1).max(200),
  description: z.string(),
  licence: z.object({
    /** The address may be empty for a model of the user's own. */
    name: z.string(), url: z.union([z.url(), z.literal('')]), notice: z.string(),
    /** True when the licence must be read and accepted before the files are fetched. */
    needs_acceptance: z.boolean(),
  }),
  /** ISO 639-1; empty: not told. */
  languages: z.array(z.string()),
  /** Folder of the files, below the shipped models or the downloads; empty: they lie in the downloads folder itself. */
  folder: z.union([innerPathSchema, z.literal('')]),
  /** The first is taken when none is asked for. */
  variants: z.array(variantSchema).min(1),
  /** Tried in this order. */
  sources: z.array(sourceSchema).min(1),
};

export const embeddingModelSchema = z.object({
  ...commonShape,
  kind: z.literal('embedding'),
  uses: z.array(z.enum(modelUses)),
  dimension: z.number().int().min(1).max(65_536),
  max_tokens: z.number().int().min(8),
  query_prefix: z.string(),
  passage_prefix: z.string(),
  /** How the token vectors become one: their mean, the first (cls) or the last. */
  pooling: z.enum(['mean', 'cls', 'last']),
  /** Name of the output that already is the text's vector; null: the token vectors are pooled. */
  vector_output: z.string().nullable(),
  is_normalized: z.boolean(),
  /** Unicode scripts the vocabulary covers; null: all. */
  scripts: z.array(z.string()).nullable(),
  /** Models of the same word make vectors that may be compared: one answers where the other cannot be used. Left out: no other model's. */
  shared_space: z.string().optional(),
});
export type EmbeddingModelRow = z.infer<typeof embeddingModelSchema>;

export const rerankerModelSchema = z.object({ ...commonShape, kind: z.literal('reranker'), max_tokens: z.number().int().min(8) });
export type RerankerModelRow = z.infer<typeof rerankerModelSchema>;

export const speechModelSchema = z.object({ ...commonShape, kind: z.literal('speech'), task: z.enum(['recognition', 'synthesis']) });
export type SpeechModelRow = z.infer<typeof speechModelSchema>;

export const languageModelSchema = z.object({
  ...commonShape,
  kind: z.literal('llm'),
  /** transcript: plain "User:" lines, for base models. chat: the template inside the file. */
  prompt_format: z.enum(['transcript', 'chat']),
  is_base_model: z.boolean(),
  context_tokens: z.number().int().min(128),
  /** Number of weights, as published (rounded): memory is estimated from it while the file's size is unknown. Null: not told. */
  parameters: z.number().min(1).nullable(),
});
export type LanguageModelRow = z.infer<typeof languageModelSchema>;

export const catalogueModelSchema = z.discriminatedUnion('kind', [embeddingModelSchema, rerankerModelSchema, speechModelSchema, languageModelSchema]);
export type CatalogueModel = z.infer<typeof catalogueModelSchema>;

export const catalogueSchema = z.object({
  version: z.literal(2),
  hub: z.object({ base_url: z.url() }),
  defaults: z.object({ embedding: z.string(), llm: z.string() }),
  models: z.array(catalogueModelSchema),
}).refine((catalogue) => new Set(catalogue.models.map((model) => model.id)).size === catalogue.models.length, { message: 'two models have the same id', path: ['models'] });
export type Catalogue = z.infer<typeof catalogueSchema>;

/** Where one file of a model comes from. */
export type ModelSource =
  /** One file of a repository on the model hub. */
  | { kind: 'hub'; repository: string; revision: string; file: string }
  /** Python packages whose members, joined in order, are the file. */
  | { kind: 'wheels'; chunks: { package: string; version: string; member: string }[] }
  /** A folder that somebody carried here: the configured one, or this one. */
  | { kind: 'folder'; file: string; from?: string };
