// An open database with its cached statements: what every table group is handed.
import type Database from 'better-sqlite3';
import { toStorageError } from './errors.ts';
import type { Row, Value } from './table.ts';

/** Named (`@id`) or positional (`?`) parameters of a statement. */
export type Parameters = readonly Value[] | Row;

export type SqliteDatabase = {
  readonly file: string;
  all(sql: string, parameters?: Parameters): Row[];
  get(sql: string, parameters?: Parameters): Row | undefined;
  /** The first column of the first row. */
  value(sql: string, parameters?: Parameters): Value | undefined;
  /** Answers how many rows changed. */
  run(sql: string, parameters?: Parameters): number;
  /** Runs `work` in one BEGIN IMMEDIATE transaction. */
  transaction<T>(work: () => T): T;
};

/** Wraps a connection. Every statement is prepared once; every failure becomes a LuminoraError that names the file. */
export function createDatabase(db: Database.Database): SqliteDatabase {
  const cache = new Map<string, Database.Statement<unknown[]>>();
  const prepare = (sql: string): Database.Statement<unknown[]> => {
    let statement = cache.get(sql);
    if (statement === undefined) {
      statement = db.prepare<unknown[]>(sql);
      cache.set(sql, statement);
    }
    return statement;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw toStorageError(error, db.name);
    }
  };
  return {
    file: db.name,
    all: (sql, parameters = []) => guarded(() => prepare(sql).all(parameters) as Row[]),
    get: (sql, parameters = []) => guarded(() => prepare(sql).get(parameters) as Row | undefined),
    value: (sql, parameters = []) => guarded(() => {
      const row = prepare(sql).get(parameters) as Row | undefined;
      return row === undefined ? undefined : Object.values(row)[0];
    }),
    run: (sql, parameters = []) => guarded(() => prepare(sql).run(parameters).changes),
    transaction: (work) => guarded(() => db.transaction(work).immediate()),
  };
}

/** A list as one parameter, for `IN (SELECT value FROM json_each(?))`. */
export function listParameter(values: readonly string[]): string {
  return JSON.stringify(values.map((value) => value.toWellFormed()));
}
