// Do the right documents stand first?

/**
 * nDCG at a depth, 0 to 1, with the grade as the gain and log2(place + 1) as the discount, as trec_eval and BEIR have it. NaN when nothing is relevant.
 * Source: K. Järvelin and J. Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", ACM Transactions on Information Systems 20(4), 2002.
 * @param ranking ids, best first @param grades of the relevant ones, above 0
 */
export function ndcg(ranking: readonly string[], grades: ReadonlyMap<string, number>, depth = 10): number {
  const gain = (ordered: readonly number[]) => ordered.slice(0, depth).reduce((sum, grade, place) => sum + grade / Math.log2(place + 2), 0);
  const best = gain([...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a));
  return best > 0 ? gain(ranking.map((id) => Math.max(0, grades.get(id) ?? 0))) / best : NaN;
}

/** The ids of the highest scores, best first; equal scores by id, so that the order is always the same. */
export function bestOf(scores: Float64Array, ids: readonly string[], count: number): string[] {
  const best: number[] = [];
  const isBefore = (one: number, other: number) => scores[one]! > scores[other]! || (scores[one] === scores[other] && ids[one]! < ids[other]!);
  for (let index = 0; index < scores.length; index += 1) {
    if (best.length === count && !isBefore(index, best[count - 1]!)) continue;
    let place = best.length;
    while (place > 0 && isBefore(index, best[place - 1]!)) place -= 1;
    best.splice(place, 0, index);
    if (best.length > count) best.pop();
  }
  return best.map((index) => ids[index]!);
}
