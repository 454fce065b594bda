// Episodes as the engine uses them: the jobs, the trigger, the source of recall, and the upkeep of their index.
import type { EngineEvent } from '../../../contract/events.ts';
import type { JobHandlers } from '../../../jobs/jobs.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Log } from '../../../lib/log.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { VectorStore } from '../../../providers/vectors/vectors.ts';
import type { Embedder } from '../embedder.ts';
import { createCentring } from './centring.ts';
import { createDetectEpisodes } from './detect-episodes.ts';
import type { DetectEpisodesParts } from './detect-episodes.ts';
import { createDetectionTrigger } from './detection-trigger.ts';
import type { DetectionTrigger, EpisodeSettings } from './detection-trigger.ts';
import { createEpisodeSource } from './episode-source.ts';
import type { EpisodeSource } from './episode-source.ts';
import { createWeigher } from './weigh.ts';
import { forgetSession } from './forgotten.ts';
import { catchUpEpisodes, createIndexEpisode, forgetEpisodeVectors } from './index-episode.ts';
import { createReinforceEpisodes } from './reinforce.ts';

export type EpisodesParts = {
  storage: StorageProvider;
  vectors: VectorStore;
  embedder: Embedder;
  clock: Clock;
  ids: IdSource;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  settings: () => EpisodeSettings;
  /** False while memories are found by words alone: then no vectors are made. */
  hasVectors: () => boolean;
  /** Messages without what was forgotten; left out, everything may be told. */
  leaveOut?: DetectEpisodesParts['leaveOut'];
};

export type Episodes = {
  /** Kinds detect-episodes, index-episode and reinforce-episodes. */
  handlers: JobHandlers;
  /** Jobs to add in the commit of a message's classification. */
  trigger: DetectionTrigger;
  source: EpisodeSource;
  /** At start, once the space is known. */
  catchUp(spaceId: string, addedJobs: () => void, signal: AbortSignal): Promise<void>;
  /** Ids of a session's episodes, to be read before the session is deleted. */
  idsOfSession(userId: string, sessionId: string): Promise<string[]>;
  /** Belongs in the commit that deletes the session. */
  forgetSession(sessionId: string): Change;
  /** Takes episodes out of the index. */
  forgetVectors(episodeIds: readonly string[]): Promise<void>;
};

export function createEpisodes(parts: EpisodesParts): Episodes {
  const { storage, settings, hasVectors } = parts;
  const vectorParts = { ...parts, centring: createCentring(parts.embedder) };
  const weigh = createWeigher();
  const detect = createDetectEpisodes({ ...parts, weigh });
  const index = createIndexEpisode(vectorParts);
  const source = createEpisodeSource(vectorParts);
  const nothing = async () => ({ changes: [] });
  return {
    handlers: {
      'detect-episodes': (job, signal) => (settings().isOn ? detect(job, signal) : nothing()),
      'index-episode': (job, signal) => (hasVectors() ? index(job, signal) : nothing()),
      'reinforce-episodes': createReinforceEpisodes(parts),
    },
    trigger: createDetectionTrigger({ ...parts, weigh }),
    source: { kind: 'episode', search: async (query) => (settings().isOn ? source.search(query) : []) },
    catchUp: (spaceId, addedJobs, signal) => catchUpEpisodes(vectorParts, spaceId, addedJobs, signal),
    async idsOfSession(userId, sessionId) {
      const ids: string[] = [];
      for (let before: string | undefined; ;) {
        const page = await storage.episodes.list({ user_id: userId, session_id: sessionId, limit: 200, ...(before === undefined ? {} : { before }) });
        ids.push(...page.map(({ id }) => id));
        before = page.at(-1)?.id;
        if (page.length < 200) return ids;
      }
    },
    forgetSession,
    forgetVectors: (episodeIds) => forgetEpisodeVectors(vectorParts, episodeIds),
  };
}
