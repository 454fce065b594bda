// Days, weeks and months of a time zone, as the times they begin at.
import type { analyticsBuckets } from '../../contract/analytics.ts';

export type Bucket = (typeof analyticsBuckets)[number];
const dayMs = 86_400_000;

/** Days up to two months, weeks up to a year and a half, months beyond. */
export function bucketFor(from: number, to: number): Bucket {
  const days = (to - from) / dayMs;
  return days <= 62 ? 'day' : days <= 550 ? 'week' : 'month';
}

/** About how many buckets a time has. */
export function bucketCount(from: number, to: number, bucket: Bucket): number {
  return (to - from) / (dayMs * { day: 1, week: 7, month: 30 }[bucket]);
}

/** Beginnings of the buckets that `from` (included) to `to` (excluded) touch, ascending. @param timeZone IANA name or offset */
export function bucketStarts(from: number, to: number, bucket: Bucket, timeZone: string): number[] {
  const zone = zoneOf(timeZone);
  const [year, month, day] = zone.date(from);
  /** Days are counted on the calendar, in UTC, and only then looked up in the zone. */
  const weekday = (new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7;
  const nth = (n: number) => bucket === 'month' ? zone.beginning(year, month + n, 1) : bucket === 'week' ? zone.beginning(year, month, day - weekday + 7 * n) : zone.beginning(year, month, day + n);
  const starts = [nth(0)];
  for (let n = 1, next = nth(1); next < to; next = nth(++n)) starts.push(next);
  return starts;
}

/** Where the bucket that holds a time is in `starts`; -1 before the first. */
export function bucketIndex(starts: readonly number[], time: number): number {
  let low = 0;
  for (let high = starts.length; low < high;) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function zoneOf(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  /** What a clock on the wall shows, as if it were UTC. */
  const wall = (time: number): number => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
  };
  return {
    date: (time: number): [number, number, number] => {
      const shown = new Date(wall(time));
      return [shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate()];
    },
    /** The first moment of a day: where the clock skips midnight, the moment after; where it is twice, the first. */
    beginning(year: number, month: number, day: number): number {
      const midnight = Date.UTC(year, month, day);
      const offsets = [-1, 0, 1].map((days) => { const time = midnight + days * dayMs; return wall(time) - time; });
      const hits = offsets.map((offset) => midnight - offset).filter((time) => wall(time) === midnight);
      if (hits.length > 0) return Math.min(...hits);
      // Skipped: the clock jumped with the offset before, at that midnight.
      return midnight - offsets[0]!;
    },
  };
}
