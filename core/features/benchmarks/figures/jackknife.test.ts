import { describe, expect, it } from 'vitest';
import { mean, type Interval } from '../../../lib/bootstrap.ts';
import { jackknifeRounds } from './jackknife.ts';

function jackknife(items: readonly number[], statistic: (sample: readonly number[]) => number, lowest = -Infinity, highest = Infinity): Interval {
  const rounds = jackknifeRounds(items, statistic, lowest, highest);
  for (;;) {
    const { done, value } = rounds.next();
    if (done) return value;
  }
}

describe('the jackknife interval', () => {
  it('is the textbook one of a mean: 1.96 standard deviations over the root of n', () => {
    const items = [2, 4, 4, 4, 5, 5, 7, 9];
    const deviation = Math.sqrt(items.reduce((sum, item) => sum + (item - 5) ** 2, 0) / (items.length - 1));
    const { n, value, low, high } = jackknife(items, mean);
    expect({ n, value }).toEqual({ n: 8, value: 5 });
    expect(high - value).toBeCloseTo((1.96 * deviation) / Math.sqrt(8), 9);
    expect(value - low).toBeCloseTo(high - value, 9);
  });

  it('is near it when items are left out in groups', () => {
    const items = Array.from({ length: 2000 }, (_, index) => Math.sin(index * 7.3));
    const deviation = Math.sqrt(items.reduce((sum, item) => sum + (item - mean(items)) ** 2, 0) / (items.length - 1));
    const { value, high } = jackknife(items, mean);
    expect((high - value) / ((1.96 * deviation) / Math.sqrt(2000))).toBeGreaterThan(0.8);
    expect((high - value) / ((1.96 * deviation) / Math.sqrt(2000))).toBeLessThan(1.25);
  });

  it('holds the value of a figure that repeated items would raise, and stays within its limits', () => {
    const share = (sample: readonly number[]) => new Set(sample).size / 10;
    const { value, low, high } = jackknife([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share, 0, 1);
    expect(value).toBe(1);
    expect(low).toBeLessThanOrEqual(1);
    expect(high).toBe(1);
    expect(jackknife([3], mean)).toEqual({ n: 1, value: 3, low: 3, high: 3 });
  });
});
