// Episodes: what happened in conversations, kept with its weight.
export { createEpisodes } from './create-episodes.ts';
export type { Episodes, EpisodesParts } from './create-episodes.ts';
export type { EpisodeSettings } from './detection-trigger.ts';
export { createEpisodeHandlers } from './episode-handlers.ts';
export { createEpisodeService } from './episode-service.ts';
export type { EpisodeService, EpisodeStep } from './episode-service.ts';
export type { EpisodeSource, EpisodeSourceQuery } from './episode-source.ts';
export { changeForgottenMessages, forgetSession } from './forgotten.ts';
export { episodeEmbeddingDeletions, episodeText, indexEpisodeJob } from './index-episode.ts';
export { knownEpisodes, standingEpisodes } from './known-episodes.ts';
export { windowLength } from './detect.ts';
export { reshaped } from './reshape.ts';
export { createWeigher } from './weigh.ts';
export type { Weigher } from './weigh.ts';
export { reinforceJobs } from './reinforce.ts';
