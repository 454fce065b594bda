// ST16, ST17, ST24: paths and pages of long conversations, counts, what is not indexed yet.
import { expect } from 'vitest';
import type { Cases } from './place.ts';
import { insert, insertChain, makeEmbedding, makeMessage, makeSpace } from './records.ts';

export const messageCases: Cases = (test, bench) => {
  test('ST16 the end of the path, oldest first, and pages before it', async () => {
    const messages = await insertChain(bench, 's1', 1005);
    const ids = messages.map((message) => message.id);
    const leaf = ids.at(-1) ?? '';
    const path = async (limit: number, before?: string): Promise<string[]> =>
      (await bench.storage().messages.path({ leaf_id: leaf, limit, ...(before === undefined ? {} : { before }) })).map((message) => message.id);
    expect(await path(3)).toEqual(ids.slice(-3));
    expect(await path(5000)).toEqual(ids);
    expect(await path(50, ids[500])).toEqual(ids.slice(450, 500));
    expect(await path(50, ids[20])).toEqual(ids.slice(0, 20));
    expect(await path(50, ids[0])).toEqual([]);
    const pages: string[][] = [];
    for (let before: string | undefined; ;) {
      const page = await path(100, before);
      if (page.length === 0) break;
      pages.unshift(page);
      before = page[0];
    }
    expect(pages.flat()).toEqual(ids);
    expect(pages).toHaveLength(11);
  }, 30_000);

  test('ST16 a path that leaves the active branch', async () => {
    const trunk = await insertChain(bench, 's1', 4);
    const side = [4, 5, 6].map(() => bench.ids.next());
    await bench.storage().commit(side.map((id, index) => insert('message', makeMessage(id, { parent_id: index === 0 ? trunk[1]?.id ?? null : side[index - 1] ?? null, depth: index + 2, is_active: false }))));
    const path = async (before?: string): Promise<string[]> =>
      (await bench.storage().messages.path({ leaf_id: side[2] ?? '', limit: 3, ...(before === undefined ? {} : { before }) })).map((message) => message.id);
    expect(await path()).toEqual(side);
    expect(await path(side[1])).toEqual([trunk[0]?.id, trunk[1]?.id, side[0]]);
    expect(await path(trunk[1]?.id)).toEqual([trunk[0]?.id]);
    // A message beside the path: everything on the path that is older.
    expect(await path(trunk[3]?.id)).toEqual([trunk[0]?.id, trunk[1]?.id]);
  });

  test('ST17 a page costs the same wherever it lies', async () => {
    const ids = (await insertChain(bench, 's1', 10_000)).map((message) => message.id);
    const leaf = ids.at(-1) ?? '';
    const time = async (before: string | undefined): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 15; round += 1) {
        const started = performance.now();
        const page = await bench.storage().messages.path({ leaf_id: leaf, limit: 50, ...(before === undefined ? {} : { before }) });
        times.push(performance.now() - started);
        expect(page).toHaveLength(50);
      }
      return times.sort((a, b) => a - b)[5] ?? 0;
    };
    const near = await time(undefined);
    const far = await time(ids[100]);
    expect(far).toBeLessThan(near * 4 + 2);
    expect(await bench.storage().messages.count({})).toBe(10_000);
    expect(await bench.storage().messages.search({ user_id: 'ana', terms: ['hola'], limit: 20 })).toHaveLength(20);
    expect(await bench.storage().messages.neighbours({ ids: [ids[5000] ?? ''], distance: 1 })).toHaveLength(2);
  }, 120_000);

  test('many by id come in the order asked for, each once', async () => {
    const ids = (await insertChain(bench, 's1', 5)).map((message) => message.id);
    const asked = [ids[3], ids[0], 'none', ids[3]].map(String);
    expect((await bench.storage().messages.getMany(asked)).map((message) => message.id)).toEqual([ids[3], ids[0]]);
  });

  test('which messages lie on no active branch', async () => {
    const ids = (await insertChain(bench, 's1', 3)).map((message) => message.id);
    const aside = bench.ids.next();
    await bench.storage().commit([insert('message', makeMessage(aside, { parent_id: ids[0] ?? null, depth: 1, is_active: false }))]);
    expect(await bench.storage().messages.leftBehind([...ids, aside, aside, 'none'])).toEqual([aside]);
    await bench.storage().commit([{ op: 'activate-branch', session_id: 's1', leaf_id: aside }]);
    expect((await bench.storage().messages.leftBehind([...ids, aside])).sort()).toEqual(ids.slice(1));
    expect(await bench.storage().messages.leftBehind([])).toEqual([]);
  });

  test('counts by user and session, and the messages being written', async () => {
    await insertChain(bench, 's1', 3, (index) => ({ status: index === 1 ? 'streaming' : 'complete' }));
    await insertChain(bench, 's2', 2, () => ({ user_id: 'eva' }));
    const { messages } = bench.storage();
    expect(await messages.count({})).toBe(5);
    expect(await messages.count({ user_id: 'ana' })).toBe(3);
    expect(await messages.count({ session_id: 's2' })).toBe(2);
    expect(await messages.count({ session_id: 's2', user_id: 'ana' })).toBe(0);
    const streaming = await messages.streaming();
    expect(streaming.map((message) => message.depth)).toEqual([1]);
    await bench.storage().commit([{ op: 'update', entity: 'message', id: streaming[0]?.id ?? '', set: { status: 'interrupted' } }]);
    expect(await messages.streaming()).toEqual([]);
  });

  test('ST24 what has no vector yet', async () => {
    await bench.storage().commit([insert('embedding_space', makeSpace('e5')), insert('embedding_space', makeSpace('bge'))]);
    const ids = (await insertChain(bench, 's1', 8, (index) => {
      if (index === 1) return { status: 'streaming' };
      if (index === 2) return { status: 'failed' };
      if (index === 3) return { content: '' };
      return index === 4 ? { status: 'interrupted' } : {};
    })).map((message) => message.id);
    const inactive = bench.ids.next();
    await bench.storage().commit([insert('message', makeMessage(inactive, { is_active: false })), insert('message_embedding', makeEmbedding('e5', ids[0] ?? '')), insert('message_embedding', makeEmbedding('bge', ids[5] ?? ''))]);
    const missing = async (after?: string, limit = 9): Promise<string[]> =>
      (await bench.storage().messages.withoutEmbedding({ space_id: 'e5', limit, ...(after === undefined ? {} : { after }) })).map((message) => message.id);
    expect(await missing()).toEqual([ids[4], ids[5], ids[6], ids[7]]);
    expect(await missing(undefined, 2)).toEqual([ids[4], ids[5]]);
    expect(await missing(ids[5])).toEqual([ids[6], ids[7]]);
  });
};
