import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdaptiveCache } from './adaptive-cache.ts';

/** What a sequence of requests found, each miss stored. */
function replay(keys: readonly number[], room: number): { found: number; cache: ReturnType<typeof createAdaptiveCache<number>> } {
  const cache = createAdaptiveCache<number>(room);
  let found = 0;
  for (const key of keys) {
    if (cache.get(String(key)) === undefined) cache.set(String(key), key);
    else found += 1;
  }
  return { found, cache };
}

describe('the cache that adapts', () => {
  it('never answers anything but what was set last, never holds more than it may, and tells of each value that went once', () => {
    const requests = fc.array(fc.record({ key: fc.integer({ min: 0, max: 12 }), isSet: fc.boolean() }), { maxLength: 300 });
    fc.assert(fc.property(requests, fc.integer({ min: 1, max: 6 }), (asked, room) => {
      const gone: object[] = [];
      const cache = createAdaptiveCache<object>(room, (value) => gone.push(value));
      const last = new Map<number, object>();
      const all = new Set<object>();
      for (const { key, isSet } of asked) {
        if (isSet) {
          const value = { key };
          all.add(value);
          last.set(key, value);
          cache.set(String(key), value);
          expect(cache.get(String(key))).toBe(value);
        } else {
          const value = cache.get(String(key));
          if (value !== undefined) expect(value).toBe(last.get(key));
        }
        expect(cache.size).toBeLessThanOrEqual(room);
        expect(new Set(gone).size).toBe(gone.length);
        expect(all.size - gone.length).toBe(cache.size);
      }
      cache.clear();
      expect([cache.size, gone.length]).toEqual([0, all.size]);
    }), { numRuns: 300 });
  });

  it('keeps what is asked for often while many others pass once', () => {
    const keys = [1, 2, 3, 4, 1, 2, 3, 4];
    for (let round = 0; round < 50; round += 1) {
      for (const often of [1, 2, 3, 4]) keys.push(often);
      for (let passing = 0; passing < 20; passing += 1) keys.push(1000 + round * 20 + passing);
    }
    // Ten places: with the least recently used going first, all four would be gone each time before they are asked for again.
    expect(replay(keys, 10).found).toBeGreaterThan(4 * 45);
  });

  it('lets go of what was asked for often, long ago', () => {
    const then = Array.from({ length: 400 }, (_, index) => index % 8);
    const now = Array.from({ length: 400 }, (_, index) => 100 + (index % 8));
    expect(replay([...then, ...now], 8).found).toBeGreaterThan(700);
  });

  it('begins anew when it is cleared', () => {
    const { cache } = replay([1, 2, 1, 2, 3], 2);
    cache.clear();
    expect([cache.size, cache.get('1'), cache.get('3')]).toEqual([0, undefined, undefined]);
    cache.set('1', 7);
    expect(cache.get('1')).toBe(7);
  });
});
