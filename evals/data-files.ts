// Finding and reading the files of a data folder.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFile } from '../core/lib/dataset-hash.ts';
import { UsageError } from './suite.ts';

export type { DataFile };

/** The files of a folder whose names `wanted` accepts, sorted by name. Throws UsageError when the folder is missing or holds none. */
export async function readDataFiles(folder: string, wanted: (name: string) => boolean, what: string): Promise<DataFile[]> {
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}. Give one that holds ${what} with --data DIR.`);
  const names = (await readdir(folder)).filter(wanted).sort();
  if (names.length === 0) throw new UsageError(`${folder} holds no ${what}. Give a folder that does with --data DIR.`);
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}
