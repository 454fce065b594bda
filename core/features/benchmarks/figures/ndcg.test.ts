import { describe, expect, it } from 'vitest';
import { bestOf, ndcg } from './ndcg.ts';

describe('nDCG', () => {
  it('is 1 for the best order and 0 when nothing relevant is found', () => {
    const grades = new Map([['a', 3], ['b', 2], ['c', 1]]);
    expect(ndcg(['a', 'b', 'c', 'x'], grades)).toBeCloseTo(1, 12);
    expect(ndcg(['x', 'y'], grades)).toBe(0);
  });

  it('discounts by place: one relevant document in third place gives 1 / log2(4)', () => {
    expect(ndcg(['x', 'y', 'a'], new Map([['a', 1]]))).toBeCloseTo(0.5, 12);
    expect(ndcg(['x', 'y', 'a'], new Map([['a', 5]]))).toBeCloseTo(0.5, 12);
  });

  it('weighs grades: the lesser one first costs', () => {
    const grades = new Map([['a', 2], ['b', 1]]);
    expect(ndcg(['b', 'a'], grades)).toBeCloseTo((1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3)), 12);
  });

  it('looks no deeper than asked, and more relevant ones than the depth can still give 1', () => {
    expect(ndcg(['x', 'a'], new Map([['a', 1]]), 1)).toBe(0);
    expect(ndcg(['a', 'b'], new Map([['a', 1], ['b', 1], ['c', 1]]), 2)).toBeCloseTo(1, 12);
  });

  it('says nothing of a question without an answer', () => {
    expect(ndcg(['a'], new Map([['a', 0]]))).toBeNaN();
  });
});

describe('the best of the scores', () => {
  it('are in order, equal ones by their ids', () => {
    expect(bestOf(Float64Array.of(0.1, 0.9, 0.5, 0.9, 0.2), ['a', 'z', 'c', 'd', 'e'], 3)).toEqual(['d', 'z', 'c']);
    expect(bestOf(Float64Array.of(0.1), ['a'], 5)).toEqual(['a']);
  });
});
