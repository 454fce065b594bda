// Vectors by content, in three layers: this process's memory, a server that several processes share, the database. What a lower layer has is put into the ones above it.
// The first two are compressed. What becomes the own vector of a message or an episode is therefore never taken from them: the latest of those are kept whole, in memory alone.
import { LRUCache } from 'lru-cache';
import type { EmbeddingCacheStatistics } from '../../../contract/local-models.ts';
import type { DatabaseLayer } from './database-layer.ts';
import type { VectorSpace } from './layer.ts';
import { createMemoryLayer } from './memory-layer.ts';
import type { MemoryRoom } from './memory-layer.ts';
import type { SharedLayer } from './shared-layer.ts';

export type EmbeddingCache = {
  /** What is known of these keys, SHA-256 as hex. `exact`: just as the model gave it. */
  find(space: VectorSpace, keys: readonly string[], exact: boolean): Promise<Map<string, Float32Array>>;
  /** Grows with each forgetting. */
  age(): number;
  /** Keeps what was computed; nothing when something was forgotten since `age`. */
  keep(space: VectorSpace, vectors: ReadonlyMap<string, Float32Array>, exact: boolean, age: number): void;
  /** Empties every layer. What a server that cannot be reached still holds is not read again and is deleted when it is back. @throws LuminoraError when the storage fails */
  forget(): Promise<void>;
  statistics(): EmbeddingCacheStatistics;
  close(): Promise<void>;
};

/** What may be in memory of each model, unless configured otherwise. */
const usualRoom: MemoryRoom = { entries: 10_000, bytes: 64_000_000 };
/** Whole vectors of messages and episodes, for what is said twice. */
const exactRoom = 1000;

type Parts = { room?: MemoryRoom; shared?: SharedLayer | null; database?: DatabaseLayer | null };

export function createEmbeddingCache({ room = usualRoom, shared = null, database = null }: Parts = {}): EmbeddingCache {
  const memory = createMemoryLayer(room);
  const whole = new LRUCache<string, Float32Array>({ max: exactRoom });
  const count = { requests: 0, hits: 0, wholeHits: 0, wholeMisses: 0 };
  let age = 0;

  async function findBelow(space: VectorSpace, missing: readonly string[], found: Map<string, Float32Array>): Promise<void> {
    const before = age;
    const fromShared = shared ? await shared.get(space, missing) : new Map<string, Float32Array>();
    const left = missing.filter((key) => !fromShared.has(key));
    const fromDatabase = database && left.length > 0 ? await database.get(space, left) : new Map<string, Float32Array>();
    // What was found before something was forgotten may be of it.
    if (before !== age) return;
    for (const [key, vector] of [...fromShared, ...fromDatabase]) {
      found.set(key, vector);
      memory.set(space, key, vector);
    }
    if (fromDatabase.size > 0) shared?.set(space, fromDatabase);
  }

  return {
    async find(space, keys, exact) {
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const vector = exact ? whole.get(`${space.id}/${key}`) : memory.get(space, key);
        if (vector) found.set(key, vector);
      }
      if (exact) {
        count.wholeHits += found.size;
        count.wholeMisses += keys.length - found.size;
      }
      const missing = keys.filter((key) => !found.has(key));
      if (!exact && missing.length > 0 && (shared || database)) await findBelow(space, missing, found);
      count.requests += keys.length;
      count.hits += found.size;
      return found;
    },
    age: () => age,
    keep(space, vectors, exact, since) {
      if (since !== age) return;
      for (const [key, vector] of vectors) {
        if (exact) whole.set(`${space.id}/${key}`, vector);
        else memory.set(space, key, vector);
      }
      if (exact) return;
      shared?.set(space, vectors);
      database?.set(space, vectors);
    },
    async forget() {
      age += 1;
      memory.clear();
      whole.clear();
      const ended = await Promise.allSettled([database?.clear(), shared?.clear()]);
      const failure = ended.find((one) => one.status === 'rejected');
      if (failure) throw failure.reason;
    },
    statistics() {
      const first = memory.statistics();
      const wholeBytes = [...whole.values()].reduce((sum, vector) => sum + vector.byteLength, 0);
      const inMemory = { ...first, hits: first.hits + count.wholeHits, misses: first.misses + count.wholeMisses, entries: (first.entries ?? 0) + whole.size, bytes: (first.bytes ?? 0) + wholeBytes };
      const layers = [inMemory, ...(shared ? [shared.statistics()] : []), ...(database ? [database.statistics()] : [])];
      return { layers, requests: count.requests, hits: count.hits, hit_rate: count.requests === 0 ? null : count.hits / count.requests };
    },
    async close() {
      await Promise.allSettled([shared?.close(), database?.close()]);
    },
  };
}
