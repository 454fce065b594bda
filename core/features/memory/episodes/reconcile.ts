// What was found against what is kept: one happening is one episode, and later words about it extend the one there is.
import type { Episode } from '../../../contract/episodes.ts';
import { describe } from './describe.ts';
import type { EpisodeDraft } from './describe.ts';
import { routineFrom } from './routine.ts';
import type { Weighed } from './weigh.ts';

/** Most messages one episode is made from: the first and the latest of them. */
const mostSources = 60;
const firstSources = 20;

/** A draft, and the episode it extends; null for a new one. */
export type Reconciled = { draft: EpisodeDraft; extends: Episode | null };

export type Kept = {
  /** Standing episodes of the session that share messages with the window. */
  episodes: readonly Episode[];
  /** The messages of those episodes, weighed, whether in the window or not. */
  sources: ReadonlyMap<string, Weighed>;
  /** Messages no episode may be made of. */
  forgotten: ReadonlySet<string>;
};

/** Pure. Only what changes anything is answered. @param found happenings of the window, oldest first */
export function reconcile(found: readonly (readonly Weighed[])[], kept: Kept): Reconciled[] {
  const grown = new Map<string, Weighed[]>();
  const fresh: Weighed[][] = [];
  const notable = kept.episodes.filter((episode) => episode.type !== 'routine');
  for (const happening of found) {
    const members = happening.filter((member) => !kept.forgotten.has(member.id));
    if (!members.some((member) => member.type !== null)) continue;
    const home = closest(notable, members);
    const elsewhere = new Set(notable.filter((episode) => episode !== home).flatMap((episode) => episode.source_message_ids));
    const own = members.filter((member) => !elsewhere.has(member.id));
    if (!own.some((member) => member.speaker === 'user' && (home !== null || member.type !== null))) continue;
    if (home) grown.set(home.id, [...(grown.get(home.id) ?? []), ...own]);
    else fresh.push(own);
  }
  const extended = notable.flatMap((episode) => {
    const added = grown.get(episode.id);
    return added ? extendedBy(episode, merge(episode, added, kept.sources), describe) : [];
  });
  return [...extended, ...fresh.map((members) => ({ draft: describe(limited(members)), extends: null }))];
}

/** The day's routine, with what was told since; null when that changes nothing. @param telling messages that belong to no other episode */
export function reconcileRoutine(telling: readonly Weighed[], routine: Episode | null, sources: ReadonlyMap<string, Weighed>): Reconciled | null {
  if (!routine) return { draft: routineFrom(limited(telling)), extends: null };
  return extendedBy(routine, merge(routine, telling, sources), routineFrom)[0] ?? null;
}

/** The episode most of the user's messages lie in; of equals the older. */
function closest(episodes: readonly Episode[], members: readonly Weighed[]): Episode | null {
  const shared = (episode: Episode) => members.filter((member) => member.speaker === 'user' && episode.source_message_ids.includes(member.id)).length;
  return episodes.reduce<Episode | null>((best, episode) => (shared(episode) > (best ? shared(best) : 0) ? episode : best), null);
}

function merge(episode: Episode, added: readonly Weighed[], sources: ReadonlyMap<string, Weighed>): Weighed[] {
  const known = episode.source_message_ids.flatMap((id) => sources.get(id) ?? []);
  const all = new Map([...known, ...added].map((member) => [member.id, member]));
  return limited([...all.values()].sort((one, other) => (one.id < other.id ? -1 : 1)));
}

function limited(members: readonly Weighed[]): Weighed[] {
  return members.length <= mostSources ? [...members] : [...members.slice(0, firstSources), ...members.slice(firstSources - mostSources)];
}

/** None when nothing changes. Words the user wrote stay as they are; a model's stay until the user says more about it. */
function extendedBy(episode: Episode, members: readonly Weighed[], tell: (members: readonly Weighed[]) => EpisodeDraft): Reconciled[] {
  const added = members.filter((member) => !episode.source_message_ids.includes(member.id));
  if (added.length === 0) return [];
  const told = tell(members);
  const isUsers = episode.source === 'user';
  const keepsWords = isUsers || added.every((member) => member.speaker !== 'user');
  const draft: EpisodeDraft = {
    ...told,
    ...(keepsWords ? { title: episode.title, summary: episode.summary } : {}),
    importance: isUsers ? episode.importance : Math.max(episode.importance, told.importance),
    never_decays: episode.never_decays || told.never_decays,
  };
  return [{ draft, extends: episode }];
}
