// The routes of episodes.
import type { HandlerBuilder } from '../../handler-builder.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { defined } from '../defined.ts';
import type { EpisodeService } from './episode-service.ts';
import { knownEpisodes } from './known-episodes.ts';

export function createEpisodeHandlers({ memory }: HandlerBuilder, storage: StorageProvider, episodes: EpisodeService) {
  return {
    episodes: memory.episodes.handler(async ({ input }) => ({ episodes: await knownEpisodes(storage, defined(input)) })),
    changeEpisode: memory.changeEpisode.handler(({ input: { id, ...asked } }) => episodes.change(id, defined(asked))),
    deleteEpisode: memory.deleteEpisode.handler(async ({ input: { id } }) => ({ deleted: await episodes.remove(id) })),
    restoreEpisode: memory.restoreEpisode.handler(({ input: { episode } }) => episodes.restore(episode)),
  };
}
