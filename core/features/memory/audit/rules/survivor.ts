// Which of several that say the same stays.
import type { Fact } from '../../../../contract/entities.ts';
import type { Episode } from '../../../../contract/episodes.ts';

/** The one for every companion, then what the user told, pinned, is surest of, and the oldest. */
export function byStaying(one: Fact, other: Fact): number {
  return (
    Number(one.scope !== '') - Number(other.scope !== '') || Number(one.source !== 'user') - Number(other.source !== 'user') || Number(other.is_pinned) - Number(one.is_pinned)
    || other.confidence - one.confidence || (one.id < other.id ? -1 : 1)
  );
}

/** What the user told stands above what was read; of these the latest. */
export function byTruth(one: Fact, other: Fact): number {
  return Number(one.source !== 'user') - Number(other.source !== 'user') || other.valid_from - one.valid_from || (one.id < other.id ? 1 : -1);
}

export function episodeByStaying(one: Episode, other: Episode): number {
  return Number(one.source !== 'user') - Number(other.source !== 'user') || Number(other.is_pinned) - Number(one.is_pinned) || other.importance - one.importance || (one.id < other.id ? -1 : 1);
}
