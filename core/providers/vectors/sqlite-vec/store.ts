// The vector store over the index file: one vec0 table per space, owners mapped to its row numbers.
import { LuminoraError } from '../../../contract/errors.ts';
import type { Log } from '../../../lib/log.ts';
import type { VectorHit, VectorQuery, VectorStore } from '../vectors.ts';
import { contentOf } from './ann-content.ts';
import { createAnnIndexes, type AnnIndexes, type AnnSettings, type Orphan } from './ann-indexes.ts';
import { assertVector, toUnit } from './checks.ts';
import { toVectorError } from './errors.ts';
import { checkIndexHealth } from './health.ts';
import { epochOf, openIndex, removeIndex, showsDamage } from './open-index.ts';
import { createSpaces, type Owner, type Space } from './spaces.ts';

/** More neighbours than this the extension refuses to look for. */
const MOST_NEIGHBOURS = 4096;

/** `whenIdle` resolves when no approximate index is being built or saved: for tests and measurements. */
export type SqliteVecStore = VectorStore & { whenIdle(): Promise<void> };

/** Opens the store; a damaged index starts empty, also one that turns out damaged while in use. */
export function createSqliteVecStore(folder: string, file: string, log: Log, annSettings: AnnSettings): SqliteVecStore {
  const known = new Map<string, number>();
  const ann = createAnnIndexes(folder, annSettings, log);
  let db = guarded(file, () => openIndex(folder, file, log));
  let spaces = createSpaces(db);
  let epoch = guarded(file, () => epochOf(db));

  const reset = (reason: Error): void => {
    log.warn('vector-index-reset', { path: file, reason: reason.message });
    db.close();
    removeIndex(file);
    ann.clear();
    db = openIndex(folder, file, log);
    spaces = createSpaces(db);
    epoch = epochOf(db);
    for (const [spaceId, dimension] of known) spaces.make(spaceId, dimension);
  };
  const attempt = <T>(work: () => T): T => guarded(file, () => {
    if (!db.open) throw new LuminoraError('storage_failed', `The vector index ${file} is closed.`);
    try {
      return work();
    } catch (error) {
      if (!showsDamage(db, error)) throw error;
      reset(error);
      return work();
    }
  });
  /** Runs a write; answers the contents that it left without a row. Snapshots that hold them are gone before it is committed. */
  const change = (space: Space, write: () => (Owner | undefined)[]): Orphan[] => db.transaction(() => {
    const replaced = new Map(write().flatMap((owner) => (owner === undefined ? [] : [[JSON.stringify([owner.user_id, owner.content]), owner] as const])));
    const orphans = [...replaced.values()].filter((owner) => !space.hasOwnerOf(owner.user_id, owner.content));
    ann.beforeRemoval(space, orphans);
    return orphans;
  }).immediate();
  const spaceOf = (spaceId: string): Space => {
    const space = spaces.get(spaceId);
    if (space === undefined) throw new LuminoraError('not_found', `The vector index has no space ${spaceId}. Re-index.`);
    known.set(spaceId, space.dimension);
    return space;
  };

  return {
    ensureSpace: async (spaceId, dimension) => attempt(() => {
      const space = spaces.get(spaceId) ?? spaces.make(spaceId, dimension);
      if (space.dimension !== dimension) {
        throw new LuminoraError('embedding_mismatch', `The vector space ${spaceId} holds vectors of ${space.dimension} parts, not ${dimension}. Re-index with the present model.`, { details: { space_id: spaceId, expected: space.dimension, got: dimension } });
      }
      known.set(spaceId, dimension);
      ann.open(space, epoch);
    }),
    upsert: async (spaceId, items) => attempt(() => {
      const space = spaceOf(spaceId);
      for (const item of items) assertVector(item.vector, space, item.owner_id);
      if (items.length === 0) return;
      const written = new Map<string, number>();
      const orphans = change(space, () => {
        const generation = space.nextGeneration();
        return items.map((item) => {
          const unit = toUnit(item.vector);
          written.set(item.user_id, (written.get(item.user_id) ?? 0) + 1);
          return space.put({ owner_id: item.owner_id, user_id: item.user_id, session_id: item.session_id, content: contentOf(unit) }, unit, generation);
        });
      });
      ann.afterWrite(space, epoch, written, orphans);
    }),
    delete: async (spaceId, ownerIds) => attempt(() => {
      const space = spaces.get(spaceId);
      if (space === undefined || ownerIds.length === 0) return;
      const orphans = change(space, () => ownerIds.map((ownerId) => space.remove(ownerId)));
      ann.afterWrite(space, epoch, new Map(), orphans);
      db.pragma('wal_checkpoint(TRUNCATE)');
    }),
    query: async (spaceId, query) => attempt(() => nearest(ann, spaceOf(spaceId), query)),
    count: async (spaceId) => attempt(() => spaces.get(spaceId)?.count() ?? 0),
    listOwnerIds: async (spaceId, after, limit) => attempt(() => spaces.get(spaceId)?.ownersAfter(after ?? '', limit) ?? []),
    dropSpace: async (spaceId) => attempt(() => {
      known.delete(spaceId);
      ann.dropSpace(spaceId, spaces.get(spaceId)?.users() ?? []);
      spaces.drop(spaceId);
      db.pragma('wal_checkpoint(TRUNCATE)');
    }),
    health: async () => checkIndexHealth(db, file, ann.report()),
    whenIdle: () => ann.whenIdle(),
    async close() {
      if (!db.open) return;
      const saved = ann.close();
      guarded(file, () => db.close());
      await saved;
    },
  };
}

function nearest(ann: AnnIndexes, space: Space, query: VectorQuery): VectorHit[] {
  assertVector(query.vector, space, 'the query');
  if (query.limit < 1) return [];
  const limit = Math.min(Math.trunc(query.limit), MOST_NEIGHBOURS);
  const unit = toUnit(query.vector);
  const rows = ann.search(space, unit, { ...query, limit }) ?? space.nearest(unit, limit, query.user_id, query.session_id ?? null);
  return rows.map((row) => ({ owner_id: row.owner_id, similarity: Math.min(1, Math.max(-1, 1 - row.distance)) }))
    .sort((a, b) => b.similarity - a.similarity || (a.owner_id < b.owner_id ? -1 : 1))
    .slice(0, limit);
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toVectorError(error, file);
  }
}

