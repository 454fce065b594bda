// Reading summaries, proposals and tombstones.
import type { ProposalReads, SummaryReads, TombstoneReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import type { Row } from './table.ts';
import { tables } from './tables.ts';

/** Of JSON lists of message ids: their tables stay small, a summary for ten messages and a proposal for what waits. */
const isFrom = (list: string) => `EXISTS (SELECT 1 FROM json_each(${list}) s WHERE s.value IN (SELECT value FROM json_each(@ids)))`;

/** Not of words since taken back: one whose every source lies on a branch left behind waits until that is looked at again. */
const waits = `(EXISTS (SELECT 1 FROM json_each(fact, '$.source_message_ids') s LEFT JOIN messages m ON m.id = s.value WHERE m.id IS NULL OR m.is_active = 1)
    OR json_array_length(fact, '$.source_message_ids') = 0)`;

export const ownedSql = {
  summariesOfSession: 'SELECT * FROM summaries WHERE session_id = ? ORDER BY first_depth, id',
  lastSummariesOfSession: 'SELECT * FROM summaries WHERE session_id = @session_id AND first_depth < @before_depth AND last_depth < @before_depth ORDER BY first_depth DESC, id DESC LIMIT @limit',
  summaries: 'SELECT * FROM summaries WHERE user_id = @user_id AND (@before IS NULL OR id < @before) ORDER BY id DESC LIMIT @limit',
  // Through the sessions of the messages: only their summaries are looked into.
  summariesFrom: `SELECT * FROM summaries WHERE session_id IN (SELECT session_id FROM messages WHERE id IN (SELECT value FROM json_each(@ids))) AND ${isFrom('source_message_ids')} ORDER BY id`,
  summariesFromAnywhere: `SELECT * FROM summaries WHERE ${isFrom('source_message_ids')} ORDER BY id`,
  countStored: 'SELECT count(*) FROM messages WHERE id IN (SELECT value FROM json_each(?))',
  proposals: `SELECT * FROM proposals WHERE user_id = @user_id AND (@session_id IS NULL OR session_id = @session_id) AND id > @after AND ${waits} ORDER BY id LIMIT @limit`,
  manyProposals: 'SELECT * FROM proposals WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  countProposals: `SELECT count(*) FROM proposals WHERE user_id = ? AND ${waits}`,
  proposalsFrom: `SELECT * FROM proposals WHERE ${isFrom("json_extract(fact, '$.source_message_ids')")} ORDER BY id`,
  tombstones: 'SELECT * FROM tombstones WHERE user_id = ? ORDER BY id',
};

const orNull = <T>(row: Row | undefined, read: (row: Row) => T): T | null => (row === undefined ? null : read(row));

/** The reads of `StorageProvider.summaries`. */
export function summaryReads(db: SqliteDatabase): SummaryReads {
  const { fromRow, sql } = tables.summary;
  return {
    get: async (id) => orNull(db.get(sql.get, [id]), fromRow),
    ofSession: async (sessionId, last) => (last === undefined ? db.all(ownedSql.summariesOfSession, [sessionId]) : db.all(ownedSql.lastSummariesOfSession, { session_id: sessionId, ...last }).reverse()).map(fromRow),
    list: async ({ user_id, before, limit }) => db.all(ownedSql.summaries, { user_id, before: before ?? null, limit }).map(fromRow),
    async fromMessages(messageIds) {
      const ids = listParameter([...new Set(messageIds)]);
      // Of a message that is gone nobody knows the session.
      const areStored = db.value(ownedSql.countStored, [ids]) === new Set(messageIds).size;
      return db.all(areStored ? ownedSql.summariesFrom : ownedSql.summariesFromAnywhere, { ids }).map(fromRow);
    },
  };
}

/** The reads of `StorageProvider.proposals`. */
export function proposalReads(db: SqliteDatabase): ProposalReads {
  const { fromRow, sql } = tables.proposal;
  return {
    get: async (id) => orNull(db.get(sql.get, [id]), fromRow),
    getMany: async (ids) => db.all(ownedSql.manyProposals, [listParameter(ids)]).map(fromRow),
    list: async ({ user_id, session_id, after, limit }) => db.all(ownedSql.proposals, { user_id, session_id: session_id ?? null, after: after ?? '', limit }).map(fromRow),
    count: async (userId) => Number(db.value(ownedSql.countProposals, [userId])),
    fromMessages: async (messageIds) => db.all(ownedSql.proposalsFrom, { ids: listParameter(messageIds) }).map(fromRow),
  };
}

/** The reads of `StorageProvider.tombstones`. */
export function tombstoneReads(db: SqliteDatabase): TombstoneReads {
  return { list: async (userId) => db.all(ownedSql.tombstones, [userId]).map(tables.tombstone.fromRow) };
}
