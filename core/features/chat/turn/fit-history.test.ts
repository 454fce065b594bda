// Where a prompt begins, for any history, room and summaries.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../contract/entities.ts';
import type { Summary } from '../../../contract/summaries.ts';
import { estimateTokens } from '../../../lib/estimate-tokens.ts';
import { asksForSummaries, fitHistory, maximumHistory } from './fit-history.ts';
import type { EarlierTurns } from './fit-history.ts';

const historyOf = (count: number, firstDepth = 0): Message[] => Array.from({ length: count }, (_, index) => ({
  id: `m${firstDepth + index}`, session_id: 's', user_id: 'u', parent_id: null, depth: firstDepth + index, speaker: (firstDepth + index) % 2 === 0 ? 'user' : 'assistant', content: 'x', status: 'complete', is_active: true,
  client_message_id: null, context: null, model: null, error: null, created_at: 0,
}));
const summariesOf = (firsts: readonly number[]): Summary[] => firsts.map((first) => ({
  id: `s${first}`, session_id: 's', user_id: 'u', source_message_ids: ['m'], first_message_id: `m${first}`, last_message_id: `m${first + 9}`, first_depth: first, last_depth: first + 9, content: `The user said: “Stretch ${first}”.`, language: 'en', source: 'rules',
  started_at: 0, ended_at: 0, created_at: 0, updated_at: 0,
}));
const earlier = (more: Partial<EarlierTurns> = {}): EarlierTurns => ({ every: 10, recentMessages: 40, tokenBudget: 400, block: null, summaries: null, ...more });
const fit = (history: readonly Message[], room: number, given: EarlierTurns | null, cost = 10) => fitHistory(history, history.map(() => cost), room, 'en', given);

describe('the beginning of a prompt', () => {
  it('stays up to two stretches beyond what is kept word for word, then moves to the last stretch that leaves so much', () => {
    const summaries = summariesOf([0, 10, 20, 30]);
    expect(fit(historyOf(60), 5000, earlier({ summaries }))).toMatchObject({ hasMoved: false, block: null });
    const moved = fit(historyOf(61), 5000, earlier({ summaries }));
    expect(moved).toMatchObject({ hasMoved: true, tokens: 410 });
    expect(moved.kept[0]!.depth).toBe(20);
    expect(moved.block).toContain('Stretch 10');
    expect(moved.block).not.toContain('Stretch 20');
  });

  it('waits for a stretch that has no summary yet, but not for one without words', () => {
    expect(fit(historyOf(70), 5000, earlier({ summaries: summariesOf([0, 20, 30]) })).kept[0]!.depth).toBe(10);
    expect(fit(historyOf(70), 5000, earlier({ summaries: summariesOf([10, 20]) }))).toMatchObject({ hasMoved: false });
    const silent = historyOf(70).map((message) => (message.depth >= 10 && message.depth < 20 ? { ...message, content: '' } : message));
    expect(fit(silent, 5000, earlier({ summaries: summariesOf([0, 20, 30]) })).kept[0]!.depth).toBe(30);
  });

  it('asks for summaries only when it may move, or when nothing stands for what went before', () => {
    expect(asksForSummaries(historyOf(60), earlier())).toBe(false);
    expect(asksForSummaries(historyOf(61), earlier())).toBe(true);
    expect(asksForSummaries(historyOf(20, 40), earlier())).toBe(true);
    expect(asksForSummaries(historyOf(20, 40), earlier({ block: '[x]' }))).toBe(false);
    expect(asksForSummaries(historyOf(61), earlier({ tokenBudget: 0 }))).toBe(false);
    expect(asksForSummaries([], earlier())).toBe(false);
  });

  it('never takes more than its room, keeps the end, and says when it has moved, whatever is given', () => {
    const any = fc.record({
      count: fc.integer({ min: 0, max: 230 }), first: fc.integer({ min: 0, max: 50 }), cost: fc.integer({ min: 1, max: 80 }), room: fc.integer({ min: 0, max: 4000 }), tens: fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 28 }),
      block: fc.option(fc.string({ maxLength: 1500 }).map((text) => `[${text}]`), { nil: null }), isOn: fc.boolean(), isRead: fc.boolean(), tokenBudget: fc.integer({ min: 0, max: 600 }),
    });
    fc.assert(fc.property(any, ({ count, first, cost, room, tens, block, isOn, isRead, tokenBudget }) => {
      const history = historyOf(count, first);
      const given = isOn ? earlier({ block, tokenBudget, summaries: isRead ? summariesOf(tens.map((ten) => ten * 10)) : null }) : null;
      const fitted = fit(history, room, given, cost);
      expect(fitted.tokens).toBe(fitted.kept.length * cost);
      expect(fitted.tokens + (fitted.block === null ? 0 : estimateTokens(fitted.block))).toBeLessThanOrEqual(room);
      expect(fitted.kept.length).toBeLessThanOrEqual(maximumHistory);
      expect(fitted.kept).toEqual(history.slice(count - fitted.kept.length));
      if (!fitted.hasMoved) expect([fitted.kept.length, fitted.block === null || fitted.block === block]).toEqual([count, true]);
      // A note never tells of what is there word for word.
      const start = fitted.kept[0]?.depth ?? Number.POSITIVE_INFINITY;
      if (fitted.hasMoved) for (const [, depth] of fitted.block?.matchAll(/Stretch (\d+)/g) ?? []) expect(Number(depth) + 9).toBeLessThan(start);
      if (!isOn) expect(fitted.block).toBeNull();
    }), { numRuns: 1000 });
  });
});
