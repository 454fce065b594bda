// ST40 to ST48: summaries, proposals, tombstones, words that are taken away, and whole copies.
import { expect } from 'vitest';
import type { Message } from '../../../contract/entities.ts';
import { dayWords } from '../../../lib/day-words.ts';
import type { Change } from '../changes.ts';
import type { Bench, Cases } from './place.ts';
import {
  insert, insertChain, makeAffinityEvent, makeClassification, makeEmbedding, makeFact, makeJob, makeMessage, makeMood, makeProposal, makeSession, makeSpace, makeSummary, makeTombstone, makeTrace, makeUsage,
} from './records.ts';

const idsOf = (records: readonly { id: string }[]): string[] => records.map(({ id }) => id);

/** Adds a message below `parent`, not on the active branch. */
async function grow(bench: Bench, parent: Message | null, content = 'rama'): Promise<Message> {
  const message = makeMessage(bench.ids.next(), { parent_id: parent?.id ?? null, depth: parent === null ? 0 : parent.depth + 1, is_active: false, content });
  await bench.storage().commit([insert('message', message)]);
  return message;
}
/** Everything that may hang on a message. */
function hangingOn(bench: Bench, messageId: string): Change[] {
  return [
    insert('message_embedding', makeEmbedding('e5', messageId)), insert('classification', makeClassification(messageId)), insert('mood', makeMood(bench.ids.next(), { message_id: messageId })),
    insert('trace', makeTrace(bench.ids.next(), { message_id: messageId })), insert('usage', makeUsage(bench.ids.next(), { message_id: messageId })), insert('job', makeJob(bench.ids.next(), { payload: { message_id: messageId } })),
  ];
}
const hanging = ['message_embedding', 'classification', 'mood', 'trace', 'job'] as const;

