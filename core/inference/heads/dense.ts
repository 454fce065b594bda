// The forward pass of small fully connected layers, and the two ways their outputs become probabilities.
import type { HeadFile } from './format.ts';

/** outputs x inputs weights, row by row, and one bias per output. */
export type DenseLayer = { inputs: number; outputs: number; weights: Float32Array; bias: Float32Array };

/** The layer `<name>.weights` (outputs x inputs) and `<name>.bias` of a head; stored int8 is widened once. Throws model_damaged on other shapes. */
export function readDense(file: HeadFile, name: string, inputs: number, outputs: number): DenseLayer {
  const { values, scale } = file.tensor(`${name}.weights`, [outputs, inputs]);
  const bias = file.tensor(`${name}.bias`, [outputs]);
  return { inputs, outputs, weights: Float32Array.from(values, (value) => value * scale), bias: Float32Array.from(bias.values, (value) => value * bias.scale) };
}

/** weights x input + bias. */
export function applyDense(layer: DenseLayer, input: Float32Array): Float32Array {
  const { inputs, outputs, weights, bias } = layer;
  const result = new Float32Array(outputs);
  for (let output = 0; output < outputs; output += 1) {
    const row = output * inputs;
    let sum = bias[output]!;
    for (let index = 0; index < inputs; index += 1) sum += weights[row + index]! * input[index]!;
    result[output] = sum;
  }
  return result;
}

/** A perceptron: every layer but the last is followed by max(0, x). Gives the raw outputs. */
export function applyLayers(layers: readonly DenseLayer[], input: Float32Array): Float32Array {
  let values = input;
  layers.forEach((layer, depth) => {
    values = applyDense(layer, values);
    if (depth < layers.length - 1) for (let index = 0; index < values.length; index += 1) if (values[index]! < 0) values[index] = 0;
  });
  return values;
}

/** 1 / (1 + e^-x). */
export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Probabilities that add up to one. */
export function softmax(logits: Float32Array): Float32Array {
  const highest = logits.reduce((best, value) => Math.max(best, value), -Infinity);
  const result = logits.map((value) => Math.exp(value - highest));
  const sum = result.reduce((total, value) => total + value, 0);
  return result.map((value) => value / sum);
}
