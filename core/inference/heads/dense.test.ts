import { describe, expect, it } from 'vitest';
import { applyDense, applyLayers, sigmoid, softmax } from './dense.ts';

const layer = (inputs: number, weights: number[], bias: number[]) => ({ inputs, outputs: bias.length, weights: Float32Array.from(weights), bias: Float32Array.from(bias) });

describe('the forward pass', () => {
  const first = layer(2, [1, 2, -3, 0.5], [0.5, 1]);

  it('is weights times input plus bias, worked out by hand', () => {
    // 1*2 + 2*(-1) + 0.5 = 0.5; -3*2 + 0.5*(-1) + 1 = -5.5
    expect([...applyDense(first, Float32Array.of(2, -1))]).toEqual([0.5, -5.5]);
  });

  it('cuts what is below zero between layers, and not at the end', () => {
    const second = layer(2, [2, 100, -4, 100], [0.25, 0]);
    // hidden: (0.5, 0); out: 2*0.5 + 0.25 = 1.25 and -4*0.5 = -2
    expect([...applyLayers([first, second], Float32Array.of(2, -1))]).toEqual([1.25, -2]);
  });

  it('gives probabilities', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(Math.log(3))).toBeCloseTo(0.75, 6);
    const shares = softmax(Float32Array.of(Math.log(1), Math.log(3)));
    expect(shares[0]).toBeCloseTo(0.25, 6);
    expect(shares[1]).toBeCloseTo(0.75, 6);
    expect([...softmax(Float32Array.of(1000, -1000))]).toEqual([1, 0]);
  });
});
