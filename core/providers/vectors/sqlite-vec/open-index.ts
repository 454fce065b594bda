// Opens the vector index file with the sqlite-vec extension. It can be rebuilt from the rows, so a damaged file is thrown away.
import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { makePrivateFolder } from '../../../lib/data-folder.ts';
import type { Log } from '../../../lib/log.ts';

/** "Lumv" in ASCII. */
const APPLICATION_ID = 0x4c756d76;
/** Raised when the tables below change: an index of another version is rebuilt. */
const INDEX_VERSION = 2;

/** Most pages kept in memory, in KiB: some 35,000 vectors of 384 parts. With SQLite's own 2 MB a search read its 170 vectors from files each time, in 2.4 milliseconds instead of 0.7. */
const CACHE_KIB = 65_536;

/** The path of the extension; in a packed desktop app native files lie beside the archive, not in it. */
export function unpackedPath(path: string): string {
  return path.replace(/([\\/][^\\/]*\.asar)([\\/])/, '$1.unpacked$2');
}

/** The open index; an empty one where the file was missing, damaged or of another version. */
export function openIndex(folder: string, file: string, log: Log): Database.Database {
  makePrivateFolder(folder);
  try {
    return openFile(file);
  } catch (error) {
    if (!isUnusable(error)) throw error;
    log.warn('vector-index-reset', { path: file, reason: error.message });
    removeIndex(file);
    return openFile(file);
  }
}

/** What tells this index file from an earlier one in its place. */
export function epochOf(db: Database.Database): string {
  return String(db.prepare('SELECT epoch FROM file').pluck().get());
}

/** Removes the index and what SQLite keeps beside it. */
export function removeIndex(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

/** True for errors that mean the file is not a whole index of ours. */
export function isUnusable(error: unknown): error is Error {
  if (error instanceof IndexVersionError) return true;
  return error instanceof Database.SqliteError && (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB');
}

/** As isUnusable, for an error while in use: the extension reports unreadable blocks as plain errors, so the file is asked. */
export function showsDamage(db: Database.Database, error: unknown): error is Error {
  if (isUnusable(error)) return true;
  if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_ERROR') return false;
  try {
    return db.pragma('quick_check(1)', { simple: true }) !== 'ok';
  } catch {
    return true;
  }
}

class IndexVersionError extends Error {}

function openFile(file: string): Database.Database {
  if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
  chmodSync(file, 0o600);
  const db = new Database(file, { timeout: 5000 });
  try {
    db.loadExtension(unpackedPath(sqliteVec.getLoadablePath()));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('secure_delete = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    const isNew = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (!isNew && (db.pragma('application_id', { simple: true }) !== APPLICATION_ID || db.pragma('user_version', { simple: true }) !== INDEX_VERSION)) {
      throw new IndexVersionError('an index of another version');
    }
    if (isNew) makeTables(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function makeTables(db: Database.Database): void {
  db.transaction(() => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${INDEX_VERSION}`);
    db.exec(`
      -- Another one with every new file: what was made from an earlier file is not taken for this one's.
      CREATE TABLE file (epoch TEXT NOT NULL) STRICT;
      CREATE TABLE spaces (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dimension INTEGER NOT NULL,
        -- One more with every write.
        generation INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE owners (
        number INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES spaces (number), owner_id TEXT NOT NULL, user_id TEXT NOT NULL, session_id TEXT NOT NULL,
        -- Equal for equal vectors, and the space's generation when it was last written.
        content INTEGER NOT NULL, changed INTEGER NOT NULL,
        UNIQUE (space, owner_id)
      ) STRICT;
      CREATE INDEX owners_by_content ON owners (space, user_id, content, owner_id);
      CREATE INDEX owners_by_change ON owners (space, user_id, changed);
    `);
    db.prepare('INSERT INTO file VALUES (?)').run(randomUUID());
  }).immediate();
}
