// Reading what is known about a user. A fact whose row was damaged on disk is left out and counted by health.
import type { Log } from '../../../lib/log.ts';
import type { FactReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';
import type { Row } from './table.ts';

const filters = `(@category IS NULL OR category = @category)
    AND (@key IS NULL OR key = @key)
    AND (@pinned IS NULL OR is_pinned = @pinned)
    ORDER BY category, key, id LIMIT @limit`;

export const factSql = {
  list: `SELECT * FROM user_facts WHERE user_id = @user_id
    AND (@include_past = 1 OR valid_to IS NULL) AND ${filters}`,
  listUnreplaced: `SELECT * FROM user_facts WHERE user_id = @user_id
    AND (valid_to IS NULL OR superseded_by IS NULL) AND ${filters}`,
  supersededBy: 'SELECT * FROM user_facts WHERE superseded_by IN (SELECT value FROM json_each(?)) ORDER BY id',
  fromMessages: `SELECT * FROM user_facts WHERE id IN (
      SELECT s.fact_id FROM json_each(?) wanted CROSS JOIN fact_sources s ON s.message_id = wanted.value) ORDER BY id`,
};

/** The reads of `StorageProvider.facts`. */
export function factReads(db: SqliteDatabase, log: Log): FactReads {
  const { fromRow, isDamaged, sql } = tables.fact;
  const whole = (row: Row): boolean => {
    if (!isDamaged(row)) return true;
    log.error('fact-damaged', { id: row['id'], path: db.file });
    return false;
  };
  return {
    async get(id) {
      const row = db.get(sql.get, [id]);
      return row === undefined || !whole(row) ? null : fromRow(row);
    },
    async list(query) {
      const parameters = {
        user_id: query.user_id, limit: query.limit, category: query.category ?? null, key: query.key ?? null, pinned: query.pinned === undefined ? null : Number(query.pinned),
      };
      const rows = query.include_past === 'unreplaced' ? db.all(factSql.listUnreplaced, parameters) : db.all(factSql.list, { ...parameters, include_past: query.include_past === true ? 1 : 0 });
      return rows.filter(whole).map(fromRow);
    },
    supersededBy: async (factIds) => db.all(factSql.supersededBy, [listParameter(factIds)]).filter(whole).map(fromRow),
    fromMessages: async (messageIds) => db.all(factSql.fromMessages, [listParameter(messageIds)]).filter(whole).map(fromRow),
  };
}
