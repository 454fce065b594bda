// Where to cut a score so that a label's F1 is highest.

/**
 * The cut with the highest F1 of one label.
 * @returns the threshold (a score at or above it counts) and the F1 it gave on these scores
 */
export function bestThreshold(scores: Float32Array, isPositive: (index: number) => boolean): { threshold: number; f1: number } {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  let positives = 0;
  for (let index = 0; index < scores.length; index += 1) if (isPositive(index)) positives += 1;
  let hits = 0;
  let best = { threshold: 1, f1: 0 };
  for (let place = 0; place < order.length; place += 1) {
    if (isPositive(order[place]!)) hits += 1;
    const score = scores[order[place]!]!;
    const next = place + 1 < order.length ? scores[order[place + 1]!]! : 0;
    if (next === score) continue;
    const f1 = (2 * hits) / (place + 1 + positives);
    if (f1 > best.f1) best = { threshold: (score + next) / 2, f1 };
  }
  return best;
}
