import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';

it('lies between the values', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 20], 0.95)).toBeCloseTo(19.5, 12);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});
