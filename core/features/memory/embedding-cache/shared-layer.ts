// The second layer, where one is configured: a server that several processes share. Whatever it does, nothing here fails or waits for long.
import type { Cache } from '../../../providers/cache/cache.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { fromText, toText } from './int8.ts';
import { createCounter } from './layer.ts';
import type { LayerStatistics, VectorSpace } from './layer.ts';

export type SharedLayer = {
  get(space: VectorSpace, keys: readonly string[]): Promise<Map<string, Float32Array>>;
  /** Goes on in the background. */
  set(space: VectorSpace, vectors: ReadonlyMap<string, Float32Array>): void;
  /** @throws LuminoraError when the server cannot be cleared and that it is owed cannot be written down */
  clear(): Promise<void>;
  statistics(): LayerStatistics;
  /** What is on its way is sent. */
  close(): Promise<void>;
};

const prefix = 'embedding:';
/** The setting that says that the server still holds what was to be forgotten. */
const owedSetting = 'embedding_cache.clear_owed';

type Parts = { cache: Cache; ttlSeconds: number; storage: Pick<StorageProvider, 'settings' | 'commit'>; clock: { now(): number } };

/**
 * Forgetting while the server is away is owed: it is kept as a setting, and the server is not read again, in this run or a later one, before it has been cleared.
 */
export function createSharedLayer({ cache, ttlSeconds, storage, clock }: Parts): SharedLayer {
  const counter = createCounter();
  const sending = new Set<Promise<unknown>>();
  let owed: Promise<boolean> | null = null;
  let paying: Promise<boolean> | null = null;

  const isOwed = (): Promise<boolean> => (owed ??= storage.settings.get(owedSetting).then((setting) => setting !== null, () => true));

  async function pay(): Promise<boolean> {
    await Promise.allSettled(sending);
    if (!(await cache.clear(prefix))) return false;
    await storage.commit([{ op: 'delete', entity: 'setting', id: owedSetting }]);
    owed = Promise.resolve(false);
    return true;
  }

  /** True when it may be read and written. */
  async function mayUse(): Promise<boolean> {
    if (!cache.isAvailable()) return false;
    if (!(await isOwed())) return true;
    paying ??= pay().catch(() => false).finally(() => { paying = null; });
    return paying;
  }

  return {
    async get(space, keys) {
      const found = new Map<string, Float32Array>();
      if (await mayUse()) {
        await Promise.all(keys.map(async (key) => {
          const vector = fromText(await cache.get(`${prefix}${space.id}/${key}`), space.dimension);
          if (vector) found.set(key, vector);
        }));
      }
      counter.add(found.size, keys.length);
      return found;
    },
    set(space, vectors) {
      for (const [key, vector] of vectors) {
        const sent = mayUse().then((may) => (may ? cache.set(`${prefix}${space.id}/${key}`, toText(vector), ttlSeconds) : undefined)).catch(() => undefined).finally(() => sending.delete(sent));
        sending.add(sent);
      }
    },
    async clear() {
      await Promise.allSettled(sending);
      if (!(await isOwed()) && await cache.clear(prefix)) return;
      owed = Promise.resolve(true);
      await storage.commit([{ op: 'put', entity: 'setting', record: { id: owedSetting, value: true, updated_at: clock.now() } }]);
      await mayUse();
    },
    statistics: () => ({ layer: 'redis', hits: counter.hits, misses: counter.misses, entries: null, bytes: null, is_available: cache.isAvailable(), errors: cache.statistics().errors }),
    async close() {
      await Promise.allSettled(sending);
      await cache.close();
    },
  };
}
