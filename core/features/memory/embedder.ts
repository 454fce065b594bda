// The one way to a vector: through a cache by content, on whatever embedding model is in force.
import { LRUCache } from 'lru-cache';
import { sha256 } from '../../lib/hash.ts';
import type { Log } from '../../lib/log.ts';
import { spanned } from '../../lib/spans.ts';
import type { EmbeddingModel, EmbeddingUse } from '../../providers/embeddings/embeddings.ts';

export type Embedder = {
  /** Forgets the model: the next use loads it anew. */
  replace(): void;
  /** Null when no embedding model works now: recall goes on by words alone. */
  spaceId(): Promise<string | null>;
  /** One vector per text; null when no embedding model works now. */
  embed(texts: readonly string[], use: EmbeddingUse, signal?: AbortSignal): Promise<Float32Array[] | null>;
};

/** Its cache can be emptied: what was said is in it. */
export type CachingEmbedder = Embedder & { forget(): void };

/** How long a model that failed is left alone before it is tried again, in milliseconds. */
const retryAfterMs = 30_000;

/** @param load gives the model; called once, and again a while after a failure */
export function createEmbedder(load: () => Promise<EmbeddingModel>, parts: { log: Log; clock: { now(): number } }): CachingEmbedder {
  const cache = new LRUCache<string, Float32Array>({ max: 5000 });
  let loading: Promise<EmbeddingModel> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function model(): Promise<EmbeddingModel | null> {
    if (parts.clock.now() - failedAt < retryAfterMs && parts.clock.now() >= failedAt) return null;
    loading ??= load();
    try {
      return await loading;
    } catch (error) {
      loading = null;
      failedAt = parts.clock.now();
      parts.log.warn('embedding-unavailable', { reason: String(error) });
      return null;
    }
  }

  return {
    forget: () => cache.clear(),
    replace() {
      loading = null;
      failedAt = Number.NEGATIVE_INFINITY;
    },
    async spaceId() {
      return (await model())?.space().id ?? null;
    },
    async embed(texts, use, signal) {
      const loaded = await model();
      if (!loaded) return null;
      const keys = texts.map((text) => `${loaded.space().id} ${use} ${sha256(text)}`);
      const missing = [...new Set(keys.filter((key) => !cache.has(key)))];
      if (missing.length > 0) {
        const vectors = await spanned('embedding', { what: use }, () => loaded.embed(missing.map((key) => texts[keys.indexOf(key)]!), use, signal));
        missing.forEach((key, index) => cache.set(key, vectors[index]!));
      }
      return keys.map((key) => cache.get(key)!);
    },
  };
}
