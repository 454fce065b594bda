// A search answers the nearest it has, however far: what plainly answers stands first, the rest waits. Pure.
import type { RecalledItem } from '../../../core/contract/index.ts';
import { findHits } from './highlight.ts';

/** Share of the best score from which something without a word of the question still counts as an answer. */
const leastShare = 0.6;

export function byStrength(items: readonly RecalledItem[], terms: readonly string[]): { strong: RecalledItem[]; weak: RecalledItem[] } {
  const best = Math.max(...items.map((item) => item.score), 0);
  const isStrong = (item: RecalledItem): boolean => item.score >= best * leastShare || item.parts.words > 0 && findHits(item.text, terms).length > 0;
  return { strong: items.filter(isStrong), weak: items.filter((item) => !isStrong(item)) };
}
