import { describe, expect, it } from 'vitest';
import { applyLayers, sigmoid } from '../../../core/inference/heads/dense.ts';
import { bestThreshold } from './thresholds.ts';
import { trainLayers, type TrainingPlan, type TrainingSet } from './train-layers.ts';

const plan: TrainingPlan = { loss: 'softmax', hidden: 0, epochs: 60, batch: 8, learningRate: 0.05, weightDecay: 0, dropout: 0, seed: 7 };
/** Exclusive or: no straight line parts it. */
const corners: TrainingSet = {
  count: 8,
  inputs: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1),
  targets: Float32Array.of(1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0),
};
const right = (layers: ReturnType<typeof trainLayers>, set: TrainingSet) =>
  Array.from({ length: 4 }, (_, index) => {
    const out = applyLayers(layers, set.inputs.slice(index * 2, index * 2 + 2));
    return out[0]! > out[1]! === set.targets[index * 2]! > set.targets[index * 2 + 1]!;
  }).filter(Boolean).length;

describe('the trainer', () => {
  it('learns with a hidden layer what it cannot learn without one', () => {
    expect(right(trainLayers(corners, { ...plan, hidden: 16, epochs: 400 }), corners)).toBe(4);
    expect(right(trainLayers(corners, { ...plan, epochs: 400 }), corners)).toBeLessThan(4);
  });

  it('gives the same numbers for the same seed and others for another', () => {
    const weights = (seed: number) => [...trainLayers(corners, { ...plan, hidden: 4, dropout: 0.2, seed })[0]!.weights];
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });

  it('fits the share of positives when nothing else is known, counting weights', () => {
    const set: TrainingSet = { count: 4, inputs: new Float32Array(4), targets: Float32Array.of(1, 0, 0, 0), weights: Float32Array.of(3, 1, 1, 1) };
    const layers = trainLayers(set, { ...plan, loss: 'sigmoid', epochs: 400, batch: 4 });
    expect(sigmoid(applyLayers(layers, Float32Array.of(0))[0]!)).toBeCloseTo(0.5, 2);
  });
});

describe('the threshold search', () => {
  it('finds the cut with the highest F1', () => {
    // At 0.55: 3 found, 2 right of 2 -> F1 0.8; at any other cut less.
    const scores = Float32Array.of(0.9, 0.7, 0.6, 0.5, 0.1);
    const found = bestThreshold(scores, (index) => index === 0 || index === 2);
    expect(found.threshold).toBeCloseTo(0.55, 6);
    expect(found.f1).toBeCloseTo(0.8, 6);
  });
});
