// The imports store over the in-memory client, following its events as the screens do.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { snapshotPieceBytes } from '../../../core/contract/index.ts';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createImportsStore, isReady } from './imports-store.ts';
import type { SentFile } from './pieces.ts';

let abort = new AbortController();
beforeEach(() => { abort = new AbortController(); });
afterEach(() => abort.abort());

async function start() {
  const memory = createMemoryClient(createSampleWorld('en', 1_800_000_000_000), () => 1_800_000_000_000);
  const get = createImportsStore(memory.client).getState;
  const events = await memory.client.system.events(undefined, { signal: abort.signal });
  void (async () => { for await (const event of events) get().applyEvent(event); })().catch(() => undefined);
  await get().load();
  return { memory, world: memory.world, get, states: () => get().imports.map(({ state }) => state) };
}
const file = (name = 'chats.json', size = 3): SentFile => ({ name, size, slice: (from, to) => ({ arrayBuffer: async () => new ArrayBuffer(to - from) }) });

it('sends a file in pieces, is told with whom, brings it in, and leads to what came', async () => {
  const { get, states } = await start();
  await get().send(file('chats.json', 2 * snapshotPieceBytes + 1));
  expect([get().sending, get().imports.map(isReady)]).toEqual([null, [true]]);
  const [{ id = '' } = {}] = get().imports;
  await get().start(id, { personality: 'bruno', propose: true });
  await expect.poll(states).toEqual(['done']);
  const [done] = get().imports;
  expect(done).toMatchObject({ conversations: 2, messages: 8, left_out: 1, proposals: 3 });
  expect((await get().sessionsOf([...done!.first_sessions, 'gone'])).map(({ personality }) => personality)).toEqual(['bruno', 'bruno']);
  expect(await get().undo(id)).toBe(2);
  expect([get().imports, await get().sessionsOf(done!.first_sessions)]).toEqual([[], []]);
});

it('says what is wrong with a file and removes it, and what the engine refuses', async () => {
  const { get, states, world } = await start();
  world.fail.set('import.piece', engineError('storage_full', 'No space is left.'));
  await get().send(file());
  expect(get().sending?.error?.code).toBe('storage_full');
  expect([states(), world.data?.imports]).toEqual([[], []]);
  await get().send(file('broken.json'));
  await get().start(get().imports[0]!.id, { personality: null, propose: false });
  await expect.poll(states).toEqual(['failed']);
  expect(get().imports[0]?.error?.message).toContain('no known kind');
});

it('stops a sending, and nothing of it stays', async () => {
  const { get, states, world } = await start();
  let read = (_bytes: ArrayBuffer): void => {};
  const sending = get().send({ name: 'slow.json', size: 1, slice: () => ({ arrayBuffer: () => new Promise((resolve) => { read = resolve; }) }) });
  await expect.poll(() => world.data?.imports.length).toBe(1);
  await get().stopSending();
  read(new ArrayBuffer(1));
  await sending;
  expect([get().sending, states(), world.data?.imports]).toEqual([null, [], []]);
});

it('stops one that runs and keeps it in the list; one that was not started leaves it', async () => {
  const { get, states } = await start();
  await get().send(file('slow.json'));
  const running = get().imports[0]!.id;
  await get().start(running, { personality: null, propose: true });
  await expect.poll(states).toEqual(['running']);
  expect(get().started[running]).toBeGreaterThan(0);
  await get().send(file('another.json'));
  await get().cancel(get().imports.find(isReady)!.id, false);
  await get().cancel(running, true);
  await expect.poll(states).toEqual(['cancelled']);
  get().dismiss(running);
  expect(states()).toEqual([]);
});
