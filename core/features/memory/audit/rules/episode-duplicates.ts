// Episodes told twice: of the same messages, with titles that say the same.
import type { Episode } from '../../../../contract/episodes.ts';
import { foldWords } from '../../../../lib/fold-words.ts';
import type { RawFinding } from '../material.ts';
import { isAlike } from './alike.ts';
import { episodeByStaying } from './survivor.ts';

/** Of both episodes' messages those that both have. */
const sharedSources = 0.8;

export function episodeDuplicates(episodes: readonly Episode[]): RawFinding[] {
  const found: RawFinding[] = [];
  const taken = new Set<string>();
  for (const group of bySharedMessage(episodes)) {
    for (const [index, one] of group.entries()) {
      for (const other of group.slice(index + 1)) {
        if (taken.has(one.id) || taken.has(other.id) || one.session_id !== other.session_id) continue;
        const kind = kindOf(one, other);
        if (!kind) continue;
        taken.add(one.id).add(other.id);
        found.push({ kind, severity: kind === 'exact_duplicate' ? 'warning' : 'info', entity: 'episode', ids: [one, other].sort(episodeByStaying).map(({ id }) => id), mend: 'merge', is_safe: false });
      }
    }
  }
  return found;
}

/** Only those that share a message are compared. */
function bySharedMessage(episodes: readonly Episode[]): Episode[][] {
  const groups = new Map<string, Episode[]>();
  for (const episode of episodes) for (const id of new Set(episode.source_message_ids)) groups.set(id, [...(groups.get(id) ?? []), episode]);
  return [...groups.values()].filter((group) => group.length > 1);
}

function kindOf(one: Episode, other: Episode): 'exact_duplicate' | 'near_duplicate' | null {
  const shared = other.source_message_ids.filter((id) => one.source_message_ids.includes(id)).length;
  const all = new Set([...one.source_message_ids, ...other.source_message_ids]).size;
  if (shared === all && foldWords(one.title) === foldWords(other.title)) return 'exact_duplicate';
  return shared / all >= sharedSources && isAlike(one.title, other.title) ? 'near_duplicate' : null;
}
