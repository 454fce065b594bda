// What a folder or a repository holds: which files are a model's weights, and what its small files say of how to use it.
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import type { Precision } from '../../contract/local-models.ts';
import type { EmbeddingModelRow } from '../catalogue/schema.ts';

/** Names under which the weights of a precision are published, the usual one first. */
const weightNames: [Precision, string[]][] = [
  ['int8', ['model_quantized.onnx', 'model_int8.onnx', 'model_uint8.onnx']],
  ['fp16', ['model_fp16.onnx']],
  ['fp32', ['model.onnx']],
  ['q4', ['model_q4.onnx', 'model_q4f16.onnx']],
];
const supportFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const mostTokens = 8192;

export type DescribedVariant = { precision: Precision; weights: string; files: string[] };

/** The ONNX variants among the paths, each with the small files it needs. */
export function findOnnxVariants(paths: readonly string[]): DescribedVariant[] {
  const there = new Set(paths);
  const support = [...supportFiles, 'special_tokens_map.json'].filter((path) => there.has(path));
  return weightNames.flatMap(([precision, names]) => {
    const weights = names.flatMap((name) => [`onnx/${name}`, name]).find((path) => there.has(path));
    if (weights === undefined) return [];
    const data = paths.filter((path) => path.startsWith(`${weights}_data`) || path === `${weights}.data`);
    return [{ precision, weights, files: [...support, weights, ...data] }];
  });
}

/** The GGUF variants among the paths: one file each; parts of split files and image encoders are left out. */
export function findGgufVariants(paths: readonly string[]): DescribedVariant[] {
  const files = paths.filter((path) => /\.gguf$/i.test(path) && !/-\d{5}-of-\d{5}|mmproj/i.test(path));
  const kinds: [Precision, RegExp[]][] = [['q4', [/q4_k_m/i, /q4_0|iq4|q4_k/i]], ['int8', [/q8_0|q8/i]], ['fp16', [/f16/i]], ['fp32', [/f32/i]]];
  return kinds.flatMap(([precision, patterns]) => {
    const found = patterns.map((pattern) => files.find((path) => pattern.test(path))).find((path) => path !== undefined);
    return found === undefined ? [] : [{ precision, weights: found, files: [found] }];
  });
}

const count = z.number().int().min(1).optional().catch(undefined);
const configSchema = z.looseObject({
  hidden_size: count, d_model: count, dim: count, n_embd: count, max_position_embeddings: count,
  model_type: z.string().optional().catch(undefined), architectures: z.array(z.string()).optional().catch(undefined),
});
const poolingSchema = z.looseObject({ pooling_mode_cls_token: z.boolean().optional(), pooling_mode_lasttoken: z.boolean().optional() });
const modulesSchema = z.array(z.looseObject({ type: z.string() }));
const promptsSchema = z.looseObject({ prompts: z.record(z.string(), z.string()).optional() });

export type EncoderFacts = Pick<EmbeddingModelRow, 'dimension' | 'max_tokens' | 'query_prefix' | 'passage_prefix' | 'pooling' | 'vector_output' | 'is_normalized'> & { isReranker: boolean };

/**
 * Reads what the small files say. What they leave out is what most such models have: the mean of the tokens, of unit length.
 * @param name of the model; prefixes of the E5 family are known by it when no file tells them
 * @param read answers a file's text, or null where there is none
 */
export async function describeEncoder(name: string, read: (path: string) => Promise<string | null>): Promise<EncoderFacts> {
  async function json<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema> | null> {
    const text = await read(path);
    if (text === null) return null;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new LuminoraError('invalid_input', `${path} of ${name} is not readable. The model's files may be damaged.`, { details: { path } });
    }
  }
  const config = await json('config.json', configSchema);
  const dimension = config?.hidden_size ?? config?.d_model ?? config?.dim ?? config?.n_embd;
  if (!config || dimension === undefined) throw new LuminoraError('invalid_input', `${name} has no config.json that tells the length of its vectors.`, { details: { path: 'config.json' } });
  const tokenizer = await json('tokenizer_config.json', z.looseObject({ model_max_length: z.number().optional().catch(undefined) }));
  const sentence = await json('sentence_bert_config.json', z.looseObject({ max_seq_length: count }));
  const pooling = await json('1_Pooling/config.json', poolingSchema);
  const modules = await json('modules.json', modulesSchema);
  const prompts = (await json('config_sentence_transformers.json', promptsSchema))?.prompts ?? {};
  // Models of the RoBERTa family number their positions from two on.
  const positions = config.max_position_embeddings === undefined ? mostTokens : config.max_position_embeddings - (/roberta|camembert|mpnet/.test(config.model_type ?? '') ? 2 : 0);
  const limits = [positions, sentence?.max_seq_length, tokenizer?.model_max_length].filter((limit) => limit !== undefined && limit >= 8);
  const isE5 = /(^|[^a-z])e5([^a-z]|$)/i.test(name);
  return {
    dimension,
    max_tokens: Math.floor(Math.min(mostTokens, ...(limits as number[]))),
    query_prefix: prompts['query'] ?? (isE5 ? 'query: ' : ''),
    passage_prefix: prompts['document'] ?? prompts['passage'] ?? (isE5 ? 'passage: ' : ''),
    pooling: pooling?.pooling_mode_cls_token ? 'cls' : pooling?.pooling_mode_lasttoken ? 'last' : 'mean',
    // Layers after the pooling are inside the exported file, which then has an output of its own for their result.
    vector_output: modules?.some((module) => module.type.endsWith('.Dense')) ? 'sentence_embedding' : null,
    is_normalized: modules === null || modules.some((module) => module.type.endsWith('.Normalize')),
    isReranker: config.architectures?.some((architecture) => architecture.endsWith('ForSequenceClassification')) ?? false,
  };
}

/** Says which files an ONNX model lacks, or null. */
export function missingOnnxFiles(paths: readonly string[]): string | null {
  const missing = supportFiles.filter((path) => !paths.includes(path));
  return missing.length === 0 ? null : missing.join(', ');
}

/** An id from a name: letters, digits, dots, dashes and underscores. */
export function toModelId(name: string): string {
  return name.normalize('NFKD').replace(/[^\w.-]+/g, '-').replace(/\.{2,}/g, '.').replace(/^[.-]+|[.-]+$/g, '').slice(0, 120) || 'model';
}
