import { describe, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { cacheConformance } from './conformance.ts';
import { memoryCache } from './memory.ts';
import { cacheProviders } from './registry.ts';

const make = (options: object = {}, clock = { now: () => 0 }) => memoryCache.create(memoryCache.options.parse(options), { clock, log: silentLog, secret: async () => undefined });

cacheConformance('memory', async () => {
  let now = 0;
  const cache = await make({}, { now: () => now });
  return { cache, wait: async (seconds) => { now += seconds * 1000; }, cleanUp: async () => undefined };
});

describe('the memory cache', () => {
  it('pushes out what was used least recently', async () => {
    const cache = await make({ max_entries: 3 });
    for (const key of ['a', 'b', 'c']) await cache.set(key, key);
    await cache.get('a');
    await cache.set('d', 'd');
    expect([await cache.get('a'), await cache.get('b'), await cache.get('d')]).toEqual(['a', undefined, 'd']);
  });

  it('stays within its size, and leaves out what is larger than that', async () => {
    const cache = await make({ max_megabytes: 0.01 });
    for (let index = 0; index < 100; index += 1) await cache.set(`k${index}`, 'x'.repeat(500));
    await cache.set('huge', 'x'.repeat(100_000));
    expect(Number((await cache.health()).details['bytes'])).toBeLessThanOrEqual(10_000);
    expect(await cache.get('huge')).toBeUndefined();
    expect(await cache.get('k99')).toBe('x'.repeat(500));
  });

  it('is registered under its name', () => {
    expect(cacheProviders['memory']).toBe(memoryCache);
  });
});
