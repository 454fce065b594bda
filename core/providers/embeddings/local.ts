// Embeddings computed on this machine by an ONNX model: shipped, downloaded or brought in.
import * as z from 'zod';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { modelUses, modelUseSchema, precisionSchema } from '../../contract/local-models.ts';
import { findDevices } from '../../inference/devices.ts';
import { startEncoderThread } from '../../inference/encoder-thread.ts';
import { createModelStore } from '../../inference/model-store.ts';
import { createRestingEncoder, type RestingEncoder } from '../../inference/resting-encoder.ts';
import { isMainlyInScripts } from '../../inference/scripts.ts';
import type { EmbeddingDeps, EmbeddingModel, EmbeddingProvider } from './embeddings.ts';
import { planLocalModel, type LocalAttempt } from './local-plan.ts';
import { createStepDown } from './step-down.ts';

export const localEmbeddingOptions = z.object({
  model: z.string().optional().describe('Id of an embedding model of the list; without it models.uses decides.'),
  device: z.enum(['cpu', 'webgpu', 'cuda', 'auto']).optional().describe('Where to compute; without it models.device decides. A device that is missing is stepped over, down to the CPU.'),
  precision: precisionSchema.optional().describe('Exactness of the numbers; without it models.precision decides.'),
  threads: z.number().int().min(1).max(16).default(1).describe('CPU threads for one text. More than one helps only on a machine with nothing else to do.'),
  use: modelUseSchema.default('chat_memory').describe('What the vectors are for: decides the model where none is named.'),
});
export type LocalEmbeddingOptions = z.infer<typeof localEmbeddingOptions>;

/** @param startThread tests break threads */
export async function createLocalModel(options: LocalEmbeddingOptions, deps: EmbeddingDeps, startThread: typeof startEncoderThread = startEncoderThread): Promise<EmbeddingModel> {
  const { log, clock, models } = deps;
  const store = deps.store ?? createModelStore({ ...deps, isOffline: () => true });
  const uses = { ...Object.fromEntries(modelUses.map((use) => [use, 'auto'])) as Record<(typeof modelUses)[number], string>, ...models?.uses, ...(options.model === undefined ? {} : { [options.use]: options.model }) };
  const plan = await planLocalModel({
    store, uses, use: options.use, run: { precision: options.precision ?? models?.precision ?? 'auto', device: options.device ?? models?.device ?? 'auto' },
    devices: findDevices(), languages: deps.languages ?? [], knownSpaces: await deps.knownSpaces?.() ?? [],
  });
  const { row, space } = plan;
  for (const step of plan.steps) log.warn('embedding-step-down', step);
  const down = createStepDown({ attempts: plan.attempts, store, log, threads: options.threads, start: (settings) => startThread(settings, deps.pacing) });
  let running: LocalAttempt | null = null;
  let isClosed = false;
  let isBusy = false;
  let lastLatency: number | null = null;
  let encoder = rest();

  async function load() {
    const started = clock.now();
    try {
      const { thread, attempt } = await down.start();
      running = attempt;
      log.info('embedding-model-loaded', { use: options.use, model: attempt.row.id, precision: attempt.precision, device: attempt.device, ms: clock.now() - started });
      return thread;
    } catch (error) {
      throw isLuminoraError(error) ? error : new LuminoraError('model_damaged', `The embedding model "${row.id}" could not be loaded. Install the program again.`, { cause: error });
    }
  }
  function rest(): RestingEncoder {
    return createRestingEncoder(load, { idleMs: (models?.idle_unload_minutes ?? 0) * 60_000, unloaded: () => log.info('embedding-model-unloaded', { model: row.id }) });
  }
  /** What runs broke down (a driver that died, a thread that ended): loaded anew, in the next way there is. False: it goes on as it is. */
  async function stepDown(broken: RestingEncoder, error: unknown): Promise<boolean> {
    if (isClosed || !isLuminoraError(error) || error.code === 'cancelled' || !broken.isLoaded()) return false;
    if (broken !== encoder) return true;
    const hasOther = down.giveUp(error.message);
    // The last way there is stays, unless its thread is gone: a text it cannot take is no reason to load it anew.
    if (!hasOther && error.code !== 'provider_unavailable') return false;
    log.warn('embedding-model-broke', { model: row.id, device: running?.device, reason: error.message, is_stepping_down: hasOther });
    encoder = rest();
    encoder.setBusy(isBusy);
    await broken.close();
    return hasOther;
  }
  const steps = () => [...plan.steps, ...down.steps()];
  // Begun now so that the first message does not wait; who needs it learns of a failure then.
  encoder.thread().catch((error: unknown) => log.error('embedding-model-failed', { code: isLuminoraError(error) ? error.code : 'internal' }));

  return {
    space: () => space,
    async embed(texts, use, signal, pace) {
      const prefix = use === 'query' ? row.query_prefix : row.passage_prefix;
      if (signal?.aborted) throw new LuminoraError('cancelled', 'Embedding was stopped.');
      const prefixed = texts.map((text) => prefix + text);
      const started = clock.now();
      for (;;) {
        const asked = encoder;
        try {
          const vectors = await asked.encode(prefixed, pace ?? (use === 'query' ? 'urgent' : 'patient'), signal);
          if (texts.length > 0) lastLatency = (clock.now() - started) / texts.length;
          return vectors;
        } catch (error) {
          if (!await stepDown(asked, error)) throw error;
        }
      }
    },
    setBusy(busy) {
      isBusy = busy;
      encoder.setBusy(busy);
    },
    canRead: (text) => isMainlyInScripts(text, row.scripts),
    running: () => (running && !isClosed ? { model: row.id, precision: running.precision, device: running.device, steps: steps() } : null),
    async health() {
      const details = { model: row.id, use: options.use, dimension: row.dimension, space: space.id, reason: plan.reason, device: null as string | null, precision: null as string | null, runs: null as string | null, steps: steps() };
      try {
        // Asleep is no fault, and being asked how it is wakes it no more than it must.
        if (running === null || encoder.isLoaded()) await encoder.thread();
        Object.assign(details, { device: running?.device, precision: running?.precision, runs: running?.row.id, steps: steps() });
        const isOther = running !== null && running.row.id !== row.id;
        const message = isOther ? `${row.title} cannot be used: ${running!.row.title} makes its vectors.` : `${row.title} is ready on this machine (${running?.precision ?? ''}, ${running?.device ?? ''}).`;
        const hasStepped = details.steps.length > 0;
        return { component: 'embeddings', status: hasStepped ? 'warning' : 'ok', message: hasStepped ? `${message} ${details.steps.at(-1)!.reason}` : message, latency_ms: lastLatency, details, instructions: hasStepped ? 'Verify or download the model again under Models, or choose another device there.' : null };
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The embedding model could not be loaded.';
        return { component: 'embeddings', status: 'error', message, latency_ms: null, details, instructions: 'Install the program again, or choose another embedding model in Settings. Search by words goes on.' };
      }
    },
    async close() {
      isClosed = true;
      await encoder.close();
    },
  };
}

export const localEmbeddings: EmbeddingProvider<typeof localEmbeddingOptions> = {
  id: 'local',
  title: 'On this machine',
  options: localEmbeddingOptions,
  create: (options, deps) => createLocalModel(options, deps),
};
