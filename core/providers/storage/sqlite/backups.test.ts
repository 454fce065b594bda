// Copies of a SQLite database: put back from every schema there was, refused when damaged or newer, whole when a process dies in the middle.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFact, makeMessage, makeSession } from '../conformance/records.ts';
import type { StorageProvider } from '../storage.ts';
import { auditDatabase } from './audit.ts';
import { listBackups } from './backup.ts';
import { migrate, migrationChecksum, readMigrations } from './migrations.ts';
import { openSqliteStorage } from './open.ts';
import { copiedTables } from './restore.ts';
import { makeTestDeps, repositoryMigrations } from './test-deps.ts';
import { writeVersionOne } from './version-one/testing.ts';

describe('copies of a database', () => {
  let place: ReturnType<typeof makeTestDeps>;
  let folder: string;
  beforeEach(() => {
    place = makeTestDeps();
    folder = join(place.deps.dataFolder, 'backups');
  });
  afterEach(() => place.cleanUp());

  const sum = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  async function filled(): Promise<StorageProvider> {
    const storage = openSqliteStorage(place.file, place.deps);
    await storage.commit([
      { op: 'insert', entity: 'session', record: makeSession('s1', { active_leaf_id: 'm1' }) }, { op: 'insert', entity: 'message', record: makeMessage('m1', { content: 'el faro de antes' }) },
      { op: 'insert', entity: 'fact', record: makeFact('f1', { source_message_ids: ['m1'] }) },
    ]);
    return storage;
  }
  /** What a copy is put in the place of. */
  async function changed(storage: StorageProvider): Promise<void> {
    await storage.commit([{ op: 'insert', entity: 'session', record: makeSession('s2') }, { op: 'insert', entity: 'message', record: makeMessage('m2', { session_id: 's2', content: 'el faro de ahora' }) }]);
  }
  const found = async (storage: StorageProvider) => (await storage.messages.search({ user_id: 'ana', terms: ['faro'], limit: 9 })).map(({ id }) => id);

  it('copies every table, the derived ones left aside', async () => {
    await openSqliteStorage(place.file, place.deps).close();
    const db = new Database(place.file);
    const all = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    db.close();
    const derived = (name: string) => name.startsWith('messages_fts') || ['messages_words', 'schema_migrations'].includes(name) || name.startsWith('sqlite_');
    expect(all.filter((name) => !derived(name)).sort()).toEqual([...copiedTables].sort());
  });

  it('are private, compact, whole, and nothing else lies beside them', async () => {
    const storage = await filled();
    const { id, bytes, created_at } = await storage.backups!.create('manual');
    expect(id).toBe('manual-000001-schema-7.db');
    expect([readdirSync(folder), bytes, Math.abs(created_at - Date.now()) < 60_000]).toEqual([[id], statSync(join(folder, id)).size, true]);
    if (process.platform !== 'win32') expect([statSync(folder).mode & 0o777, statSync(join(folder, id)).mode & 0o777]).toEqual([0o700, 0o600]);
    await storage.backups!.restore(id);
    expect(readdirSync(folder)).toEqual([id]);
    expect((await storage.backups!.create('automatic')).id).toBe('automatic-000002-schema-7.db');
    await storage.close();
    // What a killed process left half made goes at the next start; what is not ours stays.
    for (const name of ['unfinished-copy.db', 'unfinished-copy.db-journal', 'unfinished-restore.db', 'mine.db']) writeFileSync(join(folder, name), 'x');
    await openSqliteStorage(place.file, place.deps).close();
    expect(readdirSync(folder).sort()).toEqual(['automatic-000002-schema-7.db', id, 'mine.db']);
    expect(auditDatabase(join(folder, id))).toMatchObject({ integrity: 'ok', contents: ['el faro de antes'], fullTextRows: 1 });
  });

  it.each([1, 2, 3, 4, 5, 6])('of schema %i are brought up to date as a copy of their own, and put back', async (schema) => {
    const storage = await filled();
    const { id } = await storage.backups!.create('manual');
    const older = join(folder, `manual-000002-schema-${schema}.db`);
    cpSync(join(folder, id), older);
    const db = new Database(older);
    migrate(db, readMigrations(join(repositoryMigrations, 'sqlite')), schema, 0);
    db.close();
    const before = sum(older);
    await changed(storage);
    await storage.backups!.restore(`manual-000002-schema-${schema}.db`);
    expect([await found(storage), (await storage.facts.fromMessages(['m1'])).map((fact) => fact.id), await storage.count('session'), (await storage.health()).status]).toEqual([['m1'], ['f1'], 1, 'ok']);
    expect([sum(older), readdirSync(folder).length]).toEqual([before, 2]);
    await storage.close();
  });

  it('of version 1.0 are upgraded and put back', async () => {
    mkdirSync(folder, { recursive: true });
    const storage = await filled();
    writeVersionOne(join(folder, 'before-migration-000007-schema-0.db'));
    await storage.backups!.restore('before-migration-000007-schema-0.db');
    expect([await storage.count('message'), await storage.messages.get('m1')]).toEqual([6, null]);
    await storage.close();
  });

  it('of a newer program, damaged or foreign are refused, and nothing changes', async () => {
    const storage = await filled();
    const { id } = await storage.backups!.create('manual');
    const spoilt = async (name: string, spoil: (file: string) => void, code: string) => {
      const file = join(folder, `manual-0009${name}-schema-7.db`);
      cpSync(join(folder, id), file);
      spoil(file);
      const before = sum(file);
      await expect(storage.backups!.restore(`manual-0009${name}-schema-7.db`), name).rejects.toMatchObject({ code });
      expect(sum(file)).toBe(before);
      rmSync(file);
    };
    await changed(storage);
    const newer = mkdtempSync(join(tmpdir(), 'luminora-newer-'));
    cpSync(repositoryMigrations, newer, { recursive: true });
    const sums = JSON.parse(readFileSync(join(newer, 'sqlite', 'checksums.json'), 'utf8')) as Record<string, string>;
    for (const [way, sql] of [['up', 'CREATE TABLE future (id TEXT) STRICT;'], ['down', 'DROP TABLE future;']] as const) {
      writeFileSync(join(newer, 'sqlite', `0008-future.${way}.sql`), sql);
      sums[`0008-future.${way}.sql`] = migrationChecksum(sql);
    }
    writeFileSync(join(newer, 'sqlite', 'checksums.json'), JSON.stringify(sums));
    const edit = (sql: string) => (file: string) => {
      const db = new Database(file);
      db.pragma('foreign_keys = OFF');
      db.exec(sql);
      db.close();
    };
    await spoilt('01', (file) => {
      const db = new Database(file);
      migrate(db, readMigrations(join(newer, 'sqlite')), 8, 0);
      db.close();
    }, 'storage_from_future');
    rmSync(newer, { recursive: true });
    await spoilt('02', (file) => writeFileSync(file, readFileSync(file).fill(0xff, 8192, 16_384)), 'storage_damaged');
    await spoilt('03', (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)), 'storage_damaged');
    await spoilt('04', (file) => writeFileSync(file, ''), 'storage_damaged');
    await spoilt('05', edit('PRAGMA application_id = 7'), 'storage_damaged');
    await spoilt('06', edit('DELETE FROM sessions'), 'storage_damaged');
    await spoilt('07', edit("UPDATE schema_migrations SET checksum = 'other' WHERE number = 3"), 'storage_failed');
    await spoilt('08', edit('DROP TABLE user_facts'), 'storage_damaged');
    await spoilt('09', edit('DROP TABLE lorebooks'), 'storage_damaged');
    expect([(await found(storage)).sort(), (await storage.health()).status, listBackups(folder).length]).toEqual([['m1', 'm2'], 'ok', 1]);
    await storage.close();
  });

  it('runs nothing that a copy brings', async () => {
    const storage = await filled();
    const { id } = await storage.backups!.create('manual');
    const db = new Database(join(folder, id));
    db.exec('CREATE TRIGGER evil AFTER DELETE ON sessions BEGIN DELETE FROM messages; END; CREATE TABLE more (id TEXT); CREATE VIEW odd AS SELECT * FROM messages');
    db.close();
    await storage.backups!.restore(id);
    await storage.close();
    const after = new Database(place.file);
    expect(after.prepare("SELECT name FROM sqlite_schema WHERE name IN ('evil', 'more', 'odd')").all()).toEqual([]);
    after.close();
  });

  it('keep their order when the clock is set back', async () => {
    let now = 2_000_000_000_000;
    const storage = openSqliteStorage(place.file, { ...place.deps, clock: { now: () => now } });
    const names: string[] = [];
    for (const step of [0, -1_000_000, 5000]) {
      now += step;
      names.unshift((await storage.backups!.create('manual')).id);
    }
    expect((await storage.backups!.list()).map(({ id, created_at }) => [id, created_at])).toEqual([[names[0], 1_999_999_005_000], [names[1], 1_999_999_000_000], [names[2], 2_000_000_000_000]]);
    await storage.close();
  });
});
