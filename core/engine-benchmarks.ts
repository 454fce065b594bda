// Measuring of embedding models in a running engine: each is loaded by itself, beside the one that chats use, and unloaded again.
import { availableParallelism, cpus, platform, totalmem } from 'node:os';
import { arch } from 'node:process';
import type { Config } from './config/schema.ts';
import { LuminoraError } from './contract/errors.ts';
import type { EngineEvent } from './contract/events.ts';
import { makeEmbeddingModel } from './engine-providers.ts';
import { createBenchmarkHandlers, createBenchmarkService, type ModelVariant, type OpenModel } from './features/benchmarks/index.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import type { ModelStore } from './inference/model-store.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { EmbeddingDeps } from './providers/embeddings/embeddings.ts';
import type { StorageProvider } from './providers/storage/storage.ts';
import { productVersion } from './version.ts';

type Parts = {
  storage: StorageProvider;
  clock: Clock;
  ids: IdSource;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  config: () => Config;
  store: Pick<ModelStore, 'list'>;
  providerDeps: Omit<EmbeddingDeps, 'log' | 'pacing'>;
};

/** The provider of embeddings whose models are files here. */
const here = 'local';

export function openBenchmarks(parts: Parts) {
  const benchmarks = createBenchmarkService({
    ...parts, version: productVersion, machine: describeMachine,
    async variants() {
      const models = (await parts.store.list()).filter(({ model }) => model.kind === 'embedding');
      return models.flatMap(({ model, variants }) => variants.filter(({ state }) => state === 'ready').map(({ precision, size_bytes }): ModelVariant => ({ id: model.id, precision, size_bytes })));
    },
    open: (variant, how) => open(parts, variant, how),
  });
  return { quiet: benchmarks.quiet, handlers: (builder: HandlerBuilder) => createBenchmarkHandlers(builder, { benchmarks }), close: () => benchmarks.close() };
}

async function open({ config, providerDeps, log }: Parts, { id, precision }: ModelVariant, how: Parameters<OpenModel>[1]) {
  const { embedding_provider: provider, models } = config();
  // Threads and device as chats have them, where those are set for files here.
  const options = provider.name === here ? provider.config : {};
  const wanted: Config = { ...config(), embedding_provider: { ...provider, name: here, config: { ...options, model: id, precision } } };
  const pacing = { batchSize: how === 'alone' ? 1 : models.batch_size, batchWaitMs: models.batch_wait_ms, bulkCpuShare: models.bulk_cpu_share };
  const model = await makeEmbeddingModel(wanted, { ...providerDeps, log, pacing, models: { precision, device: models.device, uses: {}, idle_unload_minutes: 0 } });
  /** What runs, when it is what was asked for: a measurement must not be that of what steps in for a broken model. */
  function running() {
    const now = model.running?.() ?? null;
    if (now?.model === id && now.precision === precision) return now;
    throw new LuminoraError('model_damaged', now === null ? 'It is not running.' : `${now.model} (${now.precision}) stepped in for it: ${now.steps.at(-1)?.reason ?? 'it cannot be used.'}`, { details: { model: id, precision } });
  }
  try {
    const health = await model.health();
    if (health.status === 'error') throw new LuminoraError('model_damaged', health.message);
    return {
      ...model, device: running().device,
      embed: async (...request: Parameters<typeof model.embed>) => {
        const vectors = await model.embed(...request);
        running();
        return vectors;
      },
    };
  } catch (error) {
    await model.close();
    throw error;
  }
}

/** "linux x64, 2 cores (Intel Xeon), 8 GB". */
function describeMachine(): string {
  const name = cpus()[0]?.model.replaceAll(/\((?:R|TM)\)|\s+/gi, ' ').replaceAll(/\s+/g, ' ').trim();
  return `${platform()} ${arch}, ${availableParallelism()} cores${name ? ` (${name})` : ''}, ${Math.round(totalmem() / 1e9)} GB`;
}
