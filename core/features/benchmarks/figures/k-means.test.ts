import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../lib/random.ts';
import { kMeans } from './k-means.ts';
import { vMeasure } from './v-measure.ts';

/** Clouds of points around corners of a cube. */
function clouds(corners: readonly (readonly number[])[], each: number, width: number) {
  const random = createRandom(5);
  return corners.flatMap((corner, label) => Array.from({ length: each }, () => ({ label, vector: Float32Array.from(corner, (value) => value + (random() - 0.5) * width) })));
}
const agreement = (points: readonly { label: number }[], clusters: Uint32Array) => vMeasure(points.map(({ label }, index) => [label, clusters[index]!]));

describe('k-means', () => {
  it('finds clouds that lie apart, and the better the farther apart', async () => {
    const corners = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 1]];
    const apart = clouds(corners, 30, 0.3);
    expect(agreement(apart, await kMeans(apart.map(({ vector }) => vector), { clusters: 4, seed: 3 }))).toBeCloseTo(1, 9);
    const mixed = clouds(corners, 30, 4);
    expect(agreement(mixed, await kMeans(mixed.map(({ vector }) => vector), { clusters: 4, seed: 3 }))).toBeLessThan(0.5);
  });

  it('gives the same for the same seed, and uses every cluster', async () => {
    const vectors = clouds([[0, 0], [1, 1]], 40, 3).map(({ vector }) => vector);
    const first = await kMeans(vectors, { clusters: 6, seed: 11 });
    expect(await kMeans(vectors, { clusters: 6, seed: 11 })).toEqual(first);
    expect(new Set(first).size).toBe(6);
  });

  it('copes with fewer vectors than clusters, equal vectors, and none', async () => {
    expect(await kMeans([], { clusters: 3, seed: 1 })).toHaveLength(0);
    expect(new Set(await kMeans([Float32Array.of(0), Float32Array.of(9)], { clusters: 5, seed: 1 })).size).toBe(2);
    expect(await kMeans(Array.from({ length: 4 }, () => Float32Array.of(1, 1)), { clusters: 2, seed: 1 })).toHaveLength(4);
  });

  it('rests during long work', async () => {
    let rests = 0;
    await kMeans(clouds([[0, 0], [1, 1]], 1, 1).map(() => new Float32Array(1_000_000)), { clusters: 2, seed: 1, rest: async () => { rests += 1; } });
    expect(rests).toBeGreaterThan(1);
  });
});
