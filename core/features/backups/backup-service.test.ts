// When backups are made by the clock, how many are kept, and what is told.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/events.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { silentLog } from '../../lib/log.ts';
import type { StorageBackups, StorageProvider } from '../../providers/storage/storage.ts';
import { sqliteStorage } from '../../providers/storage/sqlite.ts';
import { createBackupService, type BackupParts, type BackupSettings } from './backup-service.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = 1_800_000_000_000;
let folder: string;
let storage: StorageProvider;
let now: number;
let settings: BackupSettings;
let events: EngineEvent['type'][];
let isBusy: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-backups-'));
  now = start;
  settings = { enabled: true, everyMs: 24 * hour, keep: 3 };
  events = [];
  isBusy = false;
  storage = await sqliteStorage.create(sqliteStorage.options.parse({}), { dataFolder: folder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: { now: () => now }, log: silentLog, secret: async () => undefined });
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const service = (part: Partial<BackupParts> = {}) => createBackupService({
  backups: storage.backups, clock: { now: () => now }, log: silentLog, broadcast: ({ type }) => events.push(type), settings: () => settings, isBusy: async () => isBusy, rest: async () => () => undefined, replaced: (restore) => restore(), ...part,
});
const change = () => storage.commit([{ op: 'put', entity: 'setting', record: { id: 'a', value: now, updated_at: now } }]);
const kinds = async () => (await storage.backups!.list()).map(({ kind }) => kind);

it('makes the first after five minutes, then one a day, and keeps the newest', async () => {
  const backups = service();
  expect(await backups.list()).toEqual({ backups: [], next_at: start + 5 * minute });
  expect(await backups.look()).toBeNull();
  now += 5 * minute;
  expect(await backups.look()).toMatchObject({ kind: 'automatic', created_at: now });
  expect((await backups.list()).next_at).toBe(now + 24 * hour);
  for (let day = 0; day < 5; day += 1) {
    await change();
    now += 24 * hour - 1;
    expect(await backups.look()).toBeNull();
    now += 1;
    expect((await backups.look())?.created_at).toBe(now);
  }
  expect((await backups.list()).backups.map(({ created_at }) => created_at)).toEqual([now, now - 24 * hour, now - 48 * hour]);
  expect(events).toEqual(Array.from({ length: 6 }, () => 'backups-changed'));
});

it('makes none when nothing has changed, also after a restart, and looks again a day later', async () => {
  now += 5 * minute;
  const first = service();
  now += 5 * minute;
  expect(await first.look()).not.toBeNull();
  now += 25 * hour;
  expect([await first.look(), (await first.list()).next_at]).toEqual([null, now + 24 * hour]);
  await change();
  expect(await first.look()).toBeNull();
  now += 24 * hour;
  expect(await first.look()).not.toBeNull();
  // A change that was taken back is none.
  await storage.commit([{ op: 'put', entity: 'setting', record: { id: 'b', value: 1, updated_at: 1 } }]);
  await storage.commit([{ op: 'delete', entity: 'setting', id: 'b' }]);
  now += 24 * hour;
  expect([await service().look(), (await kinds()).length]).toEqual([null, 2]);
});

it('waits while somebody is answered, when it is switched off, and a while after a failure', async () => {
  const backups = service();
  now += hour;
  isBusy = true;
  expect(await backups.look()).toBeNull();
  isBusy = false;
  settings = { ...settings, enabled: false };
  expect([await backups.look(), (await backups.list()).next_at]).toEqual([null, null]);
  settings = { ...settings, enabled: true };
  expect(await backups.look()).not.toBeNull();
  await change();
  now += 25 * hour;
  const full: StorageBackups = { ...storage.backups!, createIfChanged: () => Promise.reject(new LuminoraError('storage_full', 'full')) };
  const failing = service({ backups: full });
  expect([await failing.look(), (await failing.list()).next_at]).toEqual([null, now + hour]);
});

it('makes a fresh one when forgetting has removed them, once it has been quiet', async () => {
  const backups = service();
  now += 5 * minute;
  await backups.look();
  await backups.create();
  await storage.commit([], { isForgetting: true });
  events.length = 0;
  now += minute;
  expect([await backups.look(), await kinds(), events]).toEqual([null, [], ['backups-changed']]);
  now += 4 * minute;
  expect(await backups.look()).toBeNull();
  now += minute;
  expect(await backups.look()).toMatchObject({ kind: 'automatic' });
});

it('is not put off by a clock that was set back', async () => {
  const backups = service();
  await backups.create();
  await change();
  now -= 300 * 24 * hour;
  expect((await backups.list()).next_at).toBe(now);
  expect(await backups.look()).not.toBeNull();
});

it('removes what it made before a restoration that failed, and lets go', async () => {
  const rested: string[] = [];
  const backups = service({ rest: async () => { rested.push('rest'); return () => rested.push('on'); } });
  const { id } = await backups.create();
  const failing: StorageBackups = { ...storage.backups!, restore: () => Promise.reject(new LuminoraError('storage_damaged', 'damaged')) };
  await expect(service({ backups: failing }).restore(id)).rejects.toMatchObject({ code: 'storage_damaged' });
  expect(await kinds()).toEqual(['manual']);
  const both = await Promise.allSettled([backups.restore(id), backups.restore(id)]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect([await kinds(), rested]).toEqual([['restore', 'manual'], ['rest', 'on']]);
});

it('says so where copies are made with the database’s own tools', async () => {
  const backups = service({ backups: null });
  expect([await backups.list(), await backups.look()]).toEqual([{ backups: [], next_at: null }, null]);
  await expect(backups.create()).rejects.toMatchObject({ code: 'unsupported' });
  await expect(backups.restore('manual-000001-schema-7.db')).rejects.toMatchObject({ code: 'unsupported' });
});
