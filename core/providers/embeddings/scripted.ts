// Deterministic vectors from the words of a text, without any model: for tests and demos that must be fast. It knows words, not meanings.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import type { EmbeddingModel, EmbeddingProvider } from './embeddings.ts';
import { toSpace } from './space.ts';

export const scriptedEmbeddingOptions = z.object({
  dimension: z.number().int().min(8).max(4096).default(64).describe('Length of the vectors.'),
});
export type ScriptedEmbeddingOptions = z.infer<typeof scriptedEmbeddingOptions>;

/** Sum of one pseudo-random direction per word, of unit length: texts that share words are near each other. */
function vectorOfWords(text: string, dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  const words = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['\u0000'];
  for (const word of words) {
    const bytes = createHash('shake256', { outputLength: dimension }).update(word).digest();
    for (let index = 0; index < dimension; index += 1) vector[index]! += (bytes[index] ?? 0) / 127.5 - 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Makes the scripted embedding model. */
export function createScriptedEmbeddings(options: ScriptedEmbeddingOptions): EmbeddingModel {
  const space = toSpace({
    model: 'scripted', revision: '1', dimension: options.dimension, precision: 'fp32', query_prefix: '', passage_prefix: '', is_normalized: true,
  });
  let isClosed = false;
  return {
    space: () => space,
    async embed(texts, _use, signal) {
      if (isClosed) throw new LuminoraError('provider_unavailable', 'The scripted embeddings are closed.');
      if (signal?.aborted) throw new LuminoraError('cancelled', 'Embedding was stopped.');
      return texts.map((text) => vectorOfWords(text, options.dimension));
    },
    canRead: () => true,
    async health() {
      return {
        component: 'embeddings', status: 'warning', message: 'Scripted embeddings: words only, for tests and demos.', latency_ms: 0,
        details: { model: 'scripted', dimension: options.dimension, space: space.id }, instructions: 'Choose the local embedding model in Settings for real use.',
      };
    },
    async close() {
      isClosed = true;
    },
  };
}

export const scriptedEmbeddings: EmbeddingProvider<typeof scriptedEmbeddingOptions> = {
  id: 'scripted',
  title: 'Scripted (tests and demos)',
  options: scriptedEmbeddingOptions,
  create: async (options) => createScriptedEmbeddings(options),
};
