// The turn seen from the model: what it is sent, turn after turn, and what happens when something under it fails.
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import type { ChatEvent, ChatMessage, ChatRequest, LanguageModel } from '../../../providers/llm/llm.ts';
import { createScriptedModel } from '../../../providers/llm/scripted.ts';
import { collect, createTestChat, endOf, savedOf } from '../../../testing/test-chat.ts';
import type { TestChat } from '../../../testing/test-chat.ts';

let test: TestChat;
afterEach(() => test.close());

const asText = (messages: readonly ChatMessage[]) => messages.map(({ role, content }) => `${role}\n${content}`).join('\n\n');
/** Turns whose prompt does not begin with everything the prompt before said. */
const breaks = (requests: readonly ChatRequest[]) => requests.filter((request, index) => {
  const before = requests[index - 1];
  return before !== undefined && !asText(request.messages).startsWith(asText(before.messages));
}).length;
const prefixes = async (session: string) => {
  const { messages } = await test.sessions.history({ session_id: session, limit: 200 });
  const traces = await Promise.all(messages.filter(({ speaker }) => speaker === 'assistant').map(({ id }) => test.storage.traces.forMessage(id)));
  return new Set(traces.map((trace) => trace?.prefix_hash)).size;
};
/** A model that answers with what `chat` yields. */
const modelOf = (chat: (request: ChatRequest) => AsyncIterable<ChatEvent>, id = 'odd'): LanguageModel => ({ ...createScriptedModel().model, identity: async () => ({ id, model: 'odd', location: 'this machine', is_local: true }), chat });
const end: ChatEvent = { type: 'end', finish: 'stop', usage: null };

describe('the prompt over many turns', () => {
  it('begins with the whole prompt before it, for 30 turns of any words', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.constantFrom('Mi perro se llama "Max" [x]', '¿Cómo se llama mi perro?', 'ok', 'I love it', 'estoy triste', 'my dog')), { minLength: 30, maxLength: 30 }), async (texts) => {
      test = await createTestChat();
      const session = await test.session();
      for (const text of texts) {
        endOf(await test.say(session.id, text.trim() === '' ? 'blank' : text));
        await test.jobs.idle();
      }
      expect(test.requests).toHaveLength(30);
      expect(breaks(test.requests)).toBeLessThanOrEqual(1);
      await test.close();
    }), { numRuns: 4 });
  }, 60_000);

  it('has one prefix although words of two languages and of none come and go', async () => {
    test = await createTestChat();
    const session = await test.session();
    for (const text of ['ok', 'Hola, ¿cómo estás?', 'ok', 'I am here and you are there', 'Max', 'gracias', 'the dog is my friend']) await test.say(session.id, text);
    // The character's own language until the first words that tell, then theirs.
    expect(await prefixes(session.id)).toBe(2);
    expect(breaks(test.requests)).toBe(1);
  });

  it('without summaries is cut at most once in many turns: beyond 200 short messages, and by its budget', async () => {
    const off = { summaries: { isOn: false, every: 10, recentMessages: 40, tokenBudget: 400 } };
    test = await createTestChat({ script: { replies: ['b'] }, settings: { ...off, recallLimit: 0, recallTokenBudget: 0 } });
    const session = await test.session();
    for (let turn = 0; turn < 130; turn += 1) await test.say(session.id, `a${turn}`);
    expect(breaks(test.requests)).toBe(1);
    expect(await prefixes(session.id)).toBe(1);
    await test.close();
    test = await createTestChat({ settings: { ...off, promptTokenBudget: 1000, recallLimit: 0, recallTokenBudget: 0 } });
    const small = await test.session();
    for (let turn = 0; turn < 24; turn += 1) await test.say(small.id, 'word '.repeat(20));
    expect(breaks(test.requests)).toBeLessThanOrEqual(10);
    expect(breaks(test.requests)).toBeGreaterThan(0);
  }, 30_000);

  it('goes on from the branch that is on screen', async () => {
    test = await createTestChat({ settings: { recallLimit: 0 } });
    const session = await test.session();
    const first = await test.say(session.id, 'zanahoria');
    await collect(await test.chat.edit({ message_id: savedOf(first).message.id, message: 'second' }));
    await test.say(session.id, 'third');
    expect(asText(test.requests.at(-1)!.messages)).not.toContain('zanahoria');
    expect(asText(test.requests.at(-1)!.messages)).toContain('second');
  });

  it('holds what was recalled for a failed turn no more than once', async () => {
    test = await createTestChat({ settings: { language: 'es' } });
    const session = await test.session();
    await test.say(session.id, 'Mi perro se llama Max');
    await test.jobs.idle();
    const ask = '¿Qué perro dije que tengo?';
    await test.say(session.id, ask);
    expect(test.requests.at(-1)!.messages.at(-1)!.content).toContain('[Memoria: El perro del usuario se llama Max');
    const failing = createScriptedModel({ fail_after_tokens: 0 });
    test.place.model = failing.model;
    await test.say(session.id, ask);
    const replies = await test.sessions.history({ session_id: session.id, limit: 10 });
    expect(replies.messages.at(-1)).toMatchObject({ status: 'failed', model: 'scripted/scripted' });
  });
});

