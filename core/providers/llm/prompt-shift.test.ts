// Which tokens may go, and which turns.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './llm.ts';
import { findShift, fitTurns } from './prompt-shift.ts';

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe('findShift', () => {
  it('finds what was taken out after the head', () => {
    const [head, gone, rest, added] = [range(0, 50), range(1000, 70), range(2000, 90), range(3000, 20)];
    expect(findShift([...head, ...gone, ...rest], [...head, ...rest, ...added])).toEqual({ start: 50, end: 120 });
    expect(findShift([...head, ...gone, ...rest, ...range(9000, 5)], [...head, ...rest, ...added]), 'a reply was cut at its end').toEqual({ start: 50, end: 120 });
  });

  it('leaves alone what only grew, what has no common beginning, and what is equal by chance', () => {
    const kept = range(0, 100);
    expect(findShift(kept, [...kept, 7, 8])).toBeNull();
    expect(findShift(kept, kept.slice(0, 60))).toBeNull();
    expect(findShift(kept, [5000, ...kept])).toBeNull();
    expect(findShift(kept, [0, 1, ...range(10, 20), ...range(7000, 80)])).toBeNull();
    expect(findShift([], kept)).toBeNull();
  });

  it('never loses more of the beginning than it wins: what stays is the beginning of what is wanted', () => {
    const tokens = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 120 });
    fc.assert(fc.property(tokens, tokens, (kept, wanted) => {
      const shift = findShift(kept, wanted);
      if (!shift) return;
      expect(shift.start).toBeGreaterThan(0);
      expect(shift.end).toBeGreaterThan(shift.start);
      const left = [...kept.slice(0, shift.start), ...kept.slice(shift.end)];
      let same = 0;
      while (same < left.length && same < wanted.length && left[same] === wanted[same]) same += 1;
      expect(same).toBeGreaterThanOrEqual(shift.start + 32);
    }));
  });
});

describe('fitTurns', () => {
  /** One token a letter. */
  const count = (messages: readonly ChatMessage[]) => messages.reduce((sum, message) => sum + message.content.length, 0);
  const system: ChatMessage = { role: 'system', content: 's'.repeat(20) };
  const talk = (turns: number): ChatMessage[] => [system, ...Array.from({ length: turns }, (_, index): ChatMessage => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: `${index}`.padEnd(10, '.') }))];

  it('changes nothing that fits', () => {
    expect(fitTurns(talk(7), count, 90, 40)).toEqual({ messages: talk(7), leftOut: 0 });
  });

  it('keeps the system text and begins with a user turn', () => {
    const fitted = fitTurns(talk(9), count, 90, 40)!;
    expect(fitted.leftOut).toBe(4);
    expect(fitted.messages[0]).toEqual(system);
    expect(fitted.messages[1]).toMatchObject({ role: 'user', content: expect.stringMatching(/^4/) });
    expect(fitted.messages).toHaveLength(6);
  });

  it('begins with the same turn for several turns', () => {
    const beginnings = range(9, 30).filter((turns) => turns % 2 === 1).map((turns) => fitTurns(talk(turns), count, 120, 80)!.messages[1]!.content);
    const changes = beginnings.filter((beginning, index) => index > 0 && beginning !== beginnings[index - 1]).length;
    expect(changes).toBeLessThanOrEqual(beginnings.length / 3);
  });

  it('is null when the last message alone is too long', () => {
    expect(fitTurns([...talk(5), { role: 'user', content: 'x'.repeat(200) }], count, 90, 40)).toBeNull();
    expect(fitTurns([{ role: 'user', content: 'x'.repeat(200) }], count, 90, 40)).toBeNull();
  });

  it('always fits, and never leaves the last message out', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 30, max: 200 }), fc.integer({ min: 1, max: 100 }), (lengths, limit, step) => {
      const messages: ChatMessage[] = lengths.map((length, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: 'x'.repeat(length) }));
      const fitted = fitTurns(messages, count, limit, step);
      if (!fitted) return;
      expect(count(fitted.messages)).toBeLessThanOrEqual(limit);
      expect(fitted.messages.at(-1)).toBe(messages.at(-1));
    }));
  });
});
