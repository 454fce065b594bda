// Fits a small perceptron (no hidden layer: logistic regression) by mini-batches and Adam, on plain arrays, the same for the same seed.
// Adam: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", 2015, with weight decay apart from the gradient (Loshchilov, Hutter, 2019).
import { sigmoid, softmax, type DenseLayer } from '../../../core/inference/heads/dense.ts';
import { createRandom, shuffle } from '../../../core/lib/random.ts';

export type TrainingSet = {
  /** count x inputs, row by row. */
  inputs: Float32Array;
  /** count x outputs in [0, 1]: for softmax each row adds up to one. */
  targets: Float32Array;
  /** How much each example counts; all 1 when left out. */
  weights?: Float32Array;
  count: number;
};

export type TrainingPlan = {
  /** softmax: one answer per example. sigmoid: each answer by itself. */
  loss: 'softmax' | 'sigmoid';
  /** Width of the hidden layer; 0: none. */
  hidden: number;
  epochs: number;
  batch: number;
  /** Highest step size; falls to zero along a cosine after a short rise. */
  learningRate: number;
  weightDecay: number;
  /** Share of inputs and hidden values left out while training. */
  dropout: number;
  seed: number;
  progress?: (line: string) => void;
};

type Trained = DenseLayer & { gradient: { weights: Float32Array; bias: Float32Array }; moments: { first: Float32Array; second: Float32Array; firstBias: Float32Array; secondBias: Float32Array } };

function createLayer(inputs: number, outputs: number, random: () => number): Trained {
  const limit = Math.sqrt(6 / (inputs + outputs));
  const zeros = (size: number) => new Float32Array(size);
  const size = inputs * outputs;
  return {
    inputs, outputs, weights: Float32Array.from({ length: size }, () => (random() * 2 - 1) * limit), bias: zeros(outputs),
    gradient: { weights: zeros(size), bias: zeros(outputs) },
    moments: { first: zeros(size), second: zeros(size), firstBias: zeros(outputs), secondBias: zeros(outputs) },
  };
}

function adam(values: Float32Array, gradient: Float32Array, first: Float32Array, second: Float32Array, step: number, rate: number, decay: number): void {
  const correctFirst = 1 - 0.9 ** step;
  const correctSecond = 1 - 0.999 ** step;
  for (let index = 0; index < values.length; index += 1) {
    const slope = gradient[index]!;
    const mean = (first[index] = 0.9 * first[index]! + 0.1 * slope);
    const spread = (second[index] = 0.999 * second[index]! + 0.001 * slope * slope);
    values[index] = values[index]! * (1 - rate * decay) - (rate * (mean / correctFirst)) / (Math.sqrt(spread / correctSecond) + 1e-8);
  }
  gradient.fill(0);
}

/** Trains and returns the layers, first to last. */
export function trainLayers(set: TrainingSet, plan: TrainingPlan): DenseLayer[] {
  const inputs = set.inputs.length / set.count;
  const outputs = set.targets.length / set.count;
  if (!Number.isInteger(inputs) || !Number.isInteger(outputs)) throw new RangeError('Inputs and targets do not fit the number of examples.');
  const random = createRandom(plan.seed);
  const layers = plan.hidden > 0 ? [createLayer(inputs, plan.hidden, random), createLayer(plan.hidden, outputs, random)] : [createLayer(inputs, outputs, random)];
  const order = Uint32Array.from({ length: set.count }, (_, index) => index);
  const steps = plan.epochs * Math.ceil(set.count / plan.batch);
  const rise = Math.min(100, Math.ceil(steps / 20));
  let step = 0;
  for (let epoch = 0; epoch < plan.epochs; epoch += 1) {
    shuffle(order, random);
    let loss = 0;
    for (let start = 0; start < set.count; start += plan.batch) {
      const end = Math.min(set.count, start + plan.batch);
      for (let place = start; place < end; place += 1) loss += learnFrom(layers, set, order[place]!, inputs, outputs, plan, random, 1 / (end - start));
      step += 1;
      const rate = plan.learningRate * (step <= rise ? step / rise : 0.5 * (1 + Math.cos((Math.PI * (step - rise)) / Math.max(1, steps - rise))));
      for (const { weights, bias, gradient, moments } of layers) {
        adam(weights, gradient.weights, moments.first, moments.second, step, rate, plan.weightDecay);
        adam(bias, gradient.bias, moments.firstBias, moments.secondBias, step, rate, 0);
      }
    }
    plan.progress?.(`epoch ${epoch + 1} of ${plan.epochs}: loss ${(loss / set.count).toFixed(4)}`);
  }
  return layers.map(({ inputs: from, outputs: to, weights, bias }) => ({ inputs: from, outputs: to, weights, bias }));
}

