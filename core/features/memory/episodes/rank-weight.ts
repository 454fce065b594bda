// How an episode's rank sinks with time, and what keeps it up. Nothing is ever deleted for being old.
import type { Episode } from '../../../contract/episodes.ts';

const dayMs = 86_400_000;
/** Days in which nothing sinks: a month, so that what was told lately is told back whatever it weighs. */
export const fullDays = 30;
/** Least weight: even what has long faded is found when nothing else answers. */
export const leastWeight = 0.1;
/** Days in which an episode of no importance, never recalled, halves. */
const shortestHalfLifeDays = 30;
/** Recalls beyond these strengthen no more. */
const mostRecalls = 10;

/** Days until the weight halves, once it sinks: 30 to 990. */
export function halfLifeDays(episode: Pick<Episode, 'importance' | 'recall_count'>): number {
  return shortestHalfLifeDays * (1 + episode.importance / 5) * (1 + Math.min(mostRecalls, Math.max(0, episode.recall_count)));
}

/**
 * 0.1 to 1, what an episode's relevance is multiplied with. With d the days since it ended or was last recalled, whichever is later:
 * 1 while d <= 30, then max(0.1, 0.5 ^ ((d - 30) / half-life)). What never decays, or is pinned, stays at 1.
 *
 * Exponential forgetting whose strength grows by one step with each recall, and whose clock each recall starts anew, is MemoryBank's model of the Ebbinghaus
 * curve (Zhong et al. 2023, arXiv 2305.10250: R = e^(-t/S)). The month without loss, the floor and importance in the half-life are this project's own.
 */
export function rankWeight(episode: Pick<Episode, 'importance' | 'recall_count' | 'ended_at' | 'last_recalled_at' | 'never_decays' | 'is_pinned'>, now: number): number {
  if (episode.never_decays || episode.is_pinned) return 1;
  const days = (now - Math.max(episode.ended_at, episode.last_recalled_at ?? Number.NEGATIVE_INFINITY)) / dayMs;
  if (days <= fullDays) return 1;
  return Math.max(leastWeight, 0.5 ** ((days - fullDays) / halfLifeDays(episode)));
}
