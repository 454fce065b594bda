// The cache of vectors, with the layers that the configuration asks for.
import type { Config } from './config/schema.ts';
import { toErrorData } from './contract/errors.ts';
import type { ComponentHealth } from './contract/health.ts';
import { makeCache, memoryCacheRoom } from './engine-providers.ts';
import { createDatabaseLayer, createEmbeddingCache, createSharedLayer } from './features/memory/index.ts';
import type { EmbeddingCache } from './features/memory/index.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Cache } from './providers/cache/cache.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = { storage: StorageProvider; config: Config; clock: Clock; log: Log; secret: (name: string) => Promise<string | undefined> };

/** Rows of the table embedding_cache: some 15 MB of 384 parts. */
const databaseRoom = 10_000;

/**
 * A shared cache that cannot be made is said in health, and everything goes on without it. With `optimizations.caching.enabled` off only this process's memory is used.
 */
export async function openEmbeddingCache({ storage, config, clock, log, secret }: Parts): Promise<EmbeddingCache & { health(): Promise<ComponentHealth> }> {
  const { caching } = config.optimizations;
  const { ttl_defaults } = config.cache_provider.config;
  const name = caching.backend ?? config.cache_provider.name;
  let shared: Cache | null = null;
  let problem: string | null = null;
  if (caching.enabled && name !== 'memory') {
    try {
      shared = await makeCache(config, { clock, log, secret });
    } catch (error) {
      problem = toErrorData(error).message;
      log.warn('cache-not-made', { reason: problem });
    }
  }
  const cache = createEmbeddingCache({
    room: memoryCacheRoom(config),
    shared: shared ? createSharedLayer({ cache: shared, ttlSeconds: ttl_defaults.embeddings, storage, clock }) : null,
    database: caching.enabled ? createDatabaseLayer({ storage, clock, log, room: databaseRoom }) : null,
  });
  return {
    ...cache,
    async health() {
      if (problem !== null) return { component: 'cache', status: 'warning', message: `Vectors are kept in memory and in the database only: ${problem}`, latency_ms: null, details: {}, instructions: 'Correct cache_provider in the configuration, or choose "memory".' };
      if (shared) return shared.health();
      const { hits, requests, layers } = cache.statistics();
      return { component: 'cache', status: 'ok', message: 'Vectors are kept in memory and in the database.', latency_ms: null, details: { hits, requests, layers: layers.map(({ layer }) => layer) }, instructions: null };
    },
  };
}
