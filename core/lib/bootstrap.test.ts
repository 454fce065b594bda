import { describe, expect, it } from 'vitest';
import { bootstrap, bootstrapMean, bootstrapRounds, mean } from './bootstrap.ts';

describe('the bootstrap interval', () => {
  it('is close to the textbook interval of a proportion', () => {
    const figure = bootstrapMean(Array.from({ length: 400 }, (_, index) => Number(index % 5 !== 0)));
    const halfWidth = 1.96 * Math.sqrt((0.8 * 0.2) / 400);
    expect(figure).toMatchObject({ n: 400, value: 0.8 });
    expect(Math.abs(figure.low - (0.8 - halfWidth))).toBeLessThan(0.01);
    expect(Math.abs(figure.high - (0.8 + halfWidth))).toBeLessThan(0.01);
  });

  it('is the same for the same data and wider for fewer items', () => {
    const items = [1, 0, 1, 1, 0, 1, 0, 1, 1, 1];
    expect(bootstrapMean(items)).toEqual(bootstrapMean(items));
    const many = bootstrapMean(Array.from({ length: 40 }, () => items).flat());
    const few = bootstrapMean(items);
    expect(few.high - few.low).toBeGreaterThan(2 * (many.high - many.low));
  });

  it('leaves undefined samples out and has nothing to say of no items', () => {
    const share = (sample: readonly number[]) => sample.filter((item) => item === 2).length / sample.filter((item) => item > 0).length;
    expect(bootstrap([0, 0, 0, 0, 2], share)).toEqual({ n: 5, value: 1, low: 1, high: 1 });
    expect(bootstrapMean([])).toEqual({ n: 0, value: 0, low: 0, high: 0 });
  });
});

it('one sample at a time comes to the same', () => {
  const items = [0.2, 0.9, 0.4, 0.7];
  const rounds = bootstrapRounds(items, mean, 50);
  let samples = 0;
  let step = rounds.next();
  for (; !step.done; step = rounds.next()) samples += 1;
  expect(samples).toBe(50);
  expect(step.value).toEqual(bootstrapMean(items, 50));
});
