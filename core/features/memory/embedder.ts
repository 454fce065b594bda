// The one way to a vector: through a cache by content, on whatever embedding model is in force.
import { isLuminoraError } from '../../contract/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import type { Log } from '../../lib/log.ts';
import { spanned } from '../../lib/spans.ts';
import type { EmbeddingModel, EmbeddingPace, EmbeddingUse } from '../../providers/embeddings/embeddings.ts';
import { createEmbeddingCache } from './embedding-cache/index.ts';
import type { EmbeddingCache } from './embedding-cache/index.ts';

export type Embedder = {
  /** Forgets the model: the next use loads it anew. */
  replace(): void;
  /** Null when no embedding model works now: recall goes on by words alone. */
  spaceId(): Promise<string | null>;
  /** One vector per text; null when no embedding model works now. A passage's is as the model gave it (it is stored as somebody's own); a query's may have been compressed in the cache (docs/embedding-cache.md). At pace `bulk` the cache is neither asked nor filled. */
  embed(texts: readonly string[], use: EmbeddingUse, signal?: AbortSignal, pace?: EmbeddingPace): Promise<Float32Array[] | null>;
};

/** Its cache can be emptied: what was said is in it. */
export type CachingEmbedder = Embedder & { /** What failed is tried again at the next use, not a while later: its files may have come. */ retry(): void; forget(): Promise<void>; statistics: EmbeddingCache['statistics'] };

/** How long a model that failed is left alone before it is tried again, in milliseconds. */
const retryAfterMs = 30_000;
/** What an embedding model says that cannot work as it is, whatever it is asked. */
const unusable: ReadonlySet<string> = new Set(['model_missing', 'model_damaged', 'provider_unavailable']);

/** @param load gives the model; called once, and again a while after a failure. @param parts.cache in memory alone when left out; it is the caller's to close */
export function createEmbedder(load: () => Promise<EmbeddingModel>, parts: { log: Log; clock: { now(): number }; cache?: EmbeddingCache }): CachingEmbedder {
  const cache = parts.cache ?? createEmbeddingCache();
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

  /** Null where the model's files are missing or damaged, or nothing runs it: known only when it is first used, and found by words from then on. */
  async function ask(loaded: EmbeddingModel, texts: readonly string[], use: EmbeddingUse, signal?: AbortSignal, pace?: EmbeddingPace): Promise<Float32Array[] | null> {
    try {
      return await spanned('embedding', { what: use }, () => loaded.embed(texts, use, signal, pace));
    } catch (error) {
      if (!isLuminoraError(error) || !unusable.has(error.code)) throw error;
      failedAt = parts.clock.now();
      parts.log.warn('embedding-unavailable', { reason: error.message });
      return null;
    }
  }

  return {
    forget: cache.forget,
    statistics: cache.statistics,
    retry() {
      failedAt = Number.NEGATIVE_INFINITY;
    },
    replace() {
      loading = null;
      failedAt = Number.NEGATIVE_INFINITY;
    },
    async spaceId() {
      return (await model())?.space().id ?? null;
    },
    async embed(texts, use, signal, pace) {
      // Before anything is waited for: what is forgotten while this runs is not kept.
      const age = cache.age();
      const loaded = await model();
      if (!loaded) return null;
      // What is embedded by the thousand is hardly asked for again, and would push out what is.
      if (pace === 'bulk') return ask(loaded, texts, use, signal, pace);
      const space = loaded.space();
      const isExact = use === 'passage';
      const keys = texts.map((text) => sha256(`${use}\n${text}`));
      const found = await cache.find(space, [...new Set(keys)], isExact);
      const missing = [...new Set(keys.filter((key) => !found.has(key)))];
      if (missing.length > 0) {
        const vectors = await ask(loaded, missing.map((key) => texts[keys.indexOf(key)]!), use, signal);
        if (!vectors) return null;
        const made = new Map(missing.map((key, index) => [key, vectors[index]!]));
        cache.keep(space, made, isExact, age);
        for (const [key, vector] of made) found.set(key, vector);
      }
      return keys.map((key) => found.get(key)!);
    },
  };
}
