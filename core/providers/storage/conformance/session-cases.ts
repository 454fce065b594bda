// ST14 and ST15: the list of sessions, and deleting one with everything of its own.
import { expect } from 'vitest';
import type { Cases } from './place.ts';
import {
  insert, insertChain, makeAffinityEvent, makeEmbedding, makeFact, makeJob, makeMood, makeSession, makeSpace, makeTrace, makeUsage,
} from './records.ts';

export const sessionCases: Cases = (test, bench) => {
  test('ST14 most recently active first, page by page', async () => {
    const sessions = Array.from({ length: 25 }, (_, index) => makeSession(bench.ids.next(), { last_activity_at: 1000 + (index % 5) }));
    await bench.storage().commit([...sessions.map((session) => insert('session', session)), insert('session', makeSession('other', { user_id: 'eva' }))]);
    const expected = [...sessions].sort((a, b) => b.last_activity_at - a.last_activity_at || (a.id < b.id ? 1 : -1)).map((session) => session.id);
    const listed: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await bench.storage().sessions.list({ user_id: 'ana', limit: 7, ...(before === undefined ? {} : { before }) });
      if (page.length === 0) break;
      listed.push(...page.map((session) => session.id));
      before = page.at(-1)?.id;
    }
    expect(listed).toEqual(expected);
    expect(await bench.storage().sessions.count('ana')).toBe(25);
  });

  test('ST14 filters', async () => {
    await bench.storage().commit([
      insert('session', makeSession('a', { title: 'El Día de Ñandú' })), insert('session', makeSession('b', { title: '100% real_', personality: 'sol' })),
      insert('session', makeSession('c', { title: 'nada' })),
    ]);
    const titles = async (title_contains: string): Promise<string[]> => (await bench.storage().sessions.list({ user_id: 'ana', limit: 9, title_contains })).map((session) => session.id);
    expect(await titles('dia DE nan')).toEqual(['a']);
    expect(await titles('DÍA')).toEqual(['a']);
    expect(await titles('%')).toEqual(['b']);
    expect(await titles('l_')).toEqual(['b']);
    expect(await titles('"\'\0')).toEqual([]);
    expect((await bench.storage().sessions.list({ user_id: 'ana', limit: 9, personality: 'sol' })).map((session) => session.id)).toEqual(['b']);
    await bench.storage().commit([{ op: 'update', entity: 'session', id: 'c', set: { title: 'Otro día' } }]);
    expect(await titles('dia')).toEqual(['c', 'a']);
  });

  test('ST14 sessions of a project', async () => {
    await bench.storage().commit([
      insert('session', makeSession('a', { project: 'boat' })), insert('session', makeSession('b', { project: 'garden' })), insert('session', makeSession('c')), insert('session', makeSession('d', { user_id: 'eva', project: 'boat' })),
    ]);
    const inProjects = async (userId: string) => (await bench.storage().sessions.inProjects(userId)).map(({ id, project }) => `${id} ${project}`).sort();
    expect(await inProjects('ana')).toEqual(['a boat', 'b garden']);
    expect(await inProjects('eva')).toEqual(['d boat']);
    expect(await inProjects('nobody')).toEqual([]);
    const listed = async (project: string) => (await bench.storage().sessions.list({ user_id: 'ana', limit: 9, project })).map(({ id }) => id);
    expect([await listed('boat'), await listed(''), await listed('none')]).toEqual([['a'], ['c'], []]);
  });

  test('ST15 deleting a session takes everything of its own and nothing else', async () => {
    const storage = bench.storage();
    await storage.commit([insert('embedding_space', makeSpace('e5')), insert('fact', makeFact('f1')), insert('affinity_event', makeAffinityEvent('a1'))]);
    for (const sessionId of ['s1', 's2']) {
      const messages = await insertChain(bench, sessionId, 4, () => ({ content: `palabra ${sessionId}` }));
      const last = messages.at(-1)?.id ?? '';
      await storage.commit([
        insert('mood', makeMood(bench.ids.next(), { session_id: sessionId })),
        insert('trace', makeTrace(bench.ids.next(), { session_id: sessionId, message_id: last })),
        insert('usage', makeUsage(bench.ids.next(), { message_id: last })),
        insert('message_embedding', { ...makeEmbedding('e5', last), session_id: sessionId }),
        insert('job', makeJob(bench.ids.next(), { payload: { session_id: sessionId } })),
        insert('job', makeJob(bench.ids.next(), { payload: { message_id: last } })),
        insert('job', makeJob(bench.ids.next(), { payload: { about: 'nothing', session_id: 7 } })),
      ]);
    }
    await storage.commit([{ op: 'delete-session', session_id: 's1' }]);
    expect(await storage.sessions.get('s1')).toBeNull();
    const left = { session: 1, message: 4, mood: 1, trace: 1, usage: 1, message_embedding: 1, job: 4, fact: 1, affinity_event: 1, embedding_space: 1 } as const;
    for (const [entity, count] of Object.entries(left)) expect([entity, await storage.count(entity as keyof typeof left)]).toEqual([entity, count]);
    expect(await storage.messages.search({ user_id: 'ana', terms: ['palabra'], limit: 20 })).toHaveLength(4);
    await storage.commit([{ op: 'delete-session', session_id: 's1' }, { op: 'delete-session', session_id: 'never' }]);
    await storage.commit([{ op: 'delete-session', session_id: 's2' }]);
    expect(await storage.count('message')).toBe(0);
    expect((await storage.health()).status).toBe('ok');
  });

  test('ST15 a turn that ends after its session was deleted leaves nothing', async () => {
    const messages = await insertChain(bench, 's1', 1);
    await bench.storage().commit([{ op: 'delete-session', session_id: 's1' }]);
    await expect(bench.storage().commit([
      { op: 'update', entity: 'message', id: messages[0]?.id ?? '', set: { status: 'complete' } },
      insert('fact', makeFact('f1')),
    ])).rejects.toMatchObject({ code: 'conflict' });
    expect(await bench.storage().count('fact')).toBe(0);
  });
};
