import { describe, expect, it } from 'vitest';
import { ranks, spearman } from './spearman.ts';

const pairs = (left: number[], right: number[]) => left.map((value, index) => [value, right[index]!] as const);

describe('Spearman\'s rho', () => {
  it('looks at the order alone', () => {
    expect(spearman(pairs([1, 2, 3, 4], [10, 200, 3000, 40_000]))).toBeCloseTo(1, 12);
    expect(spearman(pairs([1, 2, 3, 4], [9, 7, 5, -100]))).toBeCloseTo(-1, 12);
  });

  it('is the textbook value without ties: 1 - 6 * sum of d squared / (n * (n * n - 1))', () => {
    const left = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const right = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const places = (values: number[]) => values.map((value) => values.filter((other) => other < value).length + 1);
    const squares = places(left).reduce((sum, place, index) => sum + (place - places(right)[index]!) ** 2, 0);
    expect(squares).toBe(194);
    expect(spearman(pairs(left, right))).toBeCloseTo(1 - (6 * squares) / (10 * 99), 12);
  });

  it('gives equal values the mean of their places', () => {
    expect([...ranks([5, 1, 5, 9, 1, 5])]).toEqual([4, 1.5, 4, 6, 1.5, 4]);
    // Pearson of (1, 2.5, 2.5, 4) and (1, 3, 2, 4), worked out by hand: 4.5 / sqrt(4.5 * 5).
    expect(spearman(pairs([0, 3, 3, 7], [1, 3, 2, 4]))).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('says nothing where there is no order', () => {
    for (const none of [pairs([], []), pairs([1], [2]), pairs([3, 3, 3], [1, 2, 3])]) expect(spearman(none)).toBeNaN();
  });
});
