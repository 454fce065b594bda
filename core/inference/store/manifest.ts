// What the hub said of a model's files, kept beside them: which commit, and size and hash of each. Checked at every load.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Precision } from '../../contract/local-models.ts';
import { precisionSchema } from '../../contract/local-models.ts';
import type { CatalogueModel } from '../catalogue.ts';
import { innerPathSchema } from '../catalogue/schema.ts';

const manifestSchema = z.object({
  version: z.literal(1),
  model: z.string(),
  precision: precisionSchema,
  repository: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  files: z.array(z.object({
    path: innerPathSchema,
    size_bytes: z.number().int().min(1),
    /** Null until the file has come, where the hub tells only its Git hash. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/).nullable(),
    git_oid: z.string().regex(/^[0-9a-f]{40}$/).nullable(),
  })).min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

const pathOf = (downloadsFolder: string, model: CatalogueModel, precision: Precision) => join(downloadsFolder, model.folder, `.${model.id}.${precision}.json`);

/** The kept answer of the hub; null when it was never asked, or what was kept is unreadable (it is asked again then). */
export async function readManifest(downloadsFolder: string, model: CatalogueModel, precision: Precision): Promise<Manifest | null> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(pathOf(downloadsFolder, model, precision), 'utf8')));
    return manifest.model === model.id && manifest.precision === precision ? manifest : null;
  } catch {
    return null;
  }
}

export async function writeManifest(downloadsFolder: string, model: CatalogueModel, manifest: Manifest): Promise<void> {
  const path = pathOf(downloadsFolder, model, manifest.precision);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.tmp`, JSON.stringify(manifest, null, 1), { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}

export async function deleteManifest(downloadsFolder: string, model: CatalogueModel, precision: Precision): Promise<void> {
  await rm(pathOf(downloadsFolder, model, precision), { force: true });
}
