// An embedding model of random weights on disk, of any dimension: a token's vector, masked, through one random layer. It knows words, not meanings.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRandom } from '../../lib/random.ts';
import type { ModelFile } from '../../inference/catalogue.ts';
import { onnxModel } from './onnx-writer.ts';
import { wordTokenizer } from './word-tokenizer.ts';

export type RandomModel = { folder: string; dimension: number; weights: string; files: ModelFile[] };

/**
 * Writes weights, tokenizer and configuration to a folder, as a BERT-like model has them: input_ids, attention_mask and token_type_ids in, last_hidden_state out.
 * @param words the vocabulary beside single letters; a word outside it is read letter by letter
 * @param seed the same seed gives the same bytes
 */
export async function writeRandomModel(folder: string, parts: { dimension: number; words: readonly string[]; seed: number; weights?: string }): Promise<RandomModel> {
  const { dimension, words, seed, weights = 'onnx/model.onnx' } = parts;
  const { json, size } = wordTokenizer(words);
  const written = await Promise.all(Object.entries({
    'config.json': encode({ model_type: 'bert', hidden_size: dimension, vocab_size: size, max_position_embeddings: 512, pad_token_id: 0 }),
    'tokenizer.json': encode(json),
    'tokenizer_config.json': encode({ tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: 512, unk_token: '[UNK]', sep_token: '[SEP]', pad_token: '[PAD]', cls_token: '[CLS]', mask_token: '[MASK]' }),
    [weights]: randomWeights(size, dimension, seed),
  }).map(async ([path, bytes]): Promise<ModelFile> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    return { path, size_bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }));
  return { folder, dimension, weights, files: written };
}

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function randomWeights(vocabulary: number, dimension: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const uniform = (length: number, limit: number) => Float32Array.from({ length }, () => (random() * 2 - 1) * limit);
  const tokens = ['batch', 'sequence'];
  return onnxModel({
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({ name, type: 'int64', shape: tokens })),
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: [...tokens, dimension] }],
    constants: [
      { name: 'vocabulary', shape: [vocabulary, dimension], data: uniform(vocabulary * dimension, 1) },
      { name: 'layer', shape: [dimension, dimension], data: uniform(dimension * dimension, 1 / Math.sqrt(dimension)) },
      { name: 'last_axis', shape: [1], data: BigInt64Array.of(2n) },
    ],
    nodes: [
      { operator: 'Gather', inputs: ['vocabulary', 'input_ids'], outputs: ['tokens'] },
      { operator: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { operator: 'Unsqueeze', inputs: ['mask', 'last_axis'], outputs: ['mask_of_tokens'] },
      { operator: 'Mul', inputs: ['tokens', 'mask_of_tokens'], outputs: ['masked'] },
      { operator: 'MatMul', inputs: ['masked', 'layer'], outputs: ['projected'] },
      { operator: 'Tanh', inputs: ['projected'], outputs: ['bent'] },
      { operator: 'Add', inputs: ['masked', 'bent'], outputs: ['last_hidden_state'] },
    ],
  });
}
