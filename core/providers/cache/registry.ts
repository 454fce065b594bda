// The caches there are, by the name the configuration uses. Only core/engine.ts reads this.
import type { CacheProvider } from './cache.ts';
import { memoryCache } from './memory.ts';
import { redisCache } from './redis.ts';

export const cacheProviders: Readonly<Record<string, CacheProvider>> = { memory: memoryCache, redis: redisCache as unknown as CacheProvider };
