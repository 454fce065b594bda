// Which stretches a branch is cut into: what has a summary stays as it was cut, the rest is cut anew.
import type { Summary } from '../../contract/summaries.ts';

/** Depths of the first and the last message, both included. */
export type Stretch = { first: number; last: number; summary: Summary | null };

/** Messages at the end of a branch that are not summarised of themselves: they are still edited, written again, and in the prompt anyway. */
export const leftAlone = 4;

/**
 * The whole stretches of a branch, oldest first: `every` messages each, fewer where the next summary begins earlier (`every` was another number then).
 * @param lastDepth depth of the last message that may be summarised @param summaries of this branch alone @param firstDepth where cutting begins
 */
export function stretchesOf(lastDepth: number, summaries: readonly Summary[], every: number, firstDepth = 0): Stretch[] {
  const known = [...summaries].sort((one, other) => one.first_depth - other.first_depth || (one.id < other.id ? -1 : 1));
  const stretches: Stretch[] = [];
  let next = 0;
  for (let start = firstDepth; start <= lastDepth;) {
    while (next < known.length && known[next]!.first_depth < start) next += 1;
    const summary = known[next] ?? null;
    if (summary?.first_depth === start) {
      stretches.push({ first: start, last: summary.last_depth, summary });
      start = summary.last_depth + 1;
      continue;
    }
    const last = Math.min(start + every, summary?.first_depth ?? Number.POSITIVE_INFINITY) - 1;
    if (last > lastDepth) break;
    stretches.push({ first: start, last, summary: null });
    start = last + 1;
  }
  return stretches;
}
