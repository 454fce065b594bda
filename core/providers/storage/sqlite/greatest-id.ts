// The greatest id made so far, over every table whose ids come from the id source.
import type { SqliteDatabase } from './database.ts';

const idTables = ['sessions', 'lorebooks', 'messages', 'user_facts', 'session_moods', 'affinity_events', 'turn_traces', 'jobs', 'usage', 'episodes', 'summaries', 'proposals', 'tombstones'] as const;

/** One per table. Ids of another shape than a ULID were not made here and do not count; a ULID never starts above 7. */
export const greatestIdSql: Record<string, string> = Object.fromEntries(
  idTables.map((table) => [table, `SELECT id FROM ${table} WHERE id < '8' AND length(id) = 26 ORDER BY id DESC LIMIT 1`]),
);

/** Null in an empty database. */
export function greatestId(db: SqliteDatabase): string | null {
  const ids = Object.values(greatestIdSql).flatMap((sql) => db.value(sql) ?? []).map(String);
  return ids.sort().at(-1) ?? null;
}
