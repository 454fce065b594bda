// A perceptron on embedding vectors: trained on standardised numbers, with the standardisation then worked into its first layer.
import type { DenseLayer } from '../../../core/inference/heads/dense.ts';
import { trainLayers, type TrainingPlan } from './train-layers.ts';

/** Mean and standard deviation of each number of a vector. */
export function spread(vectors: Float32Array, dimension: number): { mean: Float64Array; deviation: Float64Array } {
  const count = vectors.length / dimension;
  const mean = new Float64Array(dimension);
  const deviation = new Float64Array(dimension);
  vectors.forEach((value, place) => (mean[place % dimension]! += value / count));
  vectors.forEach((value, place) => (deviation[place % dimension]! += (value - mean[place % dimension]!) ** 2 / count));
  return { mean, deviation: deviation.map((value) => Math.max(1e-6, Math.sqrt(value))) };
}

/** Trains on `rows` of the vectors. The returned layers read raw vectors. */
export function trainOnVectors(data: { vectors: Float32Array; targets: Float32Array; weights: Float32Array; dimension: number; outputs: number }, rows: Uint32Array, plan: TrainingPlan): DenseLayer[] {
  const { dimension, outputs } = data;
  const inputs = new Float32Array(rows.length * dimension);
  const targets = new Float32Array(rows.length * outputs);
  rows.forEach((row, place) => {
    inputs.set(data.vectors.subarray(row * dimension, (row + 1) * dimension), place * dimension);
    targets.set(data.targets.subarray(row * outputs, (row + 1) * outputs), place * outputs);
  });
  const { mean, deviation } = spread(inputs, dimension);
  for (let place = 0; place < inputs.length; place += 1) inputs[place] = (inputs[place]! - mean[place % dimension]!) / deviation[place % dimension]!;
  const [first, ...others] = trainLayers({ inputs, targets, weights: Float32Array.from(rows, (row) => data.weights[row]!), count: rows.length }, plan);
  const weights = first!.weights.map((weight, place) => weight / deviation[place % dimension]!);
  const bias = first!.bias.map((value, output) => {
    let sum = value;
    for (let index = 0; index < dimension; index += 1) sum -= weights[output * dimension + index]! * mean[index]!;
    return sum;
  });
  return [{ ...first!, weights, bias }, ...others];
}
