// Brings the scores of one list to 0..1, so that lists can be added: min-max, with the list's last place as nothing.

/**
 * Scores by id. @param floor what counts as nothing: the last place of a full list
 * @param leastRange differences smaller than this one are not blown up to the whole range: three memories that fit equally well stay equal
 */
export function toShares(hits: readonly { id: string; score: number }[], floor: number, leastRange = 0): Map<string, number> {
  const top = hits.reduce((greatest, hit) => Math.max(greatest, hit.score), Number.NEGATIVE_INFINITY);
  const range = Math.max(top - floor, leastRange);
  return new Map(hits.map(({ id, score }) => [id, range > 0 ? Math.max(0, 1 - (top - score) / range) : 1]));
}
