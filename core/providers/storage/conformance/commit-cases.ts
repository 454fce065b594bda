// ST1 to ST10: what a commit does, and what it refuses.
import { expect } from 'vitest';
import type { Change } from '../changes.ts';
import type { Cases } from './place.ts';
import {
  insert, insertChain, makeAffinity, makeCached, makeEmbedding, makeFact, makeJob, makeMessage, makeMood, makeSession, makeSetting, makeSpace, makeTrace, makeUsage,
} from './records.ts';

export const commitCases: Cases = (test, bench) => {
  const commit = (...changes: Change[]): Promise<void> => bench.storage().commit(changes);

  test('ST1 all or none, in order', async () => {
    await commit();
    const changes: Change[] = [insert('session', makeSession('s1')), insert('message', makeMessage('m1')), insert('session', makeSession('s1'))];
    await expect(commit(...changes)).rejects.toMatchObject({ code: 'conflict' });
    expect(await bench.storage().count('session')).toBe(0);
    expect(await bench.storage().count('message')).toBe(0);
    await commit(insert('setting', makeSetting('a', 1)), { op: 'update', entity: 'setting', id: 'a', set: { value: 2 } }, { op: 'delete', entity: 'setting', id: 'a' }, insert('setting', makeSetting('a', 3)));
    expect((await bench.storage().settings.get('a'))?.value).toBe(3);
  });

  test('ST3 a second insert with the same id or unique key is a conflict', async () => {
    await commit(insert('session', makeSession('s1')), insert('message', makeMessage('m1', { client_message_id: 'c1' })), insert('message', makeMessage('m2')));
    await commit(insert('job', makeJob('j1', { kind: 'index', key: 'm1' })), insert('affinity', makeAffinity()), insert('embedding_space', makeSpace('e5')));
    await commit(insert('message_embedding', makeEmbedding('e5', 'm1')), insert('trace', makeTrace('t1')));
    const doubles: Change[] = [
      insert('message', makeMessage('m1')),
      insert('message', makeMessage('m9', { client_message_id: 'c1' })),
      insert('job', makeJob('j9', { kind: 'index', key: 'm1' })),
      insert('affinity', makeAffinity({ id: 'other' })),
      insert('message_embedding', { ...makeEmbedding('e5', 'm1'), id: 'other' }),
      insert('trace', makeTrace('t9')),
    ];
    for (const double of doubles) await expect(commit(double)).rejects.toMatchObject({ code: 'conflict' });
    await commit(insert('message', makeMessage('m3')), insert('message', makeMessage('m4')), insert('job', makeJob('j2', { kind: 'other', key: 'm1' })));
    expect(await bench.storage().count('message')).toBe(4);
  });

  test('ST3 a message sent twice is found by its client id, which is its session\'s own', async () => {
    await commit(insert('session', makeSession('s1')), insert('message', makeMessage('m1', { client_message_id: 'c1' })));
    await expect(commit(insert('message', makeMessage('m2', { client_message_id: 'c1' })))).rejects.toMatchObject({ code: 'conflict' });
    expect((await bench.storage().messages.getByClientId('s1', 'c1'))?.id).toBe('m1');
    expect(await bench.storage().messages.getByClientId('s1', 'c2')).toBeNull();
    await commit(insert('session', makeSession('s2')), insert('message', makeMessage('m3', { session_id: 's2', client_message_id: 'c1' })));
    expect((await bench.storage().messages.getByClientId('s2', 'c1'))?.id).toBe('m3');
  });

  test('ST4 insert-missing keeps, put replaces', async () => {
    await commit(insert('job', makeJob('j1', { kind: 'index', key: 'm1', attempts: 1 })));
    await commit({ op: 'insert-missing', entity: 'job', record: makeJob('j1', { attempts: 7 }) }, { op: 'insert-missing', entity: 'job', record: makeJob('j2', { kind: 'index', key: 'm1' }) });
    expect(await bench.storage().count('job')).toBe(1);
    expect((await bench.storage().jobs.due({ now: 1000, limit: 5 }))[0]?.attempts).toBe(1);
    await commit({ op: 'put', entity: 'job', record: makeJob('j1', { kind: 'index', key: 'm2', attempts: 7 }) }, { op: 'put', entity: 'job', record: makeJob('j3', { kind: 'index', key: 'm1' }) });
    expect((await bench.storage().jobs.due({ now: 1000, limit: 5 })).map((job) => [job.id, job.attempts])).toEqual([['j1', 7], ['j3', 0]]);
    await expect(commit({ op: 'put', entity: 'job', record: makeJob('j4', { kind: 'index', key: 'm1' }) })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('ST4 a replaced message keeps what hangs on it', async () => {
    await insertChain(bench, 's1', 0);
    await commit(insert('embedding_space', makeSpace('e5')), insert('message', makeMessage('m1')), insert('message_embedding', makeEmbedding('e5', 'm1')), insert('usage', makeUsage('u1')));
    await commit({ op: 'put', entity: 'message', record: makeMessage('m1', { content: 'changed' }) });
    expect((await bench.storage().messages.get('m1'))?.content).toBe('changed');
    expect(await bench.storage().count('message_embedding')).toBe(1);
    expect(await bench.storage().count('usage')).toBe(1);
  });

  test('ST5 update changes the given fields only', async () => {
    await commit(insert('fact', makeFact('f1')));
    await commit({ op: 'update', entity: 'fact', id: 'f1', set: { valid_to: 5, superseded_by: 'f2' } });
    expect(await bench.storage().facts.get('f1')).toEqual(makeFact('f1', { valid_to: 5, superseded_by: 'f2' }));
    await commit({ op: 'update', entity: 'fact', id: 'f1', set: { valid_to: null } });
    expect((await bench.storage().facts.get('f1'))?.valid_to).toBeNull();
  });

  test('ST5 update of a missing or changed record is a conflict', async () => {
    await commit(insert('job', makeJob('j1', { payload: { list: [1, { a: null }] } })));
    await expect(commit({ op: 'update', entity: 'job', id: 'j9', set: { state: 'done' } })).rejects.toMatchObject({ code: 'conflict' });
    const claim: Change = { op: 'update', entity: 'job', id: 'j1', set: { state: 'running' }, expect: { state: 'pending', payload: { list: [1, { a: null }] }, error: null } };
    await commit(claim);
    await expect(commit(insert('setting', makeSetting('a')), claim)).rejects.toMatchObject({ code: 'conflict' });
    expect(await bench.storage().settings.get('a')).toBeNull();
    await expect(commit({ op: 'update', entity: 'job', id: 'j1', set: {}, expect: { payload: { list: [1] } } })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('ST6 delete', async () => {
    await commit({ op: 'delete', entity: 'message', id: 'none' });
    await insertChain(bench, 's1', 0);
    await commit(
      insert('message', makeMessage('m1')), insert('message', makeMessage('m2', { parent_id: 'm1', depth: 1 })), insert('embedding_space', makeSpace('e5')),
      insert('message_embedding', makeEmbedding('e5', 'm2')), insert('trace', makeTrace('t1')), insert('usage', makeUsage('u1', { message_id: 'm2' })),
    );
    await expect(commit({ op: 'delete', entity: 'message', id: 'm1' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(commit({ op: 'delete', entity: 'session', id: 's1' })).rejects.toMatchObject({ code: 'conflict' });
    await commit({ op: 'delete', entity: 'message', id: 'm2' });
    for (const entity of ['message_embedding', 'trace', 'usage'] as const) expect(await bench.storage().count(entity)).toBe(0);
    expect(await bench.storage().count('message')).toBe(1);
  });

  test('ST7 what refers to nothing is a conflict', async () => {
    await commit(insert('session', makeSession('s1')), insert('embedding_space', makeSpace('e5')), insert('message', makeMessage('m1')));
    const orphans: Change[] = [
      insert('message', makeMessage('m2', { session_id: 'gone' })),
      insert('message', makeMessage('m2', { parent_id: 'gone', depth: 1 })),
      insert('mood', makeMood('d1', { session_id: 'gone' })),
      insert('message_embedding', makeEmbedding('e5', 'gone')),
      insert('message_embedding', makeEmbedding('other', 'm1')),
      insert('trace', makeTrace('t1', { message_id: 'gone' })),
      insert('usage', makeUsage('u1', { message_id: 'gone' })),
    ];
    for (const orphan of orphans) await expect(commit(orphan)).rejects.toMatchObject({ code: 'conflict' });
    expect(await bench.storage().count('message')).toBe(1);
  });

  test('ST8 a message sits right below its parent', async () => {
    await commit(insert('session', makeSession('s1')), insert('session', makeSession('s2')), insert('message', makeMessage('m1')));
    await expect(commit(insert('message', makeMessage('m2', { parent_id: 'm1', depth: 2 })))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(commit(insert('message', makeMessage('m2', { depth: 1 })))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(commit(insert('message', makeMessage('m2', { session_id: 's2', parent_id: 'm1', depth: 1 })))).rejects.toMatchObject({ code: 'conflict' });
    await commit(insert('message', makeMessage('m2', { parent_id: 'm1', depth: 1 })));
  });

  test('ST9 unfit vectors are refused', async () => {
    await commit(insert('session', makeSession('s1')), insert('embedding_space', makeSpace('e5')), insert('message', makeMessage('m1')));
    for (const parts of [[Number.NaN, 0, 1], [Number.NEGATIVE_INFINITY, 0, 1], [0, 0, 0]]) {
      for (const op of ['insert', 'insert-missing', 'put'] as const) {
        await expect(commit({ op, entity: 'message_embedding', record: makeEmbedding('e5', 'm1', parts) })).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(commit({ op, entity: 'cached_embedding', record: makeCached('c1', parts) })).rejects.toMatchObject({ code: 'invalid_input' });
      }
    }
    await expect(commit(insert('message_embedding', makeEmbedding('e5', 'm1', [1, 2])))).rejects.toMatchObject({ code: 'embedding_mismatch' });
    await expect(commit(insert('cached_embedding', makeCached('c1', [1, 2, 3, 4])))).rejects.toMatchObject({ code: 'embedding_mismatch' });
    await commit(insert('message_embedding', makeEmbedding('e5', 'm1')));
    await expect(commit({ op: 'update', entity: 'message_embedding', id: 'e5/m1', set: { vector: Float32Array.of(0, 0, 0) } })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await bench.storage().embeddings.get({ space_id: 'e5', message_ids: ['m1'] }))[0]?.vector).toEqual(Float32Array.of(1, 0, 0));
  });

  test('ST10 commits made at the same time', async () => {
    await commit(insert('session', makeSession('s1')), insert('setting', makeSetting('counter', 0)));
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => commit(
      insert('message', makeMessage(bench.ids.next(), { client_message_id: `c${index % 50}` })),
      insert('setting', makeSetting(`s${index}`)),
    )));
    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    expect(done).toBe(50);
    expect(await bench.storage().count('message')).toBe(50);
    expect(await bench.storage().count('setting')).toBe(51);
    const claims = await Promise.allSettled(Array.from({ length: 20 }, () => commit({ op: 'update', entity: 'setting', id: 'counter', set: { value: 1 }, expect: { value: 0 } })));
    expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1);
  });
};
