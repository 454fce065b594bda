// Deletes a session with everything that came from it alone.
import type { SqliteDatabase } from './database.ts';

/** In the order they run; messages take their embeddings, traces, usage and full-text rows along. */
export const deleteSessionSql = {
  jobsOfMessages: 'DELETE FROM jobs WHERE message_id IN (SELECT id FROM messages WHERE session_id = ?)',
  jobs: 'DELETE FROM jobs WHERE session_id = ?',
  moods: 'DELETE FROM session_moods WHERE session_id = ?',
  messages: 'DELETE FROM messages WHERE session_id = ?',
  session: 'DELETE FROM sessions WHERE id = ?',
};

/** Applies a delete-session change inside the caller's transaction. A session that is not there is no error. */
export function deleteSession(db: SqliteDatabase, sessionId: string): void {
  for (const sql of Object.values(deleteSessionSql)) db.run(sql, [sessionId]);
}
