// Answers the encoder's messages on a port: urgent texts first and alone, then patient ones, then the background within its share. Runs in whichever thread calls it.
import type { MessagePort } from 'node:worker_threads';
import { isLuminoraError } from '../contract/errors.ts';
import { createBulkPacer } from './bulk-pacer.ts';
import type { CpuMeter } from './cpu-meter.ts';
import type { EncoderPace, EncoderPacing, FromEncoder, ToEncoder } from './encoder-messages.ts';
import { unite } from './pooling.ts';
import { takeTogether, type QueuedText } from './take-together.ts';
import { loadTextEncoder, type LoadedTextEncoder, type TextEncoderSettings } from './text-encoder.ts';

/** Texts are put together unless that moves a vector further than this from what it is alone (cosine). README.md has what it costs in quality. */
const leastBatchCosine = 0.998;
/** Until the first run has told: milliseconds a token takes. */
const firstGuessMsPerToken = 0.2;
/** Weight of the latest run in the average. */
const latestWeight = 0.2;
/** The longest a reply keeps the background waiting, in milliseconds: where somebody always writes it would never end. */
const mostHeldMs = 60_000;

/** Loads the model and serves until told to close; a model that cannot be loaded is told and closes the port. */
export async function serveEncoder(port: Pick<MessagePort, 'postMessage' | 'on' | 'close'>, settings: TextEncoderSettings, pacing: EncoderPacing, meter: CpuMeter): Promise<void> {
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
  const queues: Record<EncoderPace, QueuedText[]> = { urgent: [], patient: [], bulk: [] };
  const pacer = createBulkPacer(pacing.bulkCpuShare, meter);
  const batchSize = encoder.batchCosine < leastBatchCosine ? 1 : pacing.batchSize;
  const counts = { texts: { urgent: 0, patient: 0, bulk: 0 }, runs: 0, cpu_ms: 0, rested_ms: 0, batch_cosine: encoder.batchCosine };
  let msPerToken = firstGuessMsPerToken;
  let heldUntil: number | null = null;
  let isRunning = false;
  let isClosing = false;
  let wake: () => void = () => undefined;

  /** One run of the model: one urgent text's next window, or several texts of one queue. */
  async function step(pace: EncoderPace): Promise<void> {
    const queue = queues[pace];
    const taken = takeTogether(queue, encoder.windowsOf, { most: pace === 'urgent' ? 1 : batchSize, mostTokens: pacing.longestRunMs / msPerToken, fail });
    if (taken.length === 0) return;
    const windows = taken.map((item) => item.windows![item.vectors.length]!);
    const before = meter.own();
    try {
      const vectors = await encoder.run(windows);
      for (const [index, item] of taken.entries()) item.vectors.push(vectors[index]!);
    } catch (error) {
      for (const item of taken) fail(item.id, error);
      queue.splice(0, queue.length, ...queue.filter((item) => !taken.includes(item)));
      return;
    }
    const cpu = meter.own() - before;
    counts.runs += 1;
    counts.cpu_ms += cpu;
    const tokens = taken.length * Math.max(...windows.map((ids) => ids.length));
    if (cpu > 0) msPerToken += (cpu / tokens - msPerToken) * latestWeight;
    // Cancelled meanwhile: no longer in the queue, and not answered.
    const finished = taken.filter((item) => item.vectors.length === item.windows!.length && queue.includes(item));
    queue.splice(0, queue.length, ...queue.filter((item) => !finished.includes(item)));
    for (const item of finished) {
      try {
        say({ type: 'vector', id: item.id, vector: unite(item.vectors, item.windows!, settings.isNormalized) });
      } catch (error) {
        fail(item.id, error);
      }
    }
    counts.texts[pace] += finished.length;
  }

  /** Milliseconds before the background may go on; it looks again when anything is said. */
  function waitMs(): number {
    const now = meter.now();
    if (heldUntil !== null && now < heldUntil) return heldUntil - now;
    const rest = pacer.restMs();
    const isShort = queues.bulk.length < batchSize;
    return Math.max(rest, isShort ? queues.bulk[0]!.since + pacing.batchWaitMs - now : 0);
  }
  async function sleep(ms: number): Promise<void> {
    const began = meter.now();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    counts.rested_ms += meter.now() - began;
  }

  async function work() {
    if (isRunning) return;
    isRunning = true;
    while (!isClosing) {
      if (queues.urgent.length > 0) await step('urgent');
      else if (queues.patient.length > 0) await step('patient');
      else if (queues.bulk.length === 0) break;
      else {
        const ms = waitMs();
        if (ms > 0) await sleep(ms);
        else await pacer.spend(() => step('bulk'));
      }
    }
    isRunning = false;
    if (isClosing) {
      await encoder.close();
      port.close();
    }
  }

  port.on('message', (message: ToEncoder) => {
    if (message.type === 'encode') queues[message.pace].push({ id: message.id, text: message.text, since: meter.now(), windows: null, vectors: [] });
    else if (message.type === 'close') isClosing = true;
    else if (message.type === 'busy') heldUntil = message.isBusy ? meter.now() + mostHeldMs : null;
    else if (message.type === 'tell-statistics') say({ type: 'statistics', id: message.id, statistics: counts });
    else {
      const gone = new Set(message.ids);
      for (const queue of Object.values(queues)) queue.splice(0, queue.length, ...queue.filter((item) => !gone.has(item.id)));
    }
    wake();
    void work();
  });
  say({ type: 'ready', device: encoder.device, steps: encoder.steps });
}
