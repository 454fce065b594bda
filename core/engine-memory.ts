// The memory half of the engine: vectors, embeddings, search and recall, wired together and kept in step.
import type { Config } from './config/schema.ts';
import { toErrorData } from './contract/errors.ts';
import type { ComponentHealth } from './contract/health.ts';
import { openEmbeddingCache } from './engine-cache.ts';
import { localSettings } from './engine-embeddings.ts';
import { createTurnWatch } from './engine-turn-watch.ts';
import { makeEmbeddingModel, makeVectorStore } from './engine-providers.ts';
import {
  createClassificationWeights, createEmbedder, createEpisodes, createFactReader, createFactSource, createIndexMany, createIndexMessage, createMemorySearch, createMessageClassification, createMessageClassifier, createNearestCategory, createRecall, mendIndex,
} from './features/memory/index.ts';
import { saidElsewhere } from './features/imports/index.ts';
import { createTombstones } from './features/forgetting/index.ts';
import type { EngineAnalyser } from './engine-analyser.ts';
import type { Session } from './contract/entities.ts';
import type { EngineEvent } from './contract/events.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { EmbeddingDeps, EmbeddingModel } from './providers/embeddings/embeddings.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = {
  storage: StorageProvider;
  config: () => Config;
  ids: IdSource;
  clock: Clock;
  log: Log;
  dataFolder: string;
  secret: (name: string) => Promise<string | undefined>;
  providerDeps: Omit<EmbeddingDeps, 'log'>;
  analyser: EngineAnalyser;
  broadcast: (event: EngineEvent) => void;
};