describe('a base model', () => {
  it('is shown the examples as dialogue, which is no part of what is remembered', async () => {
    test = await createTestChat();
    const recorded = createScriptedModel();
    test.place.model = { ...recorded.model, identity: async () => ({ id: 'scripted', model: 'base', location: 'this machine', is_local: true, is_base_model: true }) };
    const session = await test.session();
    await test.say(session.id, 'Hi');
    expect(recorded.requests[0]!.messages.map(({ role }) => role).slice(0, 3)).toEqual(['system', 'user', 'assistant']);
    expect((await test.sessions.history({ session_id: session.id, limit: 10 })).messages).toHaveLength(2);
  });
});

describe('when something fails', () => {
  it('a model that goes silent in the middle keeps its words', async () => {
    test = await createTestChat({ settings: { idleTimeoutMs: 30 } });
    test.place.model = modelOf(async function* () {
      yield { type: 'text-delta', text: 'half ' };
      await new Promise(() => undefined);
    });
    const session = await test.session();
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_timeout' }, message: { status: 'interrupted', content: 'half' } });
  });

  it('a stream without its end, or with an error of nobody, is told as what it is', async () => {
    test = await createTestChat();
    const session = await test.session();
    test.place.model = modelOf(async function* () { yield { type: 'text-delta', text: 'and then' }; });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_bad_response' }, message: { status: 'interrupted', content: 'and then' } });
    test.place.model = modelOf(() => { throw new TypeError('secret path /home/ana'); });
    const failed = endOf(await test.say(session.id, 'Hi'));
    expect(failed).toMatchObject({ error: { code: 'internal' }, message: { status: 'failed' } });
    expect(JSON.stringify(failed)).not.toContain('secret path');
  });

  it('blank pieces before and between the words do no harm', async () => {
    test = await createTestChat({ script: {} });
    test.place.model = modelOf(async function* () {
      for (const text of ['', '\n ', ' Hello', '', ' you ']) yield { type: 'text-delta', text } as const;
      yield end;
    });
    const events = await test.say((await test.session()).id, 'Hi');
    expect(events.filter((event) => event.type === 'text-delta').map((event) => event.text)).toEqual(['Hello', ' you ']);
    expect(events.map((event) => event.type)).not.toContain('text-replace');
    expect(endOf(events).message.content).toBe('Hello you');
  });

  it('another provider takes over before the first word, never after', async () => {
    test = await createTestChat();
    const session = await test.session();
    const other = createScriptedModel({ replies: ['from the other'] }).model;
    const gone = (words: string[]) => modelOf(async function* () {
      test.place.model = other;
      for (const text of words) yield { type: 'text-delta', text } as const;
      throw new LuminoraError('provider_unavailable', 'gone');
    });
    test.place.model = gone([]);
    const end = endOf(await test.say(session.id, 'Hi'));
    expect(end).toMatchObject({ error: null, message: { content: 'from the other', model: 'scripted/scripted' } });
    expect(await test.storage.traces.forMessage(end.message.id)).toMatchObject({ provider: { id: 'scripted' } });
    test.place.model = gone(['half']);
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_unavailable' }, message: { content: 'half', status: 'interrupted' } });
    test.place.model = modelOf(async function* () { throw new LuminoraError('provider_unavailable', 'gone'); });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_unavailable' }, message: { status: 'failed' } });
    test.place.model = modelOf(async function* () {
      test.place.model = modelOf(async function* () { throw new LuminoraError('provider_rejected', 'no'); }, 'third');
      throw new LuminoraError('provider_unavailable', 'gone');
    });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'provider_rejected' } });
  });

  it('an embedding that fails or takes too long leaves words to find by', async () => {
    for (const embed of [() => Promise.reject(new Error('no')), () => new Promise<null>(() => undefined)]) {
      test = await createTestChat({ embedder: { replace() {}, spaceId: async () => 'space', embed }, settings: { embedTimeoutMs: 20 } });
      const session = await test.session();
      await test.say(session.id, 'The lighthouse in Vigo');
      const events = await test.say((await test.session()).id, 'lighthouse?');
      expect((await test.storage.traces.forMessage(endOf(events).message.id))?.recalled.map(({ text }) => text)).toContain('The lighthouse in Vigo');
      await test.close();
    }
    test = await createTestChat();
  });

  it('an error of nobody before the model is asked is an internal one, and its text stays inside', async () => {
    test = await createTestChat({ parts: { model: () => Promise.reject(new TypeError('secret path')) } });
    const failed = endOf(await test.say((await test.session()).id, 'Hi'));
    expect(failed).toMatchObject({ error: { code: 'internal' }, message: { status: 'failed' } });
    expect(JSON.stringify(failed)).not.toContain('secret path');
  });

  it('a greeting that answers nothing cannot be written again', async () => {
    test = await createTestChat();
    const session = await test.session();
    const id = test.ids.next();
    await test.storage.commit([{ op: 'insert', entity: 'message', record: { id, session_id: session.id, user_id: 'ana', parent_id: null, depth: 0, speaker: 'assistant', content: 'Hello', status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at: 1 } }]);
    await expect(test.chat.regenerate(id)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('a session deleted under the turn ends it all the same', async () => {
    test = await createTestChat();
    const session = await test.session();
    test.place.model = modelOf(async function* () {
      await test.storage.commit([{ op: 'delete-session', session_id: session.id }]);
      yield { type: 'text-delta', text: 'too late' };
      yield end;
    });
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'conflict' } });
    expect(await test.storage.count('message')).toBe(0);
  });

  it('a companion that is gone fails the turn by name', async () => {
    test = await createTestChat();
    const session = await test.session();
    await test.storage.commit([{ op: 'delete', entity: 'personality', id: 'luna' }]);
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: { code: 'not_found', message: expect.stringContaining('luna') }, message: { status: 'failed' } });
  });

  it('memory that fails does not stop the reply', async () => {
    test = await createTestChat({ parts: { recall: () => Promise.reject(new Error('no')) } });
    expect(endOf(await test.say((await test.session()).id, 'Hi'))).toMatchObject({ error: null, message: { status: 'complete' } });
  });

  it('a step that fails before the model is asked ends the turn as failed or, when stopped, interrupted', async () => {
    test = await createTestChat({ parts: { model: () => Promise.reject(new LuminoraError('model_missing', 'none')) } });
    const session = await test.session();
    const failed = endOf(await test.say(session.id, 'Hi'));
    expect(failed).toMatchObject({ trace_id: null, error: { code: 'model_missing' }, message: { status: 'failed', model: null } });
    expect((await test.sessions.history({ session_id: session.id, limit: 5 })).messages.at(-1)).toMatchObject({ id: failed.message.id, status: 'failed', error: { code: 'model_missing' } });
    await test.close();
    test = await createTestChat({ parts: { model: () => Promise.reject(new LuminoraError('cancelled', 'stop')) } });
    expect(endOf(await test.say((await test.session()).id, 'Hi'))).toMatchObject({ error: null, message: { status: 'interrupted', error: null } });
  });

  it('a storage that fails under the reply still ends the turn, and says so', async () => {
    test = await createTestChat();
    const session = await test.session();
    const commit = test.storage.commit;
    const fail = (when: (changes: string) => boolean) => {
      test.storage.commit = async (changes) => {
        if (when(JSON.stringify(changes))) throw new LuminoraError('storage_full', 'full');
        return commit(changes);
      };
    };
    fail((changes) => changes.includes('"entity":"trace"'));
    const unsaved = endOf(await test.say(session.id, 'Hi'));
    expect(unsaved).toMatchObject({ error: { code: 'storage_full' }, message: { status: 'interrupted' } });
    expect(await test.storage.messages.get(unsaved.message.id)).toMatchObject({ status: 'streaming' });
    fail((changes) => changes.includes('"speaker":"assistant"'));
    expect(endOf(await test.say(session.id, 'Ho'))).toMatchObject({ error: { code: 'storage_full' }, message: { status: 'failed', content: '' } });
    fail((changes) => changes.includes('"entity":"mood"'));
    expect(endOf(await test.say(session.id, 'Hu'))).toMatchObject({ error: { code: 'storage_full' }, message: { status: 'failed' } });
    test.storage.affinity.get = () => { throw 'not even an error'; };
    expect(endOf(await test.say(session.id, 'He'))).toMatchObject({ error: { code: 'internal' } });
    fail((changes) => changes.includes('"speaker":"user"'));
    await expect(test.say(session.id, 'never stored')).rejects.toMatchObject({ code: 'storage_full' });
    Object.assign(test.storage, { commit });
    Object.assign(test.storage.affinity, { get: async () => null });
    expect(endOf(await test.say(session.id, 'at last'))).toMatchObject({ error: null });
  });

  it('what is written is kept on disk while it grows', async () => {
    test = await createTestChat();
    const session = await test.session();
    const time = vi.spyOn(performance, 'now');
    let kept: string | undefined;
    let reply: string | null = null;
    test.place.model = modelOf(async function* () {
      reply = (await test.storage.sessions.get(session.id))!.active_leaf_id;
      yield { type: 'text-delta', text: 'first ' };
      time.mockReturnValue(1e12);
      yield { type: 'text-delta', text: 'second ' };
      kept = (await test.storage.messages.get(reply!))?.content;
      yield end;
    });
    await test.say(session.id, 'Hi');
    time.mockRestore();
    expect(kept).toBe('first second');
  });

  it('what is kept while it grows is guarded as the end is: a crash leaves no card number', async () => {
    test = await createTestChat();
    const session = await test.session();
    const time = vi.spyOn(performance, 'now');
    let kept: string | undefined;
    test.place.model = modelOf(async function* () {
      const reply = (await test.storage.sessions.get(session.id))!.active_leaf_id;
      yield { type: 'text-delta', text: 'It is ' };
      time.mockReturnValue(1e12);
      yield { type: 'text-delta', text: '4111 1111 1111 1111.' };
      kept = (await test.storage.messages.get(reply!))?.content;
      yield end;
    });
    await test.say(session.id, 'Hi');
    time.mockRestore();
    expect(kept).toBe('It is [card].');
  });

  it('two writers of one client id: the storage decides, both get the same message', async () => {
    test = await createTestChat();
    const session = await test.session();
    const known = test.storage.messages.getByClientId;
    let isFirst = true;
    test.storage.messages.getByClientId = async (...key) => {
      if (!isFirst) return known(...key);
      isFirst = false;
      return null;
    };
    await test.storage.commit([{ op: 'insert', entity: 'message', record: { id: test.ids.next(), session_id: session.id, user_id: 'ana', parent_id: null, depth: 0, speaker: 'user', content: 'Hi', status: 'complete', is_active: true, client_message_id: 'one', context: null, model: null, error: null, created_at: 1 } }]);
    const events = await test.say(session.id, 'Hi', { client_message_id: 'one' });
    expect(savedOf(events).is_repeat).toBe(true);
    expect(endOf(events)).toMatchObject({ error: null });
  });
});

