// The copies of an open storage: made, listed, put back, removed.
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type Database from 'better-sqlite3';
import { LuminoraError } from '../../../contract/errors.ts';
import type { StorageBackups, StorageDeps } from '../storage.ts';
import { backUp, backUpIfChanged, describeBackups } from './backup.ts';
import { createDatabase } from './database.ts';
import { toStorageError } from './errors.ts';
import { prepareWords } from './message-words.ts';
import type { Migration } from './migrations.ts';
import { restoreCopy } from './restore.ts';

type Parts = { connection: Database.Database; folder: string; migrations: readonly Migration[]; assertOpen: () => void; deps: Pick<StorageDeps, 'clock' | 'log'> };

/** The copies of `StorageProvider.backups`. */
export function storageBackups({ connection, folder, migrations, assertOpen, deps }: Parts): StorageBackups {
  const schema = migrations.length;
  const totalChanges = () => Number(connection.prepare('SELECT total_changes()').pluck().get());
  /** Changes counted when the newest copy was known to be of now; null before the first one of this process. */
  let copiedAt: number | null = null;
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T> => {
    assertOpen();
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error, folder);
    }
  };
  const find = (id: string) => {
    const found = describeBackups(folder).find((backup) => backup.id === id);
    if (found === undefined) throw new LuminoraError('not_found', `There is no backup ${id} in ${folder}.`, { details: { id } });
    return found;
  };
  return {
    list: () => attempt(() => describeBackups(folder)),
    create: (kind) => attempt(() => {
      const path = backUp(connection, folder, kind, schema, deps.clock.now());
      copiedAt = totalChanges();
      deps.log.info('storage-backup', { path });
      return find(basename(path));
    }),
    createIfChanged: (kind) => attempt(async () => {
      if (copiedAt === totalChanges() && describeBackups(folder).length > 0) return null;
      const changes = totalChanges();
      const path = await backUpIfChanged(connection, folder, kind, schema, deps.clock.now());
      copiedAt = changes;
      if (path === null) return null;
      deps.log.info('storage-backup', { path });
      return find(basename(path));
    }),
    restore: (id) => attempt(() => {
      const file = join(folder, find(id).id);
      restoreCopy(connection, folder, file, migrations, deps.clock.now());
      prepareWords(createDatabase(connection));
      deps.log.info('storage-restored', { path: file });
      // What was there before is in the log no longer; a failure here is made up for by the next checkpoint.
      try {
        connection.pragma('wal_checkpoint(TRUNCATE)');
      } catch (error) {
        deps.log.warn('storage-checkpoint-failed', { reason: toStorageError(error, file).message });
      }
    }),
    remove: (id) => attempt(() => {
      if (!describeBackups(folder).some((backup) => backup.id === id)) return false;
      rmSync(join(folder, id), { force: true });
      return true;
    }),
  };
}
