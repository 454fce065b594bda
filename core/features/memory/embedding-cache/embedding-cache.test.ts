// The layers together, on a real SQLite and a real Redis that is killed in the middle of requests.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../lib/log.ts';
import { sha256 } from '../../../lib/hash.ts';
import type { Cache } from '../../../providers/cache/cache.ts';
import { redisCache } from '../../../providers/cache/redis.ts';
import { startRedis } from '../../../providers/cache/testing/real-redis.ts';
import type { RealRedis } from '../../../providers/cache/testing/real-redis.ts';
import { withRedis } from '../../../providers/cache/testing/with-redis.ts';
import { createScriptedEmbeddings } from '../../../providers/embeddings/scripted.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import type { TestMemory } from '../../../testing/test-memory.ts';
import { createEmbedder } from '../embedder.ts';
import { createDatabaseLayer } from './database-layer.ts';
import { createEmbeddingCache } from './embedding-cache.ts';
import { createMemoryLayer } from './memory-layer.ts';
import { createSharedLayer } from './shared-layer.ts';

const model = createScriptedEmbeddings({ dimension: 64 });
const space = model.space();
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const vectorOf = async (text: string) => (await model.embed([text], 'query'))[0]!;
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, part, index) => sum + part * b[index]!, 0);

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500 && !(await isTrue()); attempt += 1) await pause(20);
  expect(await isTrue()).toBe(true);
}

let memory: TestMemory;
beforeEach(async () => {
  memory = await createTestMemory();
  await memory.storage.commit([{ op: 'insert', entity: 'embedding_space', record: { ...space, created_at: 0 } }]);
});
afterEach(() => memory.close());

/** An embedder, what its model was asked, and its cache. */
function make(options: { room?: number; databaseRoom?: number; redis?: Cache; storage?: TestMemory['storage'] } = {}) {
  const storage = options.storage ?? memory.storage;
  const parts = { storage, clock: memory.clock, log: silentLog };
  const database = createDatabaseLayer({ ...parts, room: options.databaseRoom ?? 100 });
  const cache = createEmbeddingCache({ room: { entries: options.room ?? 100, bytes: 1_000_000 }, database, shared: options.redis ? createSharedLayer({ ...parts, cache: options.redis, ttlSeconds: 60 }) : null });
  const asked: string[] = [];
  const embedder = createEmbedder(async () => ({ ...model, embed: async (texts, use, signal) => { asked.push(...texts); return model.embed(texts, use, signal); } }), { log: silentLog, clock: memory.clock, cache });
  return { asked, cache, database, embedder };
}
const layer = ({ cache }: ReturnType<typeof make>, name: string) => cache.statistics().layers.find((one) => one.layer === name)!;
const openRedis = async (url: string): Promise<Cache> => {
  const cache = await redisCache.create(redisCache.options.parse({}), { clock: { now: Date.now }, log: silentLog, secret: async () => url });
  await until(() => cache.isAvailable());
  return cache;
};

