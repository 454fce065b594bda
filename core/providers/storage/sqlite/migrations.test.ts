import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFact, makeMessage, makeSession } from '../conformance/records.ts';
import { auditDatabase } from './audit.ts';
import { listBackups } from './backup.ts';
import { migrate, migrationChecksum, readMigrations } from './migrations.ts';
import { openSqliteStorage } from './open.ts';
import { makeTestDeps, repositoryMigrations } from './test-deps.ts';

const sha = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const schemaOf = (db: Database.Database): unknown[] => db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all();

describe('the released migrations', () => {
  const folder = join(repositoryMigrations, 'sqlite');

  it('are what checksums.json says', () => {
    const sums = Object.fromEntries(readdirSync(folder).filter((file) => file.endsWith('.sql')).sort().map((file) => [file, migrationChecksum(readFileSync(join(folder, file), 'utf8'))]));
    expect(JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8'))).toEqual(sums);
  });

  it('go up, down and up again, each step back to the schema before it', () => {
    const migrations = readMigrations(folder);
    const db = new Database(':memory:');
    const schemas = [schemaOf(db)];
    for (let number = 1; number <= migrations.length; number += 1) {
      migrate(db, migrations, number, 0);
      schemas.push(schemaOf(db));
    }
    for (let number = migrations.length - 1; number >= 0; number -= 1) {
      migrate(db, migrations, number, 0);
      expect(schemaOf(db)).toEqual(schemas[number]);
      expect(db.pragma('user_version', { simple: true })).toBe(number);
    }
    expect(migrate(db, migrations, migrations.length, 0)).toBe(migrations.length);
    expect(schemaOf(db)).toEqual(schemas.at(-1));
    db.close();
  });

  it('make strict tables only', () => {
    const db = new Database(':memory:');
    const migrations = readMigrations(folder);
    migrate(db, migrations, migrations.length, 0);
    const tables = db.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'").all() as { name: string; strict: number }[];
    expect(tables.length).toBeGreaterThanOrEqual(15);
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
    db.close();
  });
});

/** A fact as schema 1 kept it, its checksum over the columns of then. */
const factOfSchema1 = {
  id: 'old-fact', user_id: 'ana', scope: '', category: 'personal_info', key: 'name', value: '["la playa","el mar"]', confidence: 0.9, source_message_ids: '["m1","m2","m1"]', source: 'rules-es',
  valid_from: 1_700_000_000_000, valid_to: null, superseded_by: null, is_pinned: 1, local_only: 0, created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, checksum: 'bc3226a48f5b6e29',
};

describe('a ledger of schema 4', () => {
  it('tells where each entry led, counted back from where the relationship stands, and is given back as it was', () => {
    const migrations = readMigrations(join(repositoryMigrations, 'sqlite'));
    const db = new Database(':memory:');
    migrate(db, migrations, 4, 0);
    const pair = db.prepare("INSERT INTO user_affinity VALUES (? || '/luna', ?, 'luna', ?, 'stranger', 1, 9)");
    const entry = db.prepare("INSERT INTO affinity_events VALUES (?, ?, 'luna', NULL, 'positive', ?, 'Kind words', 1)");
    pair.run('ana', 'ana', 3.5);
    pair.run('bea', 'bea', 1);
    // Ana began at 3: the ledger of before says nothing of it.
    for (const [id, user, delta] of [['01', 'ana', 2], ['02', 'bea', 1], ['03', 'ana', -5], ['04', 'ana', 3], ['05', 'ana', 0.5], ['06', 'cleo', 2]] as const) entry.run(id, user, delta);
    const before = db.prepare('SELECT * FROM affinity_events ORDER BY id').all();
    migrate(db, migrations, 5, 0);
    db.exec("INSERT INTO affinity_events (id, user_id, personality, rule, delta, reason, created_at, asked, points, level) VALUES ('07', 'ana', 'luna', 'thanks', 0, 'Thanks', 2, 0.6, 3.5, 'stranger')");
    migrate(db, migrations, 6, 0);
    expect(db.prepare('SELECT id, points, asked FROM affinity_events ORDER BY id').raw().all()).toEqual([['01', 5, 2], ['02', 1, 1], ['03', 0, -5], ['04', 3, 3], ['05', 3.5, 0.5], ['06', 0, 2], ['07', 3.5, 0.6]]);
    expect(db.prepare('SELECT highest_points, last_interaction_at FROM user_affinity ORDER BY id').raw().all()).toEqual([[3.5, 9], [1, 9]]);
    db.exec("DELETE FROM affinity_events WHERE id = '07'");
    migrate(db, migrations, 4, 0);
    expect(db.prepare('SELECT * FROM affinity_events ORDER BY id').all()).toEqual(before);
    db.close();
  });
});

describe('a database of schema 1', () => {
  const migrations = readMigrations(join(repositoryMigrations, 'sqlite'));
  let place: ReturnType<typeof makeTestDeps>;
  beforeEach(() => {
    place = makeTestDeps();
    const db = new Database(place.file);
    migrate(db, migrations, 1, 0);
    const columns = Object.keys(factOfSchema1);
    const insertFact = db.prepare(`INSERT INTO user_facts (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`);
    insertFact.run(factOfSchema1);
    insertFact.run({ ...factOfSchema1, id: 'damaged-fact', source_message_ids: '[]', value: '"other"' });
    // As a damaged page would leave it: schema 1 checks what is written, not what is read.
    db.pragma('ignore_check_constraints = ON');
    insertFact.run({ ...factOfSchema1, id: 'broken-fact', source_message_ids: '["m1' });
    db.close();
  });
  afterEach(() => place.cleanUp());

  it('keeps its facts whole, without tags, found by their messages; a copy was made before', async () => {
    const expected = makeFact('old-fact', { value: ['la playa', 'el mar'], is_pinned: true, source_message_ids: ['m1', 'm2', 'm1'] });
    const storage = openSqliteStorage(place.file, place.deps);
    expect(await storage.facts.list({ user_id: 'ana', limit: 9 })).toEqual([expected]);
    expect(await storage.facts.fromMessages(['m2', 'm1'])).toEqual([expected]);
    expect((await storage.health()).details['damaged_ids']).toEqual(['damaged-fact', 'broken-fact'].sort().reverse());
    await storage.commit([{ op: 'update', entity: 'fact', id: 'old-fact', set: { tags: ['date:2026-05-01'] } }]);
    expect(await storage.facts.get('old-fact')).toEqual({ ...expected, tags: ['date:2026-05-01'] });
    await storage.close();
    const [copy = ''] = listBackups(join(place.deps.dataFolder, 'backups'));
    const db = new Database(copy, { readonly: true });
    expect([db.pragma('user_version', { simple: true }), db.prepare('SELECT count(*) FROM user_facts').pluck().get()]).toEqual([1, 3]);
    db.close();
  });

  it('is given back as it was when the migration is undone, also after its facts were tagged', async () => {
    const storage = openSqliteStorage(place.file, place.deps);
    await storage.commit([{ op: 'update', entity: 'fact', id: 'old-fact', set: { tags: ['x'] } }]);
    await storage.close();
    const db = new Database(place.file);
    migrate(db, migrations, 1, 0);
    expect(db.prepare("SELECT * FROM user_facts WHERE id = 'old-fact'").get()).toEqual(factOfSchema1);
    db.close();
    const again = openSqliteStorage(place.file, place.deps);
    expect((await again.facts.get('old-fact'))?.tags).toEqual([]);
    await again.close();
  });

  it('leaves out a fact whose tags were damaged', async () => {
    await openSqliteStorage(place.file, place.deps).close();
    const db = new Database(place.file);
    db.exec("UPDATE user_facts SET tags = '[\"planted\"]' WHERE id = 'old-fact'");
    db.close();
    const storage = openSqliteStorage(place.file, place.deps);
    expect(await storage.facts.get('old-fact')).toBeNull();
    await storage.close();
  });
});

describe('a database of schema 2', () => {
  it('has its messages found by the stems of their words and by their day once it is opened, and asks for their vectors anew', async () => {
    const place = makeTestDeps();
    const migrations = readMigrations(join(repositoryMigrations, 'sqlite'));
    const db = new Database(place.file);
    migrate(db, migrations, 2, 0);
    db.exec(`INSERT INTO sessions VALUES ('s', 'ana', 'luna', '', '', 0, 0, 'm700', NULL);
      INSERT INTO embedding_spaces VALUES ('space', 'm', '1', 1, 'fp32', '', '', 1, 0);`);
    const insert = db.prepare("INSERT INTO messages (id, session_id, user_id, depth, speaker, content, status, is_active, created_at, checksum) VALUES (?, 's', 'ana', ?, 'user', ?, 'complete', 1, ?, '')");
    for (let number = 0; number < 701; number += 1) insert.run(`m${String(number).padStart(3, '0')}`, number, number === 700 ? 'Los perros ladran' : `Nothing ${number}`, Date.UTC(2023, 4, 7));
    db.exec("INSERT INTO message_embeddings VALUES ('space/m700', 'space', 'm700', 'ana', 's', x'0000803f', 0)");
    db.close();
    const storage = openSqliteStorage(place.file, place.deps);
    const found = async (...terms: string[]) => (await storage.messages.search({ user_id: 'ana', terms, limit: 1000 })).map(({ id }) => id);
    expect(await found('perro')).toEqual(['m700']);
    expect(await found('d20230507')).toHaveLength(701);
    expect(await storage.embeddings.count('space')).toBe(0);
    await storage.close();
    expect(auditDatabase(place.file)).toMatchObject({ integrity: 'ok', fullTextRows: 701 });
    place.cleanUp();
  });
});

describe('migrating a database', () => {
  let folder: string;
  let place: ReturnType<typeof makeTestDeps>;
  const add = (number: string, up: string, down = 'SELECT 1;'): void => {
    const sums = JSON.parse(readFileSync(join(folder, 'sqlite', 'checksums.json'), 'utf8')) as Record<string, string>;
    for (const [direction, text] of [['up', up], ['down', down]] as const) {
      const name = `${number}.${direction}.sql`;
      writeFileSync(join(folder, 'sqlite', name), text);
      sums[name] = migrationChecksum(text);
    }
    writeFileSync(join(folder, 'sqlite', 'checksums.json'), JSON.stringify(sums));
  };
  const fill = async (): Promise<void> => {
    const storage = openSqliteStorage(place.file, place.deps);
    await storage.commit([{ op: 'insert', entity: 'session', record: makeSession('s1') }, { op: 'insert', entity: 'message', record: makeMessage('m1') }]);
    await storage.close();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'luminora-migrations-'));
    mkdirSync(join(folder, 'sqlite'));
    writeFileSync(join(folder, 'sqlite', 'checksums.json'), '{}');
    // The present schema in one step: what the provider's statements need.
    const released = readMigrations(join(repositoryMigrations, 'sqlite'));
    add('0001-first-tables', released.map(({ up }) => up).join('\n'), released.map(({ down }) => down).reverse().join('\n'));
    place = makeTestDeps(folder);
  });
  afterEach(() => {
    place.cleanUp();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes no copy of a new database, and one of a filled one before it changes', async () => {
    await fill();
    expect(listBackups(join(place.deps.dataFolder, 'backups'))).toEqual([]);
    add('0002-more', 'CREATE TABLE more (id TEXT PRIMARY KEY) STRICT; DELETE FROM messages;', 'DROP TABLE more;');
    const storage = openSqliteStorage(place.file, place.deps);
    expect(await storage.count('message')).toBe(0);
    await storage.close();
    const copies = listBackups(join(place.deps.dataFolder, 'backups'));
    expect(copies).toHaveLength(1);
    const copy = new Database(copies[0] ?? '', { readonly: true });
    expect(copy.prepare('SELECT id FROM messages').pluck().all()).toEqual(['m1']);
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    copy.close();
  });

  it('keeps the newest three copies', async () => {
    await fill();
    for (let number = 2; number <= 6; number += 1) {
      add(`000${number}-step`, `CREATE TABLE t${number} (id TEXT) STRICT;`);
      await openSqliteStorage(place.file, place.deps).close();
    }
    const schemas = listBackups(join(place.deps.dataFolder, 'backups')).map((file) => {
      const db = new Database(file, { readonly: true });
      const version = db.pragma('user_version', { simple: true });
      db.close();
      return version;
    });
    expect(schemas).toEqual([3, 4, 5]);
  });

  it('takes back a migration that fails half-way, and goes on when it is mended', async () => {
    await fill();
    add('0002-bad', 'CREATE TABLE half (id TEXT) STRICT; INSERT INTO no_such_table VALUES (1);');
    expect(() => openSqliteStorage(place.file, place.deps)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    const db = new Database(place.file);
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    db.close();
    add('0002-bad', 'CREATE TABLE half (id TEXT) STRICT;');
    const storage = openSqliteStorage(place.file, place.deps);
    expect(await storage.count('message')).toBe(1);
    await storage.close();
  });

  it('refuses a migration that would leave records without what they refer to', async () => {
    await fill();
    add('0002-orphans', 'DELETE FROM sessions;');
    expect(() => openSqliteStorage(place.file, place.deps)).toThrow(expect.objectContaining({ code: 'storage_damaged' }));
    const db = new Database(place.file);
    expect(db.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(1);
    db.close();
  });

  it('leaves a database of a newer program byte for byte', async () => {
    add('0002-future', 'CREATE TABLE future (id TEXT) STRICT;');
    await fill();
    const before = sha(place.file);
    expect(() => openSqliteStorage(place.file, { ...place.deps, migrationsFolder: repositoryMigrationsUpTo1() })).toThrow(expect.objectContaining({ code: 'storage_from_future' }));
    expect(sha(place.file)).toBe(before);
  });

  function repositoryMigrationsUpTo1(): string {
    const older = join(folder, 'older');
    mkdirSync(join(older, 'sqlite'), { recursive: true });
    for (const name of ['0001-first-tables.up.sql', '0001-first-tables.down.sql', 'checksums.json']) cpSync(join(folder, 'sqlite', name), join(older, 'sqlite', name));
    return older;
  }

  it('refuses a database whose migrations were others', async () => {
    add('0002-mine', 'CREATE TABLE mine (id TEXT) STRICT;');
    await fill();
    const before = sha(place.file);
    add('0002-mine', 'CREATE TABLE yours (id TEXT) STRICT;');
    expect(() => openSqliteStorage(place.file, place.deps)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    expect(sha(place.file)).toBe(before);
  });

  it('refuses changed, missing and out-of-order files', () => {
    const edit = join(folder, 'sqlite', '0001-first-tables.up.sql');
    const text = readFileSync(edit, 'utf8');
    writeFileSync(edit, `${text}\n-- edited`);
    expect(() => readMigrations(join(folder, 'sqlite'))).toThrow(/not the one that was released/);
    writeFileSync(edit, text.replaceAll('\n', '\r\n'));
    expect(readMigrations(join(folder, 'sqlite'))).toHaveLength(1);
    add('0003-gap', 'SELECT 1;');
    expect(() => readMigrations(join(folder, 'sqlite'))).toThrow(/number 2 is expected/);
  });
});
