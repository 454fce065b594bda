// The three paces of the encoder, with the shipped model in this thread and a meter that is moved by hand.
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CpuMeter } from './cpu-meter.ts';
import type { EncoderPace, EncoderPacing, EncoderStatistics, FromEncoder, ToEncoder } from './encoder-messages.ts';
import { serveEncoder } from './encoder-service.ts';
import { defaultPacing, startEncoderThread } from './encoder-thread.ts';
import { loadTextEncoder, type LoadedTextEncoder, type TextEncoderSettings } from './text-encoder.ts';

const folder = join(import.meta.dirname, '../../models/multilingual-e5-small-latin');
const settings: TextEncoderSettings = { folder, weights: 'onnx/model_quantized.onnx', dimension: 384, maxTokens: 512, isNormalized: true, devices: ['cpu'], threads: 1, prefixes: ['query: ', 'passage: '] };
let alone: LoadedTextEncoder;
beforeAll(async () => { alone = await loadTextEncoder(settings); });
afterAll(async () => alone.close());

const cosine = (left: Float32Array, right: Float32Array) => left.reduce((sum, value, index) => sum + value * right[index]!, 0);
const texts = Array.from({ length: 24 }, (_, index) => `passage: El ${index} de mayo fuimos a la playa con ${['Ana', 'mi hermano', 'los vecinos del quinto'][index % 3]}.`);

/** A service whose time stands still: it rests, and waits for a reply's end, until something is said to it. */
function open(pacing: Partial<EncoderPacing> = {}, meter: Partial<CpuMeter> = {}) {
  const { port1: port, port2 } = new MessageChannel();
  const said: FromEncoder[] = [];
  const waiting: { isMet: () => boolean; resolve(): void }[] = [];
  port.on('message', (message: FromEncoder) => {
    said.push(message);
    for (const entry of waiting) if (entry.isMet()) entry.resolve();
  });
  const ended = new Promise<void>((resolve) => port.once('close', () => resolve()));
  const still: CpuMeter = { now: () => 0, own: () => 0, process: () => 0, processors: 2, ...meter };
  void serveEncoder(port2, settings, { ...defaultPacing, batchWaitMs: 0, ...pacing }, still);
  const vectors = () => new Map(said.flatMap((message) => (message.type === 'vector' ? [[message.id, message.vector] as const] : [])));
  const until = (isMet: () => boolean) => new Promise<void>((resolve) => (isMet() ? resolve() : waiting.push({ isMet, resolve })));
  return {
    said, vectors, until, ended,
    say: (...messages: ToEncoder[]) => messages.forEach((message) => port.postMessage(message)),
    has: (...ids: number[]) => until(() => ids.every((id) => vectors().has(id))),
    async statistics(): Promise<EncoderStatistics> {
      port.postMessage({ type: 'tell-statistics', id: -1 } satisfies ToEncoder);
      const find = () => said.findLast((message) => message.type === 'statistics');
      const before = find();
      await until(() => find() !== before);
      return find()!.statistics;
    },
  };
}
const encode = (id: number, pace: EncoderPace, text = texts[id % texts.length]!): ToEncoder => ({ type: 'encode', id, text, pace });
const all = (pace: EncoderPace) => texts.map((_, id) => encode(id, pace));
const ids = texts.map((_, id) => id);

it('the background is computed several at a time, and each vector is what it is alone but for what neighbours cost', async () => {
  const { say, has, vectors, statistics, ended } = open();
  say(...all('bulk'));
  await has(...ids);
  const counted = await statistics();
  expect(counted.texts).toEqual({ urgent: 0, patient: 0, bulk: 24 });
  expect(counted.runs).toBeLessThan(13);
  expect(counted.batch_cosine).toBeGreaterThan(0.998);
  for (const [id, text] of texts.entries()) expect(cosine(vectors().get(id)!, await alone.encode(text))).toBeGreaterThan(0.998);
  say({ type: 'close' });
  await ended;
});

it('an urgent text waits for the run it finds and no more, and its vector depends on nothing else', async () => {
  const { say, has, said, vectors, ended } = open();
  say(...all('bulk'), encode(100, 'patient'), encode(101, 'urgent', 'query: la playa'));
  await has(101, 100, ...ids);
  const order = said.flatMap((message) => (message.type === 'vector' ? [message.id] : []));
  // What had been begun when it came, at most: one run.
  expect(order.indexOf(101)).toBeLessThan(12);
  expect(order.indexOf(100)).toBeLessThan(order.indexOf(23));
  expect(vectors().get(101)).toEqual(await alone.encode('query: la playa'));
  say({ type: 'close' });
  await ended;
});

