// Measurements of embedding models: begun, followed, stopped, kept.
import { LuminoraError, toErrorData, type ErrorData } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { benchmarkSuites, type BenchmarkRun } from '../../contract/local-models.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import type { EmbeddingModel } from '../../providers/embeddings/embeddings.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { createKeptRuns } from './kept-runs.ts';
import { measureModels, readsOf, type Suite } from './measure/measure-models.ts';
import type { ModelVariant, OpenedModel, OpenModel } from './measure/measured-model.ts';
import { builtInSets } from './sets/built-in.ts';
import { readFolder } from './sets/read-folder.ts';
import { createGiveWay } from './give-way.ts';

export type BenchmarkParts = {
  storage: Pick<StorageProvider, 'settings' | 'commit'>;
  clock: Clock;
  ids: IdSource;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  version: string;
  /** System, processor and memory, in one line. */
  machine: () => string;
  /** Embedding models whose files are on this machine, one entry for each precision. */
  variants(): Promise<readonly ModelVariant[]>;
  /** Loads one as `OpenModel` says. */
  open(...request: Parameters<OpenModel>): Promise<OpenedModel & Pick<EmbeddingModel, 'setBusy'>>;
};
export type StartRequest = { models?: readonly string[] | undefined; suites?: readonly Suite[] | undefined; folder?: string | undefined };
export type BenchmarkService = ReturnType<typeof createBenchmarkService>;

type Running = { done: number; total: number; what: string };

/** Screens hear of progress at most this often. */
const toldEveryMs = 250;

export function createBenchmarkService(parts: BenchmarkParts) {
  const { clock, ids, log, broadcast } = parts;
  const kept = createKeptRuns(parts.storage);
  const turns = createGiveWay();
  let running: (Running & { abort: AbortController; ended: Promise<void> }) | null = null;
  /** Between the request and the beginning, while the texts are read. */
  let isStarting = false;
  /** Stopped in that time: it does not begin. */
  let isUnwanted = false;
  let isClosed = false;

  /** @throws LuminoraError `model_missing` */
  async function chooseVariants(models: StartRequest['models']): Promise<readonly ModelVariant[]> {
    const ready = await parts.variants();
    const absent = (models ?? []).filter((id) => !ready.some((variant) => variant.id === id));
    if (absent.length > 0 || ready.length === 0) {
      const known = [...new Set(ready.map(({ id }) => id))];
      throw new LuminoraError('model_missing', `On this machine there is no embedding model ${absent.map((id) => `"${id}"`).join(', ')}. There are: ${known.join(', ') || 'none'}. Download it first.`, { details: { models: absent, known } });
    }
    return models === undefined || models.length === 0 ? ready : ready.filter(({ id }) => models.includes(id));
  }

  /** Loads a model that rests while a reply is written. */
  async function open(...request: Parameters<OpenModel>): Promise<OpenedModel> {
    const model = await parts.open(...request);
    const unwatch = turns.listen((isBusy) => model.setBusy?.(isBusy));
    return {
      ...model,
      async close() {
        unwatch();
        await model.close();
      },
    };
  }

  async function begin(request: StartRequest): Promise<{ total: number }> {
    const variants = await chooseVariants(request.models);
    const suites = request.suites?.length ? benchmarkSuites.filter((suite) => request.suites!.includes(suite)) : benchmarkSuites;
    const data = request.folder === undefined ? builtInSets() : await readFolder(request.folder);
    const reads = readsOf({ suites, sets: data.sets });
    const found = [...new Set(data.sets.map(({ suite }) => suite))];
    if (reads === 0) throw new LuminoraError('invalid_input', `The texts of ${data.name} are for ${found.join(', ')}; nothing of that was asked for.`, { details: { field: 'suites', found } });
    if (isClosed) throw new LuminoraError('cancelled', 'The program is being closed.');
    if (isUnwanted) throw new LuminoraError('cancelled', 'The measurement was stopped; nothing of it was kept.');
    const abort = new AbortController();
    const own = { done: 0, total: reads * variants.length, what: '', abort, ended: Promise.resolve() };
    running = own;
    own.ended = run(own, { variants, suites, sets: data.sets }, { data_hash: data.hash, data_name: data.name });
    return { total: own.total };
  }

  async function run(own: Running & { abort: AbortController }, plan: Parameters<typeof measureModels>[0], data: Pick<BenchmarkRun, 'data_hash' | 'data_name'>): Promise<void> {
    const { signal } = own.abort;
    let toldAt = -Infinity;
    let error: ErrorData | null = null;
    try {
      const measured = await measureModels(plan, {
        signal, open, rest: () => turns.rest(signal), repliesBegun: turns.repliesBegun,
        progress(done, what) {
          const isOther = what !== own.what;
          Object.assign(own, { done, what });
          if (!isOther && performance.now() - toldAt < toldEveryMs) return;
          toldAt = performance.now();
          broadcast({ type: 'benchmark-progress', done, total: own.total, what, is_done: false, error: null });
        },
      });
      error = measured.error;
      await kept.keep({ id: ids.next(), created_at: clock.now(), product_version: parts.version, machine: parts.machine(), ...data, ...measured });
    } catch (failure) {
      error = toErrorData(signal.aborted ? new LuminoraError('cancelled', 'The measurement was stopped; nothing of it was kept.') : failure);
      if (!signal.aborted) log.error('benchmark-failed', { code: error.code, reason: String(failure) });
    } finally {
      running = null;
      broadcast({ type: 'benchmark-progress', done: error === null ? own.total : own.done, total: own.total, what: own.what, is_done: true, error });
    }
  }

  async function stop(): Promise<void> {
    isUnwanted = isStarting;
    running?.abort.abort();
    await running?.ended;
  }

  return {
    quiet: turns.quiet,
    async list(): Promise<{ runs: BenchmarkRun[]; running: Running | null }> {
      return { runs: await kept.list(), running: running && { done: running.done, total: running.total, what: running.what } };
    },
    /** @throws LuminoraError `conflict` (one is running), `model_missing`, and what `readFolder` throws */
    async start(request: StartRequest): Promise<{ total: number }> {
      if (running !== null || isStarting) throw new LuminoraError('conflict', 'A measurement is running already. Wait for its end, or stop it.');
      isStarting = true;
      isUnwanted = false;
      try {
        return await begin(request);
      } finally {
        isStarting = false;
      }
    },
    /** Resolves when the model is unloaded; nothing of the stopped measurement is kept. */
    stop,
    /** @throws LuminoraError `not_found` */
    async remove(id: string): Promise<void> {
      if (!await kept.remove(id)) throw new LuminoraError('not_found', `There is no measurement ${id}.`, { details: { id } });
    },
    async close(): Promise<void> {
      isClosed = true;
      await stop();
    },
  };
}
