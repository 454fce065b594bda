// Whole copies of the database in the data folder's backups/: made under another name first, so that a file with a copy's name is always whole. Forgetting removes them all.
import { closeSync, createReadStream, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { backupKinds, type Backup } from '../../../contract/backups.ts';
import { makePrivateFolder } from '../../../lib/data-folder.ts';

/** Copies kept of those made before a migration; of the others whoever makes them removes some. */
const KEPT = 3;
const PREFIX: Record<Backup['kind'], string> = { automatic: 'automatic', manual: 'manual', migration: 'before-migration', restore: 'before-restore' };
/** A running number, one for all kinds, then the schema the copy has. */
const NAME = /^(automatic|manual|before-migration|before-restore)-(\d{6,12})-schema-(\d{1,6})\.db$/;
/** Being made, or being brought up to date: nobody's copy. */
const UNFINISHED = /^unfinished-/;

/** Writes a whole, compact copy into `folder`. Answers its path. */
export function backUp(db: Database.Database, folder: string, kind: Backup['kind'], schema: number, now: number): string {
  const unfinished = makeCopy(db, folder);
  return keepCopy(folder, unfinished, kind, schema, now);
}

/** As `backUp`, but null where the newest copy has the very same bytes. */
export async function backUpIfChanged(db: Database.Database, folder: string, kind: Backup['kind'], schema: number, now: number): Promise<string | null> {
  const unfinished = makeCopy(db, folder);
  const newest = describeBackups(folder)[0];
  if (newest !== undefined && await isSame(join(folder, newest.id), unfinished)) {
    rmSync(unfinished, { force: true });
    return null;
  }
  // Something was forgotten meanwhile.
  if (!existsSync(unfinished)) return null;
  return keepCopy(folder, unfinished, kind, schema, now);
}

/** Paths of the copies, oldest first. */
export function listBackups(folder: string): string[] {
  return describeBackups(folder).reverse().map(({ id }) => join(folder, id));
}

/** Newest first. */
export function describeBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((id) => {
    const [, prefix, number, schema] = NAME.exec(id) ?? [];
    const kind = backupKinds.find((one) => PREFIX[one] === prefix);
    const file = statSync(join(folder, id), { throwIfNoEntry: false });
    if (kind === undefined || file?.isFile() !== true) return [];
    return [{ number: Number(number), backup: { id, kind, created_at: Math.round(file.mtimeMs), bytes: file.size, schema: Number(schema) } }];
  }).sort((a, b) => b.number - a.number).map(({ backup }) => backup);
}

/** Removes every copy: what was forgotten must not live on in them. */
export function removeBackups(folder: string): void {
  for (const { id } of describeBackups(folder)) rmSync(join(folder, id), { force: true });
  removeUnfinished(folder);
}

/** What a killed process left half made. */
export function removeUnfinished(folder: string): void {
  if (existsSync(folder)) for (const name of readdirSync(folder)) if (UNFINISHED.test(name)) rmSync(join(folder, name), { force: true });
}

/** The path of an unfinished file, which is there, empty and private. */
export function beginUnfinished(folder: string, what: string): string {
  makePrivateFolder(folder);
  const file = join(folder, `unfinished-${what}.db`);
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  closeSync(openSync(file, 'wx', 0o600));
  return file;
}

function makeCopy(db: Database.Database, folder: string): string {
  // VACUUM INTO accepts an empty file, and so the copy is private from its first byte.
  const unfinished = beginUnfinished(folder, 'copy');
  try {
    db.prepare('VACUUM INTO ?').run(unfinished);
  } catch (error) {
    removeUnfinished(folder);
    throw error;
  }
  const descriptor = openSync(unfinished, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  return unfinished;
}

function keepCopy(folder: string, unfinished: string, kind: Backup['kind'], schema: number, now: number): string {
  const greatest = Math.max(0, ...describeBackups(folder).map(({ id }) => Number(NAME.exec(id)?.[2])));
  const id = `${PREFIX[kind]}-${String(greatest + 1).padStart(6, '0')}-schema-${schema}.db`;
  utimesSync(unfinished, now / 1000, now / 1000);
  const file = join(folder, id);
  renameSync(unfinished, file);
  if (kind === 'migration') for (const old of describeBackups(folder).filter((backup) => backup.kind === kind).slice(KEPT)) rmSync(join(folder, old.id), { force: true });
  return file;
}

async function isSame(one: string, other: string): Promise<boolean> {
  const [size, otherSize] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false })?.size);
  if (size === undefined || size !== otherSize) return false;
  const sums = await Promise.all([one, other].map(async (file) => {
    const sum = createHash('sha256');
    for await (const piece of createReadStream(file)) sum.update(piece as Buffer);
    return sum.digest('hex');
  }));
  return sums[0] === sums[1];
}
