// Do two lists of numbers put their items into the same order?

/** Places from 1; equal values share the mean of their places. */
export function ranks(values: readonly number[]): Float64Array {
  // Typed arrays sort without calling back: an interval takes a thousand of these.
  const sorted = Float64Array.from(values).sort();
  const places = new Map<number, number>();
  for (let first = 0; first < sorted.length;) {
    let last = first;
    while (sorted[last + 1] === sorted[first]) last += 1;
    places.set(sorted[first]!, (first + last) / 2 + 1);
    first = last + 1;
  }
  return Float64Array.from(values, (value) => places.get(value)!);
}

/**
 * Spearman's rho, -1 to 1: Pearson's correlation of the ranks, which is right with ties too. NaN when either list has fewer than two different values.
 * Source: C. Spearman, "The Proof and Measurement of Association between Two Things", American Journal of Psychology 15(1), 1904.
 */
export function spearman(pairs: readonly (readonly [number, number])[]): number {
  const left = ranks(pairs.map(([value]) => value));
  const right = ranks(pairs.map(([, value]) => value));
  const middle = (pairs.length + 1) / 2;
  let both = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let index = 0; index < pairs.length; index += 1) {
    const x = left[index]! - middle;
    const y = right[index]! - middle;
    both += x * y;
    leftSquares += x * x;
    rightSquares += y * y;
  }
  const scale = Math.sqrt(leftSquares * rightSquares);
  return scale > 0 ? both / scale : NaN;
}
