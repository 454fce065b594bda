// Reading messages: by id, along a branch, among siblings.
import type { Message } from '../../../contract/entities.ts';
import { breathe } from '../../../lib/breathe.ts';
import type { MessageReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { eraseSql } from './erase.ts';
import { foldText } from './fold-text.ts';
import { messageSearch, messagesAround, wordCounts } from './message-search.ts';
import type { Row } from './table.ts';
import { tables } from './tables.ts';

export const messageSql = {
  many: 'SELECT * FROM messages WHERE id IN (SELECT value FROM json_each(?))',
  byClientId: 'SELECT * FROM messages WHERE session_id = ? AND client_message_id = ?',
  // From the start message towards the root, no further than the limit.
  path: `WITH RECURSIVE path (id, parent_id) AS (
      SELECT id, parent_id FROM messages WHERE id = @start
      UNION ALL SELECT m.id, m.parent_id FROM path CROSS JOIN messages m ON m.id = path.parent_id)
    SELECT m.* FROM path CROSS JOIN messages m ON m.id = path.id WHERE @before IS NULL OR path.id < @before LIMIT @limit`,
  siblings: `SELECT wanted.value AS wanted_id, s.id FROM json_each(?) wanted
    CROSS JOIN messages m ON m.id = wanted.value
    CROSS JOIN messages s ON s.parent_id IS m.parent_id AND s.session_id = m.session_id ORDER BY s.id`,
  children: 'SELECT * FROM messages WHERE parent_id IS @parent_id AND session_id = @session_id ORDER BY id',
  neighbours: `SELECT * FROM messages WHERE id IN (
      SELECT n.id FROM json_each(@ids) wanted
      CROSS JOIN messages m ON m.id = wanted.value AND m.is_active = 1
      CROSS JOIN messages n ON n.session_id = m.session_id AND n.is_active = 1 AND n.depth BETWEEN m.depth - @distance AND m.depth + @distance)
    AND id NOT IN (SELECT value FROM json_each(@ids)) ORDER BY id`,
  withoutEmbedding: `SELECT m.* FROM messages m WHERE m.id > @after AND m.is_active = 1 AND m.status IN ('complete', 'interrupted') AND m.content <> ''
    AND NOT EXISTS (SELECT 1 FROM message_embeddings e WHERE e.space_id = @space_id AND e.message_id = m.id) ORDER BY m.id LIMIT @limit`,
  leftBehind: 'SELECT id FROM messages WHERE id IN (SELECT value FROM json_each(?)) AND is_active = 0',
  idsOfSession: 'SELECT id FROM messages WHERE session_id = ? ORDER BY id',
  // By id, and not by the user's index: that one would be sorted anew for every page.
  ofUser: 'SELECT * FROM messages WHERE +user_id = @user_id AND id > @after ORDER BY id LIMIT 1000',
  streaming: "SELECT * FROM messages WHERE status = 'streaming' ORDER BY id",
  countOfUser: 'SELECT count(*) FROM messages WHERE user_id = ?',
  countOfSession: 'SELECT count(*) FROM messages WHERE session_id = ?',
  countOfBoth: 'SELECT count(*) FROM messages WHERE session_id = ? AND user_id = ?',
};

/** A message as stored; one whose row was damaged on disk comes back as failed and says so, never silently wrong. */
export function readMessage(row: Row): Message {
  if (!tables.message.isDamaged(row)) return tables.message.fromRow(row);
  return { ...tables.message.fromRow({ ...row, error: null }), status: 'failed', error: { code: 'storage_damaged', message: 'This message was damaged on the disk: its text may be wrong. Restore a backup to get it back.', retryable: false } };
}

/** The reads of `StorageProvider.messages`. */
export function messageReads(db: SqliteDatabase): MessageReads {
  const one = (row: Row | undefined): Message | null => (row === undefined ? null : readMessage(row));
  const get = (id: string): Message | null => one(db.get(tables.message.sql.get, [id]));
  return {
    get: async (id) => get(id),
    async getMany(ids) {
      const found = new Map(db.all(messageSql.many, [listParameter(ids)]).map((row) => [row['id'], readMessage(row)]));
      return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
    },
    getByClientId: async (sessionId, clientMessageId) => one(db.get(messageSql.byClientId, [sessionId, clientMessageId])),
    async path({ leaf_id, limit, before }) {
      const start = startOfPath(get(leaf_id), before === undefined ? null : get(before)) ?? leaf_id;
      const rows = db.all(messageSql.path, { start, before: before ?? null, limit });
      return rows.map(readMessage).reverse();
    },
    async siblings(ids) {
      const groups = new Map<string, string[]>();
      for (const row of db.all(messageSql.siblings, [listParameter([...new Set(ids)])])) {
        const wanted = String(row['wanted_id']);
        groups.set(wanted, [...(groups.get(wanted) ?? []), String(row['id'])]);
      }
      return groups;
    },
    children: async (query) => db.all(messageSql.children, query).map(readMessage),
    neighbours: async ({ ids, distance }) => db.all(messageSql.neighbours, { ids: listParameter(ids), distance }).map(readMessage),
    search: async (query) => messageSearch(db, query),
    around: async (query) => messagesAround(db, query),
    wordCounts: async (words) => wordCounts(db, words),
    withoutEmbedding: async ({ space_id, limit, after }) => db.all(messageSql.withoutEmbedding, { space_id, limit, after: after ?? '' }).map(readMessage),
    leftBehind: async (ids) => db.all(messageSql.leftBehind, [listParameter(ids)]).map((row) => String(row['id'])),
    descendants: async (id) => db.all(eraseSql.descendants, [id]).map((row) => String(row['id'])),
    idsOfSession: async (sessionId) => db.all(messageSql.idsOfSession, [sessionId]).map((row) => String(row['id'])),
    containing: async (query) => messagesContaining(db, query),
    streaming: async () => db.all(messageSql.streaming).map(readMessage),
    async count({ user_id, session_id }) {
      if (user_id === undefined) return Number(session_id === undefined ? db.value(tables.message.sql.count) : db.value(messageSql.countOfSession, [session_id]));
      return Number(session_id === undefined ? db.value(messageSql.countOfUser, [user_id]) : db.value(messageSql.countOfBoth, [session_id, user_id]));
    },
  };
}

/** A page deep inside the active branch starts at its own end, not at the leaf: its cost does not grow with the distance. */
function startOfPath(leaf: Message | null, before: Message | null): string | null {
  if (leaf === null || before === null || before.parent_id === null) return null;
  const onSameBranch = leaf.is_active && before.is_active && leaf.session_id === before.session_id && before.depth <= leaf.depth;
  return onSameBranch ? before.parent_id : null;
}

/** SQLite folds the case of ASCII alone, so that the texts are compared here, a page at a time. */
async function messagesContaining(db: SqliteDatabase, { user_id, texts, in: field }: { user_id: string; texts: readonly string[]; in: 'content' | 'context' }): Promise<Message[]> {
  const wanted = texts.map(foldText).filter((text) => text !== '');
  const found: Message[] = [];
  for (let after: string | undefined = ''; wanted.length > 0 && after !== undefined;) {
    const rows: Row[] = db.all(messageSql.ofUser, { user_id, after });
    for (const row of rows) {
      const text = typeof row[field] === 'string' ? foldText(row[field]) : '';
      if (text !== '' && wanted.some((one) => text.includes(one))) found.push(readMessage(row));
    }
    after = rows.length === 0 ? undefined : String(rows.at(-1)!['id']);
    await breathe();
  }
  return found;
}
