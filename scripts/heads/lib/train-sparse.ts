// Fits a linear model on hashed text features by AdaGrad (J. Duchi et al., 2011): rare buckets take large steps, common ones small.
import { sigmoid, softmax } from '../../../core/inference/heads/dense.ts';
import type { SparseFeatures } from '../../../core/inference/heads/text-features.ts';
import { createRandom, shuffle } from '../../../core/lib/random.ts';

export type SparseSet = {
  features: readonly SparseFeatures[];
  /** count x outputs in [0, 1]. */
  targets: Float32Array;
  weights?: Float32Array;
};

export type SparsePlan = {
  loss: 'softmax' | 'sigmoid';
  buckets: number;
  epochs: number;
  learningRate: number;
  /** Pull towards zero at every touch of a weight. */
  decay: number;
  seed: number;
};

/** buckets x outputs weights, row by row, and a bias per output. */
export type SparseModel = { buckets: number; outputs: number; weights: Float32Array; bias: Float32Array };

/** The raw outputs for one text. */
export function applySparse(model: SparseModel, { buckets, values }: SparseFeatures): Float32Array {
  const { outputs, weights } = model;
  const result = model.bias.slice();
  for (let place = 0; place < buckets.length; place += 1) {
    const row = buckets[place]! * outputs;
    const value = values[place]!;
    for (let output = 0; output < outputs; output += 1) result[output]! += weights[row + output]! * value;
  }
  return result;
}

/** Trains one example at a time, in a new order each epoch; the same for the same seed. */
export function trainSparse(set: SparseSet, plan: SparsePlan): SparseModel {
  const count = set.features.length;
  const outputs = set.targets.length / count;
  const model: SparseModel = { buckets: plan.buckets, outputs, weights: new Float32Array(plan.buckets * outputs), bias: new Float32Array(outputs) };
  const squares = new Float32Array(plan.buckets * outputs).fill(1e-2);
  const biasSquares = new Float32Array(outputs).fill(1);
  const random = createRandom(plan.seed);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let epoch = 0; epoch < plan.epochs; epoch += 1) {
    shuffle(order, random);
    const rate = plan.learningRate * (1 - epoch / plan.epochs);
    for (const example of order) {
      const features = set.features[example]!;
      const logits = applySparse(model, features);
      const scores = plan.loss === 'softmax' ? softmax(logits) : logits.map(sigmoid);
      const weight = set.weights?.[example] ?? 1;
      const slopes = scores.map((score, output) => weight * (score - set.targets[example * outputs + output]!));
      for (let output = 0; output < outputs; output += 1) {
        biasSquares[output]! += slopes[output]! ** 2;
        model.bias[output]! -= (rate * slopes[output]!) / Math.sqrt(biasSquares[output]!);
      }
      for (let place = 0; place < features.buckets.length; place += 1) {
        const row = features.buckets[place]! * outputs;
        const value = features.values[place]!;
        for (let output = 0; output < outputs; output += 1) {
          const index = row + output;
          const slope = slopes[output]! * value + plan.decay * model.weights[index]!;
          squares[index]! += slope * slope;
          model.weights[index]! -= (rate * slope) / Math.sqrt(squares[index]!);
        }
      }
    }
  }
  return model;
}
