// One process owns a data folder: an EXCLUSIVE transaction on lock.db, which the kernel ends when the process does, however it ends.
import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import { makePrivateFolder, writePrivateFile } from '../../lib/data-folder.ts';
import { toStorageError } from './sqlite/errors.ts';

/** What the owner says about itself in server.json (0600), so that a second process can name it or talk to it. */
export const dataFolderOwnerSchema = z.object({
  pid: z.number().int(),
  url: z.string().optional(),
  token: z.string().optional(),
  contract_version: z.number().int().optional(),
});
export type DataFolderOwner = z.infer<typeof dataFolderOwnerSchema>;

export type DataFolderLock = {
  /** Tells others where this process can be reached. */
  publish(info: Omit<DataFolderOwner, 'pid'>): void;
  /** Gives the folder back. Calling it twice is no error. */
  release(): void;
};

export const OWNER_FILE = 'server.json';
const LOCK_FILE = 'lock.db';
/** How long a process that has just locked the folder may take to write its name. */
const NAMING_MS = 500;

/**
 * Takes the folder for this process, or throws `data_folder_in_use` naming the one that has it
 * (details: path, pid, url, address_file). Not for network drives.
 */
export function lockDataFolder(folder: string, owner: DataFolderOwner): DataFolderLock {
  try {
    makePrivateFolder(folder);
  } catch (error) {
    throw toStorageError(error, folder);
  }
  const db = takeLock(folder);
  try {
    writePrivateFile(folder, OWNER_FILE, JSON.stringify(owner));
  } catch (error) {
    // A process that cannot write its name (a full disk) must not keep itself out when it tries again.
    db.close();
    throw toStorageError(error, join(folder, OWNER_FILE));
  }
  return {
    publish: (info) => writePrivateFile(folder, OWNER_FILE, JSON.stringify({ ...info, pid: owner.pid })),
    release() {
      if (!db.open) return;
      rmSync(join(folder, OWNER_FILE), { force: true });
      db.close();
    },
  };
}

/** What the present owner wrote about itself; null where nothing (readable) is written or its process is gone. */
export function readDataFolderOwner(folder: string): DataFolderOwner | null {
  try {
    const owner = dataFolderOwnerSchema.parse(JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')));
    return isAlive(owner.pid) ? owner : null;
  } catch {
    return null;
  }
}

function takeLock(folder: string): Database.Database {
  const file = join(folder, LOCK_FILE);
  try {
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    const db = new Database(file, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw inUse(folder);
    throw toStorageError(error, file);
  }
}

function inUse(folder: string): LuminoraError {
  const until = Date.now() + NAMING_MS;
  let owner = readDataFolderOwner(folder);
  while (owner === null && Date.now() < until) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    owner = readDataFolderOwner(folder);
  }
  const who = owner === null ? 'another process' : `process ${owner.pid}`;
  const where = owner?.url === undefined ? '' : `, which answers at ${owner.url}`;
  return new LuminoraError('data_folder_in_use', `The data folder ${folder} is open in ${who}${where}. Use that one, or close it and try again.`, {
    details: { path: folder, pid: owner?.pid ?? null, url: owner?.url ?? null, address_file: join(folder, OWNER_FILE) },
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