export const ownedCases: Cases = (test, bench) => {
  const activeIds = async (sessionId = 's1') => {
    const leafId = (await bench.storage().sessions.get(sessionId))?.active_leaf_id ?? '';
    return idsOf((await bench.storage().messages.path({ leaf_id: leafId, limit: 99 })).filter(({ is_active }) => is_active));
  };

  test('ST40 summaries of a session, of a user, and of messages', async () => {
    const { storage } = bench;
    await storage().commit([
      insert('session', makeSession('s1')), insert('session', makeSession('s2')), insert('session', makeSession('s3', { user_id: 'eva' })), insert('message', makeMessage('m1')),
      insert('summary', makeSummary('b', { first_depth: 10, last_depth: 19, last_message_id: 'm19', source_message_ids: ['m10', 'm19'] })), insert('summary', makeSummary('a', { first_depth: 10, last_depth: 19, last_message_id: 'm29' })),
      insert('summary', makeSummary('c', { last_depth: 9, last_message_id: 'm9', source_message_ids: ['m1', 'm9'] })), insert('summary', makeSummary('d', { session_id: 's2', source_message_ids: ['gone'] })),
      insert('summary', makeSummary('e', { session_id: 's3', user_id: 'eva', source_message_ids: ['gone'] })),
    ]);
    expect(idsOf(await storage().summaries.ofSession('s1'))).toEqual(['c', 'a', 'b']);
    expect(await storage().summaries.ofSession('none')).toEqual([]);
    expect(idsOf(await storage().summaries.ofSession('s1', { before_depth: 1000, limit: 2 }))).toEqual(['a', 'b']);
    expect(await storage().summaries.ofSession('s1', { before_depth: 0, limit: 2 })).toEqual([]);
    expect(idsOf(await storage().summaries.list({ user_id: 'ana', limit: 3 }))).toEqual(['d', 'c', 'b']);
    expect(idsOf(await storage().summaries.list({ user_id: 'ana', limit: 9, before: 'b' }))).toEqual(['a']);
    expect(idsOf(await storage().summaries.fromMessages(['m1']))).toEqual(['a', 'c']);
    // Whether or not the messages are stored still.
    expect(idsOf(await storage().summaries.fromMessages(['m1', 'm19', 'gone', 'gone']))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await storage().summaries.fromMessages([])).toEqual([]);
    expect([await storage().summaries.get('a'), await storage().summaries.get('x')]).toEqual([makeSummary('a', { first_depth: 10, last_depth: 19, last_message_id: 'm29' }), null]);
    await expect(storage().commit([insert('summary', makeSummary('f', { last_message_id: 'm9' }))])).rejects.toMatchObject({ code: 'conflict' });
    await expect(storage().commit([insert('summary', makeSummary('f', { session_id: 'none' }))])).rejects.toMatchObject({ code: 'conflict' });
    await storage().commit([{ op: 'delete-session', session_id: 's1' }]);
    expect(idsOf(await storage().summaries.list({ user_id: 'ana', limit: 9 }))).toEqual(['d']);
  });

  test('ST41 proposals wait until they are decided', async () => {
    const { storage } = bench;
    const from = (...source_message_ids: string[]) => ({ fact: { ...makeProposal('x').fact, source_message_ids } });
    await storage().commit([
      insert('session', makeSession('s1')), insert('session', makeSession('s2')), insert('proposal', makeProposal('c', from('m3', 'm1'))), insert('proposal', makeProposal('a', { session_id: 's2', ...from('m2') })),
      insert('proposal', makeProposal('b', { reason: 'forgotten', ...from() })), insert('proposal', makeProposal('d', { user_id: 'eva', ...from('m1') })),
    ]);
    const list = async (query: object = {}) => idsOf(await storage().proposals.list({ user_id: 'ana', limit: 9, ...query }));
    expect([await list(), await list({ after: 'a' }), await list({ limit: 1 }), await list({ session_id: 's2' }), await list({ limit: 0 })]).toEqual([['a', 'b', 'c'], ['b', 'c'], ['a'], ['a'], []]);
    expect([await storage().proposals.count('ana'), await storage().proposals.count('eva'), await storage().proposals.count('nobody')]).toEqual([3, 1, 0]);
    expect(idsOf(await storage().proposals.getMany(['c', 'none', 'a']))).toEqual(['a', 'c']);
    expect([idsOf(await storage().proposals.fromMessages(['m1', 'm2'])), idsOf(await storage().proposals.fromMessages(['m9']))]).toEqual([['a', 'c', 'd'], []]);
    expect([await storage().proposals.get('b'), await storage().proposals.get('x')]).toEqual([makeProposal('b', { reason: 'forgotten', ...from() }), null]);
    await expect(storage().commit([insert('proposal', makeProposal('e', { session_id: 'none' }))])).rejects.toMatchObject({ code: 'conflict' });
    await storage().commit([{ op: 'delete-session', session_id: 's2' }, { op: 'delete', entity: 'proposal', id: 'c' }]);
    expect(await list()).toEqual(['b']);
  });

  test('ST41 proposals of words left behind wait for their branch', async () => {
    const { storage } = bench;
    const [root, reply] = await insertChain(bench, 's1', 2);
    const beside = await grow(bench, root!);
    const from = (...source_message_ids: string[]) => ({ fact: { ...makeProposal('x').fact, source_message_ids } });
    await storage().commit([
      insert('proposal', makeProposal('a', from(reply!.id))), insert('proposal', makeProposal('b', from(reply!.id, root!.id))), insert('proposal', makeProposal('c', from('gone'))), insert('proposal', makeProposal('d', from(beside.id))),
    ]);
    const read = async () => [idsOf(await storage().proposals.list({ user_id: 'ana', limit: 9 })), await storage().proposals.count('ana')];
    expect(await read()).toEqual([['a', 'b', 'c'], 3]);
    await storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: beside.id }]);
    expect(await read()).toEqual([['b', 'c', 'd'], 3]);
    expect(idsOf(await storage().proposals.fromMessages([reply!.id]))).toEqual(['a', 'b']);
  });

  test('ST42 tombstones of a user, with and without a vector; conversations go without them', async () => {
    const { storage } = bench;
    const bare = makeTombstone('t1', { category: null, space_id: null, vector: null, hashes: ['aa', 'bb'], forgetting_id: 'act', kind: 'session' });
    await storage().commit([insert('session', makeSession('s1')), insert('tombstone', makeTombstone('t2')), insert('tombstone', bare), insert('tombstone', makeTombstone('t0', { user_id: 'eva' }))]);
    await storage().commit([{ op: 'delete-session', session_id: 's1' }]);
    const again = await bench.reopen();
    expect(await again.tombstones.list('ana')).toEqual([bare, makeTombstone('t2')]);
    expect(await again.records({ entity: 'tombstone', owner: { user_id: 'ana' }, limit: 9 })).toEqual([bare, makeTombstone('t2')]);
    expect(await again.records({ entity: 'tombstone', owner: { user_id: 'ana', personality: 'luna' }, limit: 9 })).toEqual([]);
    await again.commit([{ op: 'delete', entity: 'tombstone', id: 't1' }]);
    expect([idsOf(await again.tombstones.list('ana')), await again.tombstones.list('nobody')]).toEqual([['t2'], []]);
  });

  test('ST43 what follows a message, every message of a session, and what holds a text', async () => {
    const [first, second, third] = await insertChain(bench, 's1', 3, (index) => ({ content: ['La Ñ de MAÑANA', 'nada', 'mañana'][index] ?? '', context: index === 1 ? 'Recuerda: mañana, 100 % _seguro_' : null }));
    const branch = await grow(bench, first!);
    const below = await grow(bench, branch);
    await insertChain(bench, 's2', 1, () => ({ content: 'manana', user_id: 'eva' }));
    const { messages } = bench.storage();
    const order = await messages.descendants(first!.id);
    expect([...order].sort()).toEqual([first!, second!, third!, branch, below].map(({ id }) => id).sort());
    for (const child of [second!, third!, branch, below]) expect(order.indexOf(child.parent_id ?? '')).toBeLessThan(order.indexOf(child.id));
    expect([await messages.descendants(branch.id), await messages.descendants('none')]).toEqual([[branch.id, below.id], []]);
    expect([await messages.idsOfSession('s1'), await messages.idsOfSession('none')]).toEqual([idsOf([first!, second!, third!, branch, below]), []]);
    const holding = async (texts: string[], place: 'content' | 'context' = 'content') => idsOf(await messages.containing({ user_id: 'ana', texts, in: place }));
    expect(await holding(['manana'])).toEqual([first!.id, third!.id]);
    expect(await holding(['RAMA', 'Nada'])).toEqual([second!.id, branch.id, below.id]);
    expect([await holding(['mañana'], 'context'), await holding(['%'], 'context'), await holding(['_seguro_'], 'context'), await holding(['%'])]).toEqual([[second!.id], [second!.id], [second!.id], []]);
    expect([await holding([]), await holding([''])]).toEqual([[], []]);
  });

  test('ST44 records of replies by what they recalled, and ledger entries by their messages', async () => {
    const [first, second] = await insertChain(bench, 's1', 2);
    await insertChain(bench, 's2', 1, () => ({ user_id: 'eva' }));
    await bench.storage().commit([{ op: 'update', entity: 'session', id: 's2', set: { user_id: 'eva' } }]);
    const recalled = (id: string) => [{ kind: 'fact' as const, id, text: 'Max', speaker: null, session_id: null, message_id: null, created_at: 1, score: 1, parts: { words: 1, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: 'about-user' as const, is_in_prompt: true }];
    await bench.storage().commit([
      insert('trace', makeTrace('t2', { message_id: second!.id, recalled: recalled('f1') })), insert('trace', makeTrace('t1', { message_id: first!.id, recalled: recalled('f2') })),
      insert('affinity_event', makeAffinityEvent('a2', { message_id: first!.id })), insert('affinity_event', makeAffinityEvent('a1', { message_id: 'gone' })), insert('affinity_event', makeAffinityEvent('a3', { message_id: null })),
    ]);
    const recalling = async (ids: string[], user_id = 'ana') => idsOf(await bench.storage().traces.recalling({ user_id, ids }));
    expect([await recalling(['f1']), await recalling(['f2', 'f1']), await recalling(['f3']), await recalling([]), await recalling(['f1'], 'eva')]).toEqual([['t2'], ['t1', 't2'], [], [], []]);
    const ofMessages = async (...ids: string[]) => idsOf(await bench.storage().affinity.ofMessages(ids));
    expect([await ofMessages(first!.id, 'gone'), await ofMessages('none'), await ofMessages()]).toEqual([['a1', 'a2'], [], []]);
  });

  test('ST44 ledger entries that are out of step with the branch on screen', async () => {
    const { storage } = bench;
    const [root, reply] = await insertChain(bench, 's1', 2);
    const beside = await grow(bench, root!);
    await storage().commit([
      insert('affinity_event', makeAffinityEvent('a1', { message_id: root!.id })), insert('affinity_event', makeAffinityEvent('a2', { message_id: reply!.id })), insert('affinity_event', makeAffinityEvent('a3', { message_id: null })),
      insert('affinity_event', makeAffinityEvent('a4', { message_id: 'gone' })),
    ]);
    const outOfStep = async () => idsOf(await storage().affinity.outOfStep());
    expect(await outOfStep()).toEqual([]);
    await storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: beside.id }]);
    expect(await outOfStep()).toEqual(['a2']);
    // Taken back it is in step, until its branch is looked at again.
    await storage().commit([insert('affinity_event', makeAffinityEvent('a5', { message_id: reply!.id, kind: 'revert', reverts: 'a2', delta: -1 }))]);
    expect(await outOfStep()).toEqual([]);
    await storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: reply!.id }]);
    expect(await outOfStep()).toEqual(['a5']);
  });

  test('ST45 an erased message keeps its place and nothing else', async () => {
    const { storage } = bench;
    await storage().commit([insert('embedding_space', makeSpace('e5'))]);
    const chain = await insertChain(bench, 's1', 3, (index) => ({ content: `palabra${index} hola`, context: 'nota palabra', client_message_id: `c${index}` }));
    const [first, second, third] = chain;
    await storage().commit([...hangingOn(bench, second!.id), ...hangingOn(bench, third!.id), insert('fact', makeFact('f1', { source_message_ids: [second!.id] }))]);
    await storage().commit([{ op: 'update', entity: 'message', id: second!.id, set: { status: 'failed', error: { code: 'provider_timeout', message: 'slow', retryable: true, details: {} } } }]);
    await storage().commit([{ op: 'erase-message', id: second!.id }, { op: 'erase-message', id: 'none' }]);
    expect(await storage().messages.get(second!.id)).toEqual({ ...second, content: '', context: null, status: 'complete', error: null });
    expect(await activeIds()).toEqual(idsOf(chain));
    for (const entity of hanging) expect([entity, await storage().count(entity)]).toEqual([entity, 1]);
    expect([await storage().count('usage'), await storage().count('fact'), await storage().count('message')]).toEqual([2, 1, 3]);
    const found = async (...terms: string[]) => idsOf(await storage().messages.search({ user_id: 'ana', terms, limit: 9 }));
    expect([(await found('hola')).sort(), await found('palabra1')]).toEqual([[first!.id, third!.id], []]);
    // Nor by when it was said, nor as what stands beside something found, nor as something to be embedded or classified.
    expect((await found(...dayWords(bench.clock.now()))).sort()).toEqual([first!.id, third!.id]);
    expect(idsOf(await storage().messages.around({ ids: [first!.id, second!.id], distance: 1 }))).toEqual([first!.id, third!.id]);
    expect(idsOf(await storage().messages.withoutEmbedding({ space_id: 'e5', limit: 9 }))).toEqual([first!.id]);
    expect(idsOf(await storage().classifications.messagesWithout({ analyser: 'v1', limit: 9 }))).toEqual([first!.id]);
    expect(await storage().messages.containing({ user_id: 'ana', texts: ['palabra1', 'nota'], in: 'content' })).toEqual([]);
    expect((await storage().health()).status).toBe('ok');
    await storage().commit([{ op: 'erase-message', id: second!.id }]);
  });

  test('ST46 a deleted branch goes with all that follows; what was shown moves beside it, or up', async () => {
    const { storage } = bench;
    await storage().commit([insert('embedding_space', makeSpace('e5'))]);
    const [root, reply, question, answer] = await insertChain(bench, 's1', 4, () => ({ content: 'hola' }));
    const beside = await grow(bench, reply!);
    const besideBelow = await grow(bench, beside);
    const older = await grow(bench, question!);
    await storage().commit([...hangingOn(bench, answer!.id), ...hangingOn(bench, older.id), ...hangingOn(bench, besideBelow.id), { op: 'update', entity: 'session', id: 's1', set: { prompt_start_id: question!.id, prompt_summary: 'antes' } }]);
    await storage().commit([{ op: 'delete-branch', message_id: question!.id }, { op: 'delete-branch', message_id: 'none' }]);
    expect(await storage().sessions.get('s1')).toMatchObject({ active_leaf_id: besideBelow.id, prompt_start_id: null, prompt_summary: null });
    expect(await activeIds()).toEqual(idsOf([root!, reply!, beside, besideBelow]));
    for (const entity of [...hanging, 'usage'] as const) expect([entity, await storage().count(entity)]).toEqual([entity, 1]);
    expect((await storage().messages.search({ user_id: 'ana', terms: ['hola', 'rama'], limit: 9 })).map(({ id }) => id).sort()).toEqual(idsOf([root!, reply!, beside, besideBelow]).sort());
    // What is not shown goes without a change of what is; and nothing is beside the last.
    const hidden = await grow(bench, reply!);
    await storage().commit([{ op: 'update', entity: 'session', id: 's1', set: { prompt_start_id: reply!.id, prompt_summary: 'antes' } }, { op: 'delete-branch', message_id: hidden.id }]);
    expect(await storage().sessions.get('s1')).toMatchObject({ active_leaf_id: besideBelow.id, prompt_start_id: reply!.id, prompt_summary: 'antes' });
    await storage().commit([{ op: 'delete-branch', message_id: beside.id }]);
    expect([(await storage().sessions.get('s1'))?.active_leaf_id, await activeIds()]).toEqual([reply!.id, idsOf([root!, reply!])]);
    await storage().commit([{ op: 'delete-branch', message_id: root!.id }]);
    expect([(await storage().sessions.get('s1'))?.active_leaf_id, await storage().count('message')]).toEqual([null, 0]);
    expect((await storage().health()).status).toBe('ok');
  });

  test('ST46 deleting a long branch, and a second root', async () => {
    const chain = await insertChain(bench, 's1', 700, (index) => ({ content: `palabra${index}` }));
    const other = await grow(bench, null, 'otra');
    await bench.storage().commit([{ op: 'delete-branch', message_id: chain[0]!.id }]);
    expect([await activeIds(), await bench.storage().messages.idsOfSession('s1')]).toEqual([[other.id], [other.id]]);
    expect([await bench.storage().messages.search({ user_id: 'ana', terms: ['palabra3'], limit: 9 }), (await bench.storage().messages.search({ user_id: 'ana', terms: ['otra'], limit: 9 })).length]).toEqual([[], 1]);
  });

  test('ST47 what was felt at words left behind is not read, and is again when they come back', async () => {
    const { storage } = bench;
    const [root, reply] = await insertChain(bench, 's1', 2);
    const beside = await grow(bench, root!);
    const [before, felt] = [makeMood(bench.ids.next(), { message_id: root!.id }), makeMood(bench.ids.next(), { message_id: reply!.id, mood: 'sad' })];
    await storage().commit([insert('mood', before), insert('mood', felt)]);
    const read = async () => [
      (await storage().moods.latest('s1'))?.id, (await storage().moods.latestOf({ user_id: 'ana', personality: 'luna' }))?.id, idsOf(await storage().moods.list({ session_id: 's1', limit: 9 })),
      idsOf(await storage().moods.list({ user_id: 'ana', personality: 'luna', limit: 9 })),
    ];
    expect(await read()).toEqual([felt.id, felt.id, [felt.id, before.id], [felt.id, before.id]]);
    await storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: beside.id }]);
    expect(await read()).toEqual([before.id, before.id, [before.id], [before.id]]);
    expect(await storage().moods.forMessage(reply!.id)).toEqual(felt);
    await storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: reply!.id }]);
    expect(await read()).toEqual([felt.id, felt.id, [felt.id, before.id], [felt.id, before.id]]);
  });

  test('ST48 a copy is put back whole, and forgetting removes every copy', async () => {
    const { backups } = bench.storage();
    if (backups === null) return;
    const chain = await insertChain(bench, 's1', 4, () => ({ content: 'hola' }));
    await bench.storage().commit([insert('setting', { id: 'a', value: 1, updated_at: 0 }), insert('fact', makeFact('f1', { source_message_ids: [chain[0]!.id] })), insert('summary', makeSummary('y1')), insert('proposal', makeProposal('p1')), insert('tombstone', makeTombstone('t1'))]);
    const first = await backups.create('manual');
    expect(first).toMatchObject({ kind: 'manual' });
    expect([await backups.createIfChanged('automatic'), await backups.list()]).toEqual([null, [first]]);
    await insertChain(bench, 's2', 2, () => ({ content: 'adiós' }));
    await bench.storage().commit([{ op: 'update', entity: 'setting', id: 'a', set: { value: 2 } }, { op: 'update', entity: 'fact', id: 'f1', set: { source_message_ids: ['x'] } }]);
    const second = await backups.createIfChanged('automatic');
    expect((await backups.list()).map(({ id, kind }) => [id, kind])).toEqual([[second?.id, 'automatic'], [first.id, 'manual']]);
    await backups.restore(first.id);
    const check = async () => [
      await bench.storage().messages.count({}), (await bench.storage().settings.get('a'))?.value, idsOf(await bench.storage().facts.fromMessages([chain[0]!.id, 'x'])), (await bench.storage().messages.search({ user_id: 'ana', terms: ['hola', 'adiós'], limit: 9 })).length,
      idsOf(await bench.storage().summaries.ofSession('s1')), await bench.storage().proposals.count('ana'), (await bench.storage().tombstones.list('ana')).length, await activeIds(),
    ];
    const then = [4, 1, ['f1'], 4, ['y1'], 1, 1, idsOf(chain)];
    expect(await check()).toEqual(then);
    // What is written afterwards is indexed and linked as before.
    const [added] = await insertChain(bench, 's3', 1, () => ({ content: 'después' }));
    await bench.storage().commit([{ op: 'update', entity: 'fact', id: 'f1', set: { source_message_ids: [added!.id] } }]);
    expect([idsOf(await bench.storage().messages.search({ user_id: 'ana', terms: ['después'], limit: 9 })), idsOf(await bench.storage().facts.fromMessages([added!.id, chain[0]!.id]))]).toEqual([[added!.id], ['f1']]);
    await expect(bench.storage().commit([insert('mood', makeMood('d1', { session_id: 's2' }))])).rejects.toMatchObject({ code: 'conflict' });
    await backups.restore(second!.id);
    expect([await bench.storage().messages.count({}), (await bench.storage().health()).status]).toEqual([6, 'ok']);
    await backups.restore(first.id);
    await bench.reopen();
    expect(await check()).toEqual(then);
    const { backups: again } = bench.storage();
    await expect(again!.restore('manual-999999-schema-1.db')).rejects.toMatchObject({ code: 'not_found' });
    expect([await again!.remove(second!.id), await again!.remove(second!.id), (await again!.list()).length]).toEqual([true, false, 1]);
    await bench.storage().commit([{ op: 'update', entity: 'message', id: chain[0]!.id, set: { context: null } }], { isForgetting: true });
    expect(await again!.list()).toEqual([]);
    await again!.create('automatic');
    await bench.storage().commit([{ op: 'erase-message', id: chain[0]!.id }]);
    expect(await again!.list()).toEqual([]);
  });
};
