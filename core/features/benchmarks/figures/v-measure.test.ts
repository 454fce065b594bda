import { describe, expect, it } from 'vitest';
import { vMeasure } from './v-measure.ts';

const items = (labels: number[], clusters: number[]) => labels.map((label, index) => [label, clusters[index]!] as const);

describe('the V-measure', () => {
  it('is 1 when clusters are the labels, whatever their numbers', () => {
    expect(vMeasure(items([0, 0, 1, 1, 2], [7, 7, 3, 3, 0]))).toBeCloseTo(1, 12);
  });

  it('is 0 when clusters tell nothing of the labels', () => {
    expect(vMeasure(items([0, 1, 0, 1], [0, 0, 1, 1]))).toBeCloseTo(0, 12);
    expect(vMeasure(items([0, 1, 0, 1], [5, 5, 5, 5]))).toBeCloseTo(0, 12);
  });

  it('punishes torn labels and mixed clusters alike', () => {
    // Every cluster is pure, each label lies in two: homogeneity 1, completeness ln 2 / ln 4.
    const torn = vMeasure(items([0, 0, 1, 1], [0, 1, 2, 3]));
    expect(torn).toBeCloseTo((2 * 0.5) / 1.5, 12);
    expect(vMeasure(items([0, 1, 2, 3], [0, 0, 1, 1]))).toBeCloseTo(torn, 12);
  });

  it('is defined for one label, and for nothing', () => {
    expect(vMeasure(items([4, 4], [1, 1]))).toBe(1);
    expect(vMeasure([])).toBeNaN();
  });
});
