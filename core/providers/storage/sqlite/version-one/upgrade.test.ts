import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '../../../../lib/ids.ts';
import { listBackups } from '../backup.ts';
import { openSqliteStorage } from '../open.ts';
import { makeTestDeps } from '../test-deps.ts';
import { writeVersionOne } from './testing.ts';

const first = '3f1c9a52-0c1b-4f5e-9d55-8a3f3b6f8f11';

describe('a database of version 1.0', () => {
  let place: ReturnType<typeof makeTestDeps>;
  beforeEach(() => { place = makeTestDeps(); });
  afterEach(() => place.cleanUp());

  it('is upgraded where it stands, with every message, fact, episode and relationship', async () => {
    writeVersionOne(place.file, 120);
    const storage = openSqliteStorage(place.file, place.deps);
    const sessions = await storage.sessions.list({ user_id: 'ana', limit: 10 });
    expect(sessions.map(({ id, personality, title }) => ({ id, personality, title }))).toEqual([
      { id: first, personality: 'dr_luna', title: 'Hola, me llamo Ana y vivo en Vigo' }, { id: 's2', personality: 'chelo', title: 'hi' },
    ]);
    const path = await storage.messages.path({ leaf_id: sessions[0]!.active_leaf_id!, limit: 500 });
    expect(path).toHaveLength(120);
    expect(path[0]).toMatchObject({ speaker: 'user', content: 'Hola, me llamo Ana y vivo en Vigo', created_at: Date.UTC(2024, 2, 1, 9), depth: 0, is_active: true });
    expect(path.map(({ id }) => id)).toEqual(path.map(({ id }) => id).toSorted());
    expect(await storage.messages.search({ user_id: 'ana', terms: ['vigo'], limit: 5 })).toHaveLength(1);
    expect(await storage.sessions.get('orphan')).toMatchObject({ user_id: 'default', last_activity_at: Date.UTC(2024, 1, 1) });

    const facts = await storage.facts.list({ user_id: 'ana', limit: 50 });
    expect(facts.map(({ category, key, value, confidence }) => [category, key, value, confidence])).toEqual([
      ['hobbies', 'likes', ['senderismo', 'el mar'], 1], ['other', 'address', '{"city":"Vigo"}', 0.8], ['other', 'note', 'not JSON at all', 1], ['personal_info', 'age', 31, 0.9], ['personal_info', 'name', 'Ana', 1],
    ]);
    expect(await storage.episodes.list({ user_id: 'ana', limit: 5 })).toMatchObject([{ title: 'Aprobó', type: 'achievement', sentiment: 'very_positive', tags: ['trabajo', 'oposiciones'], session_id: 's2' }]);
    expect(await storage.affinity.get('ana', 'dr_luna')).toMatchObject({ points: 42, level: 'friend', highest_points: 42 });
    expect(await storage.affinity.events({ user_id: 'ana', personality: 'dr_luna', limit: 5 })).toMatchObject([{ delta: 42, rule: 'version-1.0' }]);
    expect(await storage.health()).toMatchObject({ status: 'ok' });
    // What is said from now on comes after all of it.
    const now = createIdSource(place.deps.clock, (await storage.greatestId()) ?? undefined).next();
    expect(path.every(({ id }) => id < now)).toBe(true);
    await storage.close();
  });

  it('leaves a whole copy, keeps tables it does not know, and is opened like all others from then on', async () => {
    writeVersionOne(place.file);
    await openSqliteStorage(place.file, place.deps).close();
    const [copy] = listBackups(join(place.deps.dataFolder, 'backups'));
    const before = new Database(copy!, { readonly: true });
    expect(before.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(7);
    before.close();
    const again = openSqliteStorage(place.file, place.deps);
    expect(await again.count('message')).toBe(6);
    await again.close();
    expect(listBackups(join(place.deps.dataFolder, 'backups'))).toHaveLength(1);
    const db = new Database(place.file, { readonly: true });
    expect(db.prepare('SELECT * FROM v1_plugins').all()).toEqual([{ name: 'weather', enabled: 1 }]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  it('stays as it was when the upgrade fails half-way', async () => {
    writeVersionOne(place.file);
    const db = new Database(place.file);
    db.pragma('foreign_keys = OFF');
    // Two sessions whose ids are the same once they are read as text.
    db.exec("CREATE TABLE copy AS SELECT * FROM sessions; DROP TABLE sessions; ALTER TABLE copy RENAME TO sessions; INSERT INTO sessions SELECT * FROM sessions WHERE session_id = 's2'");
    db.close();
    const tables = (file: string) => {
      const look = new Database(file, { readonly: true });
      const hash = createHash('sha256').update(JSON.stringify(look.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").all()) + JSON.stringify(look.prepare('SELECT * FROM messages').all())).digest('hex');
      look.close();
      return hash;
    };
    const before = tables(place.file);
    expect(() => openSqliteStorage(place.file, place.deps)).toThrow(/conflict|stored/);
    expect(tables(place.file)).toBe(before);
    expect(readFileSync(place.file).length).toBeGreaterThan(0);
  });

  it('carries messages over that name no session, and sessions without an id', () => {
    writeVersionOne(place.file);
    const old = new Database(place.file);
    old.pragma('foreign_keys = OFF');
    old.exec("INSERT INTO sessions VALUES (NULL, 'ana', 'Luna', NULL, NULL); INSERT INTO messages (session_id, speaker, content) VALUES (NULL, 'user', 'Nobody knows where'), ('', 'user', 'Nor here'), ('orphan', 'user', 'Yes')");
    old.close();
    openSqliteStorage(place.file, place.deps).close();
    const db = new Database(place.file, { readonly: true });
    expect(db.prepare("SELECT content FROM messages WHERE content IN ('Nobody knows where', 'Nor here', 'Yes', 'Is anyone there?') ORDER BY content").pluck().all()).toEqual(['Is anyone there?', 'Nobody knows where', 'Nor here', 'Yes']);
    db.close();
  });

  it('is not taken for what another program wrote', () => {
    const db = new Database(place.file);
    db.exec('CREATE TABLE sessions (session_id TEXT, user_id TEXT); CREATE TABLE messages (id TEXT, session_id TEXT)');
    db.close();
    expect(() => openSqliteStorage(place.file, place.deps)).toThrow(/another program/);
  });
});
