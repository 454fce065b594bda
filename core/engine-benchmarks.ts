// Measuring of embedding models in a running engine: each is loaded by itself, beside the one that chats use, and unloaded again.
import { availableParallelism, cpus, platform, totalmem } from 'node:os';
import { arch } from 'node:process';
import type { Config } from './config/schema.ts';
import { LuminoraError } from './contract/errors.ts';
import type { EngineEvent } from './contract/events.ts';
import { modelDevices } from './contract/local-models.ts';
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
  // Device and threads as chats have them, where those are set for files here.
  const options = provider.name === here ? provider.config : {};
  const wanted: Config = { ...config(), embedding_provider: { ...provider, name: here, config: { ...options, model: id, precision } } };
  const pacing = { batchSize: how === 'alone' ? 1 : models.batch_size, batchWaitMs: models.batch_wait_ms, bulkCpuShare: models.bulk_cpu_share };
  const model = await makeEmbeddingModel(wanted, { ...providerDeps, log, pacing });
  try {
    const health = await model.health();
    const space = model.space();
    if (health.status === 'error') throw new LuminoraError('model_damaged', health.message);
    const ran = { model: health.details['runs'] ?? space.model, precision: health.details['precision'] ?? space.precision };
    if (ran.model !== id || ran.precision !== precision) throw new LuminoraError('model_damaged', `${String(ran.model)} (${String(ran.precision)}) answered in its place.`, { details: { model: id, precision } });
    return { ...model, device: modelDevices.find((device) => device === health.details['device']) ?? 'cpu' };
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
