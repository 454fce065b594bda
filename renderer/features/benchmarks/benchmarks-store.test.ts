// The measurements store over the in-memory client.
import { afterEach, expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { sampleLocalModels } from '../../testing/sample-local-models.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createBenchmarksStore } from './benchmarks-store.ts';

const now = 1_800_000_000_000;
let end = new AbortController();
afterEach(() => { end.abort(); end = new AbortController(); });

async function start(step_ms = 5) {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), local_models: { ...sampleLocalModels(now), step_ms } }, () => now);
  const { getState } = createBenchmarksStore(memory.client);
  const events = await memory.client.system.events(undefined, { signal: end.signal });
  void (async () => { for await (const event of events) getState().applyEvent(event); })().catch(() => undefined);
  await getState().load();
  return { memory, get: getState };
}

it('measures in the engine, follows how far it is, and has one more at the end', async () => {
  const { get } = await start();
  const before = get().runs.length;
  const seen = new Set<number>();
  await get().start({ models: ['all-MiniLM-L6-v2'], suites: ['speed'] });
  expect(get().running).toMatchObject({ total: 3, what: 'all-MiniLM-L6-v2' });
  await expect.poll(() => { seen.add(get().running?.done ?? -1); return get().runs.length; }, { interval: 1 }).toBe(before + 1);
  expect([...seen].some((done) => done > 0)).toBe(true);
  expect(get()).toMatchObject({ running: null, failed: null });
});

it('is stopped without calling that a failure', async () => {
  const { get } = await start(1000);
  const before = get().runs.length;
  await get().start({});
  await get().stop();
  await expect.poll(() => get().running).toBeNull();
  expect([get().failed, get().runs.length]).toEqual([null, before]);
});

it('keeps why one ended early, until another begins', async () => {
  const { get } = await start(1000);
  get().applyEvent({ type: 'benchmark-progress', done: 1, total: 3, what: 'x', is_done: true, error: { code: 'model_damaged', message: 'A file is damaged.', retryable: false } });
  expect(get()).toMatchObject({ running: null, failed: { code: 'model_damaged' } });
  await get().start({});
  expect(get()).toMatchObject({ running: { total: 3 }, failed: null });
});

it('refuses a folder that is not there, deletes, and says when the list cannot be read', async () => {
  const { memory, get } = await start();
  await expect(get().start({ folder: '/nothing' })).rejects.toThrow('/nothing');
  expect(get().running).toBeNull();
  const [first] = get().runs;
  await get().remove(first!.id);
  expect(get().runs.some(({ id }) => id === first!.id)).toBe(false);
  memory.world.fail.set('benchmarks', engineError('storage_failed', 'No.'));
  await get().load();
  expect([get().error?.message, get().runs.length]).toEqual(['No.', 3]);
});
