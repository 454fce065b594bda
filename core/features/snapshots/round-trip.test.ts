// There and back: equal record by record, also in part, into the same store, and for another user; replacing and undoing it; without who it is about.
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { createTestChat } from '../../testing/test-chat.ts';
import { openSnapshot, writeSnapshotFile, type ImportMode, type SnapshotOptions } from './index.ts';
import { liveIn, makeStore, sumsOf, type TestStore } from './testing/lived-in.ts';
import { systemClock } from '../../lib/clock.ts';

let lived: Awaited<ReturnType<typeof createTestChat>>;
let place: TestStore;
let target: TestStore;
beforeAll(async () => {
  lived = await liveIn();
  place = makeStore();
});
afterAll(async () => {
  await place.close();
  await lived.close();
});
afterEach(() => target?.close());

const ana = { user_id: 'ana' };
const source = () => ({ storage: lived.storage, clock: systemClock, productVersion: '1.2.3' });
async function exported(options: Partial<SnapshotOptions> = {}): Promise<string> {
  const file = join(place.folder, 'snapshot.zip');
  await writeSnapshotFile(source(), { ...ana, ...options }, file);
  return file;
}
async function taken(store: { deps: ReturnType<typeof source>; workFolder: string; folder: string }, file: string, mode: ImportMode, userId?: string) {
  const snapshot = await openSnapshot(store.deps, file, { workFolder: store.workFolder, ...(userId === undefined ? {} : { userId }) });
  try {
    const shown = await snapshot.preview(mode);
    const done = await snapshot.apply(mode === 'merge' ? { mode } : { mode, backupFile: join(store.folder, 'before.zip') });
    expect(done).toEqual(shown);
    return done;
  } finally {
    await snapshot.close();
    expect(await readdir(store.workFolder)).toEqual([]);
  }
}
const total = (shown: Awaited<ReturnType<typeof taken>>, count: 'added' | 'same' | 'changed' | 'kept' | 'removed') => shown.entities.reduce((sum, entity) => sum + entity[count], 0);

