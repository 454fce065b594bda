import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromText, packInt8, toText, unpackInt8 } from './int8.ts';

const length = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, part) => sum + part * part, 0));
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, part, index) => sum + part * b[index]!, 0) / (length(a) * length(b));
const vectors = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 384, maxLength: 384 }).map((parts) => Float32Array.from(parts)).filter((vector) => length(vector) > 1e-3);

describe('vectors in a byte a part', () => {
  it('keep their length, and each part to within half a step', () => {
    fc.assert(fc.property(vectors, (vector) => {
      const parts = new Int8Array(vector.length);
      const scale = packInt8(vector, parts);
      const largest = Math.max(...vector.map(Math.abs));
      expect(length(unpackInt8(parts, scale)) / length(vector)).toBeCloseTo(1, 4);
      for (const [index, part] of vector.entries()) expect(Math.abs((parts[index]! * largest) / 127 - part)).toBeLessThanOrEqual((largest / 127) * 0.5001);
    }), { numRuns: 100 });
  });

  it('of a model lose less than one in ten thousand', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      // Parts of an embedding are near a normal distribution.
      const vector = Float32Array.from({ length: 384 }, (_, index) => [1, 2, 3, 4, 5, 6].reduce((sum, salt) => sum + Math.sin(seed * 97 * salt + index * (13 + salt * 7.1)), 0));
      const parts = new Int8Array(384);
      expect(1 - cosine(vector, unpackInt8(parts, packInt8(vector, parts)))).toBeLessThan(1e-4);
    }
  });

  it('of no length stay so', () => {
    const parts = new Int8Array(3).fill(9);
    expect([packInt8(new Float32Array(3), parts), [...parts]]).toEqual([0, [0, 0, 0]]);
  });

  it('travel as text, and nothing else is taken for one', () => {
    const vector = Float32Array.from([1, -0.5, 0.25, 0]);
    const text = toText(vector);
    expect(cosine(vector, fromText(text, 4)!)).toBeGreaterThan(0.9999);
    const notFinite = Buffer.alloc(8);
    notFinite.writeFloatLE(Number.NaN);
    for (const wrong of [fromText(text, 5), fromText('', 4), fromText(null, 4), fromText(7, 4), fromText(notFinite.toString('base64'), 4)]) expect(wrong).toBeNull();
  });
});
