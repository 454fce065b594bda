// Numbered migrations: reads and checks the files, compares them with what a database has had, goes up or down one transaction at a time.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { LuminoraError } from '../../../contract/errors.ts';
import { APPLICATION_ID } from './connection.ts';

export type Migration = { number: number; name: string; up: string; down: string; checksum: string };

/** SHA-256 of a migration's text; line ends do not count, so that a checkout on Windows agrees. */
export function migrationChecksum(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** All migrations of a folder in order. Gaps, missing halves and released files that changed are refused. */
export function readMigrations(folder: string): Migration[] {
  const released = JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8')) as Record<string, string>;
  const read = (file: string): string => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (released[file] !== migrationChecksum(text)) {
      throw new LuminoraError('storage_failed', `The migration ${join(folder, file)} is not the one that was released. Reinstall the program (developers: add a new migration instead).`);
    }
    return text;
  };
  const files = readdirSync(folder).filter((file) => file.endsWith('.up.sql')).sort();
  return files.map((file, index) => {
    const match = /^(\d{4})-([a-z0-9-]+)\.up\.sql$/.exec(file);
    if (match?.[1] === undefined || match[2] === undefined || Number(match[1]) !== index + 1) {
      throw new LuminoraError('storage_failed', `The migration ${join(folder, file)} is out of order: number ${index + 1} is expected.`);
    }
    const up = read(file);
    return { number: index + 1, name: match[2], up, down: read(file.replace('.up.sql', '.down.sql')), checksum: migrationChecksum(up) };
  });
}

/** The number of the last migration a database has had. Refuses foreign databases, newer ones and those of another line. Reads only. */
export function appliedMigration(db: Database.Database, migrations: readonly Migration[]): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  const hasTables = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").pluck().get() !== 0;
  if (hasTables && db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new LuminoraError('storage_damaged', `The file ${db.name} is a database of another program. It was left as it is; choose another database_path.`);
  }
  if (version > migrations.length) {
    throw new LuminoraError('storage_from_future', `The database ${db.name} was written by a newer Luminora (schema ${version}, this one knows ${migrations.length}). It was left as it is; update the program.`, { details: { path: db.name, schema: version, known: migrations.length } });
  }
  if (!hasTables) return 0;
  const applied = db.prepare<[], { number: number; checksum: string }>('SELECT number, checksum FROM schema_migrations ORDER BY number').all();
  const isPrefix = applied.length === version && applied.every((row, index) => row.number === index + 1 && row.checksum === migrations[index]?.checksum);
  if (!isPrefix) {
    throw new LuminoraError('storage_failed', `The database ${db.name} was migrated by another build of Luminora. It was left as it is; use that build or restore a backup.`);
  }
  return version;
}

/** Brings a database up (or down) to `target`, each migration in its own transaction. Answers how many ran. */
export function migrate(db: Database.Database, migrations: readonly Migration[], target: number, now: number): number {
  const start = appliedMigration(db, migrations);
  // Tables can only be rebuilt with the keys unwatched; they are checked as a whole before each commit instead.
  db.pragma('foreign_keys = OFF');
  try {
    for (let number = start + 1; number <= target; number += 1) step(db, migrations, number, 'up', now);
    for (let number = start; number > target; number -= 1) step(db, migrations, number, 'down', now);
  } finally {
    db.pragma('foreign_keys = ON');
  }
  return Math.abs(target - start);
}

function step(db: Database.Database, migrations: readonly Migration[], number: number, direction: 'up' | 'down', now: number): void {
  const migration = migrations[number - 1];
  if (migration === undefined) throw new LuminoraError('invalid_input', `There is no migration ${number}.`);
  const run = db.transaction(() => {
    if (number === 1 && direction === 'up') {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.exec('CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT');
    }
    db.exec(migration[direction]);
    if (direction === 'up') db.prepare('INSERT INTO schema_migrations VALUES (?, ?, ?, ?)').run(number, migration.name, migration.checksum, now);
    else if (number === 1) db.exec('DROP TABLE schema_migrations');
    else db.prepare('DELETE FROM schema_migrations WHERE number = ?').run(number);
    const broken = db.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new LuminoraError('storage_damaged', `Migration ${number} of ${db.name} would leave ${broken.length} records without what they refer to. Nothing was changed.`);
    db.pragma(`user_version = ${direction === 'up' ? number : number - 1}`);
  });
  run.immediate();
}
