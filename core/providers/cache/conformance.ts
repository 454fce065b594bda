// What every cache must pass, rule by rule of README.md.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from './cache.ts';

/** `wait` lets time pass: a held clock is turned, a server is waited for. */
export type CacheSetup = () => Promise<{ cache: Cache; wait(seconds: number): Promise<void>; cleanUp(): Promise<void> }>;
export type Skip = { reason: string; tests: readonly string[] };

/** Runs the suite against one cache; deviations are named case by case with their reason. */
export function cacheConformance(name: string, setup: CacheSetup, options: { skip?: readonly Skip[] } = {}): void {
  const skipped = new Set(options.skip?.flatMap((skip) => skip.tests));
  const test = (title: string, run: () => Promise<void>): void => {
    it.skipIf(skipped.has(title))(title, run);
  };

  describe(`${name}: cache conformance`, () => {
    let place: Awaited<ReturnType<CacheSetup>>;
    beforeEach(async () => { place = await setup(); });
    afterEach(async () => {
      await place.cache.close();
      await place.cleanUp();
    });

    test('CA1 what was set comes back as a copy', async () => {
      const { cache } = place;
      const value = { list: [1, 'ñ 🐶', null], deep: { yes: true } };
      await cache.set('a', value);
      await cache.set('nothing', null);
      value.list.push('later');
      const read = await cache.get('a');
      expect(read).toEqual({ list: [1, 'ñ 🐶', null], deep: { yes: true } });
      expect(await cache.get('nothing')).toBeNull();
      expect(await cache.get('unknown')).toBeUndefined();
      await cache.set('a', 2);
      expect(await cache.get('a')).toBe(2);
    });

    test('CA2 values end with their time', async () => {
      const { cache, wait } = place;
      await cache.set('short', 1, 2);
      await cache.set('long', 2, 100);
      await cache.set('ever', 3);
      await cache.set('again', 4, 2);
      await wait(1);
      expect(await cache.get('short')).toBe(1);
      await cache.set('again', 5, 2);
      await wait(1.5);
      expect(await cache.get('short')).toBeUndefined();
      expect(await cache.get('again')).toBe(5);
      expect([await cache.get('long'), await cache.get('ever')]).toEqual([2, 3]);
      await cache.set('ever', 9, 0);
      expect(await cache.get('ever')).toBeUndefined();
    });

    test('CA3 delete and clear', async () => {
      const { cache } = place;
      for (const key of ['a:1', 'a:2', 'b:1']) await cache.set(key, key);
      await cache.delete('a:1');
      await cache.delete('unknown');
      expect([await cache.get('a:1'), await cache.get('a:2')]).toEqual([undefined, 'a:2']);
      expect(await cache.clear('a:')).toBe(true);
      expect([await cache.get('a:2'), await cache.get('b:1')]).toEqual([undefined, 'b:1']);
      await cache.set('a*[b]?', 'like a pattern');
      await cache.set('ab', 'not meant');
      await cache.clear('a*');
      expect([await cache.get('a*[b]?'), await cache.get('ab')]).toEqual([undefined, 'not meant']);
      await cache.clear();
      expect(await cache.get('b:1')).toBeUndefined();
    });

    test('CA4 hits and misses', async () => {
      const { cache } = place;
      await cache.set('a', 1);
      await cache.get('a');
      await cache.get('a');
      await cache.get('b');
      expect(cache.statistics()).toEqual({ hits: 2, misses: 1, errors: 0 });
    });

    test('CA5 what is not JSON is refused', async () => {
      await expect(place.cache.set('a', undefined)).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(place.cache.set('a', () => 1)).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('CA6 any text is a key', async () => {
      const keys = ['', ' ', 'a b', 'ñ🐶', 'x'.repeat(5000), 'line\nbreak', '__proto__'];
      for (const [index, key] of keys.entries()) await place.cache.set(key, index);
      for (const [index, key] of keys.entries()) expect(await place.cache.get(key)).toBe(index);
    });

    test('CA7 health answers', async () => {
      expect(await place.cache.health()).toMatchObject({ component: 'cache', status: 'ok' });
      expect(place.cache.isAvailable()).toBe(true);
    });
  });
}
