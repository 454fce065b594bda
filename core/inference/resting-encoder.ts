// A model that is loaded when it is needed, once for all who ask at the same time, and leaves memory after it has rested for long.
import { LuminoraError } from '../contract/errors.ts';
import type { EncoderPace } from './encoder-messages.ts';
import type { EncoderThread } from './encoder-thread.ts';

export type RestingEncoder = {
  /** The thread, loaded if it is not; whoever only looks does not keep it awake. */
  thread(): Promise<EncoderThread>;
  /** One vector per text, in order; see `EncoderThread.encode`. */
  encode(texts: readonly string[], pace: EncoderPace, signal?: AbortSignal): Promise<Float32Array[]>;
  setBusy(isBusy: boolean): void;
  isLoaded(): boolean;
  close(): Promise<void>;
};

/** Calls back after some milliseconds, unless the answer is called before; keeps no process alive. */
export type After = (ms: number, work: () => void) => () => void;

const afterTime: After = (ms, work) => {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/**
 * @param load what fails is tried again when next asked
 * @param settings `idleMs`: unused for so long it is unloaded; 0 keeps it. `unloaded`: told when that happens
 */
export function createRestingEncoder(load: () => Promise<EncoderThread>, settings: { idleMs: number; unloaded?: () => void; after?: After }): RestingEncoder {
  const { idleMs, unloaded, after = afterTime } = settings;
  let loading: Promise<EncoderThread> | null = null;
  let loaded: EncoderThread | null = null;
  let leaving: Promise<void> = Promise.resolve();
  let inUse = 0;
  let isBusy = false;
  let isClosed = false;
  let stay: () => void = () => undefined;

  async function begin(): Promise<EncoderThread> {
    // Two copies at a time would need twice the memory.
    await leaving;
    const thread = await load();
    thread.setBusy(isBusy);
    loaded = thread;
    rest();
    return thread;
  }
  function thread(): Promise<EncoderThread> {
    if (isClosed) return Promise.reject(new LuminoraError('provider_unavailable', 'The embedding model is closed.'));
    loading ??= begin().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }
  function rest(): void {
    stay();
    if (idleMs > 0 && inUse === 0 && loaded && !isClosed) stay = after(idleMs, unload);
  }
  function unload(): void {
    const resting = loaded;
    if (!resting || inUse > 0 || isClosed) return;
    loaded = null;
    loading = null;
    leaving = resting.close();
    unloaded?.();
  }

  return {
    thread,
    async encode(texts, pace, signal) {
      inUse += 1;
      stay();
      try {
        return await (await thread()).encode(texts, pace, signal);
      } finally {
        inUse -= 1;
        rest();
      }
    },
    setBusy(busy) {
      isBusy = busy;
      loaded?.setBusy(busy);
    },
    isLoaded: () => loaded !== null,
    async close() {
      isClosed = true;
      stay();
      await loading?.catch(() => null);
      await loaded?.close();
      await leaving;
    },
  };
}
