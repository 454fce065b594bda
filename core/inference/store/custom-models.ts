// Models the user added: kept beside the downloads, in the catalogue's own form.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Log } from '../../lib/log.ts';
import { catalogueModelSchema, type CatalogueModel } from '../catalogue/schema.ts';
import { putAside } from './quarantine.ts';

const customSchema = z.object({ version: z.literal(1), models: z.array(catalogueModelSchema) });
const pathIn = (downloadsFolder: string) => join(downloadsFolder, 'custom-models.json');

/** The models the user added. An unreadable list is put aside and said in the log; the files stay and can be imported again. */
export async function readCustomModels(downloadsFolder: string, log: Log): Promise<CatalogueModel[]> {
  const path = pathIn(downloadsFolder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return [];
  }
  try {
    return customSchema.parse(JSON.parse(text)).models;
  } catch (error) {
    log.warn('custom-models-unreadable', { reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown', is_put_aside: await putAside(path) });
    return [];
  }
}

export async function writeCustomModels(downloadsFolder: string, models: readonly CatalogueModel[]): Promise<void> {
  const path = pathIn(downloadsFolder);
  // Checked before it is written: what cannot be read again would take all the others with it.
  const list = customSchema.parse({ version: 1, models });
  await mkdir(downloadsFolder, { recursive: true });
  await writeFile(`${path}.tmp`, JSON.stringify(list, null, 1), { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}