/** Adds one example's gradient; returns its loss. */
function learnFrom(layers: readonly Trained[], set: TrainingSet, example: number, inputs: number, outputs: number, plan: TrainingPlan, random: () => number, share: number): number {
  const keep = 1 - plan.dropout;
  const drop = (values: Float32Array): Float32Array => {
    if (plan.dropout > 0) for (let index = 0; index < values.length; index += 1) values[index] = random() < keep ? values[index]! / keep : 0;
    return values;
  };
  const activations: Float32Array[] = [drop(set.inputs.slice(example * inputs, (example + 1) * inputs))];
  layers.forEach((layer, depth) => {
    const values = forward(layer, activations[depth]!);
    if (depth < layers.length - 1) for (let index = 0; index < values.length; index += 1) if (values[index]! < 0) values[index] = 0;
    activations.push(depth < layers.length - 1 ? drop(values) : values);
  });
  const logits = activations[layers.length]!;
  const scores = plan.loss === 'softmax' ? softmax(logits) : logits.map(sigmoid);
  const weight = set.weights?.[example] ?? 1;
  let slopes = new Float32Array(outputs);
  let loss = 0;
  for (let output = 0; output < outputs; output += 1) {
    const target = set.targets[example * outputs + output]!;
    const score = Math.min(1 - 1e-7, Math.max(1e-7, scores[output]!));
    loss -= weight * (target * Math.log(score) + (plan.loss === 'softmax' ? 0 : (1 - target) * Math.log(1 - score)));
    slopes[output] = weight * share * (scores[output]! - target);
  }
  for (let depth = layers.length - 1; depth >= 0; depth -= 1) slopes = backward(layers[depth]!, activations[depth]!, slopes, depth > 0, keep);
  return loss;
}

function forward(layer: Trained, input: Float32Array): Float32Array {
  const result = layer.bias.slice();
  for (let output = 0; output < layer.outputs; output += 1) {
    const row = output * layer.inputs;
    let sum = 0;
    for (let index = 0; index < layer.inputs; index += 1) sum += layer.weights[row + index]! * input[index]!;
    result[output]! += sum;
  }
  return result;
}

/** Adds to the layer's gradient and returns the slopes of its inputs; a zero input (dropped, or cut by max(0, x)) passes none on. */
function backward(layer: Trained, input: Float32Array, slopes: Float32Array, isNeeded: boolean, keep: number): Float32Array<ArrayBuffer> {
  const below = new Float32Array(isNeeded ? layer.inputs : 0);
  for (let output = 0; output < layer.outputs; output += 1) {
    const slope = slopes[output]!;
    if (slope === 0) continue;
    layer.gradient.bias[output]! += slope;
    const row = output * layer.inputs;
    for (let index = 0; index < layer.inputs; index += 1) layer.gradient.weights[row + index]! += slope * input[index]!;
    if (isNeeded) for (let index = 0; index < layer.inputs; index += 1) below[index]! += slope * layer.weights[row + index]!;
  }
  for (let index = 0; index < below.length; index += 1) below[index] = input[index]! > 0 ? below[index]! / keep : 0;
  return below;
}
