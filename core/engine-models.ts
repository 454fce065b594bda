// Model files of this machine, wired into the engine: the store, what the machine has, and who uses what.
import { languagesOf, usesOf } from './engine-embeddings.ts';
import type { Config } from './config/schema.ts';
import type { EngineEvent } from './contract/events.ts';
import { isLuminoraError } from './contract/errors.ts';
import type { EmbeddingCacheStatistics, Precision } from './contract/local-models.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import { createLocalModels, createLocalModelsHandlers, readChoices, readMachine, type LocalModelsParts, type RunningModel } from './features/models/index.ts';
import { findDevices } from './inference/devices.ts';
import { createModelStore, type ModelStore, type ModelStoreOptions } from './inference/model-store.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { LanguageModel } from './providers/llm/llm.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = {
  store: ModelStore;
  storage: StorageProvider;
  config: () => Config;
  clock: Clock;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  downloadsFolder: string;
  /** The model that writes the replies, where one was made. */
  replying: () => Promise<LanguageModel> | null;
  running: () => Promise<readonly RunningModel[]>;
  filesChanged: LocalModelsParts['filesChanged'];
  cache: () => Promise<EmbeddingCacheStatistics>;
};

type StoreParts = Pick<ModelStoreOptions, 'modelsFolder' | 'downloadsFolder' | 'fetch' | 'clock' | 'log'> & { config: () => Config; secret: (name: string) => Promise<string | undefined> };

/** One store for all who use model files: two would not know of each other's downloads. */
export function openModelStore({ config, secret, ...folders }: StoreParts): ModelStore {
  const { catalogue, hub_base_url } = config().models;
  return createModelStore({ ...folders, cataloguePath: catalogue ?? null, hubBaseUrl: hub_base_url ?? null, hubToken: async () => (await secret('HF_TOKEN')) ?? null, isOffline: () => config().models.offline });
}

/** The store as those see it who load models: when one cannot be loaded, somebody is told, and may mend it. */
export function tellFailures(store: ModelStore, told: (model: string, precision?: Precision) => void): ModelStore {
  return {
    ...store,
    async locate(id, precision) {
      try {
        return await store.locate(id, precision);
      } catch (error) {
        if (isLuminoraError(error) && (error.code === 'model_damaged' || error.code === 'model_missing')) told(id, precision);
        throw error;
      }
    },
  };
}

/** The provider of embeddings whose models are files here. */
const here = 'local';

export function openLocalModels(parts: Parts) {
  const { store, config, downloadsFolder } = parts;
  const devices = findDevices();
  const machine = () => readMachine(downloadsFolder, devices);
  const runSettings = () => ({ precision: config().models.precision, device: config().models.device });
  const localModels = createLocalModels({
    store, machine, runSettings, downloadsFolder, storage: parts.storage, clock: parts.clock, log: parts.log, broadcast: parts.broadcast, filesChanged: parts.filesChanged,
    isOffline: () => config().models.offline,
    choices: () => readChoices({
      store, machine, runSettings, running: parts.running, uses: () => usesOf(config()), languages: async () => languagesOf(config()),
      elsewhere: () => (config().embedding_provider.name === here ? null : config().embedding_provider.name),
    }),
    async replying() {
      const identity = await (await parts.replying()?.catch(() => null))?.identity().catch(() => null);
      return identity?.id === 'embedded' ? identity.model : null;
    },
  });
  return {
    handlers: (builder: HandlerBuilder) => createLocalModelsHandlers(builder, { localModels, cache: parts.cache }),
    mayFetch: localModels.mayFetch,
    /** A model could not be loaded. */
    refetch(model: string, precision?: Precision) {
      localModels.refetch(model, precision).catch((error: unknown) => parts.log.warn('model-not-fetched-anew', { model, reason: String(error) }));
    },
    close: () => localModels.close(),
  };
}
