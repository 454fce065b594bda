// A middle, and how bad it gets.

/** The value below which the share lies, by linear interpolation (R's type 7). NaN of none. @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  return below === undefined || above === undefined ? NaN : below + (above - below) * (at - Math.floor(at));
}
