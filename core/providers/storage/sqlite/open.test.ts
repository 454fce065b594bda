import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFact, makeMessage, makeSession } from '../conformance/records.ts';
import type { StorageProvider } from '../storage.ts';
import { createUnsynced, openConnection } from './connection.ts';
import { openSqliteStorage } from './open.ts';
import { makeTestDeps } from './test-deps.ts';

const sha = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('opening a database file', () => {
  let place: ReturnType<typeof makeTestDeps>;
  const open = (): StorageProvider => openSqliteStorage(place.file, place.deps);
  const fill = async (): Promise<void> => {
    const storage = open();
    await storage.commit([
      { op: 'insert', entity: 'session', record: makeSession('s1') },
      { op: 'insert', entity: 'message', record: makeMessage('m1', { content: 'the quick brown fox' }) },
      { op: 'insert', entity: 'fact', record: makeFact('f1', { value: 'the quick brown fact' }) },
    ]);
    await storage.close();
  };
  beforeEach(() => { place = makeTestDeps(); });
  afterEach(() => place.cleanUp());

  it('syncs every commit, also on a file opened again, and trusts no schema', async () => {
    await fill();
    const db = openConnection(place.file);
    db.prepare('SELECT count(*) FROM messages').get();
    const expected = { synchronous: 2, journal_mode: 'wal', foreign_keys: 1, secure_delete: 1, trusted_schema: 0, fullfsync: 1, checkpoint_fullfsync: 1, busy_timeout: 5000, wal_autocheckpoint: 1000 };
    for (const [pragma, value] of Object.entries(expected)) expect([pragma, db.pragma(pragma, { simple: true })]).toEqual([pragma, value]);
    // Defensive: the schema cannot be written to even on request.
    db.pragma('writable_schema = ON');
    expect(() => db.exec("UPDATE sqlite_schema SET sql = '' WHERE name = 'messages'")).toThrow();
    db.close();
  });

  it('syncs again after a commit that need not be, however it ended', async () => {
    await fill();
    const db = openConnection(place.file);
    const synchronous = (): unknown => db.pragma('synchronous', { simple: true });
    const unsynced = createUnsynced(db);
    unsynced(() => expect(synchronous()).toBe(1));
    expect(synchronous()).toBe(2);
    expect(() => unsynced(() => { throw new Error('in the middle'); })).toThrow('in the middle');
    expect(synchronous()).toBe(2);
    db.close();
  });

  it('notices a connection that would not sync', () => {
    expect(() => openSqliteStorage(place.file, place.deps, { synchronous: 'NORMAL' })).not.toThrow();
    const db = openConnection(place.file);
    db.pragma('synchronous = NORMAL');
    expect(db.pragma('synchronous', { simple: true })).toBe(1);
    db.close();
  });

  it('leaves garbage and other programs\' databases byte for byte', async () => {
    writeFileSync(place.file, 'Dear diary, this is not a database. '.repeat(300));
    const garbage = sha(place.file);
    expect(open).toThrow(expect.objectContaining({ code: 'storage_damaged', message: expect.stringContaining(place.file) }));
    expect(sha(place.file)).toBe(garbage);
    const other = new Database(join(place.deps.dataFolder, 'other.db'));
    other.exec('CREATE TABLE theirs (id)');
    other.close();
    const file = join(place.deps.dataFolder, 'other.db');
    const before = sha(file);
    expect(() => openSqliteStorage(file, place.deps)).toThrow(expect.objectContaining({ code: 'storage_damaged' }));
    expect(sha(file)).toBe(before);
  });

  it('names the path when the file cannot be opened', () => {
    mkdirSync(place.file);
    expect(open).toThrow(expect.objectContaining({ code: 'storage_failed', message: expect.stringContaining(place.file) }));
  });

  it('keeps folder and files private, also ones that were not', async () => {
    chmodSync(place.deps.dataFolder, 0o755);
    await fill();
    chmodSync(place.file, 0o644);
    const storage = open();
    await storage.commit([{ op: 'delete', entity: 'setting', id: 'none' }]);
    expect(statSync(place.deps.dataFolder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(place.deps.dataFolder)) expect([name, statSync(join(place.deps.dataFolder, name)).mode & 0o777]).toEqual([name, 0o600]);
    await storage.close();
  });

  it('never shows a damaged message or fact as if it were whole', async () => {
    await fill();
    const bytes = readFileSync(place.file);
    for (const word of ['brown fox', 'brown fact']) {
      for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + 1)) bytes.write('frown', at);
    }
    writeFileSync(place.file, bytes);
    const storage = open();
    const message = await storage.messages.get('m1');
    expect(message).toMatchObject({ content: 'the quick frown fox', status: 'failed', error: { code: 'storage_damaged' } });
    expect(await storage.facts.get('f1')).toBeNull();
    expect(await storage.facts.list({ user_id: 'ana', limit: 5 })).toEqual([]);
    const health = await storage.health();
    expect(health.status).toBe('error');
    expect(health.details['damaged_ids']).toEqual(['m1', 'f1']);
    await expect(storage.commit([{ op: 'update', entity: 'message', id: 'm1', set: { status: 'complete' } }])).rejects.toMatchObject({ code: 'storage_damaged' });
    await storage.close();
  });

  it('survives 300 random damages without a crash or a silently wrong message', async () => {
    await fill();
    const whole = readFileSync(place.file);
    const expected = makeMessage('m1', { content: 'the quick brown fox' });
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    let noticed = 0;
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(whole);
      for (let index = 0; index < 8; index += 1) bytes[random(bytes.length)] = random(256);
      writeFileSync(place.file, bytes);
      try {
        const storage = open();
        try {
          const message = await storage.messages.get('m1');
          if (message?.status === 'complete') expect(message).toEqual({ ...expected, is_active: message.is_active });
          else noticed += 1;
          if ((await storage.health()).status !== 'ok') noticed += 1;
        } finally {
          await storage.close();
        }
      } catch (error) {
        expect(error).toMatchObject({ name: 'LuminoraError', code: expect.stringMatching(/^storage_/) });
        noticed += 1;
      }
      for (const suffix of ['-wal', '-shm']) writeFileSync(place.file + suffix, '');
    }
    expect(noticed).toBeGreaterThan(10);
  }, 60_000);

  it('tells of missing tables and what to do', async () => {
    await fill();
    const db = new Database(place.file);
    db.exec('DROP TABLE personalities');
    db.close();
    const storage = open();
    expect(await storage.health()).toMatchObject({ status: 'error', message: expect.stringContaining('personalities'), instructions: expect.stringContaining('backup') });
    await storage.close();
  });
});
