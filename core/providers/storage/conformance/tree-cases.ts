// ST18 to ST20: siblings, children, the active branch and the neighbours on it.
import { expect } from 'vitest';
import type { Message } from '../../../contract/entities.ts';
import type { Bench, Cases } from './place.ts';
import { insert, insertChain, makeMessage } from './records.ts';

/** Adds a message below `parent` (a root when null) and answers it. */
async function grow(bench: Bench, parent: Message | null, isActive = false): Promise<Message> {
  const message = makeMessage(bench.ids.next(), { parent_id: parent?.id ?? null, depth: parent === null ? 0 : parent.depth + 1, is_active: isActive });
  await bench.storage().commit([insert('message', message)]);
  return message;
}

async function activeIds(bench: Bench): Promise<string[]> {
  const found: string[] = [];
  const walk = async (parentId: string | null): Promise<void> => {
    for (const child of await bench.storage().messages.children({ session_id: 's1', parent_id: parentId })) {
      if (child.is_active) found.push(child.id);
      await walk(child.id);
    }
  };
  await walk(null);
  return found.sort();
}

export const treeCases: Cases = (test, bench) => {
  const activate = (leafId: string | null, sessionId = 's1'): Promise<void> => bench.storage().commit([{ op: 'activate-branch', session_id: sessionId, leaf_id: leafId }]);

  test('ST18 siblings and children, oldest first', async () => {
    const [root] = await insertChain(bench, 's1', 1);
    await insertChain(bench, 's2', 2);
    if (root === undefined) return;
    const replies = [await grow(bench, root), await grow(bench, root), await grow(bench, root)];
    const secondRoot = await grow(bench, null);
    const ids = replies.map((reply) => reply.id);
    const siblings = await bench.storage().messages.siblings([ids[1] ?? '', root.id, 'none', ids[1] ?? '']);
    expect(siblings).toEqual(new Map([[ids[1], ids], [root.id, [root.id, secondRoot.id]]]));
    expect((await bench.storage().messages.children({ session_id: 's1', parent_id: root.id })).map((message) => message.id)).toEqual(ids);
    expect((await bench.storage().messages.children({ session_id: 's1', parent_id: null })).map((message) => message.id)).toEqual([root.id, secondRoot.id]);
    expect(await bench.storage().messages.children({ session_id: 's2', parent_id: root.id })).toEqual([]);
  });

  test('ST19 exactly one path is active, whatever was before', async () => {
    const trunk = await insertChain(bench, 's1', 6);
    const nodes: Message[] = [...trunk];
    // A bushy tree: every new message hangs below a chosen earlier one.
    for (let index = 0; index < 40; index += 1) nodes.push(await grow(bench, nodes[(index * 7) % nodes.length] ?? null, index % 5 === 0));
    nodes.push(await grow(bench, null, true));
    const parents = new Map(nodes.map((node) => [node.id, node.parent_id]));
    for (let index = 0; index < 60; index += 1) {
      const leaf = nodes[(index * 13) % nodes.length];
      if (leaf === undefined) continue;
      await activate(leaf.id);
      const path: string[] = [];
      for (let id: string | null | undefined = leaf.id; id !== null && id !== undefined; id = parents.get(id)) path.push(id);
      expect(await activeIds(bench)).toEqual(path.sort());
      expect((await bench.storage().sessions.get('s1'))?.active_leaf_id).toBe(leaf.id);
    }
    await activate(null);
    expect(await activeIds(bench)).toEqual([]);
    expect((await bench.storage().sessions.get('s1'))?.active_leaf_id).toBeNull();
  }, 60_000);

  test('ST19 a new reply and its branch in one commit', async () => {
    const trunk = await insertChain(bench, 's1', 4);
    const reply = makeMessage(bench.ids.next(), { parent_id: trunk[2]?.id ?? null, depth: 3, speaker: 'assistant' });
    await bench.storage().commit([insert('message', reply), { op: 'activate-branch', session_id: 's1', leaf_id: reply.id }]);
    expect(await activeIds(bench)).toEqual([...trunk.slice(0, 3).map((message) => message.id), reply.id]);
  });

  test('ST19 the leaf was set already, and the branch on screen is as long as the new one', async () => {
    const trunk = await insertChain(bench, 's1', 2);
    const aside = await grow(bench, trunk[0] ?? null);
    const next = makeMessage(bench.ids.next(), { parent_id: aside.id, depth: 2 });
    await bench.storage().commit([
      insert('message', next), { op: 'update', entity: 'session', id: 's1', set: { active_leaf_id: next.id } }, { op: 'activate-branch', session_id: 's1', leaf_id: next.id },
    ]);
    expect(await activeIds(bench)).toEqual([trunk[0]?.id, aside.id, next.id]);
  });

  test('ST19 a leaf that is not there is a conflict', async () => {
    await insertChain(bench, 's1', 2);
    const other = await insertChain(bench, 's2', 2);
    await expect(activate('none')).rejects.toMatchObject({ code: 'conflict' });
    await expect(activate(other[0]?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
    await expect(activate(null, 'none')).rejects.toMatchObject({ code: 'conflict' });
    expect(await activeIds(bench)).toHaveLength(2);
  });

  test('ST20 neighbours on the active branch', async () => {
    const trunk = await insertChain(bench, 's1', 8);
    const other = await insertChain(bench, 's2', 3);
    const ids = trunk.map((message) => message.id);
    const side = await grow(bench, trunk[2] ?? null);
    const around = async (asked: (string | undefined)[], distance: number): Promise<string[]> =>
      (await bench.storage().messages.neighbours({ ids: asked.map(String), distance })).map((message) => message.id);
    expect(await around([ids[3]], 1)).toEqual([ids[2], ids[4]]);
    expect(await around([ids[3], ids[4]], 1)).toEqual([ids[2], ids[5]]);
    expect(await around([ids[3], ids[5]], 1)).toEqual([ids[2], ids[4], ids[6]]);
    expect(await around([ids[0], ids[7]], 2)).toEqual([ids[1], ids[2], ids[5], ids[6]]);
    expect(await around([ids[0], other[1]?.id], 1)).toEqual([ids[1], other[0]?.id, other[2]?.id]);
    expect(await around([side.id], 1)).toEqual([]);
    expect(await around([ids[3]], 0)).toEqual([]);
    await activate(side.id);
    expect(await around([side.id], 1)).toEqual([ids[2]]);
    expect(await around([ids[2]], 1)).toEqual([ids[1], side.id]);
  });
};
