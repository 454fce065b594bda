// From sums by slices to sums by buckets, and small sums.
import { bucketIndex } from './buckets.ts';

/** The rows of each bucket. Days of every zone begin with a slice, so that none is of two buckets. @param rows none before the first bucket */
export function inBuckets<Row extends { slice: number }>(rows: readonly Row[], starts: readonly number[]): Row[][] {
  const buckets = starts.map((): Row[] => []);
  for (const row of rows) buckets[Math.max(0, bucketIndex(starts, row.slice))]!.push(row);
  return buckets;
}

export const sumOf = <Row>(rows: readonly Row[], value: (row: Row) => number): number => rows.reduce((sum, row) => sum + value(row), 0);

/** Sums by name, greatest first, then by name. */
export function tally<Row, Name extends string>(rows: readonly Row[], name: (row: Row) => Name, value: (row: Row) => number): [Name, number][] {
  const sums = new Map<Name, number>();
  for (const row of rows) sums.set(name(row), (sums.get(name(row)) ?? 0) + value(row));
  return [...sums].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
}

/** To a millionth, so that sums of decimals read well. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
export const meanOf = (sum: number, count: number): number | null => (count === 0 ? null : rounded(sum / count));
