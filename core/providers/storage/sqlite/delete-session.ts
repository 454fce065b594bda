// Deletes a session with everything that came from it alone.
import type { SqliteDatabase } from './database.ts';

/** In the order they run; episodes take their embeddings along, messages theirs, their traces, usage, classifications and full-text rows. */
export const deleteSessionSql = {
  jobsOfMessages: 'DELETE FROM jobs WHERE message_id IN (SELECT id FROM messages WHERE session_id = ?)',
  jobs: 'DELETE FROM jobs WHERE session_id = ?',
  moods: 'DELETE FROM session_moods WHERE session_id = ?',
  episodes: 'DELETE FROM episodes WHERE session_id = ?',
  summaries: 'DELETE FROM summaries WHERE session_id = ?',
  proposals: 'DELETE FROM proposals WHERE session_id = ?',
  messages: 'DELETE FROM messages WHERE session_id = ?',
  session: 'DELETE FROM sessions WHERE id = ?',
};

export const bulkForgetSql = {
  countOfSession: 'SELECT count(*) FROM messages WHERE session_id = ?',
  countOfAll: 'SELECT count(*) FROM messages',
  markOnly: "INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', 0)",
  rewrite: "INSERT INTO messages_fts (messages_fts) VALUES ('rebuild')",
  erase: "INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', 1)",
};

/** Erasing a message word by word costs about as much as indexing twenty; below this many it is quick anyway. */
const BULK = { messages: 500, costOfErasing: 20 };

/** Applies a delete-session change inside the caller's transaction. A session that is not there is no error. */
export function deleteSession(db: SqliteDatabase, sessionId: string): void {
  erasingWords(db, Number(db.value(bulkForgetSql.countOfSession, [sessionId])), () => {
    for (const sql of Object.values(deleteSessionSql)) db.run(sql, [sessionId]);
  });
}

/** Runs what deletes so many messages, and leaves none of their words in the full-text index. */
export function erasingWords(db: SqliteDatabase, messages: number, work: () => void): void {
  const isBulk = messages >= BULK.messages && messages * BULK.costOfErasing >= Number(db.value(bulkForgetSql.countOfAll));
  if (isBulk) db.run(bulkForgetSql.markOnly);
  work();
  if (!isBulk) return;
  // Words are only marked as deleted so far; the index made anew has none of them, and its old pages are overwritten. (Merging it is not enough.)
  db.run(bulkForgetSql.rewrite);
  db.run(bulkForgetSql.erase);
}
