// Copies of the database made before a migration changes it. Three are kept; forgetting a conversation removes them all.
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { makePrivateFolder } from '../../../lib/data-folder.ts';

const KEPT = 3;
/** A running number, then the schema the copy has. */
const NAME = /^before-migration-(\d{6})-schema-\d+\.db$/;

/** Writes a whole, compact copy into `folder` and keeps the newest three. Answers the copy's path. */
export function backUp(db: Database.Database, folder: string, schema: number): string {
  makePrivateFolder(folder);
  const last = NAME.exec(listNames(folder).at(-1) ?? '')?.[1] ?? '0';
  const file = join(folder, `before-migration-${String(Number(last) + 1).padStart(6, '0')}-schema-${schema}.db`);
  // VACUUM INTO accepts an empty file, and so the copy is private from its first byte.
  closeSync(openSync(file, 'wx', 0o600));
  try {
    db.prepare('VACUUM INTO ?').run(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  for (const old of listBackups(folder).slice(0, -KEPT)) rmSync(old, { force: true });
  return file;
}

/** Paths of the automatic copies, oldest first. */
export function listBackups(folder: string): string[] {
  return listNames(folder).map((name) => join(folder, name));
}

/** Removes every automatic copy: what was forgotten must not live on in them. */
export function removeBackups(folder: string): void {
  for (const file of listBackups(folder)) rmSync(file, { force: true });
}

function listNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)).sort() : [];
}
