// The routes of episodes.
import { LuminoraError } from '../../../contract/errors.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { HandlerBuilder } from '../../handler-builder.ts';
import { createQueue } from '../../../lib/queue.ts';
import { defined } from '../defined.ts';
import { assertMadeHere } from '../made-here.ts';
import { forget } from './forgotten.ts';
import { episodeEmbeddingDeletions, forgetEpisodeVectors, indexEpisodeJob } from './index-episode.ts';
import type { EpisodeVectorParts } from './index-episode.ts';
import { knownEpisodes } from './known-episodes.ts';

export type EpisodeHandlerParts = Omit<EpisodeVectorParts, 'embedder' | 'centring'> & {
  broadcast: (event: EngineEvent) => void;
  /** Called after jobs were added. */
  kick: () => void;
};

export function createEpisodeHandlers(builder: HandlerBuilder, parts: EpisodeHandlerParts) {
  const { storage, clock } = parts;
  /** Each deletion adds to one list of forgotten messages: two at once would lose one of them. */
  const inTurn = createQueue();

  async function get(id: string): Promise<Episode> {
    const episode = await storage.episodes.get(id);
    if (!episode) throw new LuminoraError('not_found', `There is no episode "${id}". It may have been deleted.`, { details: { episode_id: id } });
    return episode;
  }

  return {
    episodes: builder.memory.episodes.handler(async ({ input }) => ({ episodes: await knownEpisodes(storage, defined(input)) })),

    changeEpisode: builder.memory.changeEpisode.handler(async ({ input: { id, ...asked } }) => {
      const before = await get(id);
      const set = defined(asked);
      const isReworded = set.title !== undefined || set.summary !== undefined;
      const isRewritten = isReworded || set.importance !== undefined;
      const episode: Episode = { ...before, ...set, source: isRewritten ? 'user' : before.source, updated_at: Math.max(clock.now(), before.updated_at + 1) };
      const { id: _, ...fields } = episode;
      await storage.commit([{ op: 'update', entity: 'episode', id, set: fields, expect: { updated_at: before.updated_at } }, ...(isReworded ? [indexEpisodeJob(parts, episode)] : [])]);
      if (isReworded) parts.kick();
      parts.broadcast({ type: 'episode-changed', episode });
      return episode;
    }),

    /** Gone with its vectors; no other is made of the same messages. */
    deleteEpisode: builder.memory.deleteEpisode.handler(({ input: { id } }) => inTurn(async () => {
      const deleted = await get(id);
      await storage.commit([...await episodeEmbeddingDeletions(storage, id), { op: 'delete', entity: 'episode', id }, await forget(storage, deleted, true, clock.now())]);
      await forgetEpisodeVectors(parts, [id]);
      parts.broadcast({ type: 'episode-deleted', episode_id: id });
      return { deleted };
    })),

    restoreEpisode: builder.memory.restoreEpisode.handler(({ input: { episode } }) => inTurn(async () => {
      const session = await storage.sessions.get(episode.session_id);
      if (!session || session.user_id !== episode.user_id) throw new LuminoraError('not_found', `The conversation of this episode, "${episode.session_id}", is gone, and the episode with it.`, { details: { session_id: episode.session_id } });
      assertMadeHere(parts.ids, episode.id);
      const strangers = (await storage.messages.getMany(episode.source_message_ids)).filter((message) => message.session_id !== session.id);
      if (strangers.length > 0) throw new LuminoraError('invalid_input', 'An episode is made of messages of its own conversation alone.', { details: { field: 'source_message_ids', ids: strangers.map(({ id }) => id) } });
      await storage.commit([{ op: 'insert', entity: 'episode', record: episode }, await forget(storage, episode, false, clock.now()), indexEpisodeJob(parts, episode)]);
      parts.kick();
      parts.broadcast({ type: 'episode-changed', episode });
      return episode;
    })),
  };
}
