// The facts store over the in-memory client, which obeys the contract.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { learntFrom } from '../chat/learnt-line.tsx';
import { createFactsStore, factsInView, wholeView } from './facts-store.ts';

async function start() {
  const memory = createMemoryClient(createSampleWorld('en', 1_800_000_000_000));
  const store = createFactsStore(memory.client);
  await store.getState().load();
  const city = (): { id: string; value: unknown } | undefined => store.getState().facts.find(({ key }) => key === 'home_city');
  return { memory, store, city };
}

it('shows what holds now; another value keeps the old one in the history, and undoing it brings that back', async () => {
  const { store, city } = await start();
  const before = city()?.id ?? '';
  const place = store.getState().facts.findIndex(({ id }) => id === before);
  const changed = await store.getState().change(before, { value: 'Vigo' });
  expect(store.getState().facts[place]).toMatchObject({ id: changed.id, value: 'Vigo', source: 'user' });
  expect((await store.getState().history(changed.id)).map(({ value }) => value)).toEqual(['Vigo', 'Bilbao', 'Madrid', 'Logroño']);
  await store.getState().remove(changed.id, true);
  expect(city()).toMatchObject({ id: before, value: 'Bilbao' });
});

it('pins in place, without another value', async () => {
  const { store, city } = await start();
  const id = city()?.id ?? '';
  await store.getState().change(id, { is_pinned: true, scope: 'luna' });
  expect(city()).toMatchObject({ id, is_pinned: true, scope: 'luna' });
  expect(await store.getState().history(id)).toHaveLength(1);
});

it('forgets and puts back', async () => {
  const { store, city } = await start();
  const deleted = await store.getState().remove(city()?.id ?? '');
  expect(city()).toBeUndefined();
  await store.getState().restore(deleted);
  expect(city()).toMatchObject({ id: deleted.id, value: 'Bilbao' });
});

it('leaves everything as it was when a write fails', async () => {
  const { store, memory, city } = await start();
  memory.world.fail.set('changeFact', engineError('conflict', 'Somebody else changed it.'));
  await expect(store.getState().change(city()?.id ?? '', { value: 'Vigo' })).rejects.toThrow('Somebody else');
  expect(city()).toMatchObject({ value: 'Bilbao' });
});

it('reads again when something was learnt or changed elsewhere', async () => {
  const { store, memory } = await start();
  const client = createFactsStore(memory.client);
  await client.getState().add({ category: 'hobbies', key: 'hobby', value: 'chess' });
  store.getState().applyEvent({ type: 'facts-changed', user_id: 'default' });
  await expect.poll(() => store.getState().facts.map(({ value }) => value)).toContain('chess');
});

it('knows the session of a source, and that a lost one is lost', async () => {
  const { store } = await start();
  expect(await store.getState().sessionOf('message-000000')).toBe('session-000000');
  expect(await store.getState().sessionOf('nowhere')).toBeNull();
});

it('narrows by category, pins, place and doubt', async () => {
  const { store } = await start();
  const { facts } = store.getState();
  const keys = (change: Partial<typeof wholeView>): string[] => factsInView(facts, { ...wholeView, ...change }).map(({ key }) => key);
  expect(keys({ categories: ['personal_info'] })).toEqual(['name', 'age', 'home_city']);
  expect([keys({ is_pinned: true }), keys({ local_only: true }), keys({ is_unsure: true })]).toEqual([['name'], ['allergy'], ['allergy']]);
});

it('tells under a message what it took the place of', async () => {
  const { memory } = await start();
  const lines = learntFrom('message-000004', memory.world.facts);
  expect(lines.map(({ fact, previous }) => [fact.key, previous?.value ?? null])).toEqual([['home_city', 'Madrid'], ['plan', null], ['habit', null]]);
});
