// The cache of vectors: what is found, beside plain LRU, plain LFU and W-TinyLFU on the same requests; with its three layers; while Redis is killed again and again; and what it holds in memory.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { productFolder, silentLog, systemClock } from '../core/index.ts';
import { createEmbedder } from '../core/features/memory/embedder.ts';
import { createDatabaseLayer, createEmbeddingCache, createSharedLayer } from '../core/features/memory/embedding-cache/index.ts';
import { createMemoryLayer } from '../core/features/memory/embedding-cache/memory-layer.ts';
import { sha256 } from '../core/lib/hash.ts';
import { redisCache } from '../core/providers/cache/redis.ts';
import { hasRedis, startRedis } from '../core/providers/cache/testing/real-redis.ts';
import type { RealRedis } from '../core/providers/cache/testing/real-redis.ts';
import { createScriptedEmbeddings } from '../core/providers/embeddings/scripted.ts';
import { openSqliteStorage } from '../core/providers/storage/sqlite/open.ts';
import { hitRate, policies } from './cache-policies.ts';
import { round } from './statistics.ts';
import type { Result } from './statistics.ts';
import { makeRequests } from './zipf.ts';

const requestCount = 50_000;
/** What is held against the floors; the table has other exponents and drifts beside it. */
const usual = { exponent: 1, drift: 0.02 };
const others = { exponents: [0.8, 0.9, 1, 1.1], drifts: [0, 0.01, 0.02, 0.05, 0.2] };
const kills = 20;
const databaseRoom = 10_000;
const percent = (share: number) => round(share * 100);

/** @param texts those that requests are for, each once */
export async function benchEmbeddingCache(texts: readonly string[], say: (line: string) => void): Promise<Result[]> {
  const traffic = (more: object) => makeRequests({ texts: texts.length, requests: requestCount, seed: 7, ...usual, ...more });
  const roomFor = (requests: readonly number[]) => Math.floor(new Set(requests).size / 10);
  say(`${requestCount} requests for ${texts.length} texts; hits in percent, room for 10 % of the texts asked for`);
  for (const exponent of others.exponents) {
    for (const drift of others.drifts) {
      const requests = traffic({ exponent, drift });
      const rates = Object.entries(policies).map(([name, make]) => `${name} ${percent(hitRate(requests, make(roomFor(requests)))).toFixed(2)}`);
      say(`  Zipf ${exponent}, drift ${String(drift).padEnd(4)} ${rates.join('  ')}  at most ${percent(1 - new Set(requests).size / requestCount)}`);
    }
  }

  const requests = traffic({});
  const room = roomFor(requests);
  const rate = Object.fromEntries(Object.entries(policies).map(([name, make]) => [name, hitRate(requests, make(room))]));
  const results: Result[] = [
    { name: `cache of ${room}, hits on ${requestCount} requests`, unit: '%', values: { ...Object.fromEntries(Object.entries(rate).map(([name, value]) => [name, percent(value)])), better_plain: percent(Math.max(rate['lru']!, rate['lfu']!)), behind: round(percent(Math.max(rate['lru']!, rate['lfu']!)) - percent(rate['ours']!)) }, floor: { value: 'behind', limit: -0.01 } },
    measureMemory(),
  ];
  const asked = requests.map((text) => texts[text]!);
  results.push(await replayLayers('memory and database', asked, room, null));
  if (hasRedis) {
    results.push(await replayLayers('three layers', asked, room, { isKilled: false }));
    results.push(await replayLayers(`three layers, Redis killed ${kills} times`, asked, room, { isKilled: true }));
  } else say('Redis: skipped, no redis-server on this machine');
  return results;
}

/** Growth of the heap and of array buffers by ten thousand vectors of 384 parts, keys and bookkeeping included. */
function measureMemory(): Result {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = () => { collect(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
  const vector = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index));
  const space = { id: 's', dimension: 384 };
  const before = held();
  const layer = createMemoryLayer({ entries: 10_000, bytes: 64_000_000 });
  // Twice as many as there is room for: the keys remembered of what went are in the figure.
  for (let index = 0; index < 20_000; index += 1) {
    layer.set(space, sha256(String(index)), vector);
    if (index % 2 === 0) layer.get(space, sha256(String(index)));
  }
  const megabytes = (held() - before) / 1e6;
  const { entries, bytes } = layer.statistics();
  return { name: `${entries} vectors of 384 parts in memory`, unit: 'MB', values: { measured: round(megabytes), by_its_own_account: round((bytes ?? 0) / 1e6), as_computed: round((10_000 * 384 * 4) / 1e6) }, floor: { value: 'measured', limit: 8 } };
}

async function replayLayers(name: string, asked: readonly string[], room: number, withRedis: { isKilled: boolean } | null): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-'));
  const server = withRedis ? await startRedis() : null;
  const storage = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  try {
    const model = createScriptedEmbeddings({ dimension: 384 });
    await storage.commit([{ op: 'insert', entity: 'embedding_space', record: { ...model.space(), created_at: 0 } }]);
    const parts = { storage, clock: systemClock, log: silentLog };
    const redis = server ? await redisCache.create(redisCache.options.parse({}), { clock: systemClock, log: silentLog, secret: async () => server.url }) : null;
    const cache = createEmbeddingCache({ room: { entries: room, bytes: 64_000_000 }, database: createDatabaseLayer({ ...parts, room: databaseRoom }), shared: redis ? createSharedLayer({ ...parts, cache: redis, ttlSeconds: 86_400 }) : null });
    const embedder = createEmbedder(async () => model, { log: silentLog, clock: systemClock, cache });
    for (let waited = 0; redis && !redis.isAvailable() && waited < 200; waited += 1) await pause(20);
    const killing = server && withRedis?.isKilled ? killAgain(server, () => redis?.isAvailable() ?? false) : null;
    let answered = 0;
    let slowest = 0;
    for (const [number, text] of asked.entries()) {
      const began = performance.now();
      const vectors = await embedder.embed([text], 'query').catch(() => null);
      slowest = Math.max(slowest, performance.now() - began);
      if (vectors?.[0]?.length === 384) answered += 1;
      // Timers and sockets have their turn, as between the messages of people.
      if (number % 10 === 0) await new Promise(setImmediate);
      if (killing && number % 25 === 0 && !killing.isDone()) await pause(4);
    }
    await killing?.done;
    const { hit_rate, layers } = cache.statistics();
    await cache.close();
    const perLayer = Object.fromEntries(layers.map(({ layer, hits }) => [layer, percent(hits / asked.length)]));
    const errors = layers.find(({ layer }) => layer === 'redis')?.errors ?? 0;
    return {
      name, unit: '%', values: { hits: percent(hit_rate ?? 0), ...perLayer, answered: percent(answered / asked.length), missed: percent(1 - (hit_rate ?? 0)), ...(killing ? { kills: killing.count(), redis_errors: errors, slowest_ms: round(slowest), unanswered: asked.length - answered } : {}) },
      floor: killing ? { value: 'unanswered', limit: 0 } : { value: 'missed', limit: 20 },
    };
  } finally {
    await storage.close();
    await server?.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Kills the server and starts it again, each time after it has been in use for a while. */
function killAgain(server: RealRedis, isUsed: () => boolean): { done: Promise<void>; isDone(): boolean; count(): number } {
  let count = 0;
  const run = async (): Promise<void> => {
    for (; count < kills; count += 1) {
      while (!isUsed()) await pause(5);
      await pause(60);
      await server.kill();
      await pause(20);
      await server.restart();
    }
  };
  return { done: run(), isDone: () => count >= kills, count: () => count };
}
