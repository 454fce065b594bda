// Ways to choose what a full cache lets go of, to compare ours with.
import { LRUCache } from 'lru-cache';
import { BoundedCache } from 'transitory';
import { createAdaptiveCache } from '../core/features/memory/embedding-cache/adaptive-cache.ts';

/** `ask` answers whether the key was there, and keeps it if it was not. */
type Policy = { ask(key: string): boolean; end?(): void };

export const policies: Readonly<Record<string, (room: number) => Policy>> = {
  ours(room) {
    const cache = createAdaptiveCache<true>(room);
    return { ask: (key) => cache.get(key) !== undefined || (cache.set(key, true), false) };
  },
  lru(room) {
    const cache = new LRUCache<string, true>({ max: room });
    return { ask: (key) => cache.get(key) !== undefined || (cache.set(key, true), false) };
  },
  lfu: (room) => leastOften(room, false),
  lfu_all_history: (room) => leastOften(room, true),
  w_tinylfu(room) {
    const cache = new BoundedCache<string, true>({ maxSize: room });
    return { ask: (key) => cache.getIfPresent(key) !== null || (cache.set(key, true), false), end: () => cache.clear() };
  },
};

/** Hits per request. */
export function hitRate(requests: readonly number[], policy: Policy): number {
  let hits = 0;
  for (const text of requests) if (policy.ask(`text ${text}`)) hits += 1;
  policy.end?.();
  return hits / requests.length;
}

/** Exact LFU; of equals the one that came to its count first goes. `remembers`: the count of what went is kept for ever, which no bounded cache can do. */
function leastOften(room: number, remembers: boolean): Policy {
  const counts = new Map<string, number>();
  const before = new Map<string, number>();
  const byCount = new Map<number, Set<string>>();
  const put = (key: string, count: number): void => {
    counts.set(key, count);
    const same = byCount.get(count) ?? new Set();
    byCount.set(count, same.add(key));
  };
  const take = (key: string): number => {
    const count = counts.get(key)!;
    counts.delete(key);
    byCount.get(count)!.delete(key);
    if (byCount.get(count)!.size === 0) byCount.delete(count);
    return count;
  };
  return {
    ask(key) {
      if (counts.has(key)) {
        put(key, take(key) + 1);
        return true;
      }
      if (counts.size >= room) {
        const [seldom] = byCount.get(Math.min(...byCount.keys()))!;
        const count = take(seldom!);
        if (remembers) before.set(seldom!, count);
      }
      put(key, (before.get(key) ?? 0) + 1);
      return false;
    },
  };
}
