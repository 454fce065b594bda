// Reciprocal-rank fusion of ranked lists (Cormack, Clarke and Buettcher, SIGIR 2009).

/** Damps the weight of the first ranks; 20 suits short lists (the paper's 60 suits lists of a thousand). */
export const fusionConstant = 20;

/** What rank `rank` (0-based) of one list is worth. */
export function rankScore(rank: number): number {
  return 1 / (fusionConstant + rank + 1);
}

export type Fused = { id: string; words: number; meaning: number; recency: number; score: number };

/**
 * The union of a keyword list and a vector list (ids, best first), best first. Neither list merely re-ranks the other.
 * `ageDays` gives recency its small say: at most a tenth of one first place, halved every 30 days.
 */
export function fuse(lists: { words: readonly string[]; meaning: readonly string[] }, ageDays: (id: string) => number): Fused[] {
  const byId = new Map<string, Fused>();
  const entry = (id: string): Fused => {
    let fused = byId.get(id);
    if (!fused) {
      fused = { id, words: 0, meaning: 0, recency: 0.1 * rankScore(0) * 0.5 ** (Math.max(0, ageDays(id)) / 30), score: 0 };
      byId.set(id, fused);
    }
    return fused;
  };
  lists.words.forEach((id, rank) => { entry(id).words = rankScore(rank); });
  lists.meaning.forEach((id, rank) => { entry(id).meaning = rankScore(rank); });
  for (const fused of byId.values()) fused.score = fused.words + fused.meaning + fused.recency;
  return [...byId.values()].sort((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1));
}
