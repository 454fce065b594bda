// The forgetting store over the in-memory client, which obeys the contract.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { sampleSummaries, sampleTombstones } from '../../testing/sample-owned.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { countWhatGoes, createForgettingStore, groupTombstones } from './forgetting-store.ts';

const now = 1_800_000_000_000;
function start() {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), tombstones: sampleTombstones(now), summaries: sampleSummaries('en', now, 0) }, () => now);
  return { memory, store: createForgettingStore(memory.client) };
}

it('shows what would go, changes nothing, and asks anew for the other choice', async () => {
  const { store, memory } = start();
  const before = JSON.stringify([memory.world.facts, memory.world.messages]);
  await store.getState().ask({ kind: 'fact', id: 'fact-000003', with_words: true }, 'dog = Max');
  expect(store.getState().preview?.counts).toMatchObject({ facts: 1, messages: 1 });
  await store.getState().ask({ kind: 'fact', id: 'fact-000003', with_words: false }, 'dog = Max');
  expect([store.getState().preview?.counts.messages, store.getState().preview?.examples]).toEqual([0, []]);
  expect(JSON.stringify([memory.world.facts, memory.world.messages])).toBe(before);
});

it('an answer that comes after another question is not shown', async () => {
  const { store } = start();
  const first = store.getState().ask({ kind: 'person', name: 'Max' }, 'Max');
  const second = store.getState().ask({ kind: 'person', name: 'Zoltan' }, 'Zoltan');
  await Promise.all([first, second]);
  expect(countWhatGoes(store.getState().preview!.counts)).toBe(0);
  void store.getState().ask({ kind: 'person', name: 'Max' }, 'Max');
  store.getState().close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([store.getState().question, store.getState().preview]).toEqual([null, null]);
});

it('does not ask about a name of one letter', async () => {
  const { store, memory } = start();
  memory.world.fail.set('preview', engineError('invalid_input', 'Too short.'));
  await store.getState().ask({ kind: 'person', name: 'M' }, 'M');
  expect([store.getState().error, store.getState().preview]).toEqual([null, null]);
});

it('forgets what the dialog shows, closes it, and lists the act', async () => {
  const { store, memory } = start();
  await store.getState().loadTombstones();
  await store.getState().ask({ kind: 'person', name: 'Max' }, 'Max');
  const counts = await store.getState().forget();
  expect(counts.messages).toBeGreaterThan(0);
  expect(memory.world.messages.some(({ content }) => content.includes('Max'))).toBe(false);
  expect(store.getState().question).toBeNull();
  expect(groupTombstones(store.getState().tombstones)[0]).toMatchObject({ kind: 'person', created_at: now });
});

it('stays open when forgetting fails', async () => {
  const { store, memory } = start();
  await store.getState().ask({ kind: 'message', id: 'message-000000' }, 'Hi');
  memory.world.fail.set('forget', engineError('storage_full', 'The disk is full.'));
  await expect(store.getState().forget()).rejects.toThrow('disk');
  expect([store.getState().question?.label, store.getState().is_forgetting]).toEqual(['Hi', false]);
});

it('gathers the entries of one act, newest first, and lets them be learnt again together', async () => {
  const { store } = start();
  await store.getState().loadTombstones();
  const acts = groupTombstones(store.getState().tombstones);
  expect(acts.map(({ kind, entries, categories }) => [kind, entries, categories])).toEqual([['fact', 1, ['health']], ['person', 3, ['relationships', 'events']], ['session', 1, []], ['message', 1, []]]);
  await store.getState().allow(acts[1]!.id);
  expect(groupTombstones(store.getState().tombstones).map(({ kind }) => kind)).toEqual(['fact', 'session', 'message']);
});
