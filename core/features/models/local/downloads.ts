// Downloads of models that run in the engine, whoever looks on: begun, stopped with what has come kept, or given up.
import { toErrorData } from '../../../contract/errors.ts';
import type { ModelDownload, Precision } from '../../../contract/local-models.ts';
import type { ModelStore, StoreProgress } from '../../../inference/model-store.ts';
import type { Log } from '../../../lib/log.ts';
import { createTeller } from './teller.ts';

export type DownloadsParts = {
  store: Pick<ModelStore, 'download' | 'discard'>;
  log: Log;
  /** Told of each state and, between states, at most four times a second. */
  tell: (download: ModelDownload) => void;
  /** A download ended with every file in place, or what had come of it is deleted. */
  ended: (model: string, outcome: 'ready' | 'discarded') => void;
};
export type Downloads = {
  /** Begins, or goes on. One that runs already is answered as it is, whichever precision it fetches: one at a time for each model. */
  begin(request: { model: string; precision: Precision; completed_bytes: number; total_bytes: number | null }): ModelDownload;
  /** Resolves when it has stopped; a model that is not being fetched stays as it is. */
  pause(model: string): Promise<void>;
  /** Stops it and deletes what has come of every precision. */
  cancel(model: string): Promise<void>;
  /** What rests of it is not told of any more: its files are gone. Without a precision, of whichever. */
  forget(model: string, precision?: Precision): void;
  isRunning(model: string): boolean;
  /** One that runs, is paused or has failed since the program began; null otherwise. */
  of(model: string): ModelDownload | null;
  close(): Promise<void>;
};

type Running = { download: ModelDownload; abort: AbortController; stopped: Promise<void> };

export function createDownloads(parts: DownloadsParts): Downloads {
  const running = new Map<string, Running>();
  /** Paused and failed. */
  const resting = new Map<string, ModelDownload>();

  async function follow(entry: Running): Promise<void> {
    const { model, precision } = entry.download;
    const teller = createTeller(() => parts.tell(entry.download));
    /** Nothing is under way any more when somebody is told how it ended: he may begin it again. */
    const rest = (end: Pick<ModelDownload, 'state' | 'error'>) => {
      entry.download = { ...entry.download, ...end, bytes_per_second: null, seconds_left: null };
      resting.set(model, entry.download);
      running.delete(model);
      teller.now();
    };
    try {
      teller.now();
      for await (const progress of parts.store.download(model, precision ?? undefined, entry.abort.signal)) {
        entry.download = { ...entry.download, ...figuresOf(progress) };
        teller.soon();
      }
      teller.stop();
      running.delete(model);
      parts.ended(model, 'ready');
    } catch (error) {
      if (entry.abort.signal.aborted) return rest({ state: 'paused', error: null });
      parts.log.warn('model-download-failed', { model, code: toErrorData(error).code });
      rest({ state: 'failed', error: toErrorData(error) });
    }
  }

  async function pause(model: string): Promise<void> {
    const entry = running.get(model);
    entry?.abort.abort();
    await entry?.stopped;
  }

  return {
    begin({ model, precision, completed_bytes, total_bytes }) {
      const known = running.get(model);
      if (known) return known.download;
      resting.delete(model);
      const entry: Running = {
        download: { model, precision, state: 'running', completed_bytes, total_bytes, bytes_per_second: null, seconds_left: null, source: null, error: null },
        abort: new AbortController(), stopped: Promise.resolve(),
      };
      running.set(model, entry);
      const begun = entry.download;
      entry.stopped = follow(entry);
      return begun;
    },
    pause,
    async cancel(model) {
      await pause(model);
      resting.delete(model);
      await parts.store.discard(model);
      parts.ended(model, 'discarded');
    },
    forget(model, precision) {
      if (precision === undefined || resting.get(model)?.precision === precision) resting.delete(model);
    },
    isRunning: (model) => running.has(model),
    of: (model) => running.get(model)?.download ?? resting.get(model) ?? null,
    async close() {
      await Promise.all([...running.keys()].map(pause));
    },
  };
}

function figuresOf({ status, completed_bytes, total_bytes, bytes_per_second, source }: StoreProgress): Partial<ModelDownload> {
  const seconds_left = total_bytes !== null && bytes_per_second ? Math.max(0, (total_bytes - completed_bytes) / bytes_per_second) : null;
  return { state: status === 'verifying' ? 'verifying' : 'running', completed_bytes, total_bytes, bytes_per_second, seconds_left, source };
}
