// What a user does with episodes: rewords, deletes, undoes.
import { isLuminoraError, LuminoraError } from '../../../contract/errors.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import type { Episode } from '../../../contract/episodes.ts';
import { createQueue } from '../../../lib/queue.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { assertMadeHere } from '../made-here.ts';
import { forget } from './forgotten.ts';
import { episodeEmbeddingDeletions, forgetEpisodeVectors, indexEpisodeJob } from './index-episode.ts';
import type { EpisodeVectorParts } from './index-episode.ts';

export type EpisodeServiceParts = Omit<EpisodeVectorParts, 'embedder' | 'centring'> & {
  broadcast: (event: EngineEvent) => void;
  /** Called after jobs were added. */
  kick: () => void;
  /** What forgetting keeps; left out, nothing was ever forgotten. */
  tombstones?: { areTextsForgotten(userId: string, texts: readonly string[]): Promise<boolean> };
};
export type EpisodeEdit = Partial<Pick<Episode, 'title' | 'summary' | 'importance' | 'is_pinned'>>;
/** A row as it is and as it shall be; null where there is none. */
export type EpisodeStep = { before: Episode; after: Episode | null } | { before: null; after: Episode };
export type EpisodeService = ReturnType<typeof createEpisodeService>;

export function createEpisodeService(parts: EpisodeServiceParts) {
  const { storage, clock } = parts;
  /** Each deletion adds to one list of forgotten messages: two at once would lose one of them. */
  const inTurn = createQueue();

  async function get(id: string): Promise<Episode> {
    const episode = await storage.episodes.get(id);
    if (!episode) throw new LuminoraError('not_found', `There is no episode "${id}". It may have been deleted.`, { details: { episode_id: id } });
    return episode;
  }

  /** @throws LuminoraError `not_found` without its conversation, `invalid_input` for one that was never here or is made of another conversation's messages */
  async function assertMayReturn(episode: Episode): Promise<void> {
    const session = await storage.sessions.get(episode.session_id);
    if (!session || session.user_id !== episode.user_id) throw new LuminoraError('not_found', `The conversation of this episode, "${episode.session_id}", is gone, and the episode with it.`, { details: { session_id: episode.session_id } });
    assertMadeHere(parts.ids, episode.id);
    if (await parts.tombstones?.areTextsForgotten(episode.user_id, [episode.title, episode.summary])) throw new LuminoraError('conflict', 'This was forgotten for good meanwhile, and is not put back.', { details: { episode_id: episode.id } });
    const strangers = (await storage.messages.getMany(episode.source_message_ids)).filter((message) => message.session_id !== session.id);
    if (strangers.length > 0) throw new LuminoraError('invalid_input', 'An episode is made of messages of its own conversation alone.', { details: { field: 'source_message_ids', ids: strangers.map(({ id }) => id) } });
  }

  async function changesOf({ before, after }: EpisodeStep): Promise<Change[]> {
    if (before === null) {
      await assertMayReturn(after);
      return [{ op: 'insert', entity: 'episode', record: after }, indexEpisodeJob(parts, after)];
    }
    if (after === null) {
      const { id, updated_at } = before;
      return [{ op: 'update', entity: 'episode', id, set: { updated_at }, expect: { updated_at } }, ...await episodeEmbeddingDeletions(storage, id), { op: 'delete', entity: 'episode', id }];
    }
    const { id, ...set } = after;
    return [{ op: 'update', entity: 'episode', id, set, expect: { updated_at: before.updated_at } }];
  }

  return {
    async change(id: string, set: EpisodeEdit): Promise<Episode> {
      const before = await get(id);
      const isReworded = set.title !== undefined || set.summary !== undefined;
      const isRewritten = isReworded || set.importance !== undefined;
      const episode: Episode = { ...before, ...set, source: isRewritten ? 'user' : before.source, updated_at: Math.max(clock.now(), before.updated_at + 1) };
      const { id: _, ...fields } = episode;
      await storage.commit([{ op: 'update', entity: 'episode', id, set: fields, expect: { updated_at: before.updated_at } }, ...(isReworded ? [indexEpisodeJob(parts, episode)] : [])]);
      if (isReworded) parts.kick();
      parts.broadcast({ type: 'episode-changed', episode });
      return episode;
    },

    /** Gone with its vectors; no other is made of the same messages. */
    remove: (id: string): Promise<Episode> => inTurn(async () => {
      const deleted = await get(id);
      await storage.commit([...await episodeEmbeddingDeletions(storage, id), { op: 'delete', entity: 'episode', id }, await forget(storage, deleted, true, clock.now())]);
      await forgetEpisodeVectors(parts, [id]);
      parts.broadcast({ type: 'episode-deleted', episode_id: id });
      return deleted;
    }),

    restore: (episode: Episode): Promise<Episode> => inTurn(async () => {
      await assertMayReturn(episode);
      await storage.commit([{ op: 'insert', entity: 'episode', record: episode }, await forget(storage, episode, false, clock.now()), indexEpisodeJob(parts, episode)]);
      parts.kick();
      parts.broadcast({ type: 'episode-changed', episode });
      return episode;
    }),

    /**
     * Several episodes at once, all or none, in turn with deletions. The messages of what is deleted here may be told again: they belong to the episode it was merged into.
     * @param steps ten at most, each of its own episode
     */
    rewrite: (steps: readonly EpisodeStep[]): Promise<void> => inTurn(async () => {
      const changes: Change[] = [];
      for (const step of steps) changes.push(...await changesOf(step));
      try {
        await storage.commit(changes);
      } catch (error) {
        if (!isLuminoraError(error) || error.code !== 'conflict') throw error;
        throw new LuminoraError('conflict', 'An episode changed meanwhile. Read it again, then repeat the change.', { cause: error });
      }
      await forgetEpisodeVectors(parts, steps.flatMap(({ before, after }) => (before && after === null ? [before.id] : [])));
      if (steps.some(({ before }) => before === null)) parts.kick();
      for (const { before, after } of steps) {
        if (after) parts.broadcast({ type: 'episode-changed', episode: after });
        else if (before) parts.broadcast({ type: 'episode-deleted', episode_id: before.id });
      }
    }),
  };
}
