// The list of chats.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { groupSessions } from './session-groups.ts';
import { createSessionsStore } from './sessions-store.ts';

it('loads, creates on top, renames, searches and removes', async () => {
  const memory = createMemoryClient(createSampleWorld());
  const store = createSessionsStore(memory.client);
  await store.getState().load();
  expect(store.getState().sessions).toHaveLength(7);
  const made = await store.getState().create('bruno');
  expect(store.getState().sessions[0]).toMatchObject({ id: made.id, personality: 'bruno' });
  await store.getState().rename(made.id, 'Bread again');
  await store.getState().search('bread');
  expect(store.getState().sessions.map(({ title }) => title)).toEqual(['Bread again', 'Learning to bake bread']);
  await store.getState().remove(made.id);
  expect(store.getState().sessions).toHaveLength(1);
});

it('knows whom a new chat is with, also after the setting has changed', async () => {
  const memory = createMemoryClient(createSampleWorld());
  const store = createSessionsStore(memory.client);
  memory.world.settings.push({ path: 'character.personality', value: 'luna', source: 'default' });
  await store.getState().load();
  expect(store.getState().default_personality).toBe('luna');
  await memory.client.settings.write({ changes: [{ path: 'character.personality', value: 'bruno' }] });
  store.getState().applyEvent({ type: 'settings-changed', paths: ['character.personality'] });
  await expect.poll(() => store.getState().default_personality).toBe('bruno');
});

it('says that the list could not be read, and reads it when asked again', async () => {
  const memory = createMemoryClient(createSampleWorld());
  const store = createSessionsStore(memory.client);
  memory.world.fail.set('list', engineError('storage_failed', 'The folder is gone.'));
  await store.getState().load();
  expect(store.getState().error?.code).toBe('storage_failed');
  await store.getState().load();
  expect(store.getState()).toMatchObject({ error: null, is_loaded: true });
});

it('groups by the days a person thinks in', () => {
  const now = new Date(2026, 5, 10, 9).getTime();
  const [session] = createSampleWorld('en', now).sessions;
  const at = (date: Date) => ({ ...session!, last_activity_at: date.getTime() });
  expect(groupSessions([at(new Date(2026, 5, 10, 0, 1)), at(new Date(2026, 5, 9, 23, 59)), at(new Date(2026, 5, 5)), at(new Date(2026, 4, 20)), at(new Date(2025, 0, 1))], now).map(({ title }) => title))
    .toEqual(['time_today', 'time_yesterday', 'time_week', 'time_month', 'time_older']);
});

it('puts chats into projects, narrows the list to one, and begins the next chat there', async () => {
  const memory = createMemoryClient(createSampleWorld());
  const store = createSessionsStore(memory.client);
  await store.getState().load();
  expect(store.getState().projects).toEqual([]);
  const [first] = store.getState().sessions;
  await store.getState().setProject(first!.id, 'Boat');
  expect(store.getState().projects).toEqual([{ name: 'Boat', sessions: 1 }]);
  await store.getState().filterProject('Boat');
  expect(store.getState().sessions.map(({ id }) => id)).toEqual([first!.id]);
  const made = await store.getState().create('luna');
  expect(made.project).toBe('Boat');
  store.getState().applyEvent({ type: 'session-changed', session: { ...made, project: 'Garden' } });
  expect(store.getState().sessions.map(({ id }) => id)).toEqual([first!.id]);
  await store.getState().filterProject('');
  expect(store.getState().sessions).toHaveLength(6);
  expect((await store.getState().create('luna')).project).toBe('');
});