describe('what a message does to the relationship', () => {
  it('counts every message once, also when many sessions talk at the same time', async () => {
    test = await createTestChat();
    const sessions = await Promise.all(Array.from({ length: 8 }, () => test.session()));
    for (let round = 0; round < 3; round += 1) await Promise.all(sessions.map((session) => test.say(session.id, 'I love this, thank you!')));
    const relationship = await test.storage.affinity.get('ana', 'luna');
    const ledger = await test.storage.affinity.events({ user_id: 'ana', personality: 'luna', limit: 100 });
    expect(relationship?.messages).toBe(24);
    expect(ledger.filter(({ kind }) => kind === 'interaction')).toHaveLength(24);
    expect(ledger.reduce((sum, { delta }) => sum + delta, 0)).toBeCloseTo(relationship?.points ?? -1, 6);
    expect(relationship?.points).toBeGreaterThan(0);
  });

  it('does not count an earlier message again when it is answered anew after later ones', async () => {
    test = await createTestChat();
    const session = await test.session();
    const first = await test.say(session.id, 'I love this!');
    await test.say(session.id, 'I hate that');
    const before = await test.storage.affinity.get('ana', 'luna');
    const again = await collect(await test.chat.regenerate(endOf(first).message.id));
    expect(again.find((event) => event.type === 'affinity')).toMatchObject({ delta: 0 });
    expect(await test.storage.affinity.get('ana', 'luna')).toEqual(before);
  });

  it('goes on in a new chat with the same companion, mood and all, and not with another', async () => {
    test = await createTestChat({ settings: { language: 'es' } });
    const moodOf = (events: Awaited<ReturnType<TestChat['say']>>) => events.find((event) => event.type === 'mood')!.mood;
    const told = await test.say((await test.session()).id, 'Mi perro Max murió ayer');
    expect(moodOf(told)).toMatchObject({ mood: 'sad', cause: 'life_event:bereavement', user_id: 'ana', personality: 'luna' });
    const points = (await test.storage.affinity.get('ana', 'luna'))!.points;
    const other = await test.session();
    const next = await test.say(other.id, 'ok');
    expect(moodOf(next).mood).toBe('sad');
    expect((await test.storage.affinity.get('ana', 'luna'))!.points).toBeGreaterThanOrEqual(points);
    const stranger = await test.sessions.create({ user_id: 'ana', personality: 'walt' });
    expect(moodOf(await test.say(stranger.id, 'ok')).mood).not.toBe('sad');
    expect((await test.storage.affinity.get('ana', 'walt'))!.points).toBeLessThan(points);
  });

  it('is told to the model beside the words that moved it, and the head of the prompt stays', async () => {
    test = await createTestChat({ settings: { language: 'es' } });
    const session = await test.session();
    await test.say(session.id, 'Hola');
    await test.say(session.id, 'Mi perro Max murió ayer');
    const [before, after] = test.requests.slice(-2);
    expect(after!.messages.at(-1)!.content).toMatch(/^\[(Memoria[^\n]*\n\[)?Sientes[^\n]*\]\nMi perro Max murió ayer$/);
    expect(after!.messages[0]).toEqual(before!.messages[0]);
    const [reply] = (await test.sessions.history({ session_id: session.id, limit: 10 })).messages.slice(-1);
    expect((await test.storage.traces.forMessage(reply!.id))?.character).toMatchObject({ mood: 'sad', note: expect.stringContaining('Sientes'), layers: expect.arrayContaining([expect.objectContaining({ layer: 'mood', changes: expect.arrayContaining([expect.objectContaining({ parameter: 'humor' })]) })]) });
  });

  it('begins with the companion\'s own words where asked, the others as swipes', async () => {
    test = await createTestChat();
    const session = await test.sessions.create({ user_id: 'ana', greeting: 1, language: 'es' });
    const { messages: [first] } = await test.sessions.history({ session_id: session.id, limit: 10 });
    expect(first).toMatchObject({ speaker: 'assistant', content: 'Hola. El agua está al fuego y la calle, tranquila. ¿Qué tal hoy?', parent_id: null });
    expect(first!.sibling_ids).toHaveLength(3);
    const { messages } = await test.chat.swipe(first!.sibling_ids[0]!);
    expect(messages[0]?.content).toBe('Hola. Esperaba que escribieras.');
    await test.say(session.id, 'Buenas');
    expect(test.requests.at(-1)!.messages.slice(1).map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('is left alone when switched off', async () => {
    test = await createTestChat({ settings: { isMoodOn: false, isAffinityOn: false } });
    const events = await test.say((await test.session()).id, 'I love this, thank you!');
    expect(events.find((event) => event.type === 'mood')).toMatchObject({ mood: { mood: 'neutral' } });
    expect(events.find((event) => event.type === 'affinity')).toMatchObject({ delta: 0, affinity: { points: 0 } });
  });
});
