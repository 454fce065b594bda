// Finds the episodes of a window of one session. Pure: what becomes of them is for reconcile.ts.
import { describe } from './describe.ts';
import type { EpisodeDraft } from './describe.ts';
import { happeningsOf, worthKeeping } from './happenings.ts';
import { weigh } from './weigh.ts';
import type { Told, Weighed } from './weigh.ts';

/** Messages of both speakers looked at together. */
export const windowLength = 12;

/** Happenings worth an episode, oldest first, as their messages. @param window oldest first */
export function findHappenings(window: readonly Weighed[]): Weighed[][] {
  return happeningsOf(window).filter((members) => {
    const draft = describe(members);
    return draft.importance >= worthKeeping && draft.title !== '';
  });
}

/** The episodes a window tells when nothing is known yet. */
export function detectEpisodes(window: readonly Told[]): EpisodeDraft[] {
  return findHappenings(window.map(weigh)).map(describe);
}