export async function openMemory(parts: Parts) {
  const { storage, config, ids, clock, log } = parts;
  const vectors = await makeVectorStore(config(), { dataFolder: parts.dataFolder, log, secret: parts.secret });
  let model: EmbeddingModel | null = null;
  /** Why there is no model. */
  let problem = 'the embedding model could not be loaded.';
  const stopping = new AbortController();
  /** While a reply is written the model leaves the processor to it. */
  const turns = createTurnWatch((isBusy) => model?.setBusy?.(isBusy));

  async function make(): Promise<EmbeddingModel> {
    try {
      return await makeEmbeddingModel(config(), { ...parts.providerDeps, ...localSettings(config()), log, knownSpaces: () => storage.embeddings.spaces() });
    } catch (error) {
      problem = toErrorData(error).message;
      throw error;
    }
  }

  /** Loads the model and makes its space known before any vector of it is written. */
  async function load(): Promise<EmbeddingModel> {
    const loaded = await make();
    const space = loaded.space();
    await storage.commit([{ op: 'insert-missing', entity: 'embedding_space', record: { ...space, created_at: clock.now() } }]);
    await vectors.ensureSpace(space.id, space.dimension);
    parts.analyser.useSpace(space);
    model = loaded;
    loaded.setBusy?.(turns.isBusy());
    return loaded;
  }
  const cache = await openEmbeddingCache({ storage, config: config(), clock, log, secret: parts.secret });
  const loaded = createEmbedder(load, { log, clock, cache });
  /** Without `features.semantic_search` there are no vectors, and words alone answer. */
  const embedder: typeof loaded = {
    ...loaded,
    spaceId: async () => (config().features.semantic_search ? loaded.spaceId() : null),
    embed: async (...asked) => (config().features.semantic_search ? loaded.embed(...asked) : null),
  };
  const hasVectors = () => config().features.semantic_search;
  const tombstones = createTombstones({ storage, embedder });
  const episodes = createEpisodes({
    storage, vectors, embedder, clock, ids, log, broadcast: parts.broadcast, hasVectors, leaveOut: tombstones.leaveOut,
    settings: () => {
      const { enabled, episode_check_frequency } = config().optimizations.selective_processing;
      return { isOn: config().features.episodic_memory, frequency: enabled ? episode_check_frequency : 1 };
    },
  });
  const search = createMemorySearch({
    storage, vectors, embedder, clock, log, neighbours: () => config().memory.neighbours, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, otherSources: [createFactSource({ storage }), episodes.source], classifications: createClassificationWeights(storage),
  });
  const readFacts = createFactReader();
  const classifier = createMessageClassifier({ storage, analyser: parts.analyser, clock, factCategories: (text, saidAt) => readFacts(text, saidAt).map(({ category }) => category), nearestCategory: createNearestCategory(embedder) });
  const classification = createMessageClassification({ storage, embedder, classifier, after: async (message, classified) => (await saidElsewhere(storage, message) ? [] : episodes.trigger(message, classified)), isOn: () => config().features.classification });
  const indexParts = { storage, vectors, embedder, clock, changesFor: classification.changesFor };
  const indexMessage = createIndexMessage({ ...indexParts, hasVectors });
  const indexMany = createIndexMany({ ...indexParts, ids, log, pause: turns.pause });

  /** Brings the index into step with the rows, then gives a vector to what has none yet. */
  async function catchUp(addedJobs: () => void): Promise<void> {
    const spaceId = await embedder.spaceId();
    if (spaceId === null) return catchUpWords(addedJobs);
    await mendIndex({ storage, vectors, log }, spaceId);
    await episodes.catchUp(spaceId, addedJobs, stopping.signal);
    await indexMany(spaceId, addedJobs, stopping.signal);
    if (await classification.catchUp(spaceId, stopping.signal) > 0) addedJobs();
  }
  /** Without vectors by choice; where the model merely failed, its messages are classified when it is back. */
  async function catchUpWords(addedJobs: () => void): Promise<void> {
    if (!hasVectors() && await classification.catchUp(null, stopping.signal) > 0) addedJobs();
  }

  let catchingUp: Promise<void> = Promise.resolve();
  return {
    embedder, tombstones, search, vectors, episodes, readFacts, recall: createRecall({ storage, search }),
    /** Told of chat's turns, and of nothing that waits for the memory itself. */
    quiet: turns.quiet,
    handlers: { 'index-message': indexMessage, ...episodes.handlers },
    /** Loads the model and mends the index in the background; recall goes by words until then. */
    warmUp(addedJobs: () => void) {
      catchingUp = catchUp(addedJobs).catch((error: unknown) => log.warn('index-mend-failed', { reason: String(error) }));
    },
    /** Rows have come in or gone by other ways: the index is mended again, and what is missing asked for. What is in the index of these episodes is read anew. */
    mendAgain(addedJobs: () => void, episodeIds: readonly string[]) {
      const mended = catchingUp.then(async () => {
        await episodes.forgetVectors(episodeIds);
        await catchUp(addedJobs);
      });
      catchingUp = mended.catch((error: unknown) => log.warn('index-mend-failed', { reason: String(error) }));
    },
    /** Resolves when the index agrees with the rows and what it lacks has been asked for. */
    caughtUp: () => catchingUp,
    forgetSession: episodes.forgetSession,
    episodesOf: (session: Session) => episodes.idsOfSession(session.user_id, session.id),
    async forgetVectors({ messageIds, episodeIds }: { messageIds: readonly string[]; episodeIds: readonly string[] }) {
      await episodes.forgetVectors(episodeIds);
      for (const space of await storage.embeddings.spaces()) await vectors.delete(space.id, messageIds).catch((error: unknown) => log.warn('vectors-not-forgotten', { reason: String(error) }));
    },
    /** The model of this machine that makes the vectors, as it came to run; none while it is not loaded, or runs elsewhere. */
    runningModels: async () => [model?.running?.()].filter((running) => running !== undefined && running !== null),
    vectorHealth: () => vectors.health(),
    cacheHealth: cache.health,
    cacheStatistics: async () => cache.statistics(),
    async embeddingHealth(): Promise<ComponentHealth> {
      if (!config().features.semantic_search) return { component: 'embeddings', status: 'ok', message: 'Switched off: memories are found by words.', latency_ms: null, details: {}, instructions: null };
      await embedder.spaceId();
      if (model) return model.health();
      return { component: 'embeddings', status: 'warning', message: `Memories are found by words only: ${problem}`, latency_ms: null, details: {}, instructions: 'See the log for the reason; install the program again if the model file is damaged.' };
    },
    async close() {
      stopping.abort();
      await catchingUp;
      await cache.close();
      await model?.close();
      await vectors.close();
    },
  };
}
