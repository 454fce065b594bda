// What the layers of the cache have in common.
import type { EmbeddingCacheStatistics } from '../../../contract/local-models.ts';

export type LayerStatistics = EmbeddingCacheStatistics['layers'][number];

/** Of which model and how many parts the vectors are. */
export type VectorSpace = { id: string; dimension: number };

/** Counts what one layer was asked. */
export function createCounter(): { hits: number; misses: number; add(found: number, asked: number): void } {
  return { hits: 0, misses: 0, add(found, asked) { this.hits += found; this.misses += asked - found; } };
}
