// A cache that several processes share: a Redis server. While it cannot be reached nothing is found and nothing waits for it.
import { Redis } from 'ioredis';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import type { CacheProvider } from './cache.ts';

const redisOptions = z.object({
  url_env: z.string().default('REDIS_URL').describe('Environment variable that holds the address: redis://user:password@host:port/number, rediss:// for TLS'),
  key_prefix: z.string().max(200).default('luminora:').describe('What every key begins with, so that others may use the same server'),
  timeout_ms: z.number().int().min(10).max(60_000).default(250).describe('Longest wait for one answer, in milliseconds'),
});

const localAddress = 'redis://127.0.0.1:6379';
/** After an answer that did not come nothing is asked for so long, in milliseconds: a server that hangs must not slow every turn. */
const restAfterTimeoutMs = 1000;
const slowestRetryMs = 2000;
/** Keys read and deleted at a time. */
const scanPage = 500;

/** ioredis; values are JSON text. Commands are never queued nor sent again: what cannot be asked now is a miss. */
export const redisCache: CacheProvider<typeof redisOptions> = {
  id: 'redis',
  title: 'Redis (shared by several processes)',
  options: redisOptions,
  async create(options, deps) {
    const address = (await deps.secret(options.url_env)) ?? localAddress;
    if (!/^rediss?:\/\/[^\s/]+/.test(address)) throw new LuminoraError('invalid_configuration', `${options.url_env} holds no address of a Redis server. It looks like redis://host:6379 (rediss:// for TLS).`, { details: { path: 'cache_provider.config.url_env' } });
    const client = new Redis(address, {
      lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, enableAutoPipelining: true,
      connectTimeout: 2000, commandTimeout: options.timeout_ms, retryStrategy: (times) => Math.min(slowestRetryMs, 50 * 2 ** Math.min(times, 10)),
    });
    const count = { hits: 0, misses: 0, errors: 0 };
    let restUntil = 0;
    let wasThere = true;
    let isClosing = false;
    let reason = 'connection closed';
    // Without a listener ioredis writes to the console. A message may hold the address, hence only its code.
    client.on('error', (error: Error & { code?: string }) => { reason = error.code ?? error.name; });
    client.on('close', () => {
      if (wasThere && !isClosing) deps.log.warn('cache-unreachable', { reason });
      wasThere = false;
    });
    client.on('ready', () => {
      if (!wasThere) deps.log.info('cache-reached', {});
      wasThere = true;
      reason = 'connection closed';
    });
    void client.connect().catch(() => undefined);

    const isThere = () => client.status === 'ready' && deps.clock.now() >= restUntil;
    /** The answer, or null when there is none. */
    async function ask<Answer>(command: () => Promise<Answer>): Promise<{ answer: Answer } | null> {
      if (!isThere()) return null;
      try {
        return { answer: await command() };
      } catch (error) {
        count.errors += 1;
        if (/timed out/i.test(String(error))) restUntil = deps.clock.now() + restAfterTimeoutMs;
        return null;
      }
    }
    const full = (key: string) => options.key_prefix + key;

    return {
      async get(key) {
        const text = (await ask(() => client.get(full(key))))?.answer ?? null;
        const value = text === null ? undefined : read(text);
        if (value === undefined) count.misses += 1;
        else count.hits += 1;
        return value;
      },
      async set(key, value, ttlSeconds) {
        const text: string | undefined = JSON.stringify(value);
        if (text === undefined) throw new LuminoraError('invalid_input', `The value of ${key} cannot be cached: it is not JSON.`);
        if (ttlSeconds === undefined) await ask(() => client.set(full(key), text));
        else if (ttlSeconds > 0) await ask(() => client.set(full(key), text, 'PX', Math.ceil(ttlSeconds * 1000)));
        else await ask(() => client.unlink(full(key)));
      },
      async delete(key) { await ask(() => client.unlink(full(key))); },
      async clear(prefix = '') {
        const pattern = `${full(prefix).replace(/[\\*?[\]]/g, '\\$&')}*`;
        for (let cursor = '0'; ;) {
          const page = await ask(() => client.scan(cursor, 'MATCH', pattern, 'COUNT', scanPage));
          if (!page) return false;
          const [next, keys] = page.answer;
          if (keys.length > 0 && !(await ask(() => client.unlink(...keys)))) return false;
          if (next === '0') return true;
          cursor = next;
        }
      },
      statistics: () => ({ ...count }),
      isAvailable: isThere,
      async health() {
        const began = performance.now();
        const isUp = (await ask(() => client.ping())) !== null;
        return {
          component: 'cache', status: isUp ? 'ok' : 'warning', latency_ms: isUp ? performance.now() - began : null, details: { ...count, timeout_ms: options.timeout_ms },
          message: isUp ? 'Redis answers.' : 'Redis does not answer. Everything works without it; what it held is computed again.',
          instructions: isUp ? null : `Start the Redis server whose address ${options.url_env} holds, or choose the cache "memory" (cache_provider.name).`,
        };
      },
      async close() {
        isClosing = true;
        client.disconnect();
      },
    };
  },
};

/** Another program may have written it. */
function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
