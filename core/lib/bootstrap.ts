// How sure a figure is: a percentile bootstrap.
import { createRandom } from './random.ts';

/** A statistic over `n` items with the ends of its 95% interval. */
export type Interval = { n: number; value: number; low: number; high: number };

/**
 * A statistic over items with its 95% interval: items are drawn again with replacement `resamples` times and the 2.5th and 97.5th percentiles taken.
 * Source: B. Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7(1), 1979. `n` of the figure is the number of items.
 * A statistic that is undefined for a sample (NaN) leaves that sample out; no items at all give zeros.
 */
export function bootstrap<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, resamples = 1000, seed = 1979): Interval {
  const rounds = bootstrapRounds(items, statistic, resamples, seed);
  for (;;) {
    const { done, value } = rounds.next();
    if (done) return value;
  }
}

/** The same, one sample at a time, for whoever has other things to do in between. */
export function* bootstrapRounds<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, resamples = 1000, seed = 1979): Generator<void, Interval> {
  const defined = (value: number) => (Number.isNaN(value) ? 0 : value);
  if (items.length === 0) return { n: 0, value: 0, low: 0, high: 0 };
  const random = createRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < resamples; round++) {
    const value = statistic(Array.from(items, () => items[Math.floor(random() * items.length)]!));
    if (!Number.isNaN(value)) values.push(value);
    yield;
  }
  values.sort((a, b) => a - b);
  const value = defined(statistic(items));
  if (values.length === 0) return { n: items.length, value, low: value, high: value };
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  return { n: items.length, value, low: at(0.025), high: at(0.975) };
}

/** The mean of a number per item, with its interval: a recall, an accuracy. */
export function bootstrapMean(values: readonly number[], resamples?: number, seed?: number): Interval {
  return bootstrap(values, mean, resamples, seed);
}

/** NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
