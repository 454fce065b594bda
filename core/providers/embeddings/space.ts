// The identity of a set of vectors: two models whose vectors may be compared give the same id, all others do not.
import { createHash } from 'node:crypto';
import type { EmbeddingSpace } from '../../contract/entities.ts';

/** Completes a space with its id, made from everything that decides what a vector means. */
export function toSpace(facts: Omit<EmbeddingSpace, 'id' | 'created_at'>): Omit<EmbeddingSpace, 'created_at'> {
  const parts = [facts.model, facts.revision, facts.dimension, facts.precision, facts.query_prefix, facts.passage_prefix, facts.is_normalized];
  const fingerprint = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
  const name = facts.model.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40);
  return { id: `${name}_${facts.dimension}_${fingerprint}`, ...facts };
}
