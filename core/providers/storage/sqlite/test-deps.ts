// What the SQLite tests open storages with: a fresh folder, the real migrations.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../../../lib/clock.ts';
import { silentLog } from '../../../lib/log.ts';
import type { StorageDeps } from '../storage.ts';

export const repositoryMigrations = resolve(import.meta.dirname, '../../../../migrations');

/** Dependencies over a fresh folder; `cleanUp` removes it. */
export function makeTestDeps(migrationsFolder = repositoryMigrations): { deps: StorageDeps; file: string; cleanUp(): void } {
  const dataFolder = mkdtempSync(join(tmpdir(), 'luminora-sqlite-'));
  return {
    deps: { dataFolder, migrationsFolder, clock: systemClock, log: silentLog, secret: async () => undefined },
    file: join(dataFolder, 'luminora.db'),
    cleanUp: () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}
