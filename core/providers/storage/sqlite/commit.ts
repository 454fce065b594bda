// Applies a list of changes in one transaction.
import { isDeepStrictEqual } from 'node:util';
import { LuminoraError } from '../../../contract/errors.ts';
import type { Message } from '../../../contract/entities.ts';
import type { Change, Entities, EntityName } from '../changes.ts';
import { activateBranch, branchSql } from './branch.ts';
import type { SqliteDatabase } from './database.ts';
import { deleteSession } from './delete-session.ts';
import { deleteBranch, eraseMessage } from './erase.ts';
import { assertVectorFits } from './embeddings.ts';
import type { Table } from './table.ts';
import { tables } from './tables.ts';

/** What a commit took away: words, whose bytes must leave the file; for good: then no copy may hold them either. */
export type TakenAway = { words: boolean; forGood: boolean };

/** All or none; durable when it returns. A list that is not an array is read inside the transaction, once. */
export function commitChanges(db: SqliteDatabase, changes: Iterable<Change>): TakenAway {
  if (Array.isArray(changes) && changes.length === 0) return { words: false, forGood: false };
  return db.transaction(() => {
    const taken: TakenAway = { words: false, forGood: false };
    for (const change of changes) {
      taken.words ||= forgets(change);
      taken.forGood ||= forgetsForGood(change);
      apply(db, change);
    }
    return taken;
  });
}

/** Records that hold a person's words, or vectors from which they may be guessed. */
const wordsOf: ReadonlySet<EntityName> = new Set(['message', 'fact', 'episode', 'session', 'summary', 'proposal', 'cached_embedding']);

/** True when a change takes away a person's words: their bytes must then leave the files as well. */
export function forgets(change: Change): boolean {
  return forgetsForGood(change) || (change.op === 'delete' && wordsOf.has(change.entity));
}

/** True of what takes a conversation's words away. A record that is deleted may come back (a deletion undone, a summary made anew): copies that hold it stay. */
function forgetsForGood({ op }: Change): boolean {
  return op === 'delete-session' || op === 'erase-message' || op === 'delete-branch';
}

function apply(db: SqliteDatabase, change: Change): void {
  switch (change.op) {
    case 'activate-branch': return activateBranch(db, change.session_id, change.leaf_id);
    case 'delete-session': return deleteSession(db, change.session_id);
    case 'erase-message': return eraseMessage(db, change.id);
    case 'delete-branch': return deleteBranch(db, change.message_id);
    case 'delete':
      db.run(tables[change.entity].sql.delete, [change.id]);
      return;
    case 'update': return update(db, change.entity, change.id, change.set, change.expect);
    default:
      assertVectorFits(db, change);
      if (change.entity === 'message') assertPlace(db, change.record);
      write(db, tables[change.entity] as Table<EntityName>, change.op, change.record);
  }
}

function write(db: SqliteDatabase, table: Table<EntityName>, op: 'insert' | 'insert-missing' | 'put', record: Entities[EntityName]): void {
  const sql = op === 'insert' ? table.sql.insert : op === 'put' ? table.sql.put : table.sql.insertMissing;
  db.run(sql, table.toRow(record));
}

function update(db: SqliteDatabase, entity: EntityName, id: string, set: object, expect: object | undefined): void {
  const table = tables[entity] as Table<EntityName>;
  const row = db.get(table.sql.get, [id]);
  if (row === undefined) throw new LuminoraError('conflict', `There is no ${entity} ${id} to change.`, { details: { entity, id } });
  if (table.isDamaged(row)) throw new LuminoraError('storage_damaged', `The ${entity} ${id} in ${db.file} was damaged on the disk. Restore a backup.`, { details: { entity, id } });
  const record: Record<string, unknown> = table.fromRow(row);
  for (const [field, value] of Object.entries(expect ?? {})) {
    if (value !== undefined && !isDeepStrictEqual(record[field], value)) {
      throw new LuminoraError('conflict', `The ${entity} ${id} has changed meanwhile (${field}).`, { details: { entity, id, field } });
    }
  }
  const changed: Record<string, unknown> = { ...record };
  for (const [field, value] of Object.entries(set)) if (value !== undefined && field !== 'id') changed[field] = value;
  if (entity === 'message_embedding' || entity === 'episode_embedding' || entity === 'cached_embedding') {
    assertVectorFits(db, { op: 'put', entity, record: changed } as Change);
  }
  db.run(table.sql.update, table.toRow(changed as Entities[EntityName]));
}

/** A message sits right below its parent, in the parent's session. */
function assertPlace(db: SqliteDatabase, message: Message): void {
  if (message.parent_id === null) {
    if (message.depth !== 0) throw new LuminoraError('invalid_input', `The message ${message.id} has no parent, so its depth is 0, not ${message.depth}.`);
    return;
  }
  const parent = db.get(branchSql.node, [message.parent_id]);
  if (parent === undefined || parent['session_id'] !== message.session_id) {
    throw new LuminoraError('conflict', `The message ${message.parent_id} that ${message.id} follows is not stored (any more) in its conversation.`);
  }
  if (message.depth !== Number(parent['depth']) + 1) {
    throw new LuminoraError('invalid_input', `The message ${message.id} follows one of depth ${String(parent['depth'])}, so its depth is one more, not ${message.depth}.`);
  }
}
