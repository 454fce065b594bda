// The summaries store over the in-memory client, which obeys the contract.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { sampleSummaries } from '../../testing/sample-owned.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createSummariesStore } from './summaries-store.ts';

const now = 1_800_000_000_000;
const session = 'session-000000';
function start(summaries = sampleSummaries('en', now, 0)) {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), summaries });
  return { memory, store: createSummariesStore(memory.client) };
}

it('reads the summaries of a chat, and none of another', async () => {
  const { store } = start();
  await store.getState().load(session);
  expect(store.getState().summaries?.map(({ source }) => source)).toEqual(['embedded/gemma-3-270m-q4_k_m', 'rules']);
  await store.getState().load('session-000001');
  expect(store.getState().summaries).toEqual([]);
});

it('sums up on demand', async () => {
  const { store } = start([]);
  expect(await store.getState().make()).toBe(0);
  await store.getState().load(session);
  expect(await store.getState().make()).toBe(1);
  expect(store.getState()).toMatchObject({ summaries: [{ session_id: session }], is_making: false });
});

it('reads again when they have changed, and only those on screen', async () => {
  const { store, memory } = start([]);
  await store.getState().load(session);
  memory.world.summaries = sampleSummaries('en', now, 0);
  store.getState().applyEvent({ type: 'summaries-changed', session_id: 'session-000001' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(store.getState().summaries).toEqual([]);
  store.getState().applyEvent({ type: 'summaries-changed', session_id: session });
  await expect.poll(() => store.getState().summaries?.length).toBe(2);
});

it('tells that they could not be read, and tries again', async () => {
  const { store, memory } = start();
  memory.world.fail.set('summaries', engineError('storage_full', 'Too slow.'));
  await store.getState().load(session);
  expect(store.getState().error?.message).toBe('Too slow.');
  await store.getState().reload();
  expect([store.getState().error, store.getState().summaries?.length]).toEqual([null, 2]);
});
