// An episode told by some of its messages alone: what it is when the others are not on screen any more, or are gone.
import type { Message } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { describe } from './describe.ts';
import type { EpisodeDraft } from './describe.ts';
import { findHappenings } from './detect.ts';
import { routineOf } from './routine.ts';
import { weighMessages } from './weigh-messages.ts';
import type { Weighed, Weigher } from './weigh.ts';

/** Null when these messages tell no episode. Words the user wrote stay as they are. @param rest those of its messages that it shall be told by */
export async function reshaped(parts: { storage: Pick<StorageProvider, 'classifications'>; weigh: Weigher; clock: { now(): number } }, episode: Episode, rest: readonly Message[]): Promise<Episode | null> {
  const members = await weighMessages(parts.storage, parts.weigh, rest.toSorted((one, other) => (one.id < other.id ? -1 : 1)));
  const draft = draftOf(episode, members);
  return draft && { ...episode, ...draft, source: episode.source === 'user' ? 'user' : 'rules', updated_at: Math.max(parts.clock.now(), episode.updated_at + 1) };
}

function draftOf(episode: Episode, members: readonly Weighed[]): Partial<EpisodeDraft> | null {
  if (!members.some(({ speaker }) => speaker === 'user')) return null;
  if (episode.source === 'user') return { source_message_ids: members.map(({ id }) => id), started_at: members[0]!.created_at, ended_at: Math.max(...members.map((member) => member.created_at)) };
  if (episode.type === 'routine') return routineOf(members);
  return findHappenings(members).length > 0 ? describe(members) : null;
}
