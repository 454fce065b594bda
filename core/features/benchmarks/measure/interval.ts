// Bootstrap intervals that let others have their turn.
import { bootstrapRounds, type Interval } from '../../../lib/bootstrap.ts';
import type { Circumstances, Reading } from './measured-model.ts';

/** Milliseconds of arithmetic between two rests. */
const atOnceMs = 4;
/** Of more items than this fewer samples are drawn: their interval is narrow anyway. */
const many = 3000;

/** A statistic of the items and its 95% interval. */
export async function intervalOf<T>(items: readonly T[], statistic: (sample: readonly T[]) => number, { rest }: Pick<Circumstances, 'rest'>): Promise<Interval> {
  const rounds = bootstrapRounds(items, statistic, items.length > many ? 200 : 1000);
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
