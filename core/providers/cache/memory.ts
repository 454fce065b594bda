// The cache in this process's memory: least recently used goes first.
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import type { CacheProvider } from './cache.ts';

const memoryOptions = z.object({
  max_entries: z.number().int().min(1).max(1_000_000).default(10_000).describe('Entries kept at most'),
  max_megabytes: z.number().min(0.001).max(100_000).default(64).describe('Size of all values together, in megabytes'),
});

/** lru-cache; values are kept as JSON text, so that what comes back is always a copy. */
export const memoryCache: CacheProvider<typeof memoryOptions> = {
  id: 'memory',
  title: 'Memory (of this process)',
  options: memoryOptions,
  async create(options, deps) {
    const maxSize = Math.ceil(options.max_megabytes * 1_000_000);
    // Expiry by the injected clock, never below 1: lru-cache takes 0 for "not set".
    const origin = deps.clock.now();
    const entries = new LRUCache<string, string>({
      max: options.max_entries, maxSize, sizeCalculation: (text, key) => Math.max(1, 2 * (text.length + key.length)), ttlResolution: 0,
      perf: { now: () => 1 + Math.max(0, deps.clock.now() - origin) },
    });
    const count = { hits: 0, misses: 0, errors: 0 };
    return {
      async get(key) {
        const text = entries.get(key);
        if (text === undefined) {
          count.misses += 1;
          return undefined;
        }
        count.hits += 1;
        return JSON.parse(text) as unknown;
      },
      async set(key, value, ttlSeconds) {
        const text: string | undefined = JSON.stringify(value);
        if (text === undefined) throw new LuminoraError('invalid_input', `The value of ${key} cannot be cached: it is not JSON.`);
        if (ttlSeconds === undefined) entries.set(key, text);
        else if (ttlSeconds > 0) entries.set(key, text, { ttl: ttlSeconds * 1000 });
        else entries.delete(key);
      },
      async delete(key) { entries.delete(key); },
      async clear(prefix = '') {
        for (const key of [...entries.keys()]) if (key.startsWith(prefix)) entries.delete(key);
        return true;
      },
      statistics: () => ({ ...count }),
      isAvailable: () => true,
      health: async () => ({
        component: 'cache', status: 'ok', message: `The cache holds ${entries.size} entries.`, latency_ms: 0,
        details: { entries: entries.size, bytes: entries.calculatedSize, ...count }, instructions: null,
      }),
      async close() { entries.clear(); },
    };
  },
};
