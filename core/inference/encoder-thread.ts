// Starts the encoder's thread and turns its messages into promises.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { errorCodeSchema, LuminoraError } from '../contract/errors.ts';
import type { FromEncoder, ToEncoder } from './encoder-messages.ts';
import type { Device, DeviceStep } from './onnx-session.ts';
import type { TextEncoderSettings } from './text-encoder.ts';

export type EncoderThread = {
  device: Device;
  steps: DeviceStep[];
  /** One vector per text, in order. Urgent texts go before everything that waits. */
  encode(texts: readonly string[], isUrgent: boolean, signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
};

type Waiting = { resolve(vector: Float32Array): void; reject(error: Error): void };

/** The file of the thread: beside this one, .ts in development and .js where it was built. */
function workerUrl(): URL {
  return new URL(`./encoder-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

/** Loads the model in a new thread; resolves when it is ready to encode. */
export async function startEncoderThread(settings: TextEncoderSettings): Promise<EncoderThread> {
  const worker = new Worker(workerUrl(), { workerData: settings });
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
  const toError = (message: Extract<FromEncoder, { type: 'failed' }>) =>
    new LuminoraError(errorCodeSchema.catch('internal').parse(message.code), message.message);

  const ready = await new Promise<Extract<FromEncoder, { type: 'ready' }>>((resolve, reject) => {
    worker.ref();
    worker.on('message', (message: FromEncoder) => {
      if (message.type === 'ready') resolve(message);
      else if (message.type === 'vector') settle(message.id)?.resolve(message.vector);
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
    async encode(texts, isUrgent, signal) {
      if (isClosed) throw new LuminoraError('provider_unavailable', 'The embedding model is closed.');
      if (signal?.aborted) throw new LuminoraError('cancelled', 'Embedding was stopped.');
      if (texts.length === 0) return [];
      worker.ref();
      const ids: number[] = [];
      const promises = texts.map((text) => {
        const id = nextId++;
        ids.push(id);
        const promise = new Promise<Float32Array>((resolve, reject) => waiting.set(id, { resolve, reject }));
        say({ type: 'encode', id, text, isUrgent });
        return promise;
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
