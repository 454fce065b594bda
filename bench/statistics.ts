// Percentiles and a table line, shared by the benches.

export type Summary = { n: number; p50: number; p95: number; max: number };

/** Nearest-rank percentiles of a list of milliseconds (or any numbers). */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { n: sorted.length, p50: round(at(0.5)), p95: round(at(0.95)), max: round(at(1)) };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** One result: what was measured, the figure, and the floor it is held against, where there is one. */
export type Result = { name: string; unit: string; values: Record<string, number>; floor: { value: string; limit: number } | null };

/** True unless a floor is broken. */
export function isWithinFloor(result: Result): boolean {
  return result.floor === null || (result.values[result.floor.value] ?? Number.POSITIVE_INFINITY) <= result.floor.limit;
}

export function describe(result: Result): string {
  const values = Object.entries(result.values).map(([key, value]) => `${key} ${value}`).join('  ');
  const floor = result.floor === null ? '' : `  [floor: ${result.floor.value} <= ${result.floor.limit} ${isWithinFloor(result) ? 'ok' : 'MISSED'}]`;
  return `${result.name.padEnd(46)} ${values} ${result.unit}${floor}`;
}
