// What happens on the screens when the engine tells that something is gone.
import { expect, it } from 'vitest';
import { createShellStore } from './features/shell/shell-store.ts';
import { applyEvent, createStores } from './stores.ts';
import { createMemoryClient } from './testing/memory-client.ts';
import { sampleProposals, sampleSummaries } from './testing/sample-owned.ts';
import { createSampleWorld } from './testing/sample-world.ts';

const now = 1_800_000_000_000;
async function start() {
  const memory = createMemoryClient({ ...createSampleWorld('en', now), pieceMs: 0, proposals: sampleProposals('en', now), summaries: sampleSummaries('en', now, 0) });
  const shell = createShellStore({ storage: { getItem: () => null, setItem() {}, removeItem() {} }, languages: ['en'], route: { view: 'memory' } });
  const stores = createStores(memory.client, shell);
  const { chat, facts, episodes, search, summaries, inbox, sessions, why } = stores;
  await Promise.all([sessions.getState().load(), chat.getState().open('session-000000'), facts.getState().load(), episodes.getState().load(), summaries.getState().load('session-000000'), inbox.getState().load()]);
  await chat.getState().send('session-000000', 'And Max?');
  search.getState().type('beagle Max');
  await search.getState().run();
  await why.getState().show('message-000007');
  return { memory, stores };
}

/** All that the stores hold, as one text. */
const shown = ({ chat, facts, episodes, search, summaries, inbox, sessions, why }: ReturnType<typeof createStores>): string => JSON.stringify([chat, facts, episodes, search, summaries, inbox, sessions, why].map((store) => ({ ...store.getState(), query: '', answered: '', terms: [] })));

it('what was forgotten is nowhere on screen: messages, the last reply, facts, episodes, search, summaries', async () => {
  const { memory, stores } = await start();
  expect(shown(stores)).toContain('beagle');
  memory.world.trace = null;
  await stores.forgetting.getState().ask({ kind: 'person', name: 'beagle' }, 'beagle');
  await stores.forgetting.getState().forget();
  await stores.forgetting.getState().ask({ kind: 'person', name: 'Max' }, 'Max');
  await stores.forgetting.getState().forget();
  for (const session of memory.world.sessions) session.title = 'A chat';
  applyEvent(stores, { type: 'forgotten', user_id: 'default' });
  await expect.poll(() => /beagle|\bMax\b/.exec(shown(stores))?.[0] ?? null).toBeNull();
  expect(stores.chat.getState().messages.length).toBeGreaterThan(8);
});

it('another user\'s world after a snapshot is read anew', async () => {
  const { memory, stores } = await start();
  const other = createSampleWorld('es', now);
  Object.assign(memory.world, { sessions: other.sessions, messages: other.messages, facts: other.facts, episodes: other.episodes, proposals: [], summaries: [] });
  applyEvent(stores, { type: 'snapshot-applied', user_id: 'default' });
  await expect.poll(() => [stores.sessions.getState().sessions[0]?.title, stores.inbox.getState().pending, stores.chat.getState().messages[0]?.content.slice(0, 5)]).toEqual(['Max y el parque', 0, '¡Hola']);
});

it('a message and what follows it are gone from the chat; the one before it is the last', async () => {
  const { stores } = await start();
  const [, , third] = stores.chat.getState().messages;
  expect(await stores.chat.getState().remove(third!.id)).toBe(8);
  expect(stores.chat.getState().messages.map(({ id }) => id)).toEqual(['message-000000', 'message-000001']);
});
