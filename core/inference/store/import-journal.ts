// What an import is copying, written down before it begins: after a crash between copying and listing these files have no entry, and are cleared by the next import.
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { innerPathSchema } from '../catalogue/schema.ts';

const journalSchema = z.object({ version: z.literal(1), files: z.array(innerPathSchema) });
const pathIn = (downloadsFolder: string) => join(downloadsFolder, '.importing.json');
/** Name under which a file is copied before it gets its own. */
export const importingPathOf = (path: string) => `${path}.importing`;

/** @param files paths below the downloads folder where nothing lies yet, with slashes */
export async function beginImport(downloadsFolder: string, files: readonly string[]): Promise<void> {
  const path = pathIn(downloadsFolder);
  await mkdir(downloadsFolder, { recursive: true });
  await writeFile(`${path}.tmp`, JSON.stringify({ version: 1, files }), { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}

/** The import is over: its files are listed, or deleted again. */
export async function endImport(downloadsFolder: string): Promise<void> {
  await rm(pathIn(downloadsFolder), { force: true });
}

/**
 * Deletes what an import left that never ended.
 * @param isClaimed whether a file below the downloads folder is a listed model's: the import ended but for its note
 * @param source what is to be imported now: nothing of it is deleted
 */
export async function clearLeftovers(downloadsFolder: string, isClaimed: (file: string) => boolean, source: string): Promise<void> {
  let files: string[];
  try {
    ({ files } = journalSchema.parse(JSON.parse(await readFile(pathIn(downloadsFolder), 'utf8'))));
  } catch {
    // No import was cut off, or its note is unreadable: nothing is deleted that is not known to be a leftover.
    return;
  }
  const root = resolve(downloadsFolder);
  for (const file of files) {
    const path = resolve(root, file);
    await rm(importingPathOf(path), { force: true });
    const fromSource = relative(resolve(source), path);
    const isSource = !fromSource.startsWith('..') && !isAbsolute(fromSource);
    if (!isClaimed(file) && !isSource) await rm(path, { force: true });
    for (let folder = dirname(path); folder !== root; folder = dirname(folder)) await rmdir(folder).catch(() => null);
  }
  await endImport(downloadsFolder);
}
