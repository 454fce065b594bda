// The inbox store over the in-memory client, which obeys the contract.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { sampleProposals } from '../../testing/sample-owned.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createInboxStore, groupProposals } from './inbox-store.ts';

const now = 1_800_000_000_000;
async function start(count = 6) {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), proposals: sampleProposals('en', now, count) });
  const store = createInboxStore(memory.client);
  await store.getState().load();
  const ids = (): string[] => store.getState().proposals.map(({ id }) => id);
  const known = (value: string): boolean => memory.world.facts.some((fact) => fact.value === value && fact.valid_to === null);
  return { memory, store, ids, known };
}

it('groups what waits by why and where, in the order it came, and knows the titles of the chats', async () => {
  const { store } = await start();
  expect(groupProposals(store.getState().proposals).map(({ reason, session_id, proposals }) => [reason, session_id, proposals.length])).toEqual([['forgotten', 'session-000000', 1], ['import', 'session-000001', 3], ['import', 'session-000002', 2]]);
  await expect.poll(() => store.getState().titles['session-000001']).toBe('A week in Lisbon');
});

it('keeps one as a fact; undoing it takes the fact away and the proposal waits again', async () => {
  const { store, ids, known } = await start();
  const decision = await store.getState().approve(['proposal-000001']);
  expect([ids().length, store.getState().pending, known('Lisbon')]).toEqual([5, 5, true]);
  await store.getState().restore(decision);
  expect([ids(), store.getState().pending, known('Lisbon')]).toEqual([sampleProposals('en', now).map(({ id }) => id), 6, false]);
});

it('keeps what was put right, not what was proposed', async () => {
  const { store, memory, known } = await start();
  await store.getState().approve(['proposal-000001'], { value: 'Porto', category: 'other' });
  expect([known('Lisbon'), memory.world.facts.find(({ value }) => value === 'Porto')?.category]).toEqual([false, 'other']);
});

it('turns several down at once, and forgets that they were chosen', async () => {
  const { store, ids, known } = await start();
  store.getState().choose(['proposal-000001', 'proposal-000002', 'proposal-000005'], true);
  store.getState().choose(['proposal-000005'], false);
  expect(store.getState().chosen).toEqual(['proposal-000001', 'proposal-000002']);
  await store.getState().reject(store.getState().chosen);
  expect([ids(), store.getState().chosen, known('Lisbon')]).toEqual([['proposal-000000', 'proposal-000003', 'proposal-000004', 'proposal-000005'], [], false]);
});

it('shows the next ones when all that was read is decided, and more on demand', async () => {
  const { store, ids } = await start(240);
  expect([ids().length, store.getState().pending]).toEqual([100, 240]);
  await store.getState().loadMore();
  expect(ids()).toHaveLength(200);
  await store.getState().reject(ids());
  expect([ids().length, store.getState().pending]).toEqual([40, 40]);
});

it('leaves everything as it was when a decision fails', async () => {
  const { store, memory, ids } = await start();
  memory.world.fail.set('approve', engineError('conflict', 'Somebody else decided it.'));
  await expect(store.getState().approve(['proposal-000000'])).rejects.toThrow('Somebody else');
  expect([ids().length, store.getState().pending]).toEqual([6, 6]);
});

it('tells that it could not be read, and reads again when what waits has changed', async () => {
  const { store, memory, ids } = await start();
  memory.world.fail.set('inbox', engineError('storage_full', 'The disk is gone.'));
  await store.getState().load();
  expect(store.getState().error?.message).toBe('The disk is gone.');
  memory.world.proposals = sampleProposals('en', now, 2);
  store.getState().applyEvent({ type: 'inbox-changed', user_id: 'default', pending: 2 });
  expect(store.getState().pending).toBe(2);
  await expect.poll(() => ids().length).toBe(2);
  expect(store.getState().error).toBeNull();
});
