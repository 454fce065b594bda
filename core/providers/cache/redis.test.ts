import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import type { Log } from '../../lib/log.ts';
import type { Cache } from './cache.ts';
import { cacheConformance } from './conformance.ts';
import { redisCache } from './redis.ts';
import { cacheProviders } from './registry.ts';
import { startRedis } from './testing/real-redis.ts';
import type { RealRedis } from './testing/real-redis.ts';
import { withRedis } from './testing/with-redis.ts';

const wait = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
const make = (url: string | undefined, options: object = {}, log: Log = silentLog) => redisCache.create(redisCache.options.parse(options), { clock: { now: Date.now }, log, secret: async (name) => (name === 'REDIS_URL' ? url : undefined) });

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !isTrue(); attempt += 1) await wait(0.02);
  expect(isTrue()).toBe(true);
}

async function connected(url: string, options: object = {}): Promise<Cache> {
  const cache = await make(url, options);
  await until(() => cache.isAvailable());
  return cache;
}

describe('the Redis cache', () => {
  withRedis(() => {
    let server: RealRedis;
    let number = 0;
    beforeAll(async () => { server = await startRedis(); });
    afterAll(() => server.kill());

    cacheConformance('redis', async () => ({ cache: await connected(server.url, { key_prefix: `test-${number += 1}*:` }), wait, cleanUp: async () => undefined }));

    it('keeps to its own keys, and two that share a prefix share what is kept', async () => {
      const [mine, same, other] = await Promise.all([connected(server.url), connected(server.url), connected(server.url, { key_prefix: 'other:' })]);
      await mine.set('k', 'v');
      await other.set('k', 'theirs');
      expect(await same.get('k')).toBe('v');
      await mine.clear();
      expect([await same.get('k'), await other.get('k')]).toEqual([undefined, 'theirs']);
      for (const cache of [mine, same, other]) await cache.close();
    });

    it('clears more keys than one page holds', async () => {
      const cache = await connected(server.url, { key_prefix: 'many:' });
      await Promise.all(Array.from({ length: 2300 }, (_, index) => cache.set(`a:${index}`, index)));
      await cache.set('b', 1);
      expect(await cache.clear('a:')).toBe(true);
      expect((await Promise.all(Array.from({ length: 2300 }, (_, index) => cache.get(`a:${index}`)))).filter((value) => value !== undefined)).toEqual([]);
      expect(await cache.get('b')).toBe(1);
      await cache.close();
    });

    it('that is killed in the middle of requests is a miss, says so, and is used again when it is back', async () => {
      const own = await startRedis();
      onTestFinished(() => own.kill());
      const said: string[] = [];
      const log: Log = { ...silentLog, warn: (event) => { said.push(event); }, info: (event) => { said.push(event); } };
      const cache = await make(own.url, {}, log);
      await until(() => cache.isAvailable());
      await cache.set('k', 'v');
      const asked = Array.from({ length: 50 }, () => cache.get('k'));
      const [answers] = await Promise.all([Promise.all(asked), own.kill()]);
      expect(answers.every((answer) => answer === 'v' || answer === undefined)).toBe(true);
      await until(() => !cache.isAvailable());
      await cache.set('k', 'lost');
      expect([await cache.get('k'), await cache.clear()]).toEqual([undefined, false]);
      expect(await cache.health()).toMatchObject({ status: 'warning', latency_ms: null });
      await own.restart();
      await until(() => cache.isAvailable());
      await cache.set('k', 'again');
      expect(await cache.get('k')).toBe('again');
      expect(said).toEqual(['cache-unreachable', 'cache-reached']);
      await cache.close();
    });

    it('that hangs holds nobody up for long: one wait, then none for a second', async () => {
      const own = await startRedis();
      onTestFinished(() => own.kill());
      const cache = await connected(own.url, { timeout_ms: 50 });
      await cache.set('k', 'v');
      own.hang();
      expect(await cache.get('k')).toBeUndefined();
      expect(cache.isAvailable()).toBe(false);
      const { errors } = cache.statistics();
      for (let index = 0; index < 20; index += 1) expect(await cache.get('k')).toBeUndefined();
      expect(cache.statistics().errors).toBe(errors);
      own.resume();
      await until(() => cache.isAvailable());
      expect(await cache.get('k')).toBe('v');
      await cache.close();
    });

    it('passes over what is not JSON', async () => {
      const cache = await connected(server.url, { key_prefix: '' });
      const raw = await connected(server.url, { key_prefix: '' });
      await raw.set('k', 1);
      const { Redis } = await import('ioredis');
      const other = new Redis(server.url);
      await other.set('k', '{not json');
      expect(await cache.get('k')).toBeUndefined();
      other.disconnect();
      await cache.close();
      await raw.close();
    });
  });

  it('without a server is made all the same, finds nothing and is well behaved', async () => {
    const cache = await make('redis://127.0.0.1:1');
    await cache.set('k', 'v');
    await cache.delete('k');
    expect(await cache.get('k')).toBeUndefined();
    expect(cache.isAvailable()).toBe(false);
    expect(await cache.health()).toMatchObject({ component: 'cache', status: 'warning' });
    await cache.close();
  });

  it('refuses what is no address, without repeating it', async () => {
    const failure: unknown = await make('http://user:hunter2@host').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'invalid_configuration' });
    expect(String(failure)).not.toContain('hunter2');
  });

  it('is registered under its name', () => {
    expect(cacheProviders['redis']).toBe(redisCache);
  });
});
