// The tables of version 1.0 as they stand in the copy that was made of them; a table or column that is missing reads as empty.
import type Database from 'better-sqlite3';
import { columnsOf } from './detect.ts';

export type OldRow = Record<string, unknown>;
export type OldRows = ReturnType<typeof readOldRows>;

/** @param schema the name the copy is attached under */
export function readOldRows(db: Database.Database, schema: string) {
  const has = (table: string, column: string): boolean => columnsOf(db, table, schema).includes(column);
  const all = (table: string, order: string): OldRow[] => (columnsOf(db, table, schema).length === 0 ? [] : db.prepare<[], OldRow>(`SELECT * FROM ${schema}.${table} ORDER BY ${order}`).all());
  const ofSession = db.prepare<[string], OldRow>(`SELECT * FROM ${schema}.messages WHERE coalesce(CAST(session_id AS TEXT), '') = ? ORDER BY timestamp, rowid`);
  const orphans = db.prepare<[], OldRow>(`SELECT coalesce(CAST(session_id AS TEXT), '') AS session_id, min(timestamp) AS created_at, max(timestamp) AS last_activity FROM ${schema}.messages
    WHERE coalesce(CAST(session_id AS TEXT), '') NOT IN (SELECT coalesce(CAST(session_id AS TEXT), '') FROM ${schema}.sessions) GROUP BY 1 ORDER BY 2`);
  return {
    sessions: () => all('sessions', has('sessions', 'created_at') ? 'created_at, rowid' : 'rowid'),
    orphanSessions: () => orphans.all(),
    messagesOf: (sessionId: string) => ofSession.all(sessionId),
    affinity: () => all('user_affinity', 'rowid'),
    facts: () => all('user_facts', 'rowid'),
    episodes: () => all('episodes', 'rowid'),
  };
}
