// Takes words out of a conversation: one message's, its place staying, or a whole branch.
import type { SqliteDatabase } from './database.ts';
import { activateBranch } from './branch.ts';
import { erasingWords } from './delete-session.ts';
import { tables } from './tables.ts';

/** What hangs on a message and goes with its words; embeddings, traces and classifications of a deleted row go by themselves. */
const hanging = {
  embeddings: 'DELETE FROM message_embeddings WHERE message_id = ?',
  classification: 'DELETE FROM memory_classifications WHERE id = ?',
  trace: 'DELETE FROM turn_traces WHERE message_id = ?',
  moods: 'DELETE FROM session_moods WHERE message_id = ?',
  jobs: 'DELETE FROM jobs WHERE message_id = ?',
};

export const eraseSql = {
  ...hanging,
  descendants: `WITH RECURSIVE below (id, depth) AS (
      SELECT id, depth FROM messages WHERE id = ?
      UNION ALL SELECT m.id, m.depth FROM below CROSS JOIN messages m ON m.parent_id = below.id)
    SELECT id FROM below ORDER BY depth, id`,
  newestBelow: 'SELECT id FROM messages WHERE parent_id IS ? AND session_id = ? ORDER BY id DESC LIMIT 1',
};

/** Applies an erase-message change inside the caller's transaction. */
export function eraseMessage(db: SqliteDatabase, id: string): void {
  const table = tables.message;
  const row = db.get(table.sql.get, [id]);
  if (row === undefined) return;
  for (const sql of Object.values(hanging)) db.run(sql, [id]);
  const message = table.fromRow({ ...row, error: null });
  db.run(table.sql.update, table.toRow({ ...message, content: '', context: null, status: 'complete', error: null }));
}

/** Applies a delete-branch change inside the caller's transaction. */
export function deleteBranch(db: SqliteDatabase, messageId: string): void {
  const top = db.get(tables.message.sql.get, [messageId]);
  if (top === undefined) return;
  const sessionId = String(top['session_id']);
  const parent = top['parent_id'] === null || top['parent_id'] === undefined ? null : String(top['parent_id']);
  const ids = db.all(eraseSql.descendants, [messageId]).map((row) => String(row['id']));
  const gone = new Set(ids);
  const session = db.get(tables.session.sql.get, [sessionId]);
  erasingWords(db, ids.length, () => {
    for (const id of ids.toReversed()) {
      db.run(hanging.moods, [id]);
      db.run(hanging.jobs, [id]);
      db.run(tables.message.sql.delete, [id]);
    }
  });
  if (session === undefined) return;
  const record = tables.session.fromRow(session);
  if (record.prompt_start_id !== null && gone.has(record.prompt_start_id)) {
    db.run(tables.session.sql.update, tables.session.toRow({ ...record, prompt_start_id: null, prompt_summary: null, active_leaf_id: record.active_leaf_id !== null && gone.has(record.active_leaf_id) ? parent : record.active_leaf_id }));
  }
  if (record.active_leaf_id !== null && gone.has(record.active_leaf_id)) activateBranch(db, sessionId, newestLeaf(db, sessionId, parent));
}

/** Down the newest branch below a message (or from the beginning); the message itself where nothing follows. */
function newestLeaf(db: SqliteDatabase, sessionId: string, from: string | null): string | null {
  for (let leaf = from; ;) {
    const child = db.value(eraseSql.newestBelow, [leaf, sessionId]);
    if (typeof child !== 'string') return leaf;
    leaf = child;
  }
}
