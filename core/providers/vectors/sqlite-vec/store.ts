// The vector store over the index file: one vec0 table per space, owners mapped to its row numbers.
import { LuminoraError } from '../../../contract/errors.ts';
import type { Log } from '../../../lib/log.ts';
import type { VectorHit, VectorQuery, VectorStore } from '../vectors.ts';
import { assertVector, toUnit } from './checks.ts';
import { toVectorError } from './errors.ts';
import { checkIndexHealth } from './health.ts';
import { openIndex, removeIndex, showsDamage } from './open-index.ts';
import { createSpaces, type Space } from './spaces.ts';

/** More neighbours than this the extension refuses to look for. */
const MOST_NEIGHBOURS = 4096;

/** Opens the store; a damaged index starts empty, also one that turns out damaged while in use. */
export function createSqliteVecStore(folder: string, file: string, log: Log): VectorStore {
  const known = new Map<string, number>();
  let db = guarded(file, () => openIndex(folder, file, log));
  let spaces = createSpaces(db);

  const reset = (reason: Error): void => {
    log.warn('vector-index-reset', { path: file, reason: reason.message });
    db.close();
    removeIndex(file);
    db = openIndex(folder, file, log);
    spaces = createSpaces(db);
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
    }),
    upsert: async (spaceId, items) => attempt(() => {
      const space = spaceOf(spaceId);
      for (const item of items) assertVector(item.vector, space, item.owner_id);
      db.transaction(() => {
        for (const item of items) {
          const number = space.numberOf(item.owner_id) ?? space.addOwner(item.owner_id);
          space.remove(number);
          space.insert(number, item.user_id, item.session_id, toUnit(item.vector));
        }
      }).immediate();
    }),
    delete: async (spaceId, ownerIds) => attempt(() => {
      const space = spaces.get(spaceId);
      if (space === undefined || ownerIds.length === 0) return;
      db.transaction(() => {
        for (const ownerId of ownerIds) {
          const number = space.numberOf(ownerId);
          if (number === undefined) continue;
          space.remove(number);
          space.removeOwner(number);
        }
      }).immediate();
      db.pragma('wal_checkpoint(TRUNCATE)');
    }),
    query: async (spaceId, query) => attempt(() => nearest(spaceOf(spaceId), query)),
    count: async (spaceId) => attempt(() => spaces.get(spaceId)?.count() ?? 0),
    listOwnerIds: async (spaceId, after, limit) => attempt(() => spaces.get(spaceId)?.ownersAfter(after ?? '', limit) ?? []),
    dropSpace: async (spaceId) => attempt(() => {
      known.delete(spaceId);
      spaces.drop(spaceId);
      db.pragma('wal_checkpoint(TRUNCATE)');
    }),
    health: async () => checkIndexHealth(db, file),
    async close() {
      if (db.open) guarded(file, () => db.close());
    },
  };
}

function nearest(space: Space, query: VectorQuery): VectorHit[] {
  assertVector(query.vector, space, 'the query');
  if (query.limit < 1) return [];
  const limit = Math.min(Math.trunc(query.limit), MOST_NEIGHBOURS);
  return space.nearest(toUnit(query.vector), limit, query.user_id, query.session_id ?? null)
    .map((row) => ({ owner_id: row.owner_id, similarity: Math.min(1, Math.max(-1, 1 - row.distance)) }))
    .sort((a, b) => b.similarity - a.similarity || (a.owner_id < b.owner_id ? -1 : 1));
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toVectorError(error, file);
  }
}

