// Looks the database over: reachable, all tables there, pages whole, message and fact checksums right.
import type { ComponentHealth } from '../../../contract/health.ts';
import type { SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

export const healthSql = {
  tableNames: "SELECT name FROM sqlite_schema WHERE type = 'table'",
  quickCheck: 'PRAGMA quick_check(5)',
  newestMessages: 'SELECT * FROM messages ORDER BY number DESC LIMIT ?',
  facts: 'SELECT * FROM user_facts ORDER BY id DESC LIMIT ?',
  ftsCount: 'SELECT count(*) FROM messages_fts_docsize',
};

/** Rows whose checksums one look verifies: about a tenth of a second. */
const MOST_ROWS = 10_000;

/** The storage's entry of the health report. Never throws. */
export function checkHealth(db: SqliteDatabase, schema: number): ComponentHealth {
  const started = performance.now();
  try {
    const names = new Set(db.all(healthSql.tableNames).map((row) => row['name']));
    const latency = performance.now() - started;
    const missing = [...Object.values(tables).map((table) => table.name), 'messages_fts', 'messages_words', 'fact_sources', 'episode_sources', 'schema_migrations'].filter((name) => !names.has(name));
    const pages = db.all(healthSql.quickCheck).map((row) => String(row['quick_check']));
    const damaged = missing.length > 0 ? [] : damagedRows(db);
    const details = { path: db.file, schema, missing_tables: missing, quick_check: pages, damaged_ids: damaged };
    const isWhole = missing.length === 0 && pages[0] === 'ok' && damaged.length === 0;
    const messages = missing.length > 0 ? [] : [`${String(db.value(tables.message.sql.count))} messages`];
    return isWhole
      ? { component: 'storage', status: 'ok', message: `The database is whole (${messages.join('')}).`, latency_ms: latency, details, instructions: null }
      : { component: 'storage', status: 'error', message: faultOf(missing, pages, damaged), latency_ms: latency, details, instructions: `Stop Luminora, keep a copy of ${db.file}, and restore the newest backup from the backups folder.` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { component: 'storage', status: 'error', message, latency_ms: performance.now() - started, details: { path: db.file }, instructions: 'Check that the data folder is there, can be written, and that its disk has space; then start Luminora again.' };
  }
}

function damagedRows(db: SqliteDatabase): string[] {
  const messages = db.all(healthSql.newestMessages, [MOST_ROWS]).filter(tables.message.isDamaged);
  const facts = db.all(healthSql.facts, [MOST_ROWS]).filter(tables.fact.isDamaged);
  return [...messages, ...facts].map((row) => String(row['id']));
}

function faultOf(missing: readonly string[], pages: readonly string[], damaged: readonly string[]): string {
  if (missing.length > 0) return `Tables are missing: ${missing.join(', ')}.`;
  if (pages[0] !== 'ok') return `The database file is damaged: ${pages[0] ?? 'no answer'}.`;
  return `${damaged.length} stored records are damaged.`;
}
