// The stories of a conversation, told through the engine's own client.
import { afterEach, describe, expect, it } from 'vitest';
import type { TurnEvent } from '../../contract/events.ts';
import { collect, endOf, savedOf } from '../../testing/test-chat.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine, TestEngineOptions } from '../../testing/test-engine.ts';

let test: TestEngine;
const open = async (options: TestEngineOptions = {}) => {
  test = await createTestEngine(options);
  return { client: test.engine.client, session: await test.engine.client.sessions.create({}) };
};
afterEach(() => test.close());

const history = async (session_id: string) => (await test.engine.client.sessions.history({ session_id })).messages;
/** Sends, and gives the events one by one: for tests that act in the middle of a turn. */
const begin = async (session_id: string, message: string, client_message_id?: string) => (await test.engine.client.chat.send({ session_id, message, ...(client_message_id === undefined ? {} : { client_message_id }) }))[Symbol.asyncIterator]();
const until = async (events: AsyncIterator<TurnEvent>, type: TurnEvent['type']) => {
  for (;;) {
    const next = await events.next();
    if (next.done) throw new Error(`the turn ended without ${type}`);
    if (next.value.type === type) return next.value;
  }
};
const rest = async (events: AsyncIterator<TurnEvent>) => {
  const all: TurnEvent[] = [];
  for (let next = await events.next(); !next.done; next = await events.next()) all.push(next.value);
  return all;
};
/** Changes the script of the model, as a user changes settings. */
const answerWith = (script: Record<string, unknown>) => test.engine.client.settings.write({ changes: [{ path: 'llm_provider.config', value: script }] });
const slow = { replies: ['one two three four five six seven eight nine ten eleven twelve'], delay_ms: 60_000 };

