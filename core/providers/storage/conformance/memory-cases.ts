// ST25 to ST28: facts, moods, affinity, jobs, vectors, settings, personalities.
import { expect } from 'vitest';
import type { Cases } from './place.ts';
import {
  insert, insertChain, makeAffinity, makeAffinityEvent, makeCached, makeEmbedding, makeFact, makeJob, makeMood, makePersonality, makeSetting, makeSpace,
} from './records.ts';

export const memoryCases: Cases = (test, bench) => {
  test('ST25 facts by category, key and id; past ones on request', async () => {
    await bench.storage().commit([
      makeFact('f1', { category: 'work', key: 'job' }), makeFact('f2', { key: 'name' }), makeFact('f3', { key: 'age', value: 28, is_pinned: true }),
      makeFact('f4', { key: 'age', value: 27, valid_to: 5 }), makeFact('f5', { user_id: 'eva' }), makeFact('f0', { key: 'name', value: true }),
    ].map((fact) => insert('fact', fact)));
    const list = async (query: object = {}): Promise<string[]> => (await bench.storage().facts.list({ user_id: 'ana', limit: 20, ...query })).map((fact) => fact.id);
    expect(await list()).toEqual(['f3', 'f0', 'f2', 'f1']);
    expect(await list({ include_past: true })).toEqual(['f3', 'f4', 'f0', 'f2', 'f1']);
    expect(await list({ category: 'work' })).toEqual(['f1']);
    expect(await list({ key: 'age', include_past: true })).toEqual(['f3', 'f4']);
    expect(await list({ pinned: true })).toEqual(['f3']);
    expect(await list({ pinned: false })).toEqual(['f0', 'f2', 'f1']);
    expect(await list({ limit: 2 })).toEqual(['f3', 'f0']);
    await bench.storage().commit([{ op: 'delete', entity: 'fact', id: 'f3' }]);
    expect(await list({ key: 'age' })).toEqual([]);
  });

  test('ST25 unreplaced facts, and the chain of those before', async () => {
    await bench.storage().commit([
      makeFact('f1', { key: 'city', value: 'Lugo', valid_to: 1, superseded_by: 'f2' }), makeFact('f2', { key: 'city', value: 'Vigo', valid_to: 2, superseded_by: 'f3' }),
      makeFact('f3', { key: 'city', value: 'Madrid' }), makeFact('f4', { key: 'job', value: 'IT', valid_to: 3, category: 'work' }), makeFact('f5', { key: 'age', valid_to: 4, superseded_by: 'f3' }),
      makeFact('f6', { key: 'job', user_id: 'eva', valid_to: 3 }), makeFact('f7', { key: 'age', value: 3, is_pinned: true }),
    ].map((fact) => insert('fact', fact)));
    const { facts } = bench.storage();
    const list = async (query: object = {}): Promise<string[]> => (await facts.list({ user_id: 'ana', limit: 20, include_past: 'unreplaced', ...query })).map((fact) => fact.id);
    expect(await list()).toEqual(['f7', 'f3', 'f4']);
    expect(await list({ category: 'work' })).toEqual(['f4']);
    expect(await list({ key: 'city' })).toEqual(['f3']);
    expect(await list({ pinned: true })).toEqual(['f7']);
    expect(await list({ limit: 2 })).toEqual(['f7', 'f3']);
    const before = async (...ids: string[]): Promise<string[]> => (await facts.supersededBy(ids)).map((fact) => fact.id);
    expect(await before('f3')).toEqual(['f2', 'f5']);
    expect(await before('f2', 'f3', 'none')).toEqual(['f1', 'f2', 'f5']);
    expect(await before('f1')).toEqual([]);
    expect(await before()).toEqual([]);
    await bench.storage().commit([{ op: 'update', entity: 'fact', id: 'f3', set: { valid_to: 5, superseded_by: 'f9' } }, { op: 'update', entity: 'fact', id: 'f5', set: { superseded_by: null } }]);
    expect(await list()).toEqual(['f5', 'f7', 'f4']);
  });

  test('ST26 moods and affinity events, newest first', async () => {
    await insertChain(bench, 's1', 0);
    await insertChain(bench, 's2', 0);
    const moods = Array.from({ length: 7 }, () => makeMood(bench.ids.next()));
    const events = Array.from({ length: 7 }, () => makeAffinityEvent(bench.ids.next()));
    await bench.storage().commit([
      ...moods.map((mood) => insert('mood', mood)), ...events.map((event) => insert('affinity_event', event)),
      insert('mood', makeMood(bench.ids.next(), { session_id: 's2' })), insert('affinity_event', makeAffinityEvent(bench.ids.next(), { personality: 'sol' })),
      insert('affinity', makeAffinity()),
    ]);
    moods.reverse();
    events.reverse();
    const { storage } = bench;
    expect(await storage().moods.latest('s1')).toEqual(moods[0]);
    expect(await storage().moods.list({ session_id: 's1', limit: 3 })).toEqual(moods.slice(0, 3));
    expect(await storage().moods.list({ session_id: 's1', limit: 9, before: moods[2]?.id ?? '' })).toEqual(moods.slice(3));
    const pair = { user_id: 'ana', personality: 'luna' };
    expect(await storage().affinity.events({ ...pair, limit: 3 })).toEqual(events.slice(0, 3));
    expect(await storage().affinity.events({ ...pair, limit: 9, before: events[2]?.id ?? '' })).toEqual(events.slice(3));
    await storage().commit([{ op: 'put', entity: 'affinity', record: makeAffinity({ points: 40, level: 'acquaintance' }) }]);
    expect(await storage().affinity.get('ana', 'luna')).toMatchObject({ points: 40, level: 'acquaintance' });
    expect(await storage().affinity.get('ana', 'sol')).toBeNull();
  });

  test('ST27 jobs whose time has come', async () => {
    await bench.storage().commit([
      makeJob('j1', { run_at: 300 }), makeJob('j2', { run_at: 100, kind: 'extract' }), makeJob('j3', { run_at: 100 }), makeJob('j4', { run_at: 50, state: 'done' }),
      makeJob('j5', { run_at: 999 }), makeJob('j6', { run_at: -5, state: 'running' }),
      makeJob('j8', { state: 'failed' }), makeJob('j7', { state: 'failed', run_at: 900 }),
    ].map((job) => insert('job', job)));
    const { jobs } = bench.storage();
    const due = async (now: number, query: object = {}): Promise<string[]> => (await jobs.due({ now, limit: 9, ...query })).map((job) => job.id);
    expect(await due(300)).toEqual(['j2', 'j3', 'j1']);
    expect(await due(299)).toEqual(['j2', 'j3']);
    expect(await due(300, { limit: 1 })).toEqual(['j2']);
    expect(await due(300, { kinds: ['index'] })).toEqual(['j3', 'j1']);
    expect(await due(300, { kinds: [] })).toEqual([]);
    expect(await jobs.nextDueAt()).toBe(100);
    expect(await jobs.count('pending')).toBe(4);
    expect(await jobs.count('failed')).toBe(2);
    expect((await jobs.running()).map((job) => job.id)).toEqual(['j6']);
    expect((await jobs.failed({ limit: 9 })).map((job) => job.id)).toEqual(['j7', 'j8']);
    expect((await jobs.failed({ limit: 1 })).map((job) => job.id)).toEqual(['j7']);
  });

  test('ST27 a job is claimed once', async () => {
    await bench.storage().commit([insert('job', makeJob('j1'))]);
    const claims = await Promise.allSettled(Array.from({ length: 10 }, () => bench.storage().commit([{ op: 'update', entity: 'job', id: 'j1', set: { state: 'running', attempts: 1 }, expect: { state: 'pending' } }])));
    expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1);
  });

  test('ST28 vectors page by message id, bit for bit', async () => {
    const messages = await insertChain(bench, 's1', 25);
    await bench.storage().commit([
      insert('embedding_space', makeSpace('e5')), insert('embedding_space', makeSpace('bge', 2)),
      ...messages.map((message, index) => insert('message_embedding', makeEmbedding('e5', message.id, [Math.fround(Math.PI * index), -0, 1 / (index + 1)]))),
      insert('message_embedding', makeEmbedding('bge', messages[0]?.id ?? '', [1, 2])),
    ]);
    const { embeddings } = bench.storage();
    const scanned = [];
    for (let after: string | undefined; ;) {
      const page = await embeddings.scan({ space_id: 'e5', limit: 10, ...(after === undefined ? {} : { after }) });
      if (page.length === 0) break;
      scanned.push(...page);
      after = page.at(-1)?.message_id;
    }
    expect(scanned.map((embedding) => embedding.message_id)).toEqual(messages.map((message) => message.id));
    for (const [index, embedding] of scanned.entries()) expect(Object.is(embedding.vector[1], -0) && embedding.vector[0] === Math.fround(Math.PI * index)).toBe(true);
    expect(await embeddings.count('e5')).toBe(25);
    expect(await embeddings.count('bge')).toBe(1);
    expect(await embeddings.get({ space_id: 'bge', message_ids: messages.map((message) => message.id) })).toHaveLength(1);
    expect((await embeddings.spaces()).map((space) => space.id)).toEqual(['bge', 'e5']);
  });

  test('ST28 the cache of vectors', async () => {
    const { storage } = bench;
    await storage().commit([{ op: 'put', entity: 'cached_embedding', record: makeCached('e5/a') }, { op: 'put', entity: 'cached_embedding', record: makeCached('e5/b', [0, 2, 0]) }]);
    await storage().commit([{ op: 'put', entity: 'cached_embedding', record: { ...makeCached('e5/a', [5, 5, 5]), used_at: 9 } }]);
    expect(await storage().embeddings.cached(['e5/a', 'e5/c'])).toEqual([{ ...makeCached('e5/a', [5, 5, 5]), used_at: 9 }]);
    expect(await storage().embeddings.cached([])).toEqual([]);
    await storage().commit([{ op: 'put', entity: 'cached_embedding', record: { ...makeCached('e5/c'), used_at: 5 } }, { op: 'put', entity: 'cached_embedding', record: { ...makeCached('e5/b'), used_at: 7 } }]);
    expect(await storage().embeddings.countCached()).toBe(3);
    expect([await storage().embeddings.leastUsedCached(2), await storage().embeddings.leastUsedCached(9)]).toEqual([['e5/c', 'e5/b'], ['e5/c', 'e5/b', 'e5/a']]);
  });

  test('settings and personalities', async () => {
    const { storage } = bench;
    await storage().commit([insert('setting', makeSetting('b', null)), insert('setting', makeSetting('a', 'x')), insert('personality', makePersonality('sol')), insert('personality', makePersonality('luna'))]);
    expect((await storage().settings.all()).map((setting) => [setting.id, setting.value])).toEqual([['a', 'x'], ['b', null]]);
    expect((await storage().personalities.list()).map((personality) => personality.id)).toEqual(['luna', 'sol']);
    expect(await storage().personalities.get('none')).toBeNull();
  });
};
