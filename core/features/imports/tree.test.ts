// Any list of nodes becomes a tree in which every kept word is found once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mendTree } from './tree.ts';
import type { TreeNode } from './tree.ts';

const id = fc.integer({ min: 0, max: 12 }).map(String);
const node: fc.Arbitrary<TreeNode> = fc.record({
  id, parent: fc.option(id),
  message: fc.option(fc.record({ speaker: fc.constantFrom('user' as const, 'assistant' as const), content: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', '\ud800', 'a\u0000b')), created_at: fc.option(fc.nat(1000)), model: fc.constant(null) })),
});

describe('a mended tree', () => {
  it('keeps every word, names parents before children, has unique ids, and one branch that is shown', () => {
    fc.assert(fc.property(fc.array(node, { maxLength: 40 }), fc.option(id), (nodes, leaf) => {
      const messages = mendTree(nodes, leaf, 500);
      const withWords = nodes.filter(({ message }) => message !== null && message.content.replaceAll('\u0000', '').trim() !== '');
      expect(messages).toHaveLength(withWords.length);
      const seen = new Set<string | null>([null]);
      for (const message of messages) {
        expect(seen.has(message.parent_source_id)).toBe(true);
        expect(seen.has(message.source_id)).toBe(false);
        expect(message.content.isWellFormed()).toBe(true);
        expect(message.content).not.toContain('\u0000');
        seen.add(message.source_id);
      }
      const active = messages.filter(({ is_active }) => is_active);
      expect(active.length > 0).toBe(messages.length > 0);
      for (const [index, message] of active.entries()) expect(message.parent_source_id).toBe(active[index - 1]?.source_id ?? null);
    }), { numRuns: 500 });
  });

  it('hands children of what is left out to the nearest one kept, however deep', () => {
    const long: TreeNode[] = [{ id: 'a', parent: null, message: { speaker: 'user', content: 'top', created_at: 1, model: null } }];
    for (let number = 0; number < 50_000; number += 1) long.push({ id: `${number}`, parent: number === 0 ? 'a' : `${number - 1}`, message: null });
    long.push({ id: 'z', parent: '49999', message: { speaker: 'assistant', content: 'bottom', created_at: null, model: null } });
    expect(mendTree(long.toReversed(), null, 5).map((message) => [message.source_id, message.parent_source_id, message.created_at, message.is_active])).toEqual([['a', null, 1, true], ['z', 'a', 1, true]]);
  });

  it('keeps a true tree as it is', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), (choices) => {
      const nodes = choices.map((choice, index): TreeNode => ({ id: `n${index}`, parent: index === 0 ? null : `n${choice % index}`, message: { speaker: 'user', content: `${index}`, created_at: null, model: null } }));
      const parents = new Map(mendTree(nodes, null, 0).map((message) => [message.source_id, message.parent_source_id]));
      expect(parents).toEqual(new Map(nodes.map((one) => [one.id, one.parent])));
    }));
  });
});
