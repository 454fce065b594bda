// One embedding model in memory: tokens in, one mean-pooled vector out. Runs in whichever thread calls it.
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { LuminoraError } from '../contract/errors.ts';
import { openOnnxSession, type Device, type DeviceStep } from './onnx-session.ts';
import { loadTokenizer } from './tokenizer.ts';

export type TextEncoderSettings = {
  folder: string;
  weights: string;
  dimension: number;
  maxTokens: number;
  isNormalized: boolean;
  devices: readonly Device[];
  threads: number;
};

export type LoadedTextEncoder = {
  device: Device;
  steps: DeviceStep[];
  /** One text at a time: with dynamically quantised layers the neighbours in a batch would change a text's vector. */
  encode(text: string): Promise<Float32Array>;
  close(): Promise<void>;
};

/** Mean of the token vectors (all tokens count: nothing is padded), of unit length when asked. */
export function poolMean(hidden: Float32Array, tokens: number, dimension: number, isNormalized: boolean): Float32Array {
  const vector = new Float32Array(dimension);
  for (let token = 0; token < tokens; token += 1) {
    const offset = token * dimension;
    for (let index = 0; index < dimension; index += 1) vector[index]! += hidden[offset + index]!;
  }
  let squares = 0;
  for (let index = 0; index < dimension; index += 1) squares += vector[index]! * vector[index]!;
  const divisor = isNormalized ? Math.sqrt(squares) : tokens;
  if (!(divisor > 0) || !Number.isFinite(divisor)) {
    throw new LuminoraError('model_damaged', 'The embedding model gave a vector without direction. Download it again in Settings.');
  }
  for (let index = 0; index < dimension; index += 1) vector[index]! /= divisor;
  return vector;
}

/** Loads tokenizer and weights. */
export async function loadTextEncoder(settings: TextEncoderSettings): Promise<LoadedTextEncoder> {
  const tokenizer = await loadTokenizer(settings.folder, settings.maxTokens);
  const { session, device, steps } = await openOnnxSession(join(settings.folder, settings.weights), settings.devices, settings.threads);
  const outputName = session.outputNames[0]!;
  const withTypes = session.inputNames.includes('token_type_ids');
  return {
    device,
    steps,
    async encode(text) {
      const ids = tokenizer.encode(text);
      const shape = [1, ids.length];
      const feeds: Record<string, Tensor> = {
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      };
      if (withTypes) feeds['token_type_ids'] = new Tensor('int64', new BigInt64Array(ids.length), shape);
      const output = (await session.run(feeds))[outputName];
      if (!(output?.data instanceof Float32Array)) {
        throw new LuminoraError('model_damaged', 'The embedding model has no readable output. Download it again in Settings.');
      }
      return poolMean(output.data, ids.length, settings.dimension, settings.isNormalized);
    },
    async close() {
      await session.release();
    },
  };
}
