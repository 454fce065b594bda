// All stores around one client: what they do together when the engine tells that what they show is another now.
import { afterEach, expect, it } from 'vitest';
import { createShellStore } from './features/shell/shell-store.ts';
import { createStores, followConnection } from './stores.ts';
import { createMemoryClient } from './testing/memory-client.ts';
import { createSampleWorld } from './testing/sample-world.ts';

let end = (): void => {};
afterEach(() => end());

it('reads everything that is shown again when a backup was put back', async () => {
  const { client, world } = createMemoryClient(createSampleWorld('en', 1_800_000_000_000));
  const storage = { getItem: () => null, setItem() {}, removeItem() {} };
  const stores = createStores(client, createShellStore({ storage, languages: ['en'], route: { view: 'chat', session_id: null } }));
  end = followConnection({ client, state: () => ({ phase: 'open', retry_at: null }), subscribe: () => () => {}, retry() {} }, stores);
  const { sessions, chat, facts, episodes, backups } = stores;
  await Promise.all([sessions.getState().load(), facts.getState().load(), episodes.getState().load(), chat.getState().open('session-000000')]);
  const shown = () => ({ chats: sessions.getState().sessions.map(({ title }) => title), said: chat.getState().messages.map(({ content }) => content), facts: facts.getState().facts.length, episodes: episodes.getState().episodes.length });
  const before = shown();
  expect(Object.values(before).every((part) => (Array.isArray(part) ? part.length : part) > 0)).toBe(true);
  const { id } = await backups.getState().make();

  world.sessions = world.sessions.slice(0, 1).map((session) => ({ ...session, title: 'Changed' }));
  world.messages = world.messages.map((message) => ({ ...message, content: 'Changed' }));
  Object.assign(world, { facts: [], episodes: [] });
  await Promise.all([sessions.getState().load(), facts.getState().load(), episodes.getState().load(), chat.getState().reload()]);
  const after = { chats: ['Changed'], said: before.said.map(() => 'Changed'), facts: 0, episodes: 0 };
  expect(shown()).toEqual(after);

  const { backup } = await backups.getState().restore(id);
  await expect.poll(shown).toEqual(before);
  await backups.getState().restore(backup.id);
  await expect.poll(shown).toEqual(after);
});
