// The store of model files over the in-memory client: downloads belong to the engine, the store follows what it tells.
import { afterEach, expect, it } from 'vitest';
import type { LocalModel } from '../../../core/contract/index.ts';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { sampleLocalModels, type LocalModelsWorld } from '../../testing/sample-local-models.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createLocalModelsStore } from './local-models-store.ts';

const now = 1_800_000_000_000;
let stop = new AbortController();
afterEach(() => { stop.abort(); stop = new AbortController(); });

async function start(step_ms = 5) {
  const local: LocalModelsWorld = { ...sampleLocalModels(now), step_ms };
  const memory = createMemoryClient({ ...createSampleWorld('en', now), local_models: local }, () => now);
  const { getState } = createLocalModelsStore(memory.client);
  const { signal } = stop;
  const events = await memory.client.system.events(undefined, { signal });
  void (async () => { for await (const event of events) getState().applyEvent(event); })().catch(() => undefined);
  await getState().load();
  const model = (id: string): LocalModel => getState().models.find((one) => one.id === id)!;
  return { memory, local, get: getState, model, int8: (id: string) => model(id).variants.find(({ precision }) => precision === 'int8')!.state };
}

it('reads what there is, what runs on this machine, and says when that fails', async () => {
  const { memory, get, model } = await start();
  expect(get()).toMatchObject({ is_loaded: true, is_offline: false, machine: { cores: 4 }, error: null });
  expect(model('all-MiniLM-L6-v2')).toMatchObject({ origin: 'bundled', used_for: ['code'] });
  memory.world.fail.set('local-models', engineError('storage_failed', 'The folder cannot be read.'));
  await get().load();
  expect(get().error?.code).toBe('storage_failed');
  expect(get().models.length).toBeGreaterThan(5);
});

it('follows a download that the engine runs, until it is here', async () => {
  const { get, model, int8 } = await start();
  const seen: (string | undefined)[] = [];
  await get().download('embeddinggemma-300m', 'int8', true);
  expect(model('embeddinggemma-300m').download).toMatchObject({ state: 'running', precision: 'int8', total_bytes: 309_000_000 });
  await expect.poll(() => { seen.push(model('embeddinggemma-300m').download?.state); return int8('embeddinggemma-300m'); }, { interval: 1 }).toBe('ready');
  expect(seen).toContain('verifying');
  expect(model('embeddinggemma-300m')).toMatchObject({ download: null, licence: { is_accepted: true } });
});

it('refuses a licence nobody accepted, as the engine does', async () => {
  const { get, model } = await start();
  await expect(get().download('embeddinggemma-300m')).rejects.toThrow('accepted');
  expect(model('embeddinggemma-300m').download).toBeNull();
});

it('pauses, goes on where it was, and cancels', async () => {
  const { get, model, int8 } = await start(20);
  await get().download('multilingual-e5-base', 'int8');
  await expect.poll(() => model('multilingual-e5-base').download!.completed_bytes).toBeGreaterThan(118_000_000);
  await get().pause('multilingual-e5-base');
  const { completed_bytes: kept } = model('multilingual-e5-base').download!;
  expect(model('multilingual-e5-base').download?.state).toBe('paused');
  await get().download('multilingual-e5-base', 'int8');
  expect(model('multilingual-e5-base').download).toMatchObject({ state: 'running' });
  expect(model('multilingual-e5-base').download!.completed_bytes).toBeGreaterThanOrEqual(kept);
  await get().cancel('multilingual-e5-base');
  expect([model('multilingual-e5-base').download, int8('multilingual-e5-base')]).toEqual([null, 'absent']);
});

it('remembers which files of a model are not as they should be, until they are', async () => {
  const { get, local } = await start();
  const checking = get().verify('bge-small-en-v1.5');
  expect(get().verifying.has('bge-small-en-v1.5')).toBe(true);
  expect((await checking).map(({ is_good: isGood }) => isGood)).toEqual([true, false]);
  expect([get().verifying.size, get().bad_files['bge-small-en-v1.5']?.map(({ path }) => path)]).toEqual([0, ['onnx/model_quantized.onnx']]);
  for (const variant of local.models.find(({ id }) => id === 'bge-small-en-v1.5')!.variants) if (variant.state === 'damaged') variant.state = 'ready';
  await get().verify('bge-small-en-v1.5');
  expect(get().bad_files).toEqual({});
});

it('removes a model, one precision or all, and says what is free again', async () => {
  const { get, model, int8 } = await start();
  expect(await get().remove('gemma-3-270m-q4_k_m')).toBe(253_000_000);
  expect(model('gemma-3-270m-q4_k_m').variants.map(({ state }) => state)).toEqual(['absent']);
  expect([await get().remove('bge-small-en-v1.5', 'int8'), int8('bge-small-en-v1.5')]).toEqual([34_000_000, 'absent']);
});

it('adds what comes from a folder or the hub, and tells what the engine says of a wrong one', async () => {
  const { memory, get, model } = await start();
  expect(await get().importFolder('/models/mine', 'Mine')).toMatchObject({ title: 'Mine', origin: 'custom' });
  const { id } = await get().addFromHub('someone/a-model');
  expect(model(id).variants[0]?.state).toBe('absent');
  await expect(get().importFolder('/nothing/here')).rejects.toThrow('/nothing/here');
  memory.world.fail.set('local-models.hub', engineError('provider_unavailable', 'The hub does not answer.'));
  await expect(get().addFromHub('someone/else')).rejects.toThrow('does not answer');
});

it('chooses for a use and for all by writing the settings', async () => {
  const { memory, get } = await start();
  await get().loadUses();
  expect(get()).toMatchObject({ are_uses_loaded: true, how: { precision: 'auto', device: 'auto' }, cache: { hit_rate: 0.84 } });
  expect(await get().chooseModel('documents', 'all-MiniLM-L6-v2')).toBe(false);
  await get().chooseHow('precision', 'fp16');
  expect(memory.world.settings.filter(({ path }) => path.startsWith('models.'))).toEqual([{ path: 'models.uses.documents', value: 'all-MiniLM-L6-v2', source: 'file' }, { path: 'models.precision', value: 'fp16', source: 'file' }]);
  expect(get().choices.find(({ use }) => use === 'documents')).toMatchObject({ setting: 'all-MiniLM-L6-v2', model: 'all-MiniLM-L6-v2' });
  expect(get().how).toEqual({ precision: 'fp16', device: 'auto' });
});

it('keeps the newest answer when two readings cross', async () => {
  const { memory, local, get } = await start();
  const first = get().load();
  local.is_offline = true;
  const second = get().load();
  await Promise.all([first, second]);
  expect(get().is_offline).toBe(true);
  memory.world.fail.set('local-models.choices', engineError('internal', 'No.'));
  await get().loadUses();
  expect(get().uses_error?.message).toBe('No.');
});
