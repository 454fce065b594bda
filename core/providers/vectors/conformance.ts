// What every vector store must pass, rule by rule of README.md.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VectorItem, VectorStore } from './vectors.ts';

/** `open` on the same place twice finds what was written the first time. */
export type VectorsSetup = () => Promise<{ open(): Promise<VectorStore>; cleanUp(): Promise<void> }>;
export type Skip = { reason: string; tests: readonly string[] };

const item = (owner_id: string, vector: readonly number[], user_id = 'ana', session_id = 's1'): VectorItem => ({ owner_id, user_id, session_id, vector: Float32Array.from(vector) });
const query = (vector: readonly number[], limit = 10) => ({ vector: Float32Array.from(vector), limit, user_id: 'ana' });

/** Runs the suite against one store; deviations are named case by case with their reason. */
export function vectorsConformance(name: string, setup: VectorsSetup, options: { skip?: readonly Skip[] } = {}): void {
  const skipped = new Set(options.skip?.flatMap((skip) => skip.tests));
  const test = (title: string, run: () => Promise<void>): void => {
    it.skipIf(skipped.has(title))(title, run);
  };

  describe(`${name}: vector store conformance`, () => {
    let place: Awaited<ReturnType<VectorsSetup>>;
    let store: VectorStore;
    beforeEach(async () => {
      place = await setup();
      store = await place.open();
      await store.ensureSpace('a', 3);
    });
    afterEach(async () => {
      await store.close();
      await place.cleanUp();
    });

    test('VS1 a space is made once and keeps its dimension', async () => {
      await store.upsert('a', [item('m1', [1, 0, 0])]);
      await store.ensureSpace('a', 3);
      expect(await store.count('a')).toBe(1);
      await expect(store.ensureSpace('a', 4)).rejects.toMatchObject({ code: 'embedding_mismatch' });
    });

    test('VS2 upsert replaces by owner', async () => {
      await store.upsert('a', [item('m1', [1, 0, 0])]);
      await store.upsert('a', [item('m1', [0, 1, 0], 'ana', 's2')]);
      expect(await store.count('a')).toBe(1);
      const hits = await store.query('a', { ...query([0, 1, 0]), session_id: 's2' });
      expect(hits).toHaveLength(1);
      expect(hits[0]?.similarity).toBeCloseTo(1, 5);
      await store.upsert('a', [item('m2', [1, 0, 0]), item('m2', [0, 0, 1])]);
      expect((await store.query('a', query([0, 0, 1], 1)))[0]?.owner_id).toBe('m2');
    });

    test('VS3 unfit vectors are refused by name', async () => {
      for (const vector of [[1, Number.NaN, 0], [Number.POSITIVE_INFINITY, 0, 0], [0, 0, 0]]) {
        await expect(store.upsert('a', [item('bad', vector)])).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(store.query('a', query(vector))).rejects.toMatchObject({ code: 'invalid_input' });
      }
      await expect(store.upsert('a', [item('bad', [1, 2])])).rejects.toMatchObject({ code: 'embedding_mismatch' });
      await expect(store.query('a', query([1, 2, 3, 4]))).rejects.toMatchObject({ code: 'embedding_mismatch' });
      expect(await store.count('a')).toBe(0);
    });

    test('VS4 one bad item and none is stored', async () => {
      await expect(store.upsert('a', [item('m1', [1, 0, 0]), item('m2', [0, 0, 0])])).rejects.toMatchObject({ code: 'invalid_input' });
      expect(await store.count('a')).toBe(0);
    });

    test('VS5 similarity is the cosine, greatest first', async () => {
      await store.upsert('a', [item('far', [-2, 0, 0]), item('near', [30, 1, 0]), item('right', [0, 5, 0]), item('same', [0.001, 0, 0]), item('twin', [9, 0, 0])]);
      const hits = await store.query('a', query([100, 0, 0]));
      expect(hits.map((hit) => hit.owner_id)).toEqual(['same', 'twin', 'near', 'right', 'far']);
      expect(hits.map((hit) => Number(hit.similarity.toFixed(3)))).toEqual([1, 1, 0.999, 0, -1]);
      for (const hit of hits) expect(Math.abs(hit.similarity)).toBeLessThanOrEqual(1);
    });

    test('VS6 only the asked user and session, at most the limit', async () => {
      await store.upsert('a', [item('m1', [1, 0, 0]), item('m2', [1, 0.1, 0], 'ana', 's2'), item('m3', [1, 0, 0], 'eva', 's3')]);
      expect((await store.query('a', query([1, 0, 0]))).map((hit) => hit.owner_id)).toEqual(['m1', 'm2']);
      expect((await store.query('a', query([1, 0, 0], 1))).map((hit) => hit.owner_id)).toEqual(['m1']);
      expect((await store.query('a', { ...query([1, 0, 0]), session_id: 's2' })).map((hit) => hit.owner_id)).toEqual(['m2']);
      expect(await store.query('a', { ...query([1, 0, 0]), user_id: 'nobody' })).toEqual([]);
      expect(await store.query('a', query([1, 0, 0], 0))).toEqual([]);
      expect(await store.query('a', query([1, 0, 0], 1_000_000))).toHaveLength(2);
    });

    test('VS7 spaces never mix', async () => {
      await store.ensureSpace('b', 3);
      await store.upsert('a', [item('m1', [1, 0, 0])]);
      await store.upsert('b', [item('m1', [0, 1, 0]), item('m2', [1, 0, 0])]);
      expect(await store.query('a', query([1, 0, 0]))).toHaveLength(1);
      await store.dropSpace('b');
      expect(await store.count('b')).toBe(0);
      expect(await store.count('a')).toBe(1);
      await store.ensureSpace('b', 5);
      expect(await store.count('b')).toBe(0);
    });

    test('VS8 a space that was never made', async () => {
      await expect(store.query('none', query([1, 0, 0]))).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.upsert('none', [item('m1', [1, 0, 0])])).rejects.toMatchObject({ code: 'not_found' });
      expect(await store.count('none')).toBe(0);
      expect(await store.listOwnerIds('none', null, 10)).toEqual([]);
      await store.delete('none', ['m1']);
      await store.dropSpace('none');
    });

    test('VS9 delete', async () => {
      await store.upsert('a', [item('m1', [1, 0, 0]), item('m2', [0, 1, 0])]);
      await store.delete('a', ['m1', 'unknown']);
      await store.delete('a', []);
      expect(await store.count('a')).toBe(1);
      expect((await store.query('a', query([1, 0, 0]))).map((hit) => hit.owner_id)).toEqual(['m2']);
      await store.upsert('a', [item('m1', [1, 0, 0])]);
      expect(await store.count('a')).toBe(2);
    });

    test('VS10 owner ids page in order', async () => {
      const ids = Array.from({ length: 25 }, (_, index) => `m${String(index).padStart(2, '0')}`);
      await store.upsert('a', [...ids].reverse().map((id) => item(id, [1, 1, 1])));
      const pages: string[] = [];
      for (let after: string | null = null; ;) {
        const page: string[] = await store.listOwnerIds('a', after, 10);
        if (page.length === 0) break;
        pages.push(...page);
        after = page.at(-1) ?? null;
      }
      expect(pages).toEqual(ids);
    });

    test('VS11 what was written is there after opening again', async () => {
      await store.upsert('a', [item('ñandú 🐶', [1, 2, 3])]);
      await store.close();
      store = await place.open();
      await store.ensureSpace('a', 3);
      expect(await store.listOwnerIds('a', null, 10)).toEqual(['ñandú 🐶']);
      expect((await store.query('a', query([1, 2, 3])))[0]?.similarity).toBeCloseTo(1, 5);
    });

    test('VS12 health answers, closing twice is no error', async () => {
      expect(await store.health()).toMatchObject({ component: 'vectors', status: 'ok' });
      await store.close();
      await store.close();
      expect((await store.health()).status).toBe('error');
    });
  });
}
