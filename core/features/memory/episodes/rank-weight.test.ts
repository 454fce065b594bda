// How far an episode's rank may sink, as properties over any episode and any two moments.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullDays, halfLifeDays, leastWeight, rankWeight } from './rank-weight.ts';

const day = 86_400_000;
const episodes = fc.record({
  importance: fc.double({ min: 0, max: 10, noNaN: true }), recall_count: fc.nat(1000), ended_at: fc.integer({ min: 0, max: 2e12 }), never_decays: fc.constant(false), is_pinned: fc.constant(false),
  last_recalled_at: fc.option(fc.integer({ min: 0, max: 2e12 })),
});
const plain = { importance: 5, recall_count: 0, ended_at: 0, last_recalled_at: null, never_decays: false, is_pinned: false };

describe('the weight of an episode', () => {
  it('is never above 1, never below the floor, and never grows by waiting', () => fc.assert(fc.property(episodes, fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 1e12 }), (episode, now, more) => {
    const weight = rankWeight(episode, now);
    expect(weight).toBeLessThanOrEqual(1);
    expect(weight).toBeGreaterThanOrEqual(leastWeight);
    expect(rankWeight(episode, now + more)).toBeLessThanOrEqual(weight);
  })));

  it('is whole in the first thirty days after it ended or was last recalled, and when clocks go back', () => fc.assert(fc.property(episodes, fc.integer({ min: -1e12, max: fullDays * day }), (episode, since) => {
    expect(rankWeight(episode, Math.max(episode.ended_at, episode.last_recalled_at ?? 0) + since)).toBe(1);
  })));

  it('of the more important, and of the more often recalled, is no less', () => fc.assert(fc.property(episodes, fc.integer({ min: 0, max: 4e12 }), fc.double({ min: 0, max: 5, noNaN: true }), fc.nat(20), (episode, now, importance, recalls) => {
    const stronger = { ...episode, importance: Math.min(10, episode.importance + importance), recall_count: episode.recall_count + recalls };
    expect(rankWeight(stronger, now)).toBeGreaterThanOrEqual(rankWeight(episode, now));
    expect(rankWeight({ ...episode, last_recalled_at: Math.max(now, episode.last_recalled_at ?? 0) }, now)).toBe(1);
  })));

  it('of what never decays or is pinned stays whole for ever', () => fc.assert(fc.property(episodes, fc.integer({ min: 0, max: 8e15 }), (episode, now) => {
    expect(rankWeight({ ...episode, never_decays: true }, now)).toBe(1);
    expect(rankWeight({ ...episode, is_pinned: true }, now)).toBe(1);
  })));

  it('halves with each half-life after the month, down to the floor', () => {
    expect(halfLifeDays(plain)).toBe(60);
    expect([30, 31, 90, 150, 10_000].map((days) => Number(rankWeight(plain, days * day).toFixed(3)))).toEqual([1, 0.989, 0.5, 0.25, 0.1]);
    expect(halfLifeDays({ importance: 0, recall_count: 0 })).toBe(30);
    expect(halfLifeDays({ importance: 10, recall_count: 50 })).toBe(990);
  });
});
