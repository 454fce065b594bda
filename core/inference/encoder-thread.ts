// Starts the encoder's thread and turns its messages into promises.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { errorCodeSchema, LuminoraError } from '../contract/errors.ts';
import type { EncoderPace, EncoderPacing, EncoderStatistics, FromEncoder, ToEncoder } from './encoder-messages.ts';
import type { Device, DeviceStep } from './onnx-session.ts';
import type { TextEncoderSettings } from './text-encoder.ts';

export type EncoderThread = {
  device: Device;
  steps: DeviceStep[];
  /** One vector per text, in order. */
  encode(texts: readonly string[], pace: EncoderPace, signal?: AbortSignal): Promise<Float32Array[]>;
  /** True while a reply is being written: the background waits, for a minute at most. */
  setBusy(isBusy: boolean): void;
  statistics(): Promise<EncoderStatistics>;
  close(): Promise<void>;
};

type Waiting = { resolve(value: Float32Array | EncoderStatistics): void; reject(error: Error): void };

/** Where nothing else is asked for. `longestRunMs`: an urgent text waits for the run it finds, at most. */
export const defaultPacing: EncoderPacing = { batchSize: 32, batchWaitMs: 100, bulkCpuShare: 0.3, longestRunMs: 20 };

/** The file of the thread: beside this one, .ts in development and .js where it was built. */
function workerUrl(): URL {
  return new URL(`./encoder-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

/** Loads the model in a new thread; resolves when it is ready to encode. */
export async function startEncoderThread(settings: TextEncoderSettings, pacing: Partial<EncoderPacing> = {}): Promise<EncoderThread> {
  const worker = new Worker(workerUrl(), { workerData: { settings, pacing: { ...defaultPacing, ...pacing } } });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let isClosed = false;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const say = (message: ToEncoder) => worker.postMessage(message);

  function settle(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    // A text given up after `close` must not let the process end before the thread has.
    if (waiting.size === 0 && !isClosed) worker.unref();
    return found;
  }
  function failAll(error: LuminoraError) {
    isClosed = true;
    for (const id of waiting.keys()) settle(id)?.reject(error);
  }
  function ask<Value extends Float32Array | EncoderStatistics>(id: number, message: ToEncoder): Promise<Value> {
    worker.ref();
    const promise = new Promise<Value>((resolve, reject) => waiting.set(id, { resolve: (value) => resolve(value as Value), reject }));
    say(message);
    return promise;
  }
  const toError = (message: Extract<FromEncoder, { type: 'failed' }>) =>
    new LuminoraError(errorCodeSchema.catch('internal').parse(message.code), message.message);

  const ready = await new Promise<Extract<FromEncoder, { type: 'ready' }>>((resolve, reject) => {
    worker.ref();
    worker.on('message', (message: FromEncoder) => {
      if (message.type === 'ready') resolve(message);
      else if (message.type === 'vector') settle(message.id)?.resolve(message.vector);
      else if (message.type === 'statistics') settle(message.id)?.resolve(message.statistics);
      else if (message.id === null) reject(toError(message));
      else settle(message.id)?.reject(toError(message));
    });
    worker.on('error', (error) => {
      const wrapped = new LuminoraError('internal', 'The thread of the embedding model failed. Start the program again.', { cause: error });
      failAll(wrapped);
      reject(wrapped);
    });
    worker.on('exit', () => {
      const ended = new LuminoraError('provider_unavailable', 'The thread of the embedding model has ended.');
      failAll(ended);
      reject(ended);
    });
  });
  worker.unref();

  return {
    device: ready.device,
    steps: ready.steps,
    async encode(texts, pace, signal) {
      if (isClosed) throw new LuminoraError('provider_unavailable', 'The embedding model is closed.');
      if (signal?.aborted) throw new LuminoraError('cancelled', 'Embedding was stopped.');
      if (texts.length === 0) return [];
      const ids: number[] = [];
      const promises = texts.map((text) => {
        const id = nextId++;
        ids.push(id);
        return ask<Float32Array>(id, { type: 'encode', id, text, pace });
      });
      const stop = () => {
        say({ type: 'cancel', ids });
        for (const id of ids) settle(id)?.reject(new LuminoraError('cancelled', 'Embedding was stopped.'));
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return await Promise.all(promises);
      } catch (error) {
        say({ type: 'cancel', ids });
        for (const id of ids) settle(id);
        throw error;
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    setBusy(isBusy) {
      if (!isClosed) say({ type: 'busy', isBusy });
    },
    async statistics() {
      if (isClosed) throw new LuminoraError('provider_unavailable', 'The embedding model is closed.');
      const id = nextId++;
      return ask<EncoderStatistics>(id, { type: 'tell-statistics', id });
    },
    async close() {
      if (!isClosed) {
        isClosed = true;
        worker.ref();
        say({ type: 'close' });
        failAll(new LuminoraError('cancelled', 'The embedding model was closed.'));
      }
      await exited;
    },
  };
}
