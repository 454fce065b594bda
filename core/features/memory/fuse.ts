// The worth of a place in a ranked list, after reciprocal-rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009).

/** Damps the weight of the first ranks; 20 suits short lists (the paper's 60 suits lists of a thousand). */
export const fusionConstant = 20;

/** What rank `rank` (0-based) of one list is worth. */
export function rankScore(rank: number): number {
  return 1 / (fusionConstant + rank + 1);
}
