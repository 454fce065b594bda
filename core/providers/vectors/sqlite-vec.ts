// The local vector index: exact cosine search by sqlite-vec in a file of its own beside the database.
import { join } from 'node:path';
import * as z from 'zod';
import { createSqliteVecStore } from './sqlite-vec/store.ts';
import type { VectorStoreProvider } from './vectors.ts';

const sqliteVecOptions = z.object({});

/** Name of the index file in the data folder. */
export const VECTOR_FILE = 'vectors.db';

/** sqlite-vec: exact, no server; good to some tens of thousands of vectors. */
export const sqliteVecStore: VectorStoreProvider<typeof sqliteVecOptions> = {
  id: 'sqlite-vec',
  title: 'sqlite-vec (a file on this machine)',
  options: sqliteVecOptions,
  create: async (_options, deps) => createSqliteVecStore(deps.dataFolder, join(deps.dataFolder, VECTOR_FILE), deps.log),
};
