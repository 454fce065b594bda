// Importance in five steps, cut from the score.
import type { Classification } from '../../../contract/episodes.ts';

const cuts = [['critical', 8.5], ['high', 6.5], ['medium', 4], ['low', 2], ['trivial', 0]] as const satisfies readonly (readonly [Classification['importance'], number])[];

/** @param score 0 to 10 */
export function importanceLevel(score: number): Classification['importance'] {
  return cuts.find(([, from]) => score >= from)?.[0] ?? 'trivial';
}
