// A damaged download is fetched anew of itself, but a source that gives the wrong file each time is not asked for ever.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createModelStore } from '../../../inference/model-store.ts';
import { silentLog } from '../../../lib/log.ts';
import { startModelHub, type ModelHub } from '../../../testing/model-hub.ts';
import { createTestMemory, type TestMemory } from '../../../testing/test-memory.ts';
import { createLocalModels, type LocalModelsService } from './local-models-service.ts';

const weights = randomBytes(50_000);
const model = {
  id: 'order', kind: 'reranker', title: 'Order', description: '', licence: { name: 'MIT', url: 'https://example.com', notice: '', needs_acceptance: false }, languages: [], folder: 'order', max_tokens: 64,
  variants: [{ precision: 'int8', weights: 'model.onnx', files: [{ path: 'model.onnx', size_bytes: weights.byteLength, sha256: createHash('sha256').update(weights).digest('hex') }] }],
  sources: [{ kind: 'hub', repository: 'acme/order', revision: 'main' }],
};
let bench: TestMemory;
let hub: ModelHub;
let service: LocalModelsService;
let isOffline = false;
let path = '';
beforeEach(async () => {
  isOffline = false;
  bench = await createTestMemory();
  hub = await startModelHub({ 'acme/order': { 'model.onnx': weights } });
  const downloadsFolder = mkdtempSync(join(tmpdir(), 'luminora-refetch-'));
  path = join(downloadsFolder, 'order', 'model.onnx');
  const cataloguePath = join(downloadsFolder, 'catalogue.json');
  writeFileSync(cataloguePath, JSON.stringify({ version: 2, hub: { base_url: hub.url }, defaults: { embedding: 'x', llm: 'x' }, models: [model] }));
  const modelsFolder = join(import.meta.dirname, '../../../../models');
  const store = createModelStore({ modelsFolder, downloadsFolder, cataloguePath, hubBaseUrl: hub.url, fetch: globalThis.fetch, clock: bench.clock, log: silentLog, isOffline: () => isOffline });
  service = createLocalModels({
    store, storage: bench.storage, clock: bench.clock, log: silentLog, broadcast: () => {}, downloadsFolder, isOffline: () => isOffline, runSettings: () => ({ precision: 'auto', device: 'auto' }),
    machine: async () => ({ memory_bytes: 8e9, free_memory_bytes: 4e9, cores: 2, free_disk_bytes: null, devices: [] }), choices: async () => [], replying: async () => null, filesChanged: () => {},
  });
  mkdirSync(join(downloadsFolder, 'order'));
  writeFileSync(path, '<html>sign in</html>');
});
afterEach(async () => {
  await service.close();
  await hub.close();
  await bench.close();
  rmSync(join(path, '../..'), { recursive: true, force: true });
});
const state = async () => (await service.list()).models.find(({ id }) => id === 'order');
const asked = () => hub.requests.filter((request) => request.path.endsWith('.onnx')).length;

it('from a source that has the right file', async () => {
  expect((await state())?.variants[0]?.state).toBe('damaged');
  await service.refetch('order');
  await expect.poll(async () => (await state())?.variants[0]?.state).toBe('ready');
  expect(readFileSync(path).equals(weights)).toBe(true);
  const before = asked();
  await service.refetch('order');
  expect(asked()).toBe(before);
});

it('once only from one that has a wrong file', async () => {
  hub.replace('acme/order', 'model.onnx', randomBytes(weights.byteLength));
  await service.refetch('order');
  await expect.poll(async () => (await state())?.download?.state).toBe('failed');
  const before = asked();
  for (let time = 0; time < 3; time += 1) await service.refetch('order', 'int8');
  expect([(await state())?.download?.state, asked()]).toEqual(['failed', before]);
});

it('nor by ways of its own while the program stays offline, though its size be right', async () => {
  isOffline = true;
  writeFileSync(path, weights);
  await service.mayFetch('order');
  writeFileSync(path, Buffer.alloc(weights.byteLength));
  await expect(service.mayFetch('order')).rejects.toMatchObject({ code: 'feature_off', details: { field: 'models.offline' } });
});

it('in one way at a time: who fetches by ways of his own waits', async () => {
  hub.allow(10_000);
  await service.download({ model: 'order' });
  await expect(service.mayFetch('order')).rejects.toMatchObject({ code: 'conflict' });
  hub.allow(null);
  await expect.poll(async () => (await state())?.variants[0]?.state).toBe('ready');
  await service.mayFetch('order');
});

it('never while the program stays offline', async () => {
  isOffline = true;
  await service.refetch('order');
  expect([(await state())?.download, asked()]).toEqual([null, 0]);
});
