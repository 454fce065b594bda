// The thread that runs the embedding model: onnxruntime-node computes on the thread that calls it, and that must not be the engine's.
import { parentPort, workerData } from 'node:worker_threads';
import { isLuminoraError } from '../contract/errors.ts';
import type { FromEncoder, ToEncoder } from './encoder-messages.ts';
import { loadTextEncoder, type TextEncoderSettings } from './text-encoder.ts';

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (message: FromEncoder) => port.postMessage(message, message.type === 'vector' ? [message.vector.buffer as ArrayBuffer] : []);
  const fail = (id: number | null, error: unknown) =>
    say({ type: 'failed', id, code: isLuminoraError(error) ? error.code : 'internal', message: error instanceof Error ? error.message : String(error) });

  const encoder = await loadTextEncoder(workerData as TextEncoderSettings).catch((error: unknown) => fail(null, error));
  if (!encoder) {
    port.close();
    return;
  }
  const urgent: { id: number; text: string }[] = [];
  const patient: { id: number; text: string }[] = [];
  let isRunning = false;
  let isClosing = false;

  async function work() {
    if (isRunning || !encoder) return;
    isRunning = true;
    for (let next = urgent.shift() ?? patient.shift(); next && !isClosing; next = urgent.shift() ?? patient.shift()) {
      try {
        say({ type: 'vector', id: next.id, vector: await encoder.encode(next.text) });
      } catch (error) {
        fail(next.id, error);
      }
    }
    isRunning = false;
    if (isClosing) {
      await encoder.close();
      port.close();
    }
  }

  port.on('message', (message: ToEncoder) => {
    if (message.type === 'encode') (message.isUrgent ? urgent : patient).push({ id: message.id, text: message.text });
    else if (message.type === 'close') isClosing = true;
    else {
      const gone = new Set(message.ids);
      for (const queue of [urgent, patient]) queue.splice(0, queue.length, ...queue.filter((item) => !gone.has(item.id)));
    }
    void work();
  });
  say({ type: 'ready', device: encoder.device, steps: encoder.steps });
}

if (parentPort) void serve(parentPort);
