// How sure a figure is: a percentile bootstrap.
import { createRandom } from '../scripts/heads/lib/random.ts';
import type { Figure } from './report.ts';

/**
 * A statistic over items with its 95% interval: items are drawn again with replacement `resamples` times and the 2.5th and 97.5th percentiles taken.
 * Source: B. Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7(1), 1979. `n` of the figure is the number of items.
 * A statistic that is undefined for a sample (NaN) leaves that sample out; no items at all give zeros.
 */
export function bootstrap<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, resamples = 1000, seed = 1979): Figure {
  const defined = (value: number) => (Number.isNaN(value) ? 0 : value);
  if (items.length === 0) return { n: 0, value: 0, low: 0, high: 0 };
  const random = createRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < resamples; round++) {
    const value = statistic(Array.from(items, () => items[Math.floor(random() * items.length)]!));
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const value = defined(statistic(items));
  if (values.length === 0) return { n: items.length, value, low: value, high: value };
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  return { n: items.length, value, low: at(0.025), high: at(0.975) };
}

/** The mean of a number per item, with its interval: a recall, an accuracy. */
export function bootstrapMean(values: readonly number[], resamples?: number, seed?: number): Figure {
  return bootstrap(values, (sample) => sample.reduce((sum, value) => sum + value, 0) / sample.length, resamples, seed);
}
