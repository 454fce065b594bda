// Tokenizer, encoder and the service on a port, in this thread, with the shipped model; damaged folders too.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncoderPace, EncoderPacing, FromEncoder, ToEncoder } from './encoder-messages.ts';
import { serveEncoder } from './encoder-service.ts';
import { startEncoderThread } from './encoder-thread.ts';
import { poolHidden } from './pooling.ts';
import { threadCpuMeter } from './cpu-meter.ts';
import { defaultPacing } from './encoder-thread.ts';
import { loadTextEncoder, type LoadedTextEncoder, type TextEncoderSettings } from './text-encoder.ts';
import { loadTokenizer } from './tokenizer.ts';

const folder = join(import.meta.dirname, '../../models/multilingual-e5-small-latin');
const settings: TextEncoderSettings = { folder, weights: 'onnx/model_quantized.onnx', dimension: 384, maxTokens: 512, isNormalized: true, devices: ['cpu'], threads: 1 };
let scratch = '';
let encoder: LoadedTextEncoder;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-encoder-'));
  encoder = await loadTextEncoder(settings);
});
afterAll(async () => {
  await encoder.close();
  await rm(scratch, { recursive: true, force: true });
});

const dot = (left: Float32Array, right: Float32Array) => left.reduce((sum, value, index) => sum + value * right[index]!, 0);

/** A model folder whose tokenizer or weights hold this text. */
async function damagedFolder(name: string, files: Record<string, string>): Promise<string> {
  const damaged = join(scratch, name);
  await mkdir(join(damaged, 'onnx'), { recursive: true });
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) await copyFile(join(folder, file), join(damaged, file));
  for (const [file, text] of Object.entries(files)) await writeFile(join(damaged, file), text);
  return damaged;
}

describe('the tokenizer', () => {
  it('puts the special tokens around a text, and only them around none', async () => {
    const tokenizer = await loadTokenizer(folder, 512);
    const [first, last] = tokenizer.encode('');
    const ids = tokenizer.encode('query: mi mascota');
    expect(tokenizer.encode('')).toHaveLength(2);
    expect([ids.at(0), ids.at(-1)]).toEqual([first, last]);
    expect(ids.length).toBeGreaterThan(4);
  });

  it('cuts a long text to its beginning and its closing token', async () => {
    const short = await loadTokenizer(folder, 16);
    const whole = (await loadTokenizer(folder, 512)).encode('mi perro Max corre por la playa todos los domingos con la pelota roja');
    const cut = short.encode('mi perro Max corre por la playa todos los domingos con la pelota roja');
    expect(cut).toEqual([...whole.slice(0, 15), whole.at(-1)]);
    expect(short.encode('corre '.repeat(200_000))).toHaveLength(16);
  });

  it('never cuts through a character made of two halves', async () => {
    // 16 * 24 = 384 characters are looked at; the emoji lies across that border.
    const tokenizer = await loadTokenizer(folder, 16);
    const spaces = ' '.repeat(382);
    expect(tokenizer.encode(`a${spaces}🐶 b`)).toEqual(tokenizer.encode(`a${spaces}`));
  });

  it('reads a half of a character as the sign for an unreadable one', async () => {
    const tokenizer = await loadTokenizer(folder, 64);
    expect(tokenizer.encode('a \ud83d b \udc36')).toEqual(tokenizer.encode('a \ufffd b \ufffd'));
  });

  it.each([
    ['absent', {}], ['cut short', { 'tokenizer.json': '{"version":' }], ['a web page', { 'tokenizer_config.json': '<html>' }], ['another thing', { 'tokenizer.json': '{"model":{"type":"none"}}' }], ['null', { 'tokenizer.json': 'null' }],
  ])('is model_damaged when a file is %s', async (name, files) => {
    const damaged = name === 'absent' ? join(scratch, 'nowhere') : await damagedFolder(name, files as Record<string, string>);
    await expect(loadTokenizer(damaged, 512), damaged).rejects.toMatchObject({ code: 'model_damaged', details: { folder: damaged } });
  });
});

describe('the encoder', () => {
  it('gives unit vectors, the same for the same text, near for near meanings', async () => {
    const [pet, again, dog, tax] = [await encoder.encode('query: mi mascota'), await encoder.encode('query: mi mascota'), await encoder.encode('passage: tengo un perro'), await encoder.encode('passage: la declaración de la renta')];
    expect(again).toEqual(pet);
    expect(dot(pet, pet)).toBeCloseTo(1, 5);
    expect(dot(pet, dog)).toBeGreaterThan(dot(pet, tax) + 0.02);
  });

  it('sees no difference beyond its longest text', async () => {
    const long = 'una frase con palabras '.repeat(600);
    expect(await encoder.encode(`${long} fin`)).toEqual(await encoder.encode(`${long} otra cosa distinta`));
  });

  it('takes empty text, halves of characters and emoji', async () => {
    for (const text of ['', '\ud83d', '🐶🐱', '\u0000', '   ']) expect(dot(await encoder.encode(text), await encoder.encode(text))).toBeCloseTo(1, 5);
  });

  it('gives the vectors its own thread gives', async () => {
    const thread = await startEncoderThread(settings);
    const texts = ['query: hola', 'passage: ¿cómo se llama mi perro?', ''];
    const [vectors, here] = [await thread.encode(texts, 'urgent'), [] as Float32Array[]];
    for (const text of texts) here.push(await encoder.encode(text));
    await thread.close();
    expect(vectors).toEqual(here);
  });

  it('is model_damaged when the weights are not weights', async () => {
    const damaged = await damagedFolder('weights', { 'onnx/model_quantized.onnx': 'not weights' });
    await expect(loadTextEncoder({ ...settings, folder: damaged })).rejects.toMatchObject({ code: 'model_damaged', details: { steps: [{ device: 'cpu' }] } });
  });

  it('tells what stood in the way of a device and goes on with the CPU', async () => {
    const other = await loadTextEncoder({ ...settings, devices: ['cuda'] });
    if (other.device === 'cpu') expect(other.steps).toEqual([{ device: 'cuda', reason: expect.stringMatching(/./) }]);
    expect(dot(await other.encode('hola'), await encoder.encode('hola'))).toBeGreaterThan(0.99);
    await other.close();
  });
});

