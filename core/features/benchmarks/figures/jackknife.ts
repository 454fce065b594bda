// How sure a figure is whose value depends on how many different items there are: drawing items twice, as a bootstrap does, would raise it.
import type { Interval } from '../../../lib/bootstrap.ts';
import { createRandom, shuffle } from '../../../lib/random.ts';

/** Groups that are left out one after another. */
const mostGroups = 200;

/**
 * A statistic with its 95% interval from the delete-a-group jackknife, cut to `lowest` and `highest`: value plus or minus 1.96 standard errors. One sample at a time, for whoever has other things to do in between.
 * Source: J. Tukey, "Bias and Confidence in Not-Quite Large Samples", Annals of Mathematical Statistics 29, 1958. Fewer than two items: no width.
 */
export function* jackknifeRounds<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, lowest: number, highest: number): Generator<void, Interval> {
  const value = statistic(items);
  const groups = Math.min(mostGroups, items.length);
  const values: number[] = [];
  // By chance: items often come in an order that tells of them.
  const order = Uint32Array.from(items, (_, index) => index);
  shuffle(order, createRandom(1958));
  for (let group = 0; group < groups; group += 1) {
    values.push(statistic(items.filter((_, index) => order[index]! % groups !== group)));
    yield;
  }
  const middle = values.reduce((sum, one) => sum + one, 0) / groups;
  const error = groups < 2 ? 0 : Math.sqrt(((groups - 1) / groups) * values.reduce((sum, one) => sum + (one - middle) ** 2, 0));
  return { n: items.length, value, low: Math.max(lowest, value - 1.96 * error), high: Math.min(highest, value + 1.96 * error) };
}
