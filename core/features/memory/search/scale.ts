// Brings the scores of one list to 0..1, so that lists can be added: min-max, with the list's last place as nothing.

/** Scores by id, greatest first in the list. @param floor what counts as nothing: the last place of a full list */
export function toShares(hits: readonly { id: string; score: number }[], floor: number): Map<string, number> {
  const top = hits.reduce((greatest, hit) => Math.max(greatest, hit.score), Number.NEGATIVE_INFINITY);
  const range = top - floor;
  return new Map(hits.map(({ id, score }) => [id, range > 0 ? Math.max(0, (score - floor) / range) : 1]));
}
