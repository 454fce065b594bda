// Puts a copy in the place of everything, in one transaction on the open database: prepared statements stay valid, and a process killed in the middle leaves what was there.
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LuminoraError } from '../../../contract/errors.ts';
import { beginUnfinished, removeUnfinished } from './backup.ts';
import { APPLICATION_ID, inspectDatabase, openConnection } from './connection.ts';
import { createDatabase } from './database.ts';
import { bulkForgetSql } from './delete-session.ts';
import { toStorageError } from './errors.ts';
import { prepareWords } from './message-words.ts';
import { appliedMigration, migrate, type Migration } from './migrations.ts';
import { tables } from './tables.ts';
import { isVersionOne } from './version-one/detect.ts';
import { upgradeVersionOne } from './version-one/upgrade.ts';

/** Every table whose rows are copied; the full-text index is made anew, and `schema_migrations` says the same on both sides. */
export const copiedTables: readonly string[] = [...Object.values(tables).map(({ name }) => name), 'fact_sources', 'episode_sources'];

/** Looks at every page and reference of a copy without changing a byte. Answers its schema; 0 for one of version 1.0. @throws LuminoraError `storage_damaged`, `storage_from_future`, `storage_failed` */
export function checkCopy(file: string, migrations: readonly Migration[]): number {
  const damaged = (why: string) => new LuminoraError('storage_damaged', `The backup ${file} is not whole (${why}). Nothing was changed; restore another one.`, { details: { path: file } });
  try {
    const schema = inspectDatabase(file, (copy) => {
      const isOld = isVersionOne(copy);
      if (!isOld && copy.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw damaged('it is no database of Luminora');
      const applied = isOld ? 0 : appliedMigration(copy, migrations);
      const fault = (copy.pragma('integrity_check(1)') as { integrity_check: string }[])[0]?.integrity_check;
      if (fault !== 'ok') throw damaged(fault ?? 'no answer');
      if (!isOld && (copy.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged('records refer to what is not there');
      if (!isOld && applied === 0) throw damaged('it is empty');
      return applied;
    });
    if (schema === null) throw damaged('it is empty');
    return schema;
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code)) throw damaged(error.message);
    throw toStorageError(error, file);
  }
}

/** Checks `file`, brings an older copy up to date (as a copy of its own), and puts its content in the place of everything. */
export function restoreCopy(db: Database.Database, folder: string, file: string, migrations: readonly Migration[], now: number): void {
  const schema = checkCopy(file, migrations);
  try {
    replaceContent(db, schema === migrations.length ? file : migratedCopy(folder, file, migrations, now));
  } finally {
    removeUnfinished(folder);
  }
}

function migratedCopy(folder: string, file: string, migrations: readonly Migration[], now: number): string {
  const work = beginUnfinished(folder, 'restore');
  copyFileSync(file, work);
  const copy = openConnection(work);
  try {
    if (isVersionOne(copy)) upgradeVersionOne(copy, file, migrations, now);
    else migrate(copy, migrations, migrations.length, now);
    prepareWords(createDatabase(copy));
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  return work;
}

function replaceContent(db: Database.Database, source: string): void {
  db.prepare('ATTACH DATABASE ? AS incoming').run(source);
  try {
    // Rows come and go table by table: the references are looked at as a whole before the commit.
    db.pragma('foreign_keys = OFF');
    db.transaction(() => {
      const triggers = db.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'").all();
      // Source lists are copied as they are, and words are indexed together in the end.
      for (const { name } of triggers) db.exec(`DROP TRIGGER main.${name}`);
      for (const table of copiedTables) db.exec(`DELETE FROM main.${table}`);
      const there = new Set(db.prepare<[], string>("SELECT name FROM incoming.sqlite_schema WHERE type = 'table'").pluck().all());
      const missing = copiedTables.filter((table) => !there.has(table));
      if (missing.length > 0) throw new LuminoraError('storage_damaged', `The backup ${source} lacks ${missing.join(', ')}. Nothing was changed; restore another one.`);
      for (const table of copiedTables) {
        const columns = (db.pragma(`main.table_info(${table})`) as { name: string }[]).map(({ name }) => name).join(', ');
        db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM incoming.${table}`);
      }
      db.exec(bulkForgetSql.rewrite);
      for (const { sql } of triggers) db.exec(sql);
      const broken = db.pragma('main.foreign_key_check') as unknown[];
      if (broken.length > 0) throw new LuminoraError('storage_damaged', `The backup ${source} would leave ${broken.length} records without what they refer to. Nothing was changed; restore another one.`);
    }).immediate();
  } finally {
    db.pragma('foreign_keys = ON');
    db.exec('DETACH DATABASE incoming');
  }
}
