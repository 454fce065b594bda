// The local provider against the real shipped models, damaged copies of them, and the bare runtime.
import { copyFile, cp, mkdtemp, rm, stat, utimes, writeFile, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { embeddingConformance } from './conformance.ts';
import type { EmbeddingDeps } from './embeddings.ts';
import { localEmbeddingOptions, localEmbeddings } from './local.ts';

const modelsFolder = join(import.meta.dirname, '../../../models');
let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-embeddings-'));
});
afterAll(async () => rm(scratch, { recursive: true, force: true }));

const deps = (change: Partial<EmbeddingDeps> = {}): EmbeddingDeps => ({
  fetch: () => Promise.reject(new Error('the local provider has no use for a network')),
  clock: systemClock, log: silentLog, modelsFolder, downloadsFolder: join(scratch, 'downloads'), secret: async () => undefined, ...change,
});
const options = localEmbeddingOptions.parse({});

/** A models folder with one file of the default model replaced. */
async function damagedModels(name: string, damage: (path: string) => Promise<void>): Promise<string> {
  const folder = join(scratch, name);
  await cp(join(modelsFolder, 'multilingual-e5-small-latin'), join(folder, 'multilingual-e5-small-latin'), { recursive: true });
  await copyFile(join(modelsFolder, 'catalogue.json'), join(folder, 'catalogue.json'));
  await damage(join(folder, 'multilingual-e5-small-latin/onnx/model_quantized.onnx'));
  return folder;
}

embeddingConformance('local', {
  create: (log) => localEmbeddings.create(options, deps({ log })),
  createBroken: async () => localEmbeddings.create(options, deps({ modelsFolder: await damagedModels('html', (path) => writeFile(path, '<html>sign in</html>')) })),
});
embeddingConformance('local with all-MiniLM-L6-v2', {
  create: (log) => localEmbeddings.create({ ...options, model: 'all-MiniLM-L6-v2' }, deps({ log })),
  createBroken: async () => localEmbeddings.create({ ...options, model: 'all-MiniLM-L6-v2' }, deps({ modelsFolder: await damagedModels('absent', (path) => rm(path)) })),
});

describe('local embeddings', () => {
  it('finds one flipped byte by the hash, before anything loads it, and does so again when asked again', async () => {
    const folder = await damagedModels('flip', async (path) => {
      const before = await stat(path);
      const file = await open(path, 'r+');
      await file.write(Uint8Array.of(0xff), 0, 1, 20_000_001);
      await file.close();
      await utimes(path, before.atime, before.mtime);
    });
    const model = await localEmbeddings.create(options, deps({ modelsFolder: folder }));
    await expect(model.embed(['x'], 'query')).rejects.toMatchObject({ code: 'model_damaged' });
    await expect(model.embed(['x'], 'query')).rejects.toMatchObject({ code: 'model_damaged' });
    await model.close();
  }, 30_000);

  it('refuses a model the catalogue does not have', async () => {
    await expect(localEmbeddings.create({ ...options, model: 'nothing' }, deps())).rejects.toMatchObject({ code: 'model_missing' });
  });

  it('puts the two models into different spaces', async () => {
    const first = await localEmbeddings.create(options, deps());
    const second = await localEmbeddings.create({ ...options, model: 'all-MiniLM-L6-v2' }, deps());
    expect(first.space().id).not.toBe(second.space().id);
    await first.close();
    await second.close();
  });

  it('knows what a Latin vocabulary cannot read', async () => {
    const model = await localEmbeddings.create(options, deps());
    expect(model.canRead('¿Cómo estás? Ich heiße Jürgen 🐶')).toBe(true);
    expect(model.canRead('12:30 🙂')).toBe(true);
    expect(model.canRead('Привет, как дела?')).toBe(false);
    expect(model.canRead('你好，今天怎么样 ok')).toBe(false);
    await model.close();
  });

  it('steps down to the CPU when the asked device is missing, and says why', async () => {
    const lines: string[] = [];
    const write = (event: string, fields?: Record<string, unknown>) => void lines.push(`${event} ${JSON.stringify(fields)}`);
    const log = { debug: write, info: write, warn: write, error: write, child: () => log };
    const model = await localEmbeddings.create({ ...options, device: 'cuda' }, deps({ log }));
    expect((await model.embed(['x'], 'query'))[0]).toHaveLength(384);
    const health = await model.health();
    if (health.details['device'] === 'cpu') {
      expect(lines.some((line) => line.startsWith('embedding-step-down'))).toBe(true);
      expect(health.status).toBe('warning');
      expect(model.running!()!.steps[0]).toMatchObject({ from: 'cuda' });
    }
    await model.close();
  }, 30_000);

  it('leaves the calling thread free while it computes', async () => {
    const model = await localEmbeddings.create(options, deps());
    await model.embed(['calentar'], 'query');
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    await model.embed(Array.from({ length: 60 }, () => 'una frase larga con muchas palabras '.repeat(8)), 'passage');
    clearInterval(timer);
    await model.close();
    expect(longest).toBeLessThan(100);
  }, 30_000);
});
