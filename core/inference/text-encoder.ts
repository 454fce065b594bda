// One embedding model in memory: tokens in, one pooled vector per text out. Runs in whichever thread calls it.
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { LuminoraError } from '../contract/errors.ts';
import { openOnnxSession, type Device, type DeviceStep } from './onnx-session.ts';
import { poolHidden, type Pooling, unite, unitOr } from './pooling.ts';
import { toWindows, type TextWindows } from './text-windows.ts';
import { loadTokenizer } from './tokenizer.ts';

export type TextEncoderSettings = {
  folder: string;
  weights: string;
  dimension: number;
  maxTokens: number;
  isNormalized: boolean;
  devices: readonly Device[];
  threads: number;
  /** How the vectors of the tokens become one; the mean when left out. A model that gives one vector per text itself is taken at its word. */
  pooling?: Pooling;
  /** What may stand before a text: a text longer than the model reads is read in windows, and each has the prefix again. */
  prefixes?: readonly string[];
};

export type LoadedTextEncoder = {
  device: Device;
  steps: DeviceStep[];
  /** Tokens of the windows a text is read in: one window for all but long texts. */
  windowsOf(text: string): TextWindows;
  /** One vector per list of tokens, all in one run. */
  run(windows: readonly (readonly number[])[]): Promise<Float32Array[]>;
  /** A text by itself: its windows one after another. */
  encode(text: string): Promise<Float32Array>;
  /** The least cosine between a text's vector made alone and made beside others, tried when the model was loaded: below 1 where layers are quantised while they run. */
  batchCosine: number;
  close(): Promise<void>;
};

/** A text is cut where it is so many times as long as the model reads: the cost of its windows grows, their worth does not. */
const mostTimes = 4;
/** Tokens a window shares with the one before. */
const overlap = 64;
/** As texts are put together: of about the same length, with different contents. */
const probes = ['The bus was late again, and then it rained.', '¿Cuándo vuelve tu hermana de Lisboa? Ayer dijo que el lunes.', 'I keep 3 keys, 2 maps and 1 torch in it :)', 'Gracias, me has ayudado mucho esta mañana.'];

/** Loads tokenizer and weights and runs them once. */
export async function loadTextEncoder(settings: TextEncoderSettings): Promise<LoadedTextEncoder> {
  const tokenizer = await loadTokenizer(settings.folder, settings.maxTokens * mostTimes);
  const { session, device, steps } = await openOnnxSession(join(settings.folder, settings.weights), settings.devices, settings.threads);
  const { inputNames, outputNames } = session;
  const outputName = outputNames.find((name) => name === 'sentence_embedding') ?? outputNames[0]!;

  async function run(windows: readonly (readonly number[])[]): Promise<Float32Array[]> {
    const longest = Math.max(...windows.map((ids) => ids.length));
    const shape = [windows.length, longest];
    const ids = new BigInt64Array(windows.length * longest);
    const mask = new BigInt64Array(windows.length * longest);
    for (const [row, window] of windows.entries()) {
      for (const [index, id] of window.entries()) ids[row * longest + index] = BigInt(id);
      mask.fill(1n, row * longest, row * longest + window.length);
    }
    const feeds: Record<string, Tensor> = { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
    if (inputNames.includes('token_type_ids')) feeds['token_type_ids'] = new Tensor('int64', new BigInt64Array(ids.length), shape);
    const output = (await session.run(feeds))[outputName];
    const hidden = readFloats(output);
    if (output?.dims.length === 2) return windows.map((_, row) => unitOr(hidden.slice(row * settings.dimension, (row + 1) * settings.dimension), settings.isNormalized));
    return windows.map((window, row) => poolHidden(hidden.subarray(row * longest * settings.dimension), window.length, settings.dimension, settings.pooling ?? 'mean', settings.isNormalized));
  }

  const windowsOf = (text: string) => toWindows(tokenizer, text, { maxTokens: settings.maxTokens, overlap, prefixes: settings.prefixes ?? [] });
  async function encode(text: string): Promise<Float32Array> {
    const windows = windowsOf(text);
    const vectors: Float32Array[] = [];
    for (const window of windows) vectors.push((await run([window]))[0]!);
    return unite(vectors, windows, settings.isNormalized);
  }
  /** Also the warm-up: the first run of a session is slower than the others. */
  async function tryBatch(): Promise<number> {
    const windows = probes.map((text) => windowsOf(text)[0]!);
    const together = await run(windows);
    let least = 1;
    for (const [index, window] of windows.entries()) least = Math.min(least, cosine((await run([window]))[0]!, together[index]!));
    return least;
  }

  const close = async () => session.release();
  const batchCosine = await tryBatch().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { device, steps, windowsOf, run, encode, batchCosine, close };
}

/** Halves of a graphics card's precision come as an array of their own kind. */
function readFloats(output: Tensor | undefined): Float32Array {
  const data = output?.data;
  if (data instanceof Float32Array) return data;
  if (output?.type === 'float16' && data && !(data instanceof Uint16Array)) return Float32Array.from(data as Iterable<number>);
  throw new LuminoraError('model_damaged', 'The embedding model has no readable output. Download it again in Settings.');
}

function cosine(one: Float32Array, other: Float32Array): number {
  let [product, left, right] = [0, 0, 0];
  for (let index = 0; index < one.length; index += 1) {
    product += one[index]! * other[index]!;
    left += one[index]! ** 2;
    right += other[index]! ** 2;
  }
  return product / Math.sqrt(left * right);
}
