// Opens a storage on a database file: looks before it touches, backs up before it migrates, then offers the reads and the commit.
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { LuminoraError } from '../../../contract/errors.ts';
import { makePrivateFolder } from '../../../lib/data-folder.ts';
import type { StorageDeps, StorageProvider } from '../storage.ts';
import { analyticsReads } from './analytics.ts';
import { backUp, removeBackups, removeUnfinished } from './backup.ts';
import { storageBackups } from './backups.ts';
import { affinityReads, assetReads, lorebookReads, moodReads, personalityReads } from './character.ts';
import { classificationReads } from './classifications.ts';
import { commitChanges, forgets } from './commit.ts';
import { assertDurable, inspectDatabase, openConnection, createUnsynced, type PlantedPragmas } from './connection.ts';
import { createDatabase } from './database.ts';
import { embeddingReads } from './embeddings.ts';
import { episodeReads } from './episodes.ts';
import { toStorageError } from './errors.ts';
import { factReads } from './facts.ts';
import { greatestId } from './greatest-id.ts';
import { checkHealth } from './health.ts';
import { messageReads } from './messages.ts';
import { proposalReads, summaryReads, tombstoneReads } from './owned.ts';
import { prepareWords } from './message-words.ts';
import { appliedMigration, migrate, readMigrations, type Migration } from './migrations.ts';
import { readRecords } from './records.ts';
import { sessionReads } from './sessions.ts';
import { tables } from './tables.ts';
import { isVersionOne } from './version-one/detect.ts';
import { upgradeVersionOne } from './version-one/upgrade.ts';
import { jobReads, settingReads, traceReads } from './work.ts';

/** Opens (or makes) the storage in `file`. `planted` is for tests that show what a wrong setting would do. */
export function openSqliteStorage(file: string, deps: StorageDeps, planted: PlantedPragmas = {}): StorageProvider {
  const backups = join(deps.dataFolder, 'backups');
  const { db: connection, migrations } = toOurErrors(file, () => openMigrated(file, backups, deps, planted));
  const db = createDatabase(connection);
  const unsynced = createUnsynced(connection);
  const open = (): void => {
    if (!connection.open) throw new LuminoraError('storage_failed', `The storage ${file} is closed.`);
  };
  return {
    sessions: sessionReads(db),
    messages: messageReads(db),
    facts: factReads(db, deps.log),
    episodes: episodeReads(db),
    classifications: classificationReads(db),
    moods: moodReads(db),
    affinity: affinityReads(db),
    traces: traceReads(db),
    jobs: jobReads(db),
    embeddings: embeddingReads(db),
    settings: settingReads(db),
    personalities: personalityReads(db),
    characterAssets: assetReads(db),
    lorebooks: lorebookReads(db),
    analytics: analyticsReads(db),
    summaries: summaryReads(db),
    proposals: proposalReads(db),
    tombstones: tombstoneReads(db),
    backups: storageBackups({ connection, folder: backups, migrations, assertOpen: open, deps }),
    records: readRecords(db, deps.log),
    async commit(changes, options) {
      open();
      if (options?.isRepeatable === true && options.isForgetting !== true && Array.isArray(changes) && !changes.some(forgets)) {
        unsynced(() => commitChanges(db, changes));
        return;
      }
      const taken = commitChanges(db, changes);
      const isForGood = taken.forGood || options?.isForgetting === true;
      if (!taken.words && !isForGood) return;
      // The deletion is committed whatever happens here; what cannot be done now is made up for by the next one.
      const tidyUp = (event: string, work: () => unknown): void => {
        try {
          work();
        } catch (error) {
          deps.log.warn(event, { path: file, reason: toStorageError(error, file).message });
        }
      };
      if (isForGood) tidyUp('storage-backups-not-removed', () => removeBackups(backups));
      tidyUp('storage-checkpoint-failed', () => connection.pragma('wal_checkpoint(TRUNCATE)'));
    },
    greatestId: async () => greatestId(db),
    count: async (entity) => Number(db.value(tables[entity].sql.count)),
    health: async () => checkHealth(db, migrations.length),
    async close() {
      if (connection.open) toOurErrors(file, () => connection.close());
    },
  };
}

function openMigrated(file: string, backups: string, deps: StorageDeps, planted: PlantedPragmas): { db: Database.Database; migrations: readonly Migration[] } {
  makePrivateFolder(deps.dataFolder);
  makePrivateFolder(dirname(file));
  const migrations = readMigrations(join(deps.migrationsFolder, 'sqlite'));
  const isOld = inspectDatabase(file, isVersionOne) ?? false;
  const schema = isOld ? 0 : inspectDatabase(file, (db) => appliedMigration(db, migrations)) ?? 0;
  const db = openConnection(file, planted);
  try {
    if (isOld) {
      const copy = backUp(db, backups, 'migration', 0, deps.clock.now());
      deps.log.info('storage-backup', { path: copy });
      const { left_out, ...upgraded } = upgradeVersionOne(db, copy, migrations, deps.clock.now());
      deps.log.info('storage-upgraded', { from: 'version 1.0', to: migrations.length, ...upgraded, left_out: left_out.length });
    } else if (schema < migrations.length) {
      if (schema > 0) deps.log.info('storage-backup', { path: backUp(db, backups, 'migration', schema, deps.clock.now()) });
      migrate(db, migrations, migrations.length, deps.clock.now());
      deps.log.info('storage-migrated', { from: schema, to: migrations.length });
    }
    assertDurable(db, planted);
    removeUnfinished(backups);
    const prepared = prepareWords(createDatabase(db));
    if (prepared > 0) deps.log.info('storage-words-prepared', { messages: prepared });
    return { db, migrations };
  } catch (error) {
    db.close();
    throw error;
  }
}

function toOurErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStorageError(error, file);
  }
}
