// Opens the database file the one right way: private, durable per connection, nothing of the file's own schema trusted.
import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LuminoraError } from '../../../contract/errors.ts';

/** "Lumi" in ASCII: marks the file as ours. */
export const APPLICATION_ID = 0x4c756d69;
/** Older SQLite can damage a WAL database when a checkpoint meets a writer. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** Most pages kept in memory, in KiB. With SQLite's own 2 MB every search reads the full-text index from the file again. */
const CACHE_KIB = 32_768;

/** What tests plant to show that a check would catch it. Never set by the product. */
export type PlantedPragmas = { synchronous?: 'NORMAL' | 'FULL'; secure_delete?: 'ON' | 'OFF' };

/** Looks at a file without changing a byte of it: null for one that is missing or empty. */
export function inspectDatabase<T>(file: string, look: (db: Database.Database) => T): T | null {
  if (!existsSync(file) || statSync(file).size === 0) return null;
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** Opens for reading and writing, making the file (0600) where there is none. */
export function openConnection(file: string, planted: PlantedPragmas = {}): Database.Database {
  if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, 0o600);
  const db = new Database(file, { fileMustExist: true, timeout: 5000 });
  try {
    assertVersion(db);
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${planted.synchronous ?? 'FULL'}`);
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('foreign_keys = ON');
    db.pragma(`secure_delete = ${planted.secure_delete ?? 'ON'}`);
    db.pragma('trusted_schema = OFF');
    db.pragma('temp_store = MEMORY');
    db.pragma('wal_autocheckpoint = 1000');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Commits of `work` are in the log but not synced: the next one that is, or a checkpoint, syncs them too. An fsync took most of a small commit's time. */
export function createUnsynced(db: Database.Database): (work: () => void) => void {
  const usual = Number(db.pragma('synchronous', { simple: true }));
  return (work) => {
    db.exec('PRAGMA synchronous = NORMAL');
    try {
      work();
    } finally {
      db.exec(`PRAGMA synchronous = ${usual}`);
    }
  };
}

/** The driver's build falls back to NORMAL on its own; a commit must survive power loss, so this is looked at and not believed. */
export function assertDurable(db: Database.Database, planted: PlantedPragmas = {}): void {
  const expected = planted.synchronous === 'NORMAL' ? 1 : 2;
  const synchronous = db.pragma('synchronous', { simple: true });
  const journal = db.pragma('journal_mode', { simple: true });
  if (synchronous !== expected || journal !== 'wal') {
    throw new LuminoraError('storage_failed', `The database ${db.name} does not sync its writes (synchronous=${String(synchronous)}, journal_mode=${String(journal)}). Move the data folder to a local disk.`);
  }
}

function assertVersion(db: Database.Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  for (const [index, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return;
    if (part < oldest) throw new LuminoraError('storage_failed', `SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} or newer is needed. Reinstall the program.`);
  }
}
