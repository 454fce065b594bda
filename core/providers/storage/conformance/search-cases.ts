// ST21 to ST23 and ST36: keyword search.
import { expect } from 'vitest';
import type { Message } from '../../../contract/entities.ts';
import type { MessageReads } from '../storage.ts';
import type { Cases } from './place.ts';
import { insertChain } from './records.ts';

type Filters = Partial<Parameters<MessageReads['search']>[0]>;

export const searchCases: Cases = (test, bench) => {
  const texts = ['Mi perro se llama Max', 'Qué bonito nombre', 'Ayer fui al café con José', 'El perro de José ladra', 'perro perro perro', 'nada más'];
  const insertTexts = (part: (index: number) => Partial<Message> = () => ({})): Promise<Message[]> => insertChain(bench, 's1', texts.length, (index) => ({ content: texts[index] ?? '', ...part(index) }));
  const search = async (terms: string[], filters: Filters = {}): Promise<string[]> => {
    const hits = await bench.storage().messages.search({ user_id: 'ana', terms, limit: 20, ...filters });
    for (const [index, hit] of hits.entries()) {
      expect(hit.score).toBeGreaterThan(0);
      expect(hit.score).toBeLessThanOrEqual(hits[index - 1]?.score ?? Infinity);
    }
    return hits.map((hit) => hit.id);
  };

  test('ST21 any term, without case and accents, rarer words first', async () => {
    const ids = (await insertTexts()).map((message) => message.id);
    expect(await search(['MAX'])).toEqual([ids[0]]);
    expect(await search(['jose'])).toEqual(expect.arrayContaining([ids[2], ids[3]]));
    expect(await search(['CAFE'])).toEqual([ids[2]]);
    expect((await search(['perro', 'max']))[0]).toBe(ids[0]);
    expect((await search(['perro', 'max'])).length).toBe(3);
    expect((await search(['perro']))[0]).toBe(ids[4]);
    expect(await search(['pe'])).toEqual([]);
    expect((await search(['perros', 'LADRABAN']))[0]).toBe(ids[3]);
    expect(await search(['perro'], { limit: 1 })).toHaveLength(1);
    expect(await search(['cafe\u0301'])).toEqual([ids[2]]);
  });

  test('ST21 only of the projects named', async () => {
    const [first] = await insertTexts();
    await bench.storage().commit([{ op: 'update', entity: 'session', id: 's1', set: { project: 'boat' } }]);
    const [other] = await insertChain(bench, 's2', 1, () => ({ content: 'Max es un perro' }));
    expect((await search(['max'])).toSorted()).toEqual([first!.id, other!.id]);
    expect((await search(['max'], { projects: ['', 'boat'] })).toSorted()).toEqual([first!.id, other!.id]);
    expect(await search(['max'], { projects: ['boat'] })).toEqual([first!.id]);
    expect(await search(['max'], { projects: [''], limit: 1 })).toEqual([other!.id]);
    expect(await search(['max'], { projects: ['garden'] })).toEqual([]);
  });

  test('ST21 what was said at a time', async () => {
    const ids = (await insertTexts((index) => ({ created_at: Date.UTC(2023, 4, 7 + index) }))).map((message) => message.id);
    expect(await search(['d20230508'])).toEqual([ids[1]]);
    expect(await search(['m202305'])).toHaveLength(texts.length);
    expect(await search(['d20240508', 'y2024'])).toEqual([]);
  });

  test('ST36 what a search weighs: messages and those beside them on the active branch', async () => {
    const messages = await insertTexts((index) => ({ status: index === 2 ? 'failed' : 'complete', created_at: Date.UTC(2023, 4, 7) }));
    const ids = messages.map((message) => message.id);
    const around = (wanted: (string | undefined)[], distance: number) => bench.storage().messages.around({ ids: wanted.map(String), distance });
    expect((await around([ids[0], ids[3]], 1)).map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3], ids[4]]);
    expect(await around([ids[1]], 0)).toEqual([{
      id: ids[1], session_id: 's1', user_id: 'ana', depth: 1, speaker: 'assistant', content: 'Qué bonito nombre', created_at: Date.UTC(2023, 4, 7), words: ['que', 'bonit', 'nombr', 'd20230507', 'm202305', 'y2023'],
    }]);
    await bench.storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: ids[0] ?? '' }]);
    expect((await around([ids[0], ids[3]], 5)).map(({ id }) => id)).toEqual([ids[0]]);
    expect(await around(['nothing'], 1)).toEqual([]);
  });

  test('ST36 in how many messages a word is', async () => {
    await insertTexts();
    const { messages, counts } = await bench.storage().messages.wordCounts(['perr', 'max', 'nothing']);
    expect(messages).toBeGreaterThanOrEqual(texts.length);
    expect([...counts].sort()).toEqual([['max', 1], ['perr', 3]]);
  });

  test('ST21 filters', async () => {
    const messages = await insertTexts((index) => ({ created_at: 1000 + index }));
    const ids = messages.map((message) => message.id);
    await insertChain(bench, 's2', 1, () => ({ content: 'otro perro' }));
    await insertChain(bench, 's3', 1, () => ({ content: 'perro ajeno', user_id: 'eva' }));
    expect(await search(['perro'])).toHaveLength(4);
    expect((await search(['perro'], { session_id: 's1' })).sort()).toEqual([ids[0], ids[3], ids[4]]);
    expect(await search(['perro'], { speaker: 'assistant' })).toEqual([ids[3]]);
    expect((await search(['perro'], { from: 1003, to: 1004 })).sort()).toEqual([ids[3], ids[4]]);
    expect(await search(['perro'], { session_id: 's1', to: 1000 })).toEqual([ids[0]]);
    expect(await search(['perro'], { session_id: 's1', exclude_ids: [ids[4] ?? '', ids[0] ?? ''], limit: 1 })).toEqual([ids[3]]);
    expect(await search(['perro'], { user_id: 'nobody' })).toEqual([]);
  });

  test('ST21 better hits that are not meant take no places', async () => {
    const [first, second] = await insertChain(bench, 's1', 2, (index) => ({ content: index === 0 ? 'mi perro y otras muchas cosas de las que hablar' : 'el perro y muchas otras cosas de las que hablar hoy' }));
    await insertChain(bench, 's2', 30, () => ({ content: 'perro perro', user_id: 'eva' }));
    expect((await search(['perro'], { limit: 2 })).sort()).toEqual([first?.id, second?.id]);
    expect(await search(['perro'], { limit: 2, exclude_ids: [first?.id ?? ''] })).toEqual([second?.id]);
  });

  test('ST21 only active, complete or interrupted messages', async () => {
    const states = ['complete', 'interrupted', 'failed', 'streaming'] as const;
    const messages = await insertChain(bench, 's1', 4, (index) => ({ content: 'perro', status: states[index] ?? 'complete' }));
    expect((await search(['perro'])).sort()).toEqual([messages[0]?.id, messages[1]?.id]);
    await bench.storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: messages[0]?.id ?? '' }]);
    expect(await search(['perro'])).toEqual([messages[0]?.id]);
  });

  test('ST22 no text is a syntax error', async () => {
    const ids = (await insertTexts()).map((message) => message.id);
    const odd = ['"', '""', "'", '*', 'a*', '^x', '-', 'NOT', 'AND', 'OR', 'NEAR(', 'NEAR(a b, 3)', '(', ')', '{content}', 'content:', 'a:b', '+', '\\', '\0', 'a\0b', '🐶', '', ' ', '\uD800', '"perro', 'x'.repeat(100_000), '%', '\u0301', '漢字', 'ｆｕｌｌ'];
    for (const term of odd) await search([term]);
    expect((await search(odd.concat('perro'))).length).toBeGreaterThanOrEqual(3);
    expect(await search(['!!!', '🐶', ''])).toEqual([]);
    expect(await search([])).toEqual([]);
    expect(await search(['"max"'])).toEqual([ids[0]]);
    expect(await search(Array.from({ length: 5000 }, (_, index) => `w${index}`))).toEqual([]);
  });

  test('ST23 the present text and state', async () => {
    const [first] = await insertTexts();
    const update = (set: Partial<Message>): Promise<void> => bench.storage().commit([{ op: 'update', entity: 'message', id: first?.id ?? '', set }]);
    await update({ content: 'Mi gato se llama Tom' });
    expect(await search(['max'])).toEqual([]);
    expect(await search(['tom'])).toEqual([first?.id]);
    await update({ status: 'failed' });
    expect(await search(['tom'])).toEqual([]);
    await update({ status: 'complete', content: '' });
    expect(await search(['gato'])).toEqual([]);
    await bench.storage().commit([{ op: 'delete-session', session_id: 's1' }]);
    expect(await search(['perro'])).toEqual([]);
    expect((await bench.storage().health()).status).toBe('ok');
  });
};
