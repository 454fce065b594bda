// Makes one path of a session's message tree the active branch, touching only what changes.
import { LuminoraError } from '../../../contract/errors.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

export const branchSql = {
  node: 'SELECT id, session_id, parent_id, depth FROM messages WHERE id = ?',
  activate: 'UPDATE messages SET is_active = 1 WHERE id IN (SELECT value FROM json_each(?)) AND is_active = 0',
  deactivateBelow: 'UPDATE messages SET is_active = 0 WHERE session_id = ? AND is_active = 1 AND depth > ? AND id NOT IN (SELECT value FROM json_each(?))',
  countActive: 'SELECT count(*) FROM messages WHERE session_id = ? AND is_active = 1',
  setLeaf: 'UPDATE sessions SET active_leaf_id = ? WHERE id = ?',
};

type Node = { id: string; session_id: string; parent_id: string | null; depth: number };

/** Applies an activate-branch change inside the caller's transaction. */
export function activateBranch(db: SqliteDatabase, sessionId: string, leafId: string | null): void {
  const session = db.get(tables.session.sql.get, [sessionId]);
  if (session === undefined) throw new LuminoraError('conflict', `The conversation ${sessionId} is not stored (any more).`);
  db.run(branchSql.setLeaf, [leafId, sessionId]);
  if (leafId === null) {
    db.run(branchSql.deactivateBelow, [sessionId, -1, '[]']);
    return;
  }
  const leaf = nodeOf(db, leafId);
  if (leaf === undefined || leaf.session_id !== sessionId) throw new LuminoraError('conflict', `The message ${leafId} is not part of the conversation ${sessionId}.`);
  const previous = session['active_leaf_id'];
  // One that an update in this commit has set already says nothing of what was active before.
  const oldLeaf = typeof previous === 'string' && previous !== leafId ? nodeOf(db, previous) : undefined;
  switchTo(db, leaf, oldLeaf);
  // The old branch may not have been whole (records inserted as active elsewhere): then the whole path is walked once.
  if (db.value(branchSql.countActive, [sessionId]) !== leaf.depth + 1) switchTo(db, leaf, undefined);
}

/** Activates what the new branch has below the point where it leaves the old one, and deactivates the rest below that point. */
function switchTo(db: SqliteDatabase, leaf: Node, oldLeaf: Node | undefined): void {
  const activated: string[] = [];
  let here: Node | undefined = leaf;
  let there = oldLeaf;
  while (here !== undefined && here.id !== there?.id) {
    if (there !== undefined && there.depth > here.depth) {
      there = parentOf(db, there);
    } else {
      activated.push(here.id);
      here = parentOf(db, here);
    }
  }
  const list = listParameter(activated);
  db.run(branchSql.activate, [list]);
  db.run(branchSql.deactivateBelow, [leaf.session_id, here?.depth ?? -1, list]);
}

function nodeOf(db: SqliteDatabase, id: string): Node | undefined {
  return db.get(branchSql.node, [id]) as Node | undefined;
}

function parentOf(db: SqliteDatabase, node: Node): Node | undefined {
  return node.parent_id === null ? undefined : nodeOf(db, node.parent_id);
}