describe('pooling', () => {
  it('is the mean, or its direction', () => {
    expect([...poolHidden(Float32Array.of(1, 2, 5, 6), 2, 2, 'mean', false)]).toEqual([3, 4]);
    expect(poolHidden(Float32Array.of(1, 2, 5, 6), 2, 2, 'mean', true)[1]).toBeCloseTo(0.8, 6);
  });

  it.each([['nothing', Float32Array.of(0, 0)], ['not a number', Float32Array.of(NaN, 1)], ['endless', Float32Array.of(Infinity, 1)]])('refuses a vector that is %s', (_, hidden) => {
    expect(() => poolHidden(hidden, 1, 2, 'mean', true)).toThrow(expect.objectContaining({ code: 'model_damaged' }));
  });
});

describe('the thread', () => {
  it('answers nothing with nothing, refuses what was stopped or comes after its end, and fails only what failed', async () => {
    const thread = await startEncoderThread(settings);
    expect(await thread.encode([], 'urgent')).toEqual([]);
    await expect(thread.encode(['x'], 'urgent', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await expect(thread.encode([5 as unknown as string], 'urgent')).rejects.toMatchObject({ code: 'internal' });
    expect(await thread.encode(['x'], 'urgent')).toHaveLength(1);
    const cut = expect(thread.encode(['y', 'z'], 'patient')).rejects.toMatchObject({ code: 'cancelled' });
    await thread.close();
    await cut;
    await expect(thread.encode(['x'], 'urgent')).rejects.toMatchObject({ code: 'provider_unavailable' });
    await thread.close();
  });

  it('hands on why its model cannot be loaded', async () => {
    await expect(startEncoderThread({ ...settings, folder: join(scratch, 'nowhere') })).rejects.toMatchObject({ code: 'model_damaged', message: expect.stringContaining('nowhere') });
  });
});

describe('the service on a port', () => {
  function open(change: Partial<TextEncoderSettings> = {}, pacing: Partial<EncoderPacing> = {}): { port: MessagePort; said: FromEncoder[]; until(count: number): Promise<void>; ended: Promise<void>; say(...messages: ToEncoder[]): void } {
    const { port1: port, port2 } = new MessageChannel();
    const said: FromEncoder[] = [];
    const waiting: { count: number; resolve(): void }[] = [];
    port.on('message', (message: FromEncoder) => {
      said.push(message);
      for (const entry of waiting) if (said.length >= entry.count) entry.resolve();
    });
    const ended = new Promise<void>((resolve) => port.once('close', () => resolve()));
    void serveEncoder(port2, { ...settings, ...change }, { ...defaultPacing, ...pacing }, threadCpuMeter(1));
    return { port, said, ended, say: (...messages) => messages.forEach((message) => port.postMessage(message)), until: (count) => new Promise((resolve) => (said.length >= count ? resolve() : waiting.push({ count, resolve }))) };
  }
  const encode = (id: number, pace: EncoderPace): ToEncoder => ({ type: 'encode', id, text: `passage: texto ${id} ${'largo '.repeat(40)}`, pace });
  const idsOf = (said: readonly FromEncoder[]) => said.flatMap((message) => (message.type === 'vector' ? [message.id] : []));

  it('says that it is ready, answers urgent texts first, forgets cancelled ones, and ends when told', async () => {
    const { said, say, until, ended } = open();
    await until(1);
    expect(said[0]).toEqual({ type: 'ready', device: 'cpu', steps: [] });
    say(encode(1, 'patient'), encode(2, 'patient'), encode(3, 'patient'), encode(4, 'urgent'), encode(5, 'urgent'), { type: 'cancel', ids: [2, 5] });
    await until(4);
    expect(idsOf(said)).toEqual([1, 4, 3]);
    expect(said[1]).toMatchObject({ vector: await encoder.encode(`passage: texto 1 ${'largo '.repeat(40)}`) });
    say(encode(6, 'patient'), encode(7, 'patient'), { type: 'close' });
    await ended;
    expect(idsOf(said)).not.toContain(7);
    expect(said.filter((message) => message.type !== 'vector')).toHaveLength(1);
  });

  it('tells a failed text by its number and goes on', async () => {
    const { said, say, until, ended } = open();
    await until(1);
    say({ type: 'encode', id: 1, text: 5 as unknown as string, pace: 'urgent' }, encode(2, 'urgent'));
    await until(3);
    expect(said.slice(1)).toMatchObject([{ type: 'failed', id: 1, code: 'internal', message: expect.stringMatching(/./) }, { type: 'vector', id: 2 }]);
    say({ type: 'close' });
    await ended;
  });

  it('tells why a model cannot be loaded, and ends', async () => {
    const { said, ended } = open({ folder: join(scratch, 'nowhere') });
    await ended;
    expect(said).toMatchObject([{ type: 'failed', id: null, code: 'model_damaged', message: expect.stringContaining('nowhere') }]);
  });
});
