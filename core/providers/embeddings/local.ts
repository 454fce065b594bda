// Embeddings computed on this machine by an ONNX model that ships with the product.
import { join } from 'node:path';
import * as z from 'zod';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { findEmbeddingEntry, loadCatalogue } from '../../inference/catalogue.ts';
import { createFileVerifier } from '../../inference/checksum.ts';
import { startEncoderThread, type EncoderThread } from '../../inference/encoder-thread.ts';
import { isMainlyInScripts } from '../../inference/scripts.ts';
import type { EmbeddingDeps, EmbeddingModel, EmbeddingProvider } from './embeddings.ts';
import { toSpace } from './space.ts';

export const localEmbeddingOptions = z.object({
  model: z.string().optional().describe('Id of an embedding model of the catalogue; without it the catalogue\'s default.'),
  device: z.enum(['cpu', 'webgpu', 'cuda', 'auto']).default('cpu').describe('Where to compute. A device that is missing is stepped over, down to the CPU.'),
  threads: z.number().int().min(1).max(16).default(1).describe('CPU threads for one text. More than one helps only on a machine with nothing else to do.'),
});
export type LocalEmbeddingOptions = z.infer<typeof localEmbeddingOptions>;

const preferredDevices = { cpu: [], webgpu: ['webgpu'], cuda: ['cuda'], auto: ['cuda', 'webgpu'] } as const;

async function createLocalModel(options: LocalEmbeddingOptions, deps: EmbeddingDeps): Promise<EmbeddingModel> {
  const catalogue = await loadCatalogue(deps.modelsFolder);
  const entry = findEmbeddingEntry(catalogue, options.model ?? catalogue.defaults.embedding);
  const folder = join(deps.modelsFolder, entry.folder);
  const weights = entry.files.find((file) => file.path === entry.weights);
  if (!weights) throw new LuminoraError('model_damaged', `The catalogue entry of "${entry.id}" does not list its weights.`);
  const verifier = createFileVerifier(join(deps.downloadsFolder, '.checksums.json'));
  const space = toSpace({
    model: entry.id, revision: weights.sha256, dimension: entry.dimension, precision: entry.precision,
    query_prefix: entry.query_prefix, passage_prefix: entry.passage_prefix, is_normalized: entry.is_normalized,
  });
  let loading: Promise<EncoderThread> | null = null;
  let loaded: EncoderThread | null = null;
  let isClosed = false;
  let lastLatency: number | null = null;
  let isBusy = false;

  async function load(): Promise<EncoderThread> {
    const started = deps.clock.now();
    for (const file of entry.files) await verifier.verify(join(folder, file.path), file);
    const thread = await startEncoderThread({
      folder, weights: entry.weights, dimension: entry.dimension, maxTokens: entry.max_tokens, isNormalized: entry.is_normalized,
      devices: preferredDevices[options.device], threads: options.threads, prefixes: [entry.query_prefix, entry.passage_prefix],
    }, deps.pacing);
    thread.setBusy(isBusy);
    for (const step of thread.steps) deps.log.warn('embedding-device-skipped', { device: step.device, reason: step.reason });
    deps.log.info('embedding-model-loaded', { model: entry.id, device: thread.device, ms: deps.clock.now() - started });
    loaded = thread;
    return thread;
  }
  /** One load at a time; a failed one is tried again when next asked (the files are verified first each time). */
  function thread(): Promise<EncoderThread> {
    if (isClosed) return Promise.reject(new LuminoraError('provider_unavailable', 'The embedding model is closed.'));
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw isLuminoraError(error) ? error : new LuminoraError('model_damaged', `The embedding model "${entry.id}" could not be loaded. Install the program again.`, { cause: error });
    });
    return loading;
  }
  // Begun now so that the first message does not wait; who needs it learns of a failure then.
  thread().catch((error: unknown) => deps.log.error('embedding-model-failed', { code: isLuminoraError(error) ? error.code : 'internal' }));

  return {
    space: () => space,
    async embed(texts, use, signal, pace) {
      const prefix = use === 'query' ? entry.query_prefix : entry.passage_prefix;
      if (signal?.aborted) throw new LuminoraError('cancelled', 'Embedding was stopped.');
      const running = await thread();
      const started = deps.clock.now();
      const vectors = await running.encode(texts.map((text) => prefix + text), pace ?? (use === 'query' ? 'urgent' : 'patient'), signal);
      if (texts.length > 0) lastLatency = (deps.clock.now() - started) / texts.length;
      return vectors;
    },
    setBusy(busy) {
      isBusy = busy;
      loaded?.setBusy(busy);
    },
    canRead: (text) => isMainlyInScripts(text, entry.scripts),
    async health() {
      const details = { model: entry.id, dimension: entry.dimension, space: space.id, device: null as string | null };
      try {
        details.device = (await thread()).device;
        return { component: 'embeddings', status: 'ok', message: `${entry.title} is ready on this machine.`, latency_ms: lastLatency, details, instructions: null };
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The embedding model could not be loaded.';
        return { component: 'embeddings', status: 'error', message, latency_ms: null, details, instructions: 'Install the program again, or choose another embedding model in Settings. Search by words goes on.' };
      }
    },
    async close() {
      isClosed = true;
      const pending = loading;
      if (pending) await pending.catch(() => null);
      await loaded?.close();
    },
  };
}

export const localEmbeddings: EmbeddingProvider<typeof localEmbeddingOptions> = {
  id: 'local',
  title: 'On this machine',
  options: localEmbeddingOptions,
  create: createLocalModel,
};