it('while a reply is written the background waits, and nothing else does', async () => {
  const { say, has, vectors, statistics, ended } = open();
  say({ type: 'busy', isBusy: true }, ...all('bulk'), encode(100, 'urgent'), encode(101, 'patient'));
  await has(100, 101);
  expect((await statistics()).texts.bulk).toBe(0);
  expect(vectors().size).toBe(2);
  say({ type: 'busy', isBusy: false });
  await has(...ids);
  say({ type: 'close' });
  await ended;
});

it('a reply that never ends holds the background for a minute', async () => {
  let now = 0;
  const { say, has, statistics, ended } = open({}, { now: () => now });
  say({ type: 'busy', isBusy: true }, ...all('bulk'));
  await statistics();
  now = 59_000;
  expect((await statistics()).texts.bulk).toBe(0);
  now = 60_000;
  // Said so that it looks again.
  void statistics();
  await has(...ids);
  say({ type: 'close' });
  await ended;
});

it('after what it used the background rests, and goes on when the time has passed', async () => {
  let now = 0;
  let own = 0;
  // Each look at the own time is a second later: one run costs at least that.
  const { say, has, vectors, statistics, ended } = open({ bulkCpuShare: 0.1, longestRunMs: 1 }, { now: () => now, own: () => (own += 1000), process: () => own });
  say(...all('bulk'));
  await has(0);
  const before = vectors().size;
  await statistics();
  expect(vectors().size).toBe(before);
  expect(before).toBeLessThan(24);
  for (let count = before; count < 24; count = vectors().size) {
    now += 1e7;
    await statistics();
  }
  await has(...ids);
  say({ type: 'close' });
  await ended;
});

it('a batch that is not full waits to be filled, for so long and no longer', async () => {
  let now = 0;
  const { say, has, vectors, statistics, ended } = open({ batchSize: 4, batchWaitMs: 100_000 }, { now: () => now });
  say(encode(0, 'bulk'), encode(1, 'bulk'));
  await statistics();
  expect(vectors().size).toBe(0);
  say(encode(2, 'bulk'), encode(3, 'bulk'));
  await has(0, 1, 2, 3);
  say(encode(4, 'bulk'));
  await statistics();
  expect(vectors().size).toBe(4);
  now = 100_000;
  await statistics();
  await has(4);
  say({ type: 'close' });
  await ended;
});

it('a long text is read in windows, whichever its pace, and is near each of its halves', async () => {
  const [dog, rain] = ['Mi perro Max corre por la playa con su pelota roja. '.repeat(40), 'Ayer llovió mucho y el tren llegó tarde a Madrid. '.repeat(40)];
  const { say, has, vectors, ended } = open();
  say(encode(1, 'bulk', `passage: ${dog}${rain}`), encode(2, 'urgent', `passage: ${dog}${rain}`));
  await has(1, 2);
  expect(vectors().get(1)).toEqual(vectors().get(2));
  expect(vectors().get(1)).toEqual(await alone.encode(`passage: ${dog}${rain}`));
  const cut = await alone.encode(`passage: ${dog}`);
  const question = await alone.encode('query: ¿Qué tiempo hizo y qué pasó con el tren?');
  // The end of the text counts: a model that stopped after its first window knows nothing of the train.
  expect(cosine(question, vectors().get(1)!)).toBeGreaterThan(cosine(question, cut));
  expect(cosine(vectors().get(1)!, vectors().get(1)!)).toBeCloseTo(1, 5);
  say({ type: 'close' });
  await ended;
});

it('what is cancelled while it is computed is not answered', async () => {
  const { say, has, vectors, ended } = open();
  say(...all('bulk'), { type: 'cancel', ids: ids.slice(0, 23) });
  await has(23);
  expect(vectors().size).toBe(1);
  say({ type: 'close' });
  await ended;
});

it('a thread hands all of it on', async () => {
  const thread = await startEncoderThread(settings, { bulkCpuShare: 1, batchWaitMs: 0 });
  thread.setBusy(true);
  const background = thread.encode(texts, 'bulk');
  expect(await thread.encode(['query: hola'], 'urgent')).toHaveLength(1);
  expect((await thread.statistics()).texts).toEqual({ urgent: 1, patient: 0, bulk: 0 });
  thread.setBusy(false);
  expect(await background).toHaveLength(24);
  const counted = await thread.statistics();
  expect(counted.texts.bulk).toBe(24);
  expect(counted.cpu_ms).toBeGreaterThan(0);
  await thread.close();
  await expect(thread.statistics()).rejects.toMatchObject({ code: 'provider_unavailable' });
});
