// The local storage: one SQLite file in the data folder.
import { isAbsolute, relative, resolve } from 'node:path';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import { openSqliteStorage } from './sqlite/open.ts';
import type { StorageProviderDefinition } from './storage.ts';

const sqliteOptions = z.object({
  database_path: z.string().min(1).default('./luminora.db').describe('The database file, relative to the data folder'),
});

/** better-sqlite3 with write-ahead logging, every commit synced to the disk. */
export const sqliteStorage: StorageProviderDefinition<typeof sqliteOptions> = {
  id: 'sqlite',
  title: 'SQLite (a file on this machine)',
  options: sqliteOptions,
  async create(options, deps) {
    const file = resolve(deps.dataFolder, options.database_path);
    const inside = relative(deps.dataFolder, file);
    if (inside.startsWith('..') || isAbsolute(inside)) {
      throw new LuminoraError('invalid_configuration', `storage_provider.config.database_path: ${options.database_path} lies outside the data folder ${deps.dataFolder}. Give a path inside it, or choose another data folder.`);
    }
    return openSqliteStorage(file, deps);
  },
};
