// The search store over the in-memory client, which obeys the contract.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createSearchStore } from './search-store.ts';

function start() {
  const memory = createMemoryClient(createSampleWorld('en', 1_800_000_000_000));
  return { memory, store: createSearchStore(memory.client, 20, () => 1_800_000_000_000) };
}

it('finds facts, episodes and messages, and says which words to mark', async () => {
  const { store } = start();
  store.getState().type('Máx');
  expect(store.getState().is_searching).toBe(true);
  await store.getState().run();
  const { results, terms, answered, ms, is_searching: isSearching } = store.getState();
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['fact', 'episode', 'message']));
  expect([terms, answered, ms, isSearching]).toEqual([['max'], 'Máx', 8.4, false]);
});

it('asks again when a facet changes, and empties with the query', async () => {
  const { store } = start();
  store.getState().type('max');
  await store.getState().run();
  await store.getState().choose({ kinds: ['episode'] });
  expect(new Set(store.getState().results.map(({ kind }) => kind))).toEqual(new Set(['episode']));
  store.getState().type('');
  expect(store.getState()).toMatchObject({ results: [], answered: '', ms: null, is_searching: false });
});

it('drops an answer to a question that is no longer asked', async () => {
  const { store } = start();
  store.getState().type('max');
  const first = store.getState().run();
  store.getState().type('zebra');
  await Promise.all([first, store.getState().run()]);
  expect(store.getState()).toMatchObject({ answered: 'zebra', results: [] });
});

it('tells a failure and recovers', async () => {
  const { store, memory } = start();
  memory.world.fail.set('search', engineError('storage_full', 'The disk is full.'));
  store.getState().type('max');
  await store.getState().run();
  expect(store.getState()).toMatchObject({ error: { code: 'storage_full' }, is_searching: false });
  await store.getState().run();
  expect(store.getState().error).toBeNull();
  expect(store.getState().results.length).toBeGreaterThan(0);
});