describe('send', () => {
  it('tells the turn in order, once, and ends it', async () => {
    const { client, session } = await open({ script: { replies: ['Hello there friend'] } });
    const events = await test.say(session.id, 'Hi');
    expect(events.map((event) => event.type)).toEqual(['message-saved', 'mood', 'affinity', 'recalled', 'compiled', 'reply-start', 'text-delta', 'text-delta', 'text-delta', 'turn-end']);
    const end = endOf(events);
    expect(end).toMatchObject({ error: null, message: { content: 'Hello there friend', status: 'complete', speaker: 'assistant', model: 'scripted/scripted', depth: 1 } });
    expect((await history(session.id)).map(({ content, status }) => [content, status])).toEqual([['Hi', 'complete'], ['Hello there friend', 'complete']]);
    expect(await client.chat.trace({ message_id: end.message.id })).toMatchObject({ user_message_id: savedOf(events).message.id, usage: { completion_tokens: 3 }, character: { personality: 'luna' } });
    expect(await client.sessions.get({ session_id: session.id })).toMatchObject({ title: 'Hi', active_leaf_id: end.message.id });
  });

  it('has the message on disk before it says so', async () => {
    const { session } = await open({ script: slow });
    const events = await begin(session.id, 'keep me');
    const saved = await until(events, 'message-saved');
    expect((await history(session.id)).map(({ content }) => content)).toEqual(['keep me']);
    await test.restart();
    expect(saved).toMatchObject({ is_repeat: false });
    expect((await history(session.id))[0]).toMatchObject({ content: 'keep me', status: 'complete' });
  });

  it('the same id during the turn follows the same turn, also when both come at once', async () => {
    const { client, session } = await open({ script: { replies: ['a b c'] } });
    const request = { session_id: session.id, message: 'Hi', client_message_id: 'one' };
    const [first, second] = await Promise.all([client.chat.send(request), client.chat.send(request)]);
    const [one, other] = await Promise.all([collect(first), collect(second)]);
    expect(other).toEqual(one);
    expect(await history(session.id)).toHaveLength(2);
  });

  it('the same id after the turn gives the same message and the same reply', async () => {
    const { session } = await open();
    const first = await test.say(session.id, 'Hi', 'one');
    const again = await test.say(session.id, 'Hi', 'one');
    expect(again.map((event) => event.type)).toEqual(['message-saved', 'turn-end']);
    expect(savedOf(again)).toMatchObject({ is_repeat: true, message: savedOf(first).message });
    expect(endOf(again)).toEqual(endOf(first));
    expect(await history(session.id)).toHaveLength(2);
  });

  it('the same id for other words is a conflict, during the turn and after; in another session it is another message', async () => {
    const { client, session } = await open({ script: slow });
    const events = await begin(session.id, 'Hi', 'one');
    await until(events, 'reply-start');
    await expect(client.chat.send({ session_id: session.id, message: 'Other', client_message_id: 'one' })).rejects.toMatchObject({ code: 'conflict' });
    await client.chat.stop({ session_id: session.id });
    await expect(test.say(session.id, 'Other', 'one')).rejects.toMatchObject({ code: 'conflict' });
    const elsewhere = await client.sessions.create({ user_id: 'another' });
    const sent = await begin(elsewhere.id, 'Hi', 'one');
    expect(await until(sent, 'message-saved')).toMatchObject({ is_repeat: false, message: { session_id: elsewhere.id, user_id: 'another' } });
  });

  it('half a surrogate pair is stored as what it is on disk, so that sending it again is the same message', async () => {
    const { session } = await open();
    const text = `cut ${'\uD83D'}`;
    const first = await test.say(session.id, text, 'one');
    expect(endOf(await test.say(session.id, text, 'one')).message.id).toBe(endOf(first).message.id);
  });

  it('another message while a reply is written is refused and not stored', async () => {
    const { client, session } = await open({ script: slow });
    const events = await begin(session.id, 'Hi');
    await until(events, 'reply-start');
    await expect(client.chat.send({ session_id: session.id, message: 'And?' })).rejects.toMatchObject({ code: 'turn_in_progress' });
    expect(await client.chat.stop({ session_id: session.id })).toEqual({ stopped: true });
    expect((await history(session.id)).filter(({ speaker }) => speaker === 'user')).toHaveLength(1);
  });

  it('two different messages at once: one is answered, one is refused', async () => {
    const { client, session } = await open();
    const both = await Promise.allSettled(['Hi', 'Ho'].map(async (message) => collect(await client.chat.send({ session_id: session.id, message }))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await history(session.id)).toHaveLength(2);
  });

  it('what is too long or empty, unknown or of another session is refused before anything is stored', async () => {
    const { client, session } = await open({ defaults: { safety: { max_message_chars: 10 } } });
    const other = await client.sessions.create({});
    const elsewhere = savedOf(await test.say(other.id, 'there')).message;
    await expect(test.say(session.id, 'x'.repeat(11))).rejects.toMatchObject({ code: 'invalid_input', data: { details: { maximum: 10 } } });
    await expect(test.say(session.id, ' \n ')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(client.chat.send({ session_id: session.id, message: 'hi', parent_id: elsewhere.id })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(client.chat.send({ session_id: session.id, message: 'hi', parent_id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.chat.send({ session_id: 'nowhere', message: 'hi' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await history(session.id)).toEqual([]);
  });

  it('a parent of null begins anew and leaves the old branch', async () => {
    const { client, session } = await open();
    await test.say(session.id, 'first');
    await collect(await client.chat.send({ session_id: session.id, message: 'second', parent_id: null }));
    expect((await history(session.id)).map(({ content, depth, sibling_ids }) => [content, depth, sibling_ids.length])[0]).toEqual(['second', 0, 2]);
  });

  it('a reader that leaves does not end the turn', async () => {
    const { session } = await open();
    for await (const event of await test.engine.client.chat.send({ session_id: session.id, message: 'Hi', client_message_id: 'one' })) if (event.type === 'message-saved') break;
    endOf(await test.say(session.id, 'Hi', 'one'));
    expect((await history(session.id)).at(-1)).toMatchObject({ status: 'complete' });
  });
});

describe('how a reply can end', () => {
  it('stopped: the text so far stays, without an error', async () => {
    const { client, session } = await open({ script: { ...slow, delay_ms: 20 } });
    const events = await begin(session.id, 'Hi');
    await until(events, 'text-delta');
    expect(await client.chat.stop({ session_id: session.id })).toEqual({ stopped: true });
    const end = endOf(await rest(events));
    expect(end).toMatchObject({ error: null, message: { status: 'interrupted', error: null } });
    expect(end.message.content).toMatch(/^one/);
    expect(await client.chat.stop({ session_id: session.id })).toEqual({ stopped: false });
  });

  it('stopped before its first word', async () => {
    const { client, session } = await open({ script: slow });
    const events = await begin(session.id, 'Hi');
    await until(events, 'reply-start');
    await client.chat.stop({ session_id: session.id });
    expect(endOf(await rest(events))).toMatchObject({ error: null, message: { status: 'interrupted', content: '' } });
  });

  it.each([[0, 'failed', ''], [1, 'interrupted', 'w1'], [2, 'interrupted', 'w1 w2'], [10, 'interrupted', 'w1 w2 w3 w4 w5 w6 w7 w8 w9 w10']])('the provider fails after %i words', async (words, status, content) => {
    const { client, session } = await open({ script: { replies: ['w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11'], fail_after_tokens: words, fail_with: 'provider_bad_response' } });
    const end = endOf(await test.say(session.id, 'Me llamo Ana', 'one'));
    expect(end).toMatchObject({ error: { code: 'provider_bad_response', retryable: true }, message: { status, content, error: { code: 'provider_bad_response' } } });
    await test.engine.jobsIdle();
    const facts = (await client.memory.facts({})).facts;
    expect(facts.map(({ value, source_message_ids }) => [value, source_message_ids])).toEqual([['Ana', [end.message.parent_id]]]);
    expect((await history(session.id)).at(-1)).toMatchObject({ id: end.message.id, status });
  });

  it('nothing is learnt from what the companion said itself', async () => {
    const { client, session } = await open({ script: { replies: ['Me llamo Luna y mi perro se llama Rex y tengo 30 años.'] } });
    await test.say(session.id, 'Hola');
    await test.engine.jobsIdle();
    expect((await client.memory.facts({})).facts).toEqual([]);
  });

  it('a provider that hangs is given up', async () => {
    const { session } = await open({ script: { hang: true, timeout_seconds: 1 } });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_timeout' }, message: { status: 'failed' } });
  });

  it('an answer of nothing is a failure', async () => {
    const { session } = await open({ script: { replies: [' \n '] } });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_bad_response' }, message: { status: 'failed', content: '' } });
  });

  it('a model that cannot be had fails the turn, and the next one goes on', async () => {
    const { client, session } = await open({ script: { models: { main: 'absent' } } });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'model_missing' }, message: { status: 'failed' } });
    await client.settings.write({ changes: [{ path: 'llm_provider.config.models.main', value: 'scripted' }] });
    expect(endOf(await test.say(session.id, 'Hi again'))).toMatchObject({ error: null });
  });

  it('numbers of cards and our own notes do not stay in a reply', async () => {
    const { session } = await open({ script: { replies: ['[Memory: x.] Your card is 4111 1111 1111 1111.'] } });
    const events = await test.say(session.id, 'Hi');
    expect(events.find((event) => event.type === 'text-replace')).toMatchObject({ text: 'Your card is [card].' });
    expect(endOf(events).message.content).toBe('Your card is [card].');
  });

  it('close() ends it as interrupted with its text, and nothing begins after', async () => {
    const { client, session } = await open({ script: { ...slow, delay_ms: 20 } });
    const events = await begin(session.id, 'Hi');
    await until(events, 'text-delta');
    await test.engine.close();
    expect(endOf(await rest(events))).toMatchObject({ error: null, message: { status: 'interrupted' } });
    await expect(client.chat.send({ session_id: session.id, message: 'more' })).rejects.toBeDefined();
    await test.restart();
    expect((await history(session.id)).at(-1)).toMatchObject({ status: 'interrupted', content: expect.stringMatching(/^one/) });
  });

  it('deleting the session ends it and leaves nothing', async () => {
    const { client, session } = await open({ script: slow });
    const events = await begin(session.id, 'secret words');
    await until(events, 'reply-start');
    expect(await client.sessions.delete({ session_id: session.id })).toEqual({ deleted: true });
    endOf(await rest(events));
    await test.engine.jobsIdle();
    await expect(client.sessions.get({ session_id: session.id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await client.memory.search({ query: 'secret words' })).results).toEqual([]);
  });
});

describe('other versions', () => {
  it('regenerate adds a sibling, drops failures without a word, and feels nothing twice', async () => {
    const { client, session } = await open({ script: { replies: ['first', 'second'] } });
    const said = await test.say(session.id, 'I love this, thank you!');
    const before = said.find((event) => event.type === 'affinity');
    const again = await collect(await client.chat.regenerate({ message_id: endOf(said).message.id }));
    expect(again.map((event) => event.type)).not.toContain('message-saved');
    expect(again.find((event) => event.type === 'affinity')).toMatchObject({ delta: 0, affinity: before?.affinity });
    expect(again.find((event) => event.type === 'mood')).toMatchObject({ mood: said.find((event) => event.type === 'mood')?.mood });
    expect(endOf(again).message).toMatchObject({ content: 'second', sibling_ids: [endOf(said).message.id, endOf(again).message.id] });
    const recalled = (await client.chat.trace({ message_id: endOf(again).message.id })).recalled.map(({ id }) => id);
    expect(recalled).not.toContain(endOf(said).message.id);
  });

  it('regenerate after failures keeps only what has words', async () => {
    const { client, session } = await open();
    await answerWith({ fail_after_tokens: 0 });
    const said = await test.say(session.id, 'Hi');
    const failed = endOf(said).message;
    endOf(await collect(await client.chat.regenerate({ message_id: failed.id })));
    await answerWith({ replies: ['fine'] });
    const again = endOf(await collect(await client.chat.regenerate({ message_id: savedOf(said).message.id })));
    expect(again.message).toMatchObject({ content: 'fine', sibling_ids: [again.message.id] });
    await expect(client.chat.regenerate({ message_id: failed.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a failed reply that the conversation went on from stays when it is written again', async () => {
    const { client, session } = await open();
    await answerWith({ fail_after_tokens: 0 });
    const failed = endOf(await test.say(session.id, 'Hi')).message;
    await answerWith({ replies: ['fine'] });
    await test.say(session.id, 'Still there?');
    const again = endOf(await collect(await client.chat.regenerate({ message_id: failed.id })));
    expect(again.message).toMatchObject({ content: 'fine', sibling_ids: [failed.id, again.message.id] });
    expect((await client.chat.swipe({ message_id: failed.id })).messages.map(({ content }) => content)).toEqual(['Hi', '', 'Still there?', 'fine']);
  });

  it('sending again what failed without a word answers it', async () => {
    const { session } = await open();
    await answerWith({ fail_after_tokens: 0 });
    endOf(await test.say(session.id, 'Hi', 'one'));
    await answerWith({ replies: ['fine'] });
    const again = await test.say(session.id, 'Hi', 'one');
    expect(savedOf(again).is_repeat).toBe(true);
    expect(endOf(again).message).toMatchObject({ content: 'fine', status: 'complete' });
    expect(await history(session.id)).toHaveLength(2);
  });

  it('edit makes a branch; what was left is neither recalled nor known, until it is swiped back to', async () => {
    const { client, session } = await open();
    const first = await test.say(session.id, 'Mi perro se llama Rex y vive en Teruel');
    await test.engine.jobsIdle();
    const edited = await collect(await client.chat.edit({ message_id: savedOf(first).message.id, message: 'Mi perro se llama Max y vive en Soria', client_message_id: 'edit' }));
    await test.engine.jobsIdle();
    expect(savedOf(edited).message.sibling_ids).toEqual([savedOf(first).message.id, savedOf(edited).message.id]);
    const found = async (query: string) => (await client.memory.search({ query })).results.map(({ id }) => id);
    const dog = async () => (await client.memory.facts({})).facts.map(({ value }) => value);
    expect(await found('Teruel')).not.toContain(savedOf(first).message.id);
    expect(await dog()).toEqual(['Max']);
    const other = await client.sessions.create({});
    const trace = async () => client.chat.trace({ message_id: endOf(await test.say(other.id, '¿Cómo se llama mi perro, el de Teruel?')).message.id });
    expect(JSON.stringify((await trace()).recalled)).not.toContain('Rex');

    const back = await client.chat.swipe({ message_id: savedOf(first).message.id });
    expect(back.session.active_leaf_id).toBe(endOf(first).message.id);
    expect(back.messages.map(({ id }) => id)).toEqual([savedOf(first).message.id, endOf(first).message.id]);
    expect(await found('Teruel')).toContain(savedOf(first).message.id);
    expect(await dog()).toEqual(['Rex']);
    expect(JSON.stringify((await trace()).recalled)).not.toContain('Max y vive');
  });

  it('only what can be edited, written again or looked at is', async () => {
    const { client, session } = await open({ script: slow });
    const events = await begin(session.id, 'Hi');
    const saved = await until(events, 'message-saved');
    await until(events, 'reply-start');
    const id = saved.type === 'message-saved' ? saved.message.id : '';
    await expect(client.chat.swipe({ message_id: id })).rejects.toMatchObject({ code: 'turn_in_progress' });
    await expect(client.chat.regenerate({ message_id: id })).rejects.toMatchObject({ code: 'turn_in_progress' });
    await client.chat.stop({ session_id: session.id });
    const reply = (await history(session.id)).at(-1)!;
    await expect(client.chat.edit({ message_id: reply.id, message: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(client.chat.edit({ message_id: id, message: '  ' })).rejects.toMatchObject({ code: 'invalid_input' });
    for (const call of [client.chat.regenerate, client.chat.swipe, client.chat.trace]) await expect(call({ message_id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.chat.edit({ message_id: 'nobody', message: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.chat.trace({ message_id: id })).rejects.toMatchObject({ code: 'not_found' });
  });
});