describe('the memory layer', () => {
  it('holds ten thousand vectors of 384 parts in less than 8 MB, by its own account too', () => {
    const vectors = Array.from({ length: 64 }, (_, seed) => Float32Array.from({ length: 384 }, (__, index) => Math.sin(seed * 31 + index)));
    const keys = Array.from({ length: 10_000 }, (_, index) => sha256(`text ${index}`));
    const space384 = { id: 's', dimension: 384 };
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => { collect(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
    const before = held();
    const kept = createMemoryLayer({ entries: 10_000, bytes: 64_000_000 });
    for (const [index, key] of keys.entries()) kept.set(space384, key, vectors[index % 64]!);
    const after = held();
    expect(kept.statistics()).toMatchObject({ entries: 10_000, errors: 0 });
    expect(kept.statistics().bytes).toBeLessThan(8_000_000);
    expect(kept.statistics().bytes).toBeGreaterThan(10_000 * 388);
    expect(after - before).toBeLessThan(8_000_000);
    for (const [index, key] of keys.entries()) expect(Math.abs(kept.get(space384, key)![7]! - vectors[index % 64]![7]!)).toBeLessThan(0.01);
  });

  it('never gives one text the vector of another, however many come and go', () => {
    const kept = createMemoryLayer({ entries: 20, bytes: 64_000_000 });
    const small = { id: 's', dimension: 4 };
    for (let step = 0; step < 5000; step += 1) {
      const number = (step * step) % 97;
      const found = kept.get(small, sha256(String(number)));
      if (found) expect(Math.round((found[0]! / found[1]!) * 127)).toBe(number);
      else kept.set(small, sha256(String(number)), Float32Array.from([number, 127, 0, 0]));
      expect(kept.statistics().entries).toBeLessThanOrEqual(20);
    }
  });

  it('stays within its bytes too', () => {
    const kept = createMemoryLayer({ entries: 1000, bytes: 10_000 });
    for (let index = 0; index < 500; index += 1) kept.set({ id: 's', dimension: 70 }, sha256(String(index)), new Float32Array(70).fill(1));
    expect(kept.statistics()).toMatchObject({ entries: 50 });
  });

  it('keeps models apart, and forgets the one used least recently when there are more than four', () => {
    const kept = createMemoryLayer({ entries: 10, bytes: 64_000_000 });
    const key = sha256('a');
    for (const id of ['a', 'b', 'c', 'd']) kept.set({ id, dimension: 2 }, key, Float32Array.from([1, id.charCodeAt(0)]));
    expect(kept.get({ id: 'a', dimension: 2 }, key)![1]).toBeCloseTo(97, 0);
    kept.set({ id: 'e', dimension: 2 }, key, Float32Array.from([1, 1]));
    expect([kept.get({ id: 'b', dimension: 2 }, key), kept.get({ id: 'a', dimension: 3 }, key)]).toEqual([undefined, undefined]);
  });
});

describe('the table', () => {
  it('gives back after a restart what was computed before it, as it was', async () => {
    const first = make();
    const [vector] = (await first.embedder.embed(['la casa azul'], 'query'))!;
    await first.cache.close();
    const second = make();
    expect((await second.embedder.embed(['la casa azul'], 'query'))![0]).toEqual(vector);
    expect([second.asked, layer(second, 'database').hits, layer(second, 'memory').misses]).toEqual([[], 1, 1]);
    await second.embedder.embed(['la casa azul'], 'query');
    expect([layer(second, 'memory').hits, second.cache.statistics()]).toEqual([1, expect.objectContaining({ requests: 2, hits: 2, hit_rate: 1 })]);
  });

  it('stays within its room; what was used least recently goes', async () => {
    const { cache, embedder, database } = make({ databaseRoom: 100, room: 5 });
    for (let index = 0; index < 90; index += 1) {
      memory.clock.time += 1000;
      await embedder.embed([`text ${index}`], 'query');
    }
    await database.close();
    memory.clock.time += 7_200_000;
    await embedder.embed(['text 3'], 'query');
    await database.close();
    for (let index = 90; index < 140; index += 1) {
      memory.clock.time += 1000;
      await embedder.embed([`text ${index}`], 'query');
    }
    await cache.close();
    expect(await memory.storage.embeddings.countCached()).toBe(90);
    const again = make();
    await again.embedder.embed(['text 3', 'text 139', 'text 0'], 'query');
    expect(again.asked).toEqual(['text 0']);
  });

  it('that cannot be read or written only costs time, and says so', async () => {
    const broken = { ...memory.storage, embeddings: { ...memory.storage.embeddings, cached: () => Promise.reject(new Error('no')) }, commit: () => Promise.reject(new Error('no')) };
    const made = make({ storage: broken });
    expect(await made.embedder.embed(['a', 'b'], 'query')).toHaveLength(2);
    expect(layer(made, 'database')).toMatchObject({ is_available: false, errors: 1, hits: 0, misses: 2 });
    expect(await made.embedder.embed(['a'], 'query')).toHaveLength(1);
    await made.cache.close();
    await expect(make({ storage: { ...memory.storage, embeddings: { ...memory.storage.embeddings, leastUsedCached: () => Promise.reject(new Error('no')) } } }).cache.forget()).rejects.toThrow('no');
  });
});

describe('what becomes the own vector of a message', () => {
  it('is always as the model gave it; a question may come back compressed, with nearly the same direction', async () => {
    const { embedder, asked, cache } = make();
    const exact = await vectorOf('un texto');
    for (let time = 0; time < 2; time += 1) expect((await embedder.embed(['un texto'], 'passage'))![0]).toEqual(exact);
    expect(asked).toEqual(['un texto']);
    await embedder.embed(['un texto'], 'query');
    const compressed = (await embedder.embed(['un texto'], 'query'))![0]!;
    expect(compressed).not.toEqual(exact);
    expect(cosine(exact, compressed)).toBeGreaterThan(0.9999);
    expect((await embedder.embed(['un texto'], 'passage'))![0]).toEqual(exact);
    expect(asked).toEqual(['un texto', 'un texto']);
    await cache.close();
    expect(await memory.storage.embeddings.countCached()).toBe(1);
  });
});

describe('what is embedded by the thousand', () => {
  it('passes the cache by', async () => {
    const { embedder, asked, cache } = make();
    await embedder.embed(['a'], 'query');
    expect(await embedder.embed(['a', 'b'], 'query', undefined, 'bulk')).toHaveLength(2);
    await embedder.embed(['b'], 'query', undefined, 'bulk');
    expect(asked).toEqual(['a', 'a', 'b', 'b']);
    await cache.close();
    expect(await memory.storage.embeddings.countCached()).toBe(1);
  });
});

describe('forgetting', () => {
  it('empties memory and table, and what was being computed meanwhile is not kept', async () => {
    const { embedder, asked, cache } = make();
    await embedder.embed(['said', 'written'], 'query');
    await embedder.embed(['said'], 'passage');
    const running = embedder.embed(['on its way'], 'query');
    await embedder.forget();
    await running;
    await cache.close();
    expect(await memory.storage.embeddings.countCached()).toBe(0);
    asked.length = 0;
    await embedder.embed(['said', 'on its way'], 'query');
    await embedder.embed(['said'], 'passage');
    expect(asked).toEqual(['said', 'on its way', 'said']);
  });

  it('does not write back what was read before it', async () => {
    const first = make();
    await first.embedder.embed(['old'], 'query');
    await first.cache.close();
    memory.clock.time += 7_200_000;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => { letGo = resolve; });
    const slow = { ...memory.storage, embeddings: { ...memory.storage.embeddings, cached: async (ids: readonly string[]) => { const read = await memory.storage.embeddings.cached(ids); await held; return read; } } };
    const second = make({ storage: slow });
    const running = second.embedder.embed(['old'], 'query');
    await pause(5);
    await second.embedder.forget();
    letGo();
    expect(await running).toHaveLength(1);
    await second.cache.close();
    expect([await memory.storage.embeddings.countCached(), layer(second, 'memory').entries]).toEqual([0, 0]);
  });
});

describe('with Redis', () => {
  withRedis(() => {
    let server: RealRedis;
    beforeEach(async () => { server = await startRedis(); });
    afterEach(() => server.kill());

    it('a second process finds what the first computed', async () => {
      const other = await createTestMemory();
      const first = make({ redis: await openRedis(server.url) });
      const second = make({ redis: await openRedis(server.url), storage: other.storage });
      const [vector] = (await first.embedder.embed(['compartido'], 'query'))!;
      await first.cache.close();
      const found = (await second.embedder.embed(['compartido'], 'query'))![0]!;
      expect(cosine(vector!, found)).toBeGreaterThan(0.9999);
      expect([second.asked, layer(second, 'redis')]).toEqual([[], expect.objectContaining({ hits: 1, is_available: true, errors: 0 })]);
      await second.cache.close();
      await other.close();
    });

    it('is empty of what was forgotten, at once or as soon as it answers again, in a later run too', async () => {
      const watcher = await openRedis(server.url);
      const key = `embedding:${space.id}/${sha256('query\nsecreto')}`;
      const first = make({ redis: await openRedis(server.url) });
      await first.embedder.embed(['secreto'], 'query');
      await until(async () => (await watcher.get(key)) !== undefined);
      await first.embedder.forget();
      expect(await watcher.get(key)).toBeUndefined();

      await first.embedder.embed(['secreto'], 'query');
      await until(async () => (await watcher.get(key)) !== undefined);
      server.hang();
      await first.embedder.forget();
      await first.cache.close();
      server.resume();
      await until(() => watcher.isAvailable());
      expect(await watcher.get(key)).toBeDefined();
      const later = make({ redis: await openRedis(server.url) });
      await later.embedder.embed(['secreto'], 'query');
      expect([later.asked, layer(later, 'redis').hits]).toEqual([['secreto'], 0]);
      await later.cache.close();
      // Written anew by the later run, which was asked for it after the forgetting.
      expect(await memory.storage.settings.get('embedding_cache.clear_owed')).toBeNull();
      await watcher.close();
    });

    it('killed and started again twenty times in the middle of requests: every request is answered, and rightly', async () => {
      const made = make({ redis: await openRedis(server.url), room: 8, databaseRoom: 60 });
      const answers = { right: 0, wrong: 0, failed: 0 };
      let isDone = false;
      const askOn = async (first: number): Promise<void> => {
        for (let number = first; !isDone; number += 7) {
          const text = `text ${(number * number) % 211}`;
          try {
            const [vector] = (await made.embedder.embed([text], 'query')) ?? [];
            if (vector && cosine(vector, await vectorOf(text)) > 0.999) answers.right += 1;
            else answers.wrong += 1;
          } catch {
            answers.failed += 1;
          }
          await new Promise(setImmediate);
        }
      };
      const asking = [1, 2, 3, 4].map(askOn);
      let back = 0;
      for (let time = 0; time < 20; time += 1) {
        const before = layer(made, 'redis').hits;
        await until(() => layer(made, 'redis').is_available && layer(made, 'redis').hits > before);
        back += 1;
        await server.kill();
        await pause(15);
        await server.restart();
      }
      isDone = true;
      await Promise.all(asking);
      await made.cache.close();
      expect(back).toBe(20);
      expect(answers).toEqual({ right: expect.any(Number), wrong: 0, failed: 0 });
      expect(answers.right).toBeGreaterThan(2000);
      expect(layer(made, 'redis').errors).toBeGreaterThan(0);
    }, 60_000);
  });
});
