// Intervals that let others have their turn.
import { bootstrapRounds, type Interval } from '../../../lib/bootstrap.ts';
import { jackknifeRounds } from '../figures/jackknife.ts';
import type { Circumstances, Reading } from './measured-model.ts';

/** Milliseconds of arithmetic between two rests. */
const atOnceMs = 4;
/** Of more items than this fewer samples are drawn: their interval is narrow anyway. */
const many = 3000;

type Rest = Pick<Circumstances, 'rest'>;

/** A statistic of the items and its bootstrap 95% interval. */
export function intervalOf<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, circumstances: Rest): Promise<Interval> {
  return slowly(bootstrapRounds(items, statistic, items.length > many ? 200 : 1000), circumstances);
}

/** The same for a share that repeated items would raise, 0 to 1: by the jackknife. */
export function intervalOfShare<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, circumstances: Rest): Promise<Interval> {
  return slowly(jackknifeRounds(items, statistic, 0, 1), circumstances);
}

async function slowly(rounds: Generator<void, Interval>, { rest }: Rest): Promise<Interval> {
  let begun = performance.now();
  for (let round = rounds.next(); ; round = rounds.next()) {
    if (round.done) return round.value;
    if (performance.now() - begun < atOnceMs) continue;
    await rest();
    begun = performance.now();
  }
}

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** A reading of an interval; none where the statistic is not defined. */
export function toReading(what: Pick<Reading, 'suite' | 'name' | 'unit'>, { n, value, low, high }: Interval | { n: number; value: number; low: null; high: null }): Reading[] {
  if (n === 0 || !Number.isFinite(value)) return [];
  return [{ ...what, value: rounded(value), n, low: low === null ? null : rounded(low), high: high === null ? null : rounded(high) }];
}
