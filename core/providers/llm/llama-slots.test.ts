// A conversation finds its own slot again; a new one takes an unused slot, then the one used longest ago.
import { describe, expect, it } from 'vitest';
import { createSlots } from './llama-slots.ts';

function slotsOf(limit: number) {
  let opened = 0;
  const slots = createSlots(limit, () => (opened += 1));
  const use = (key: string) => {
    const slot = slots.take(key);
    slots.give(slot);
    return slot.sequence;
  };
  return { slots, use, opened: () => opened };
}

describe('slots', () => {
  it('give a conversation its own again, and a new one the one used longest ago', () => {
    const { use, opened } = slotsOf(2);
    expect([use('a'), use('b'), use('a'), use('c'), use('a'), use('b')]).toEqual([1, 2, 1, 2, 1, 2]);
    expect(opened()).toBe(2);
  });

  it('never give one that is busy, not even to its own conversation', () => {
    const { slots, use } = slotsOf(3);
    const first = slots.take('a');
    const second = slots.take('a');
    expect(second.sequence).not.toBe(first.sequence);
    expect(slots.take('b').sequence).toBe(3);
    expect(() => slots.take('c')).toThrow();
    slots.give(first);
    expect(use('c')).toBe(first.sequence);
  });

  it('give the later of two that a conversation has', () => {
    const { slots, use } = slotsOf(3);
    const [first, second] = [slots.take('a'), slots.take('a')];
    slots.give(second);
    slots.give(first);
    expect(use('a')).toBe(second.sequence);
  });
});
