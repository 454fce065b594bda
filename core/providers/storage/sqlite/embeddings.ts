// Reading embedding spaces and raw vectors, and the check every vector passes before it is written.
import { LuminoraError } from '../../../contract/errors.ts';
import { vectorDefect } from '../../../lib/vector-defect.ts';
import type { Change } from '../changes.ts';
import type { EmbeddingReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

export const embeddingSql = {
  spaces: 'SELECT * FROM embedding_spaces ORDER BY id',
  dimension: 'SELECT dimension FROM embedding_spaces WHERE id = ?',
  many: 'SELECT * FROM message_embeddings WHERE space_id = ? AND message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id',
  scan: 'SELECT * FROM message_embeddings WHERE space_id = ? AND message_id > ? ORDER BY message_id LIMIT ?',
  countOfSpace: 'SELECT count(*) FROM message_embeddings WHERE space_id = ?',
  cached: 'SELECT * FROM embedding_cache WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  countCached: 'SELECT count(*) FROM embedding_cache',
  leastUsed: 'SELECT id FROM embedding_cache ORDER BY used_at, id LIMIT ?',
};

/** The reads of `StorageProvider.embeddings`. */
export function embeddingReads(db: SqliteDatabase): EmbeddingReads {
  const { fromRow } = tables.message_embedding;
  return {
    spaces: async () => db.all(embeddingSql.spaces).map(tables.embedding_space.fromRow),
    get: async ({ space_id, message_ids }) => db.all(embeddingSql.many, [space_id, listParameter(message_ids)]).map(fromRow),
    scan: async ({ space_id, after, limit }) => db.all(embeddingSql.scan, [space_id, after ?? '', limit]).map(fromRow),
    count: async (spaceId) => Number(db.value(embeddingSql.countOfSpace, [spaceId])),
    cached: async (ids) => db.all(embeddingSql.cached, [listParameter(ids)]).map(tables.cached_embedding.fromRow),
    countCached: async () => Number(db.value(embeddingSql.countCached)),
    leastUsedCached: async (limit) => db.all(embeddingSql.leastUsed, [limit]).map(({ id }) => String(id)),
  };
}

/** Throws for a vector that may not be stored: wrong type, dimension, not finite, without length. */
export function assertVectorFits(db: SqliteDatabase, change: Change): void {
  if (!('record' in change) || (change.entity !== 'message_embedding' && change.entity !== 'episode_embedding' && change.entity !== 'cached_embedding')) return;
  const { space_id, vector } = change.record;
  const dimension = db.value(embeddingSql.dimension, [space_id]);
  const defect = vectorDefect(vector, typeof dimension === 'number' ? dimension : undefined);
  if (defect === null) return;
  if (defect === 'dimension') {
    throw new LuminoraError('embedding_mismatch', `A vector of ${vector.length} parts does not fit the embedding space ${space_id} (${String(dimension)}). Re-index with the present model.`, { details: { space_id, expected: dimension, got: vector.length } });
  }
  throw new LuminoraError('invalid_input', `The vector of ${change.record.id} cannot be stored: ${defect}.`, { details: { space_id, defect } });
}
