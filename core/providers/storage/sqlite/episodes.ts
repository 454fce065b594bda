// Reading episodes and their vectors.
import type { EpisodeReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

/** The filters of a list; which index finds the rows depends on whether a session is named. */
const filters = `(@personality IS NULL OR personality = @personality)
    AND (@type IS NULL OR type = @type)
    AND importance >= @importance_at_least AND ended_at BETWEEN @from AND @to
    AND (@before IS NULL OR (ended_at, id) < (SELECT ended_at, id FROM episodes WHERE id = @before))
    ORDER BY ended_at DESC, id DESC LIMIT @limit`;

export const episodeSql = {
  many: 'SELECT * FROM episodes WHERE id IN (SELECT value FROM json_each(?))',
  list: `SELECT * FROM episodes WHERE user_id = @user_id AND ${filters}`,
  // The plus keeps the planner from reading all of the user's.
  listOfSession: `SELECT * FROM episodes WHERE session_id = @session_id AND +user_id = @user_id AND ${filters}`,
  fromMessages: `SELECT * FROM episodes WHERE id IN (
      SELECT s.episode_id FROM json_each(?) wanted CROSS JOIN episode_sources s ON s.message_id = wanted.value) ORDER BY id`,
  withoutEmbedding: `SELECT e.* FROM episodes e WHERE e.id > @after
    AND NOT EXISTS (SELECT 1 FROM episode_embeddings v WHERE v.space_id = @space_id AND v.episode_id = e.id) ORDER BY e.id LIMIT @limit`,
  scanEmbeddings: 'SELECT * FROM episode_embeddings WHERE space_id = ? AND episode_id > ? ORDER BY episode_id LIMIT ?',
};

/** The reads of `StorageProvider.episodes`. */
export function episodeReads(db: SqliteDatabase): EpisodeReads {
  const { fromRow, sql } = tables.episode;
  return {
    async get(id) {
      const row = db.get(sql.get, [id]);
      return row === undefined ? null : fromRow(row);
    },
    async getMany(ids) {
      const found = new Map(db.all(episodeSql.many, [listParameter(ids)]).map((row) => [row['id'], fromRow(row)]));
      return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
    },
    async list({ session_id, ...query }) {
      const parameters = {
        user_id: query.user_id, limit: query.limit, before: query.before ?? null, personality: query.personality ?? null, type: query.type ?? null,
        importance_at_least: query.importance_at_least ?? 0, from: query.from ?? Number.MIN_SAFE_INTEGER, to: query.to ?? Number.MAX_SAFE_INTEGER,
      };
      const rows = session_id === undefined ? db.all(episodeSql.list, parameters) : db.all(episodeSql.listOfSession, { ...parameters, session_id });
      return rows.map(fromRow);
    },
    fromMessages: async (messageIds) => db.all(episodeSql.fromMessages, [listParameter(messageIds)]).map(fromRow),
    withoutEmbedding: async ({ space_id, limit, after }) => db.all(episodeSql.withoutEmbedding, { space_id, limit, after: after ?? '' }).map(fromRow),
    scanEmbeddings: async ({ space_id, after, limit }) => db.all(episodeSql.scanEmbeddings, [space_id, after ?? '', limit]).map(tables.episode_embedding.fromRow),
  };
}
