// Answers the encoder's messages on a port: urgent texts before patient ones, one at a time. Runs in whichever thread calls it.
import type { MessagePort } from 'node:worker_threads';
import { isLuminoraError } from '../contract/errors.ts';
import type { FromEncoder, ToEncoder } from './encoder-messages.ts';
import { loadTextEncoder, type LoadedTextEncoder, type TextEncoderSettings } from './text-encoder.ts';

/** Loads the model and serves until told to close; a model that cannot be loaded is told and closes the port. */
export async function serveEncoder(port: Pick<MessagePort, 'postMessage' | 'on' | 'close'>, settings: TextEncoderSettings): Promise<void> {
  const say = (message: FromEncoder): void => port.postMessage(message, message.type === 'vector' ? [message.vector.buffer as ArrayBuffer] : []);
  const fail = (id: number | null, error: unknown) =>
    say({ type: 'failed', id, code: isLuminoraError(error) ? error.code : 'internal', message: error instanceof Error ? error.message : String(error) });

  let encoder: LoadedTextEncoder;
  try {
    encoder = await loadTextEncoder(settings);
  } catch (error) {
    fail(null, error);
    port.close();
    return;
  }
  const urgent: { id: number; text: string }[] = [];
  const patient: { id: number; text: string }[] = [];
  let isRunning = false;
  let isClosing = false;

  async function work() {
    if (isRunning) return;
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
