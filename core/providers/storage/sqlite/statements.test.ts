import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allStatements } from './statements.ts';
import { openSqliteStorage } from './open.ts';
import { makeTestDeps } from './test-deps.ts';

/** Statements that look at a whole table on purpose: counts, small lists, health. */
const wholeTable = [/^character\.allAssets$/, /^character\.lorebooks$/, /^character\.outOfStep$/, /\.count$/, /\.countOfAll$/, /^message\.streaming$/, /^message_words\.unprepared$/, /^health\./, /^character\.personalities$/, /^work\.settings$/, /^embedding\.(spaces|countCached|leastUsed)$/, /^owned\.(proposalsFrom|summariesFromAnywhere)$/];

describe('every SQL statement', () => {
  let place: ReturnType<typeof makeTestDeps>;
  let db: Database.Database;
  beforeEach(async () => {
    place = makeTestDeps();
    await openSqliteStorage(place.file, place.deps).close();
    db = new Database(place.file);
  });
  afterEach(() => {
    db.close();
    place.cleanUp();
  });

  it('can be prepared against the migrated schema', () => {
    expect(Object.keys(allStatements).length).toBeGreaterThan(100);
    for (const [name, sql] of Object.entries(allStatements)) expect(() => db.prepare(sql), name).not.toThrow();
  });

  const plan = (sql: string): string[] => {
    const statement = db.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const named = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map((match) => [match[1] ?? '', null]));
    const positional = Array.from({ length: sql.split('?').length - 1 }, () => null);
    const rows = Object.keys(named).length > 0 ? statement.all(named) : statement.all(...positional);
    return (rows as { detail: string }[]).map((row) => row.detail);
  };
  // Lists handed in, the best of a search, the walks along branches and the full-text index are read from their beginning; tables are not.
  const scans = (details: string[]): string[] => details.filter((detail) => /^SCAN (?!wanted|best|json_each|path|below|[rs] (?:EXISTS )?VIRTUAL TABLE INDEX|messages_fts VIRTUAL TABLE INDEX \d+:M|messages_words VIRTUAL TABLE INDEX|CONSTANT)/.test(detail));

  it('finds its rows by an index where it runs in a turn', () => {
    for (const [name, sql] of Object.entries(allStatements)) {
      if (wholeTable.some((pattern) => pattern.test(name)) || name.startsWith('greatest_id.')) continue;
      expect([name, scans(plan(sql))]).toEqual([name, []]);
    }
  });

  it('reads the greatest id from the end of an index', () => {
    for (const [name, sql] of Object.entries(allStatements)) {
      if (!name.startsWith('greatest_id.')) continue;
      expect(plan(sql).every((detail) => /^SEARCH \w+ USING (COVERING )?INDEX/.test(detail)), name).toBe(true);
    }
  });

  it('would be caught scanning', () => {
    expect(scans(plan('SELECT * FROM messages WHERE content = ?'))).toHaveLength(1);
    expect(scans(plan('SELECT * FROM messages m JOIN sessions s ON s.title = m.content WHERE m.id = ?'))).toHaveLength(1);
  });
});
