// What was forgotten here stays away when a snapshot of before is taken in: facts, words, and what was made of them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import type { Change, Tombstone } from '../../providers/storage/changes.ts';
import type { createTestChat } from '../../testing/test-chat.ts';
import { hashFor, hashKinds } from '../forgetting/index.ts';
import { openSnapshot, writeSnapshotFile, type ImportMode } from './index.ts';
import { liveIn, makeStore, type TestStore } from './testing/lived-in.ts';

const ana = { user_id: 'ana' };
let lived: Awaited<ReturnType<typeof createTestChat>>;
let place: TestStore;
let target: TestStore;
let file: string;
beforeAll(async () => {
  lived = await liveIn();
  place = makeStore();
  file = join(place.folder, 'before.zip');
  for (const { id } of await lived.storage.tombstones.list('ana')) await lived.storage.commit([{ op: 'delete', entity: 'tombstone', id }]);
  await writeSnapshotFile({ storage: lived.storage, clock: systemClock, productVersion: '1' }, ana, file);
});
afterAll(async () => {
  await place.close();
  await lived.close();
});
afterEach(() => target.close());

const tombstone = (id: string, ...hashes: [kind: string, wording: string][]): Change => {
  const record: Tombstone = { id, user_id: 'ana', forgetting_id: id, kind: 'fact', category: null, created_at: 1, space_id: null, vector: null, hashes: hashes.map(([kind, wording]) => hashFor(id, kind, wording)) };
  return { op: 'insert', entity: 'tombstone', record };
};
async function take(mode: ImportMode) {
  const snapshot = await openSnapshot(target.deps, file, { workFolder: target.workFolder });
  try {
    const shown = await snapshot.preview(mode);
    expect(await snapshot.apply(mode === 'merge' ? { mode } : { mode, backupFile: join(target.folder, 'before.zip') })).toEqual(shown);
    return Object.fromEntries(shown.entities.map(({ entity, added, kept, left_out }) => [entity, { added, kept, left_out }]));
  } finally {
    await snapshot.close();
  }
}
const bruno = 'bruno';
/** Everything of the user that says it, wherever. */
async function saying(word: string): Promise<string[]> {
  const found: string[] = [];
  for (const entity of ['session', 'message', 'fact', 'trace', 'episode', 'summary', 'proposal', 'classification', 'mood'] as const) {
    for (const record of await target.storage.records({ entity, owner: ana, limit: 500 })) if (JSON.stringify(record).toLowerCase().includes(word)) found.push(`${entity} ${record.id}`);
  }
  return found;
}

it.each(['merge', 'replace'] as const)('a fact that was forgotten, with every message, episode and record that says it, into an empty store (%s)', async (mode) => {
  target = makeStore();
  expect(Buffer.from(await readFile(file)).length).toBeGreaterThan(0);
  await target.storage.commit([tombstone('01ARZ3NDEKTSV4RRFFQ69G5FAV', [hashKinds.fact, `pet_dog ${bruno}`], [`${hashKinds.words}1`, bruno])]);
  const done = await take(mode);
  expect(await saying(bruno)).toEqual([]);
  const emptied = (await target.storage.records({ entity: 'message', owner: ana, limit: 500 })).filter(({ content }) => content === '').map(({ id }) => id);
  const facts = await target.storage.facts.list({ ...ana, include_past: true, limit: 100 });
  const before = await lived.storage.facts.list({ ...ana, include_past: true, limit: 100 });
  expect(facts.map(({ id }) => id)).toEqual(before.filter(({ value, source_message_ids: ids }) => !JSON.stringify(value).toLowerCase().includes(bruno) && !ids.every((id) => emptied.includes(id))).map(({ id }) => id));
  expect([done['fact']!.left_out, facts.length]).toEqual([before.length - facts.length, done['fact']!.added]);
  expect([done['message']!.left_out > 0, done['message']!.added, done['episode']!.left_out]).toEqual([true, await lived.storage.messages.count(ana), 1]);
  // The places stay, and what hung on the words is gone with them.
  expect([emptied.length, await target.storage.embeddings.get({ space_id: 'e5', message_ids: emptied }), await target.storage.classifications.getMany(emptied)]).toEqual([done['message']!.left_out, [], []]);
  expect(await readdir(target.workFolder)).toEqual([]);
});

