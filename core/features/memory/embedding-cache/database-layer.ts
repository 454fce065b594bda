// The third layer: the table embedding_cache, as it was computed, bounded; what was used least recently goes. It is written a little later, in one commit for many.
import { breathe } from '../../../lib/breathe.ts';
import type { Log } from '../../../lib/log.ts';
import type { CachedEmbedding, Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { createCounter } from './layer.ts';
import type { LayerStatistics, VectorSpace } from './layer.ts';

export type DatabaseLayer = {
  get(space: VectorSpace, keys: readonly string[]): Promise<Map<string, Float32Array>>;
  set(space: VectorSpace, vectors: ReadonlyMap<string, Float32Array>): void;
  /** @throws LuminoraError when rows could not be deleted */
  clear(): Promise<void>;
  statistics(): LayerStatistics;
  /** Writes what waits. */
  close(): Promise<void>;
};

const writeAfterMs = 1000;
/** As many waiting vectors are written at once without waiting longer. */
const writeAt = 128;
/** Rows deleted in one commit: other work comes between. */
const deletePage = 250;
/** How exactly the last use is known, in milliseconds: a row read again within an hour is not written again. */
const useKnownToMs = 3_600_000;

type Parts = { storage: Pick<StorageProvider, 'embeddings' | 'commit'>; clock: { now(): number }; log: Log; room: number };

/** @param parts.room rows kept at most; a tenth goes at a time when it is exceeded */
export function createDatabaseLayer({ storage, clock, log, room }: Parts): DatabaseLayer {
  const counter = createCounter();
  const waiting = new Map<string, CachedEmbedding>();
  let errors = 0;
  let isWell = true;
  let known: { entries: number; bytesEach: number } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let work: Promise<unknown> = Promise.resolve();
  /** Grows with each clearing: what was read before one is not written after it. */
  let age = 0;

  /** What the cache cannot do is never the caller's failure; it is told once. */
  async function attempt(what: () => Promise<void>): Promise<void> {
    try {
      await what();
      isWell = true;
    } catch (error) {
      errors += 1;
      if (isWell) log.warn('embedding-cache-table-failed', { reason: String(error) });
      isWell = false;
    }
  }

  async function write(): Promise<void> {
    const records = [...waiting.values()];
    waiting.clear();
    if (records.length === 0) return;
    await storage.commit(records.map((record): Change => ({ op: 'put', entity: 'cached_embedding', record })), { isRepeatable: true });
    const entries = await storage.embeddings.countCached();
    known = { entries, bytesEach: records[0]!.vector.byteLength };
    if (entries > room) await remove(entries - Math.floor(room * 0.9));
  }

  async function remove(count: number): Promise<void> {
    for (let left = count; left > 0; left -= deletePage) {
      const ids = await storage.embeddings.leastUsedCached(Math.min(left, deletePage));
      if (ids.length === 0) break;
      await storage.commit(ids.map((id): Change => ({ op: 'delete', entity: 'cached_embedding', id })), { isRepeatable: true });
      if (known) known.entries -= ids.length;
      await breathe();
    }
  }

  function inTurn(what: () => Promise<void>): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const done = work.then(what);
    work = done.catch(() => undefined);
    return done;
  }
  const writeSoon = () => inTurn(() => attempt(write));

  function keep(record: CachedEmbedding): void {
    waiting.set(record.id, record);
    if (waiting.size >= writeAt) void writeSoon();
    else if (!timer) {
      timer = setTimeout(() => void writeSoon(), writeAfterMs);
      timer.unref();
    }
  }

  return {
    async get(space, keys) {
      const found = new Map<string, Float32Array>();
      const now = clock.now();
      const before = age;
      await attempt(async () => {
        const ids = new Map(keys.map((key) => [`${space.id}/${key}`, key]));
        const kept = await storage.embeddings.cached([...ids.keys()].filter((id) => !waiting.has(id)));
        if (before !== age) return;
        for (const record of [...kept, ...[...ids.keys()].flatMap((id) => waiting.get(id) ?? [])]) {
          if (record.vector.length !== space.dimension) continue;
          found.set(ids.get(record.id)!, record.vector);
          if (now - record.used_at > useKnownToMs) keep({ ...record, used_at: now });
        }
      });
      counter.add(found.size, keys.length);
      return found;
    },
    set(space, vectors) {
      const used_at = clock.now();
      for (const [key, vector] of vectors) keep({ id: `${space.id}/${key}`, space_id: space.id, vector, used_at });
    },
    async clear() {
      age += 1;
      waiting.clear();
      await inTurn(() => remove(Number.MAX_SAFE_INTEGER));
    },
    statistics: () => ({ layer: 'database', hits: counter.hits, misses: counter.misses, entries: known?.entries ?? null, bytes: known ? known.entries * known.bytesEach : null, is_available: isWell, errors }),
    close: writeSoon,
  };
}
