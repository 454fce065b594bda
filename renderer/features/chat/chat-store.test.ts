// The chat store over the in-memory client, which obeys the contract.
import { describe, expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createChatStore } from './chat-store.ts';

const session = 'session-000000';
const now = 1_800_000_000_000;
async function start(turns = 0) {
  let ids = 0;
  const memory = createMemoryClient({ ...createSampleWorld('en', now, turns), pieceMs: 0 });
  const store = createChatStore(memory.client, { now: () => now, newId: () => `own-${++ids}` });
  await store.getState().open(session);
  return { memory, store };
}

describe('createChatStore', () => {
  it('shows the latest page and loads older ones in front until the beginning', async () => {
    const { store } = await start(120);
    expect(store.getState().messages).toHaveLength(50);
    while (store.getState().older_cursor !== null) await store.getState().loadOlder();
    const { messages } = store.getState();
    expect(messages).toHaveLength(248);
    expect(messages.map(({ depth }) => depth)).toEqual([...messages.keys()]);
  });

  it('reads the conversation again when another window deleted from it', async () => {
    const { memory, store } = await start();
    const last = store.getState().messages.at(-1)!;
    await memory.client.chat.remove({ message_id: last.id });
    expect(store.getState().messages.at(-1)!.id).toBe(last.id);
    store.getState().applyEvent({ type: 'messages-deleted', session_id: 'session-999999' });
    store.getState().applyEvent({ type: 'messages-deleted', session_id: session });
    await expect.poll(() => store.getState().messages.at(-1)?.id).not.toBe(last.id);
  });

  it('puts what was sent and the finished reply at the end, and leaves no turn behind', async () => {
    const { store } = await start();
    await store.getState().send(session, 'Hello');
    const [question, reply] = store.getState().messages.slice(-2);
    expect(question).toMatchObject({ speaker: 'user', content: 'Hello', client_message_id: 'own-1' });
    expect(reply?.status).toBe('complete');
    expect(reply?.content).toContain('beagle');
    expect(store.getState().turns).toEqual({});
    expect(store.getState().finished?.id).toBe(reply?.id);
  });

  it('keeps a message that did not arrive, and sends it again under the same id', async () => {
    const { store, memory } = await start();
    memory.world.fail.set('send', engineError('storage_full', 'The disk is full.'));
    await store.getState().send(session, 'Hello');
    expect(store.getState().turns[session]).toMatchObject({ phase: 'unsent', text: 'Hello', error: { code: 'storage_full' } });
    await store.getState().resend(session);
    expect(store.getState().messages.filter(({ content }) => content === 'Hello')).toMatchObject([{ client_message_id: 'own-1' }]);
    expect(store.getState().turns).toEqual({});
  });

  it('replaces the reply by another version, and goes back by a swipe', async () => {
    const { store } = await start();
    const before = store.getState().messages.at(-1);
    await store.getState().regenerate(session, before?.id ?? '');
    const after = store.getState().messages.at(-1);
    expect(after?.sibling_ids).toEqual([before?.id, after?.id]);
    expect(store.getState().messages).toHaveLength(8);
    await store.getState().swipe(before?.id ?? '');
    expect(store.getState().messages.at(-1)?.id).toBe(before?.id);
  });

  it('edits into a new branch that replaces what followed', async () => {
    const { store } = await start();
    const third = store.getState().messages[4];
    await store.getState().edit(session, third?.id ?? '', 'Something else');
    expect(store.getState().messages).toHaveLength(6);
    expect(store.getState().messages[4]).toMatchObject({ content: 'Something else', sibling_ids: [third?.id, expect.any(String)] });
  });

  it('stops with the partial text kept', async () => {
    const { store, memory } = await start();
    memory.world.pieceMs = 5;
    const sending = store.getState().send(session, 'Hello');
    await expect.poll(() => store.getState().turns[session]?.reply.length ?? 0).toBeGreaterThan(10);
    await store.getState().stop(session);
    await sending;
    expect(store.getState().messages.at(-1)).toMatchObject({ status: 'interrupted' });
    expect(store.getState().messages.at(-1)?.content.length).toBeGreaterThan(10);
  });

  it('goes on with a turn of a chat that is no longer shown', async () => {
    const { store } = await start();
    const sending = store.getState().send(session, 'Hello');
    await store.getState().open('session-000001');
    await sending;
    expect(store.getState()).toMatchObject({ session_id: 'session-000001', messages: [], turns: {} });
    await store.getState().open(session);
    expect(store.getState().messages).toHaveLength(10);
  });

  it('remembers mood and level from the last trace, and the facts that were learnt', async () => {
    const { store, memory } = await start();
    await expect.poll(() => store.getState().presence[session]).toEqual({ mood: 'concerned', level: 'friend', withheld: 0 });
    await expect.poll(() => store.getState().learnt.map(({ value }) => value)).toContain('Max');
    await memory.client.memory.addFact({ category: 'hobbies', key: 'hobby', value: 'chess' });
    memory.world.facts.at(-1)?.source_message_ids.push('message-000002');
    store.getState().applyEvent({ type: 'facts-learnt', message_id: 'message-000002', facts: [] });
    await expect.poll(() => store.getState().learnt.map(({ value }) => value)).toContain('chess');
  });
});