it.each(['merge', 'replace'] as const)('a message that was emptied here stays empty, and so does what was made of it (%s)', async (mode) => {
  target = makeStore();
  await take('merge');
  const [first] = await target.storage.records({ entity: 'message', owner: ana, limit: 1 });
  const made = { episodes: await target.storage.episodes.fromMessages([first!.id]), summaries: await target.storage.summaries.fromMessages([first!.id]), proposals: await target.storage.proposals.fromMessages([first!.id]) };
  expect([made.episodes.length, made.summaries.length, made.proposals.length]).toEqual([1, 1, 1]);
  const facts = (await target.storage.facts.fromMessages([first!.id])).filter(({ source_message_ids: ids }) => ids.length === 1);
  expect(facts.length).toBeGreaterThan(0);
  await target.storage.commit([
    { op: 'erase-message', id: first!.id }, { op: 'delete', entity: 'episode', id: made.episodes[0]!.id }, { op: 'delete', entity: 'summary', id: made.summaries[0]!.id }, { op: 'delete', entity: 'proposal', id: made.proposals[0]!.id },
    ...facts.map(({ id }): Change => ({ op: 'delete', entity: 'fact', id })),
  ]);
  const erased = await target.storage.messages.get(first!.id);
  const done = await take(mode);
  expect(await target.storage.messages.get(first!.id)).toEqual(erased);
  expect([await target.storage.embeddings.get({ space_id: 'e5', message_ids: [first!.id] }), await target.storage.episodes.fromMessages([first!.id]), await target.storage.summaries.fromMessages([first!.id]), await target.storage.proposals.fromMessages([first!.id])]).toEqual([[], [], [], []]);
  expect((await target.storage.facts.fromMessages([first!.id])).filter(({ id }) => facts.some((fact) => fact.id === id))).toEqual([]);
  expect([done['episode']!.left_out, done['summary']!.left_out, done['proposal']!.left_out, done['fact']!.left_out]).toEqual([1, 1, 1, facts.length]);
  expect((await target.storage.health()).status).toBe('ok');
});

it('what a session taught was forgotten: its words come, nothing made of them does', async () => {
  target = makeStore();
  const summary = (await lived.storage.summaries.list({ ...ana, limit: 1 }))[0]!;
  await target.storage.commit([tombstone('01ARZ3NDEKTSV4RRFFQ69G5FAV', [hashKinds.session, summary.session_id])]);
  const done = await take('merge');
  expect([done['summary'], done['episode']!.left_out, done['proposal']!.left_out, done['message']!.left_out]).toEqual([{ added: 0, kept: 0, left_out: 1 }, 1, 1, 0]);
  const ids = await target.storage.messages.idsOfSession(summary.session_id);
  expect(ids.length).toBeGreaterThan(0);
  expect((await target.storage.facts.fromMessages(ids)).filter(({ source_message_ids: sources }) => sources.every((id) => ids.includes(id)))).toEqual([]);
});

it('a conversation that was forgotten comes without its words, and nothing made of them comes', async () => {
  target = makeStore();
  const told = await lived.storage.records({ entity: 'message', owner: ana, limit: 500 });
  const [summary] = await lived.storage.records({ entity: 'summary', owner: ana, limit: 1 });
  const gone = summary!.session_id;
  const forgotten = tombstone('7ZZZZZZZZZZZZZZZZZZZZZZZZZ', [hashKinds.session, gone]);
  if (forgotten.op === 'insert' && forgotten.entity === 'tombstone') forgotten.record.kind = 'session';
  await target.storage.commit([forgotten]);
  await take('merge');
  const here = await target.storage.records({ entity: 'message', owner: ana, limit: 500 });
  expect(here.length).toBe(told.length);
  expect(here.filter(({ content, context, session_id }) => session_id === gone && (content !== '' || context !== null))).toEqual([]);
  expect(here.some(({ content, session_id }) => session_id !== gone && content !== '')).toBe(true);
  expect(await target.storage.sessions.get(gone)).toMatchObject({ title: '', prompt_summary: null });
  for (const entity of ['episode', 'summary'] as const) expect((await target.storage.records({ entity, owner: ana, limit: 500 })).filter(({ session_id }) => session_id === gone)).toEqual([]);
  const ofGone = new Set(told.filter(({ session_id }) => session_id === gone).map(({ id }) => id));
  expect((await target.storage.records({ entity: 'fact', owner: ana, limit: 500 })).filter(({ source_message_ids: ids }) => ids.length > 0 && ids.every((id) => ofGone.has(id)))).toEqual([]);
});

it('without anything forgotten nothing is left out', async () => {
  target = makeStore();
  expect(Object.values(await take('merge')).every(({ left_out }) => left_out === 0)).toBe(true);
});
