import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { storageConformance } from './conformance.ts';
import { storageProviders } from './registry.ts';
import { sqliteStorage } from './sqlite.ts';
import type { StorageDeps } from './storage.ts';

const migrationsFolder = resolve(import.meta.dirname, '../../../migrations');
const depsFor = (dataFolder: string): StorageDeps => ({ dataFolder, migrationsFolder, clock: systemClock, log: silentLog, secret: async () => undefined });

storageConformance('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-storage-'));
  return {
    open: () => sqliteStorage.create(sqliteStorage.options.parse({}), depsFor(folder)),
    cleanUp: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

describe('sqlite options', () => {
  it('take a path relative to the data folder and refuse one outside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'luminora-storage-'));
    const storage = await sqliteStorage.create(sqliteStorage.options.parse({ database_path: './deep/luminora.db' }), depsFor(folder));
    expect((await storage.health()).details).toMatchObject({ path: join(folder, 'deep', 'luminora.db') });
    await storage.close();
    for (const database_path of ['../other.db', '/tmp/other.db']) {
      await expect(sqliteStorage.create({ database_path }, depsFor(folder))).rejects.toMatchObject({ code: 'invalid_configuration' });
    }
    rmSync(folder, { recursive: true, force: true });
    expect(storageProviders['sqlite']).toBe(sqliteStorage);
  });
});
