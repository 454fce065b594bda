// The local vector index: exact cosine search by sqlite-vec in a file of its own beside the database; for many vectors, candidates from usearch first.
import { join } from 'node:path';
import * as z from 'zod';
import { createSqliteVecStore } from './sqlite-vec/store.ts';
import type { VectorStoreProvider } from './vectors.ts';

const sqliteVecOptions = z.object({
  ann_threshold: z.number().int().min(0).max(100_000_000).default(5000)
    .describe('Vectors of one user from which an approximate index (usearch) finds the candidates instead of a scan of all; 0: never'),
});

/** After removals an approximate index is built anew once it was quiet for this long, in milliseconds. */
const SETTLE_MS = 30_000;

/** Name of the index file in the data folder. */
export const VECTOR_FILE = 'vectors.db';

/** sqlite-vec, no server: exact up to `ann_threshold` vectors, from there on with exact similarities of approximate candidates. */
export const sqliteVecStore: VectorStoreProvider<typeof sqliteVecOptions> = {
  id: 'sqlite-vec',
  title: 'sqlite-vec (a file on this machine)',
  options: sqliteVecOptions,
  create: async (options, deps) => createSqliteVecStore(deps.dataFolder, join(deps.dataFolder, VECTOR_FILE), deps.log, { threshold: options.ann_threshold, settleMs: SETTLE_MS }),
};
