// Measurements of the models: kept ones, and the one that runs. It runs in the engine and goes on without this page. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { BenchmarkRun, Client, EngineEvent, ErrorData } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type BenchmarkWish = NonNullable<Parameters<Client['benchmarks']['start']>[0]>;
export type BenchmarksState = {
  /** Newest first. */
  runs: readonly BenchmarkRun[];
  running: { done: number; total: number; what: string } | null;
  is_loaded: boolean;
  error: ErrorData | null;
  /** Why the last one ended early. */
  failed: ErrorData | null;
  load(): Promise<void>;
  start(wish: BenchmarkWish): Promise<void>;
  stop(): Promise<void>;
  remove(id: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createBenchmarksStore(client: Client) {
  let reads = 0;
  return createStore<BenchmarksState>()((set, get) => ({
    runs: [], running: null, is_loaded: false, error: null, failed: null,
    async load() {
      const turn = ++reads;
      try {
        const { runs, running } = await client.benchmarks.list();
        if (turn === reads) set({ runs, running, is_loaded: true, error: null });
      } catch (error) {
        if (turn === reads) set({ error: readError(error), is_loaded: true });
      }
    },
    async start(wish) {
      const { total } = await client.benchmarks.start(wish);
      // What has been told of it since is newer.
      set(({ running }) => ({ running: running ?? { done: 0, total, what: '' }, failed: null }));
      await get().load();
    },
    async stop() {
      await client.benchmarks.stop();
      await get().load();
    },
    async remove(id) {
      await client.benchmarks.remove({ id });
      await get().load();
    },
    applyEvent(event) {
      if (event.type !== 'benchmark-progress') return;
      const { done, total, what, is_done: isDone, error } = event;
      // A list on its way may still say that it runs.
      reads += 1;
      set(isDone ? { running: null, failed: error?.code === 'cancelled' ? null : error } : { running: { done, total, what } });
      if (isDone && get().is_loaded) void get().load();
    },
  }));
}
export type BenchmarksStore = ReturnType<typeof createBenchmarksStore>;
