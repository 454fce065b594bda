// ST32 to ST35: where facts and episodes come from, lists of episodes and classifications, what is still to be done, what goes with what.
import { expect } from 'vitest';
import type { Change } from '../changes.ts';
import type { Cases } from './place.ts';
import { insert, insertChain, makeClassification, makeEpisode, makeEpisodeEmbedding, makeFact, makeMessage, makeSession, makeSpace } from './records.ts';

const idsOf = (records: readonly { id: string }[]): string[] => records.map((record) => record.id);

export const episodeCases: Cases = (test, bench) => {
  const commit = (...changes: Change[]): Promise<void> => bench.storage().commit(changes);

  test('ST32 facts by their messages, past ones included', async () => {
    await commit(
      insert('fact', makeFact('f3', { source_message_ids: ['m1', 'm2', 'm1'] })), insert('fact', makeFact('f1', { source_message_ids: ['m2'], valid_to: 5 })),
      insert('fact', makeFact('f2', { source_message_ids: [], source: 'user' })), insert('fact', makeFact('f4', { source_message_ids: ['m3', '"; \0 🐶'] })),
    );
    const from = async (...ids: string[]): Promise<string[]> => idsOf(await bench.storage().facts.fromMessages(ids));
    expect(await from('m1')).toEqual(['f3']);
    expect(await from('m2')).toEqual(['f1', 'f3']);
    expect(await from('m3', 'm2', 'm2', 'none')).toEqual(['f1', 'f3', 'f4']);
    expect(await from('"; \0 🐶')).toEqual(['f4']);
    await commit(
      { op: 'update', entity: 'fact', id: 'f3', set: { source_message_ids: ['m4'] } }, { op: 'update', entity: 'fact', id: 'f1', set: { valid_to: null } },
      { op: 'put', entity: 'fact', record: makeFact('f2', { source_message_ids: ['m1'] }) }, { op: 'delete', entity: 'fact', id: 'f4' },
      { op: 'insert-missing', entity: 'fact', record: makeFact('f1', { source_message_ids: ['m9'] }) },
    );
    expect(await from('m1')).toEqual(['f2']);
    expect(await from('m2', 'm3', 'm9')).toEqual(['f1']);
    expect(await from('m4')).toEqual(['f3']);
    await bench.reopen();
    expect(idsOf(await bench.storage().facts.fromMessages(Array.from({ length: 500 }, (_, index) => `m${index}`)))).toEqual(['f1', 'f2', 'f3']);
  });

  test('ST32 episodes by their messages', async () => {
    await commit(insert('session', makeSession('s1')), insert('episode', makeEpisode('e2', { source_message_ids: ['m1', 'm2'] })), insert('episode', makeEpisode('e1', { source_message_ids: ['m2', 'm3'] })));
    const from = async (...ids: string[]): Promise<string[]> => idsOf(await bench.storage().episodes.fromMessages(ids));
    expect(await from('m2')).toEqual(['e1', 'e2']);
    await commit({ op: 'update', entity: 'episode', id: 'e1', set: { source_message_ids: ['m3', 'm4'] } });
    expect(await from('m2')).toEqual(['e2']);
    expect(await from('m4', 'm3')).toEqual(['e1']);
    await commit({ op: 'delete', entity: 'episode', id: 'e1' });
    expect(await from('m2', 'm3', 'm4')).toEqual(['e2']);
  });

  test('ST33 episodes by the time they ended, newest first, page by page', async () => {
    const episodes = Array.from({ length: 25 }, (_, index) => makeEpisode(bench.ids.next(), { ended_at: 1000 + (index % 5) }));
    await commit(insert('session', makeSession('s1')), ...episodes.map((episode) => insert('episode', episode)), insert('episode', makeEpisode('other', { user_id: 'eva' })));
    const expected = idsOf([...episodes].sort((a, b) => b.ended_at - a.ended_at || (a.id < b.id ? 1 : -1)));
    for (const query of [{}, { session_id: 's1' }]) {
      const listed: string[] = [];
      for (let before: string | undefined; ;) {
        const page = idsOf(await bench.storage().episodes.list({ user_id: 'ana', limit: 7, ...query, ...(before === undefined ? {} : { before }) }));
        if (page.length === 0) break;
        listed.push(...page);
        before = page.at(-1);
      }
      expect(listed).toEqual(expected);
    }
  });

  test('ST33 filters of episodes', async () => {
    await commit(
      insert('session', makeSession('s1')), insert('session', makeSession('s2')),
      insert('episode', makeEpisode('e1', { ended_at: 10, importance: 3, type: 'routine' })), insert('episode', makeEpisode('e2', { ended_at: 20, importance: 8, personality: 'sol' })),
      insert('episode', makeEpisode('e3', { ended_at: 30, importance: 9.5, session_id: 's2', type: 'confession' })), insert('episode', makeEpisode('e4', { ended_at: -5, importance: 0, session_id: 's2' })),
      insert('episode', makeEpisode('e5', { user_id: 'eva', session_id: 's2' })),
    );
    const list = async (query: object): Promise<string[]> => idsOf(await bench.storage().episodes.list({ user_id: 'ana', limit: 9, ...query }));
    expect(await list({})).toEqual(['e3', 'e2', 'e1', 'e4']);
    expect(await list({ session_id: 's2' })).toEqual(['e3', 'e4']);
    expect(await list({ personality: 'sol' })).toEqual(['e2']);
    expect(await list({ type: 'routine' })).toEqual(['e1']);
    expect(await list({ importance_at_least: 8 })).toEqual(['e3', 'e2']);
    expect(await list({ from: 10, to: 20 })).toEqual(['e2', 'e1']);
    expect(await list({ session_id: 's2', to: 0 })).toEqual(['e4']);
    expect(await list({ before: 'e2', importance_at_least: 1 })).toEqual(['e1']);
    expect(idsOf(await bench.storage().episodes.getMany(['e3', 'none', 'e1', 'e3']))).toEqual(['e3', 'e1']);
    await commit({ op: 'update', entity: 'episode', id: 'e1', set: { recall_count: 1, last_recalled_at: 99, ended_at: 40 }, expect: { recall_count: 0 } });
    expect(await list({ limit: 1 })).toEqual(['e1']);
  });

  test('ST33 vectors of episodes', async () => {
    await commit(
      insert('session', makeSession('s1')), insert('embedding_space', makeSpace('e5')), insert('embedding_space', makeSpace('bge', 2)),
      ...['e1', 'e2', 'e3', 'e4'].map((id) => insert('episode', makeEpisode(id))),
      insert('episode_embedding', makeEpisodeEmbedding('e5', 'e2', [0.1, -0, 3])), insert('episode_embedding', makeEpisodeEmbedding('bge', 'e1', [1, 2])),
      insert('episode_embedding', makeEpisodeEmbedding('e5', 'e1')),
    );
    const { episodes } = bench.storage();
    expect(idsOf(await episodes.withoutEmbedding({ space_id: 'e5', limit: 9 }))).toEqual(['e3', 'e4']);
    expect(idsOf(await episodes.withoutEmbedding({ space_id: 'bge', limit: 2 }))).toEqual(['e2', 'e3']);
    expect(idsOf(await episodes.withoutEmbedding({ space_id: 'bge', limit: 2, after: 'e3' }))).toEqual(['e4']);
    expect(await episodes.scanEmbeddings({ space_id: 'e5', limit: 9 })).toEqual([makeEpisodeEmbedding('e5', 'e1'), makeEpisodeEmbedding('e5', 'e2', [0.1, -0, 3])]);
    expect(idsOf(await episodes.scanEmbeddings({ space_id: 'e5', limit: 1, after: 'e1' }))).toEqual(['e5/e2']);
    await expect(commit(insert('episode_embedding', makeEpisodeEmbedding('e5', 'e3', [1, 2])))).rejects.toMatchObject({ code: 'embedding_mismatch' });
    await expect(commit(insert('episode_embedding', makeEpisodeEmbedding('e5', 'e3', [0, Number.NaN, 1])))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(commit({ op: 'update', entity: 'episode_embedding', id: 'e5/e1', set: { vector: Float32Array.of(0, 0, 0) } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(commit(insert('episode_embedding', { ...makeEpisodeEmbedding('e5', 'e1'), id: 'another' }))).rejects.toMatchObject({ code: 'conflict' });
    await commit({ op: 'delete', entity: 'episode', id: 'e1' });
    expect(await bench.storage().count('episode_embedding')).toBe(1);
  });

  test('ST34 classifications by message, by content and in lists', async () => {
    const ids = idsOf(await insertChain(bench, 's1', 4));
    const [first = '', second = '', third = '', fourth = ''] = ids;
    const others = idsOf(await insertChain(bench, 's2', 1));
    await commit(
      insert('classification', makeClassification(first)), insert('classification', makeClassification(second, { content_hash: 'def', category: 'health', privacy: 'sensitive' })),
      insert('classification', makeClassification(third, { emotion: 'grief', importance: 'critical', analyser: 'v2' })),
      insert('classification', makeClassification(others[0] ?? '', { session_id: 's2', content_hash: 'ghi' })), insert('classification', makeClassification(fourth, { user_id: 'eva' })),
    );
    const { classifications } = bench.storage();
    const list = async (query: object = {}): Promise<string[]> => idsOf(await classifications.list({ user_id: 'ana', limit: 9, ...query }));
    expect(idsOf(await classifications.getMany([third, first, 'none'])).sort()).toEqual([first, third]);
    expect(await list()).toEqual([others[0], third, second, first]);
    expect(await list({ before: third })).toEqual([second, first]);
    expect(await list({ session_id: 's1', limit: 2 })).toEqual([third, second]);
    expect(await list({ category: 'health' })).toEqual([second]);
    expect(await list({ importance: 'critical' })).toEqual([third]);
    expect(await list({ emotion: 'joy', session_id: 's1' })).toEqual([second, first]);
    expect(await list({ privacy: 'sensitive' })).toEqual([second]);
    const before = await bench.storage().messages.get(second);
    await commit({ op: 'activate-branch', session_id: 's1', leaf_id: before?.parent_id ?? null });
    expect(await list({ session_id: 's1' })).toEqual([first]);
    await commit({ op: 'activate-branch', session_id: 's1', leaf_id: fourth });
    expect((await classifications.ofContent({ content_hash: 'def', analyser: 'v1' }))?.id).toBe(second);
    expect((await classifications.ofContent({ content_hash: 'abc', analyser: 'v2' }))?.id).toBe(third);
    expect(await classifications.ofContent({ content_hash: 'def', analyser: 'v2' })).toBeNull();
    await commit({ op: 'put', entity: 'classification', record: makeClassification(second, { content_hash: 'def', analyser: 'v2' }) });
    expect(await classifications.ofContent({ content_hash: 'def', analyser: 'v1' })).toBeNull();
  });

  test('ST34 messages not classified by this version', async () => {
    const ids = idsOf(await insertChain(bench, 's1', 8, (index) => {
      if (index === 1) return { status: 'streaming' };
      if (index === 2) return { status: 'failed' };
      if (index === 3) return { content: '' };
      return index === 4 ? { status: 'interrupted' } : {};
    }));
    await commit(insert('message', makeMessage(bench.ids.next(), { is_active: false })), insert('classification', makeClassification(ids[0] ?? '')), insert('classification', makeClassification(ids[5] ?? '', { analyser: 'v0' })));
    const missing = async (query: { limit: number; after?: string }): Promise<string[]> => idsOf(await bench.storage().classifications.messagesWithout({ analyser: 'v1', ...query }));
    expect(await missing({ limit: 9 })).toEqual([ids[4], ids[5], ids[6], ids[7]]);
    expect(await missing({ limit: 2, after: ids[4] ?? '' })).toEqual([ids[5], ids[6]]);
  });

  test('ST35 what belongs to a message, an episode or a session goes with it', async () => {
    await commit(insert('embedding_space', makeSpace('e5')));
    for (const session of ['s1', 's2']) {
      const last = (await insertChain(bench, session, 2)).at(-1)?.id ?? '';
      await commit(
        insert('classification', makeClassification(last, { session_id: session })), insert('episode', makeEpisode(`e-${session}`, { session_id: session, source_message_ids: [last] })),
        insert('episode_embedding', { ...makeEpisodeEmbedding('e5', `e-${session}`), session_id: session }), insert('fact', makeFact(`f-${session}`, { source_message_ids: [last] })),
      );
    }
    const counts = async (): Promise<number[]> => Promise.all((['classification', 'episode', 'episode_embedding', 'fact'] as const).map((entity) => bench.storage().count(entity)));
    await commit({ op: 'delete-session', session_id: 's1' });
    expect(await counts()).toEqual([1, 1, 1, 2]);
    await commit({ op: 'delete', entity: 'episode', id: 'e-s2' }, { op: 'delete', entity: 'episode', id: 'e-s2' });
    expect(await counts()).toEqual([1, 0, 0, 2]);
    const last = (await bench.storage().sessions.get('s2'))?.active_leaf_id ?? '';
    await commit({ op: 'delete', entity: 'message', id: last });
    expect(await counts()).toEqual([0, 0, 0, 2]);
    expect(idsOf(await bench.storage().facts.fromMessages([last]))).toEqual(['f-s2']);
    expect((await bench.storage().health()).status).toBe('ok');
  });

  test('ST35 nothing is kept of a session or message that is gone', async () => {
    await commit(insert('session', makeSession('s1')), insert('embedding_space', makeSpace('e5')), insert('episode', makeEpisode('e1')));
    const orphans: Change[] = [
      insert('classification', makeClassification('gone')), insert('episode', makeEpisode('e2', { session_id: 'gone' })), insert('episode_embedding', makeEpisodeEmbedding('e5', 'gone')),
      insert('episode_embedding', makeEpisodeEmbedding('other', 'e1')), { op: 'put', entity: 'classification', record: makeClassification('gone') },
    ];
    for (const orphan of orphans) await expect(commit(orphan)).rejects.toMatchObject({ code: 'conflict' });
    await expect(commit({ op: 'delete', entity: 'session', id: 's1' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('ST29 the greatest id may be an episode\'s', async () => {
    await commit(insert('session', makeSession('s1')));
    const id = bench.ids.next();
    await commit(insert('episode', makeEpisode(id)));
    expect(await bench.storage().greatestId()).toBe(id);
  });
};
