// Episodes: what happened in conversations, kept with its weight.
export { createEpisodes } from './create-episodes.ts';
export type { Episodes, EpisodesParts } from './create-episodes.ts';
export type { EpisodeSettings } from './detection-trigger.ts';
export { createEpisodeHandlers } from './episode-handlers.ts';
export { createEpisodeService } from './episode-service.ts';
export type { EpisodeService, EpisodeStep } from './episode-service.ts';
export type { EpisodeSource, EpisodeSourceQuery } from './episode-source.ts';
export { indexEpisodeJob } from './index-episode.ts';
export { knownEpisodes } from './known-episodes.ts';
export { reinforceJobs } from './reinforce.ts';
