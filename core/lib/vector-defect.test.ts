import { describe, expect, it } from 'vitest';
import { vectorDefect } from './vector-defect.ts';

describe('vectorDefect', () => {
  it('passes ordinary vectors, also very long ones', () => {
    expect(vectorDefect(Float32Array.of(0.6, 0.8), 2)).toBeNull();
    expect(vectorDefect(Float32Array.of(3e38, -3e38))).toBeNull();
  });

  it('names each defect', () => {
    expect(vectorDefect(Float64Array.of(1, 2))).toBe('not-float32');
    expect(vectorDefect([1, 2])).toBe('not-float32');
    expect(vectorDefect(Float32Array.of(1, 2), 3)).toBe('dimension');
    expect(vectorDefect(new Float32Array(0))).toBe('dimension');
    expect(vectorDefect(Float32Array.of(1, NaN))).toBe('not-finite');
    expect(vectorDefect(Float32Array.of(1, -Infinity))).toBe('not-finite');
    expect(vectorDefect(new Float32Array(4))).toBe('zero');
    expect(vectorDefect(Float32Array.of(1e-45, 0))).toBe('zero');
  });
});