it('a whole user comes back equal, and into the same store nothing changes', async () => {
  target = makeStore();
  const before = await sumsOf(lived.storage, ana);
  for (const entity of ['session', 'message', 'fact', 'mood', 'affinity', 'affinity_event', 'trace', 'personality', 'character_asset', 'lorebook', 'setting', 'episode', 'episode_embedding', 'message_embedding', 'summary', 'proposal', 'tombstone']) expect([entity, before[entity]!.startsWith('0 ')]).toEqual([entity, false]);
  const facts = await lived.storage.facts.list({ user_id: 'ana', include_past: true, limit: 100 });
  expect(facts.some(({ superseded_by }) => superseded_by !== null)).toBe(true);
  expect((await lived.storage.records({ entity: 'message', owner: ana, limit: 100 })).some((message) => !message.is_active)).toBe(true);
  const file = await exported();
  const done = await taken(target, file, 'merge');
  expect(await sumsOf(target.storage, ana)).toEqual(before);
  expect(await target.storage.sessions.count('eva')).toBe(0);
  expect(total(done, 'same') + total(done, 'kept')).toBe(0);
  const again = await taken(target, file, 'merge');
  expect([total(again, 'added'), total(again, 'kept'), total(again, 'changed')]).toEqual([0, 0, 0]);
  expect(await sumsOf(target.storage, ana)).toEqual(before);
  const words = await target.storage.messages.search({ user_id: 'ana', terms: ['escapo'], limit: 5 });
  expect(words).toHaveLength(1);
  // Exported once more, every part has the checksum it had.
  const parts = async (path: string) => Object.fromEntries(Object.entries(unzipSync(await readFile(path))).filter(([name]) => name !== 'manifest.json').map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
  const second = join(target.folder, 'second.zip');
  await writeSnapshotFile(target.deps, ana, second);
  expect(await parts(second)).toEqual(await parts(file));
});

it('one companion, some parts, and for another user', async () => {
  target = makeStore();
  const both = { user_id: 'ana', personality: 'maeve' };
  await taken(target, await exported({ personality: 'maeve' }), 'merge');
  const before = await sumsOf(lived.storage, both);
  expect(await sumsOf(target.storage, ana)).toEqual({ ...before });
  expect(before['session']).toMatch(/^1 /);
  await target.close();
  target = makeStore();
  await taken(target, await exported({ includes: ['facts'] }), 'merge', 'default');
  expect(await target.storage.count('session')).toBe(0);
  const moved = await target.storage.facts.list({ user_id: 'default', include_past: true, limit: 100 });
  const original = await lived.storage.facts.list({ user_id: 'ana', include_past: true, limit: 100 });
  expect(moved).toEqual(original.map((fact) => ({ ...fact, user_id: 'default' })));
  expect(await target.storage.affinity.get('default', 'luna')).toMatchObject({ id: 'default/luna' });
  expect((await target.storage.settings.get('character-overrides/luna/default'))?.value).toEqual({ core_traits: [] });
  await expect(exported({ includes: ['episodes'] })).rejects.toMatchObject({ code: 'invalid_input' });
});

it('merging keeps what is here, adds what is missing and tells what differs', async () => {
  target = makeStore();
  const file = await exported();
  await taken(target, file, 'merge');
  const [session] = await target.storage.records({ entity: 'session', owner: ana, limit: 1 });
  const messages = await target.storage.messages.path({ leaf_id: session!.active_leaf_id!, limit: 100 });
  const leaf = messages.at(-1)!;
  // Here the end of the talk is gone and the title is another.
  await target.storage.commit([
    { op: 'delete', entity: 'message', id: leaf.id }, { op: 'activate-branch', session_id: session!.id, leaf_id: leaf.parent_id }, { op: 'update', entity: 'session', id: session!.id, set: { title: 'Mía' } },
  ]);
  const done = await taken(target, file, 'merge');
  expect(done.entities.find(({ entity }) => entity === 'message')).toMatchObject({ added: 1, kept: 0 });
  expect(done.conflicts).toEqual([{ entity: 'session', id: session!.id }]);
  expect(await target.storage.sessions.get(session!.id)).toMatchObject({ title: 'Mía', active_leaf_id: leaf.parent_id });
  expect(await target.storage.messages.get(leaf.id)).toEqual({ ...leaf, is_active: false });
});

it('replacing takes away what the user had, leaves the others, and can be undone', async () => {
  target = makeStore();
  const file = await exported();
  const evas = join(target.folder, 'eva.zip');
  await writeSnapshotFile(source(), { user_id: 'eva' }, evas);
  await taken(target, evas, 'merge');
  await taken(target, evas, 'merge');
  const evaBefore = await sumsOf(target.storage, { user_id: 'eva' });
  await taken(target, file, 'merge');
  const session = await lived.session();
  const one = { ...session, title: 'Nueva' };
  await target.storage.commit([{ op: 'insert', entity: 'session', record: one }, { op: 'update', entity: 'fact', id: (await target.storage.facts.list({ user_id: 'ana', limit: 1 }))[0]!.id, set: { is_pinned: true } }]);
  await lived.storage.commit([{ op: 'delete-session', session_id: session.id }]);
  const withNew = await sumsOf(target.storage, ana);
  const done = await taken(target, file, 'replace');
  expect(done.entities.find(({ entity }) => entity === 'session')).toMatchObject({ removed: 1, added: 0 });
  expect(done.entities.find(({ entity }) => entity === 'fact')).toMatchObject({ changed: 1, removed: 0 });
  expect(await sumsOf(target.storage, ana)).toEqual(await sumsOf(lived.storage, ana));
  expect(await sumsOf(target.storage, { user_id: 'eva' })).toMatchObject({ session: evaBefore['session'], message: evaBefore['message'], fact: evaBefore['fact'] });
  const undo = join(target.folder, 'undo.zip');
  await rename(join(target.folder, 'before.zip'), undo);
  await taken(target, undo, 'replace');
  expect(await sumsOf(target.storage, ana)).toEqual(withNew);
});

it('summaries, what waits for approval and what was forgotten come along, with a vector and without; those of a stretch that is summed up here stay away', async () => {
  target = makeStore();
  const file = await exported();
  await taken(target, file, 'merge');
  expect(await target.storage.tombstones.list('ana')).toEqual(await lived.storage.tombstones.list('ana'));
  expect((await target.storage.tombstones.list('ana')).map(({ vector }) => vector === null)).toEqual([false, true]);
  const [summary] = await target.storage.summaries.list({ user_id: 'ana', limit: 1 });
  const [proposal] = await target.storage.proposals.list({ user_id: 'ana', limit: 1 });
  const mine = { ...summary!, id: 'mine', content: 'Aquí.' };
  await target.storage.commit([{ op: 'delete', entity: 'summary', id: summary!.id }, { op: 'insert', entity: 'summary', record: mine }, { op: 'delete', entity: 'proposal', id: proposal!.id }]);
  const done = await taken(target, file, 'merge');
  expect(['summary', 'proposal'].map((kind) => done.entities.find(({ entity }) => entity === kind))).toMatchObject([{ added: 0, kept: 1 }, { added: 1, kept: 0 }]);
  expect([await target.storage.summaries.list({ user_id: 'ana', limit: 9 }), await target.storage.proposals.get(proposal!.id)]).toEqual([[mine], proposal]);
  // What was forgotten here stays so when all else is replaced.
  const own = { ...(await target.storage.tombstones.list('ana'))[0]!, id: 'own-tombstone' };
  await target.storage.commit([{ op: 'insert', entity: 'tombstone', record: own }]);
  const replaced = await taken(target, file, 'replace');
  expect(replaced.entities.find(({ entity }) => entity === 'tombstone')).toMatchObject({ added: 0, same: 2, removed: 0 });
  expect([(await target.storage.tombstones.list('ana')).length, await target.storage.summaries.list({ user_id: 'ana', limit: 9 })]).toEqual([3, [summary]]);
});

it('snapshots of before there were summaries and tombstones are read, and so are those without conversations', async () => {
  target = makeStore();
  const entries = unzipSync(await readFile(await exported()));
  const later = /(summary|proposal|tombstone)\.(jsonl|schema\.json)$/;
  const manifest = JSON.parse(Buffer.from(entries['manifest.json']!).toString('utf8')) as { parts: { path: string }[] };
  const older = Object.fromEntries(Object.entries(entries).filter(([name]) => !later.test(name)));
  const file = join(target.folder, 'older.zip');
  await writeFile(file, zipSync({ ...older, 'manifest.json': Buffer.from(JSON.stringify({ ...manifest, parts: manifest.parts.filter(({ path }) => !later.test(path)) })) }));
  await taken(target, file, 'merge');
  expect([await target.storage.count('message'), await target.storage.count('tombstone')]).toEqual([await lived.storage.messages.count({ user_id: 'ana' }), 0]);
  await target.close();
  target = makeStore();
  await taken(target, await exported({ includes: ['facts'] }), 'merge');
  expect([await target.storage.count('proposal'), await target.storage.count('tombstone')]).toEqual([0, 2]);
});

it('a cancelled import, and one that the storage refuses in the middle, change nothing', async () => {
  target = makeStore();
  const file = await exported();
  const stop = new AbortController();
  const snapshot = await openSnapshot(target.deps, file, { workFolder: target.workFolder });
  stop.abort();
  await expect(snapshot.apply({ mode: 'merge' }, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  // The last message of all is here already, and somebody else's.
  const all = await lived.storage.records({ entity: 'message', owner: ana, limit: 100 });
  const last = all.at(-1)!;
  await target.storage.commit([
    { op: 'insert', entity: 'session', record: { id: 'evas', user_id: 'eva', personality: 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } },
    { op: 'insert', entity: 'message', record: { ...last, session_id: 'evas', user_id: 'eva', parent_id: null, depth: 0, content: 'hers' } },
  ]);
  await expect(snapshot.apply({ mode: 'merge' })).rejects.toMatchObject({ code: 'conflict' });
  expect([await target.storage.count('session'), await target.storage.count('message'), await target.storage.count('personality')]).toEqual([1, 1, 0]);
  expect(await target.storage.messages.get(last.id)).toMatchObject({ content: 'hers' });
  await snapshot.close();
  await expect(openSnapshot(target.deps, file, { workFolder: target.workFolder, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readdir(target.workFolder)).toEqual([]);
});

it('an export that is stopped, or has no place to go, leaves no file', async () => {
  target = makeStore();
  const stop = new AbortController();
  let pages = 0;
  const slow = { ...lived.storage, records: (query: Parameters<typeof lived.storage.records>[0]) => {
    pages += 1;
    if (pages === 6) stop.abort();
    return lived.storage.records(query);
  } } as typeof lived.storage;
  const file = join(target.folder, 'out', 'stopped.zip');
  await expect(writeSnapshotFile({ ...source(), storage: slow }, ana, file, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readdir(join(target.folder, 'out'))).toEqual([]);
  await expect(writeSnapshotFile(source(), ana, join(target.folder, 'luminora.db', 'x.zip'))).rejects.toMatchObject({ code: 'storage_failed' });
});

it('anonymised, nothing of the person is in it, the same stands for the same, and it can be taken in', async () => {
  target = makeStore();
  const file = await exported({ anonymised: true });
  const entries = unzipSync(await readFile(file));
  const text = Object.entries(entries).filter(([name]) => !name.startsWith('schemas/')).map(([, bytes]) => Buffer.from(bytes).toString('utf8')).join('\n');
  for (const word of ['Belmonte', 'Teruel', 'Bruno', 'Marta', 'Anita', 'ana.belmonte', 'example.org', '612345678', 'client-1', '"ana"']) expect([word, text.toLowerCase().includes(word.toLowerCase())]).toEqual([word, false]);
  const ids = (await lived.storage.records({ entity: 'message', owner: ana, limit: 100 })).map(({ id }) => id);
  expect(ids.filter((id) => text.includes(id))).toEqual([]);
  expect(Object.keys(entries).filter((name) => /proposal|tombstone/.test(name))).toEqual([]);
  expect(text).toMatch(/"content":"Name\d+ Name\d+ vive en Name\d+\."/);
  const names = [...text.matchAll(/Mi perro se llama (Name\d+)/g)].map((match) => match[1]);
  expect(new Set(names).size).toBe(2);
  expect(text).toContain(`hablé con ${names.at(-1)} mucho rato`);
  expect(JSON.parse(Buffer.from(entries['manifest.json']!).toString('utf8'))).toMatchObject({ is_anonymised: true, user_id: 'anonymous', notes: expect.arrayContaining([expect.stringContaining('small letters')]) });
  await taken(target, file, 'merge', 'somebody');
  const here = await target.storage.records({ entity: 'message', owner: { user_id: 'somebody' }, limit: 100 });
  expect(here.map(({ depth, is_active, speaker }) => ({ depth, is_active, speaker }))).toEqual((await lived.storage.records({ entity: 'message', owner: ana, limit: 100 })).map(({ depth, is_active, speaker }) => ({ depth, is_active, speaker })));
});
