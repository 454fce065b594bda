// Episodes when messages go for good: told by what is left of them, or gone with them.
import type { Episode } from '../../../contract/episodes.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { episodeEmbeddingDeletions, indexEpisodeJob, reshaped } from '../episodes/index.ts';
import type { Weigher } from '../episodes/index.ts';

const pageSize = 100;
export type EpisodeParts = { storage: StorageProvider; clock: Clock; ids: IdSource; weigh: Weigher };
export type EpisodesWithout = { changes: Change[]; deleted: Episode[]; changed: Episode[] };

/** @param gone messages that are about to go; they are still stored */
export async function episodesWithout(parts: EpisodeParts, gone: ReadonlySet<string>): Promise<EpisodesWithout> {
  const { storage } = parts;
  const answer: EpisodesWithout = { changes: [], deleted: [], changed: [] };
  for (const episode of await episodesFrom(storage, [...gone])) {
    const rest = await storage.messages.getMany(episode.source_message_ids.filter((id) => !gone.has(id)));
    const after = await reshaped(parts, episode, rest);
    const expect = { updated_at: episode.updated_at };
    answer.changes.push(...await episodeEmbeddingDeletions(storage, episode.id));
    if (after === null) {
      answer.changes.push({ op: 'update', entity: 'episode', id: episode.id, set: expect, expect }, { op: 'delete', entity: 'episode', id: episode.id });
      answer.deleted.push(episode);
    } else {
      const { id, ...set } = after;
      answer.changes.push({ op: 'update', entity: 'episode', id, set, expect }, indexEpisodeJob(parts, after));
      answer.changed.push(after);
    }
  }
  return answer;
}

/** Episodes with a source among the messages, each once. */
export async function episodesFrom(storage: Pick<StorageProvider, 'episodes'>, messageIds: readonly string[]): Promise<Episode[]> {
  const found = new Map<string, Episode>();
  for (let start = 0; start < messageIds.length; start += pageSize) {
    for (const episode of await storage.episodes.fromMessages(messageIds.slice(start, start + pageSize))) found.set(episode.id, episode);
  }
  return [...found.values()];
}
