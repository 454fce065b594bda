import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterNames } from '../../../contract/parameters.ts';
import type { Parameters } from '../../../contract/parameters.ts';
import { applyModifier, baseParameters, largestStep, smoothParameters } from './index.ts';
import { changesBetween } from './parameters.ts';
import { marta } from './testing/character.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const delta = fc.double({ min: -1, max: 1, noNaN: true });
const six = (value: fc.Arbitrary<number>) => fc.record(Object.fromEntries(parameterNames.map((name) => [name, value]))) as fc.Arbitrary<Parameters>;
const all = (value: number) => Object.fromEntries(parameterNames.map((name) => [name, value])) as Parameters;

describe('the six numbers', () => {
  it('count as a half where a personality does not give them', () => {
    const { advanced_parameters: _, ...silent } = marta;
    expect(baseParameters(silent)).toEqual(all(0.5));
    expect(baseParameters({ ...marta, advanced_parameters: { humor: 0.2 } })).toEqual({ ...all(0.5), humor: 0.2 });
  });

  it('are added to, by as much of a modifier as is felt, and without the dust of floating point', () => {
    expect(applyModifier(all(0.1), { advanced_parameters: { humor: 0.2, empathy: -0.05 } })).toEqual({ ...all(0.1), humor: 0.3, empathy: 0.05 });
    expect(applyModifier(all(0.5), { advanced_parameters: { humor: 0.4 } }, 0.5)).toEqual({ ...all(0.5), humor: 0.7 });
    expect(applyModifier(all(0.5), {})).toEqual(all(0.5));
  });

  it('stay between 0 and 1 whatever is added', () => {
    fc.assert(fc.property(six(share), six(delta), share, (parameters, deltas, felt) => {
      for (const value of Object.values(applyModifier(parameters, { advanced_parameters: deltas }, felt))) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }));
  });

  it('move at most one step a turn, always towards their target, and arrive', () => {
    fc.assert(fc.property(six(share), six(share), (previous, target) => {
      let current = previous;
      for (let turn = 0; turn < 8; turn += 1) {
        const next = smoothParameters(current, target);
        for (const name of parameterNames) {
          expect(Math.abs(next[name] - current[name])).toBeLessThanOrEqual(largestStep + 1e-6);
          expect(Math.abs(target[name] - next[name])).toBeLessThanOrEqual(Math.abs(target[name] - current[name]));
        }
        current = next;
      }
      expect(current).toEqual(target);
    }));
    expect(smoothParameters(null, all(0.9))).toEqual(all(0.9));
    expect(smoothParameters(all(0), all(1), 0.4)).toEqual(all(0.4));
  });

  it('are told apart by name', () => {
    expect(changesBetween(all(0.5), { ...all(0.5), humor: 0.6 })).toEqual([{ parameter: 'humor', from: 0.5, to: 0.6 }]);
  });
});
