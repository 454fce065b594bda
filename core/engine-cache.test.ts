// The cache of vectors in a whole engine: across a restart, with a Redis, and what forgetting leaves of it.
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './lib/hash.ts';
import { silentLog } from './lib/log.ts';
import { redisCache } from './providers/cache/redis.ts';
import { startRedis } from './providers/cache/testing/real-redis.ts';
import { withRedis } from './providers/cache/testing/with-redis.ts';
import { createScriptedEmbeddings } from './providers/embeddings/scripted.ts';
import { createTestEngine } from './testing/test-engine.ts';
import type { TestEngine } from './testing/test-engine.ts';

let test: TestEngine;
afterEach(() => test.close());

const text = 'Mi hermana se llama Zulema.';
const embedding_provider = { name: 'scripted', dimension: 64 };
const script = { replies: ['Te escucho.'] };
const model = createScriptedEmbeddings({ dimension: 64 });
const key = `embedding:${model.space().id}/${sha256(`query\n${text}`)}`;
const cacheHealth = async () => (await test.engine.client.system.health({})).components.find(({ component }) => component === 'cache');

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200 && !(await isTrue()); attempt += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await isTrue()).toBe(true);
}

async function talk(): Promise<string> {
  const { id } = await test.engine.client.sessions.create({ personality: 'luna' });
  await test.say(id, text);
  await test.engine.jobsIdle();
  return id;
}

/** Whether the files of a closed engine hold these bytes. */
function isInFiles(folder: string, bytes: Buffer): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? isInFiles(path, bytes) : statSync(path).size > 0 && readFileSync(path).includes(bytes);
  });
}

describe('the cache of vectors', () => {
  it('keeps questions across a restart, and nothing of them after forgetting', async () => {
    test = await createTestEngine({ script, defaults: { embedding_provider } });
    const session = await talk();
    const bytes = Buffer.from((await model.embed(['una pregunta sobre trenes'], 'query'))[0]!.buffer).subarray(64, 160);
    await test.engine.client.memory.search({ query: 'una pregunta sobre trenes' });
    await test.engine.close();
    expect(isInFiles(test.folder, bytes)).toBe(true);
    await test.restart();
    await test.engine.client.memory.search({ query: 'una pregunta sobre trenes' });
    expect(await cacheHealth()).toMatchObject({ status: 'ok', details: { layers: ['memory', 'database'] } });
    expect(Number((await cacheHealth())!.details['hits'])).toBeGreaterThan(0);
    await test.engine.client.forgetting.forget({ target: { kind: 'session', id: session } });
    await test.engine.close();
    expect(isInFiles(test.folder, bytes)).toBe(false);
    await test.restart();
  });

  it('goes on without a server it was told to use, and says so', async () => {
    test = await createTestEngine({ script, defaults: { embedding_provider, cache_provider: { name: 'redis' } }, secret: async (name) => (name === 'REDIS_URL' ? 'redis://127.0.0.1:1' : undefined) });
    await talk();
    expect(await cacheHealth()).toMatchObject({ status: 'warning' });
    await test.close();
    test = await createTestEngine({ script, defaults: { embedding_provider, cache_provider: { name: 'memcached' } } });
    await talk();
    expect(await cacheHealth()).toMatchObject({ status: 'warning', message: expect.stringContaining('memcached') });
  });

  withRedis(() => {
    it('puts vectors into Redis, and forgetting takes them out of it', async () => {
      const server = await startRedis();
      onTestFinished(() => server.kill());
      const watcher = await redisCache.create(redisCache.options.parse({}), { clock: { now: Date.now }, log: silentLog, secret: async () => server.url });
      test = await createTestEngine({ script, defaults: { embedding_provider, cache_provider: { name: 'redis' } }, secret: async (name) => (name === 'REDIS_URL' ? server.url : undefined) });
      await until(async () => (await cacheHealth())?.status === 'ok');
      const session = await talk();
      await until(async () => typeof await watcher.get(key) === 'string');
      expect(await cacheHealth()).toMatchObject({ status: 'ok', message: 'Redis answers.' });
      await test.engine.client.forgetting.forget({ target: { kind: 'session', id: session } });
      expect(await watcher.get(key)).toBeUndefined();
      await watcher.close();
    });
  });
});
