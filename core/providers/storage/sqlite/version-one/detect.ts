// Tells a database of version 1.0: its tables have other columns than ours, and nothing marks the file.
import type Database from 'better-sqlite3';
import { APPLICATION_ID } from '../connection.ts';

/** The columns that make a table version 1.0's; a database is one when it has both tables. */
const signs = { sessions: ['session_id', 'user_id', 'personality_name'], messages: ['session_id', 'speaker', 'content', 'timestamp'] };

/** Reads only. */
export function isVersionOne(db: Database.Database): boolean {
  if (db.pragma('application_id', { simple: true }) === APPLICATION_ID) return false;
  return Object.entries(signs).every(([table, columns]) => {
    const present = new Set(columnsOf(db, table));
    return columns.every((column) => present.has(column));
  });
}

/** Names of a table's columns; none where there is no such table. @param schema of an attached database */
export function columnsOf(db: Database.Database, table: string, schema = 'main'): string[] {
  return db.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema);
}
