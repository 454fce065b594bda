// Facts marked as staying on this machine, and a model that is elsewhere.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import type { Fact, Message, RecalledItem } from '../../../contract/entities.ts';
import type { Classification, Episode } from '../../../contract/episodes.ts';
import type { ChatEvent, ChatRequest, LanguageModel } from '../../../providers/llm/llm.ts';
import { createScriptedModel } from '../../../providers/llm/scripted.ts';
import { createTestChat, endOf, savedOf } from '../../../testing/test-chat.ts';
import { makeClassification, makeEpisode } from '../../../providers/storage/conformance/records.ts';
import type { TestChat } from '../../../testing/test-chat.ts';
import { withoutPrivate } from './withhold.ts';

let test: TestChat;
let sent: ChatRequest[];
const end: ChatEvent = { type: 'end', finish: 'stop', usage: null };
beforeEach(async () => {
  test = await createTestChat();
  sent = [];
});
afterEach(() => test.close());

const elsewhere: LanguageModel = {
  ...createScriptedModel().model, identity: async () => ({ id: 'cloud', model: 'big', location: 'cloud.example', is_local: false }),
  async *chat(request) {
    sent.push(request);
    yield { type: 'text-delta', text: 'Yes.' };
    yield end;
  },
};
const local: Fact = {
  id: 'x', user_id: 'ana', scope: '', category: 'health', key: 'condition', value: 'x', confidence: 1, source_message_ids: [], source: 'user', tags: [], valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false,
  local_only: true, created_at: 0, updated_at: 0,
};
const know = (key: string, value: string, more: Partial<Fact> = {}) => {
  const record: Fact = { ...local, id: test.ids.next(), key, value, ...more };
  return test.storage.commit([{ op: 'insert', entity: 'fact', record }]);
};
const prompts = () => JSON.stringify(sent.map(({ messages }) => messages));

it('are sent to a model on this machine, and to no other, not even in the notes of earlier turns', async () => {
  await know('condition', 'porphyria');
  await know('allergy', 'walnuts', { is_pinned: true });
  await know('name', 'Ana', { local_only: false });
  const session = await test.session();
  await test.say(session.id, 'Hello there');
  const here = JSON.stringify(test.requests);
  for (const value of ['porphyria', 'walnuts', 'Ana']) expect(here).toContain(value);

  test.place.model = elsewhere;
  const { message } = endOf(await test.say(session.id, 'And what do you know of me?'));
  expect(sent).toHaveLength(1);
  expect(prompts()).toContain('Ana');
  for (const value of ['porphyria', 'walnuts']) expect(prompts()).not.toContain(value);
  const trace = await test.storage.traces.forMessage(message.id);
  expect(trace?.guard).toContain('local-facts-withheld');
  expect(JSON.stringify(trace?.recalled)).not.toContain('porphyria');
});

it('keep a prompt made for this machine from being sent elsewhere when its model is gone', async () => {
  await know('condition', 'porphyria');
  test.place.model = {
    ...createScriptedModel().model,
    async *chat(): AsyncGenerator<ChatEvent> {
      test.place.model = elsewhere;
      yield* [];
      throw new LuminoraError('provider_unavailable', 'Gone.');
    },
  };
  expect(endOf(await test.say((await test.session()).id, 'Hello')).error).toMatchObject({ code: 'provider_unavailable' });
  expect(sent).toEqual([]);
});

describe('what is behind them', () => {
  const answerOf = async (sessionId: string, text: string) => {
    const events = await test.say(sessionId, text);
    const start = events.find((event) => event.type === 'reply-start');
    return { withheld: start?.withheld ?? -1, trace: (await test.storage.traces.forMessage(endOf(events).message.id))! };
  };
  const secretRow = (message: Pick<Message, 'id' | 'session_id'>): Classification => makeClassification(message.id, { session_id: message.session_id, privacy: 'secret' });

  it('messages such a fact came from, secrets, and notes that quote them stay here, and the reply says how many', async () => {
    const earlier = await test.session();
    const told = savedOf(await test.say(earlier.id, 'The doctor found porphyria in my blood')).message;
    await test.say(earlier.id, 'My password is hunter22 for the doctor');
    const classified = savedOf(await test.say(earlier.id, 'The doctor keeps the spare key under the fig tree')).message;
    await test.say(earlier.id, 'The doctor has a dog');
    await know('condition', 'a rare illness', { source_message_ids: [told.id] });
    await test.storage.commit([{ op: 'put', entity: 'classification', record: secretRow(classified) }]);

    const session = await test.session();
    const here = await answerOf(session.id, 'What about the doctor?');
    expect(here.withheld).toBe(0);
    const known = JSON.stringify(here.trace.recalled);
    for (const word of ['porphyria', 'hunter22', 'fig tree', 'dog', 'rare illness']) expect(known).toContain(word);

    test.place.model = elsewhere;
    const there = await answerOf(session.id, 'And the doctor again?');
    expect(prompts()).toContain('has a dog');
    for (const word of ['porphyria', 'hunter22', 'fig tree', 'rare illness']) {
      expect(prompts()).not.toContain(word);
      expect(JSON.stringify(there.trace.recalled)).not.toContain(word);
    }
    // The fact, three messages, the replies to them and those made of them, and the note of the turn before.
    expect(there.withheld).toBe(10);
    expect(there.trace.withheld).toBe(10);
    expect(there.trace.guard).toEqual(expect.arrayContaining(['local-facts-withheld', 'local-messages-withheld', 'local-notes-withheld']));
    expect(there.trace.guard).not.toContain('local-summary-withheld');
  });

  it('nothing is held back of who has nothing private', async () => {
    await know('name', 'Ana', { local_only: false });
    test.place.model = elsewhere;
    const { withheld, trace } = await answerOf((await test.session()).id, 'Hello');
    expect([withheld, trace.withheld, trace.guard]).toEqual([0, 0, []]);
  });

  it('a prompt for this machine that recalls a secret is sent to nobody else when its model is gone', async () => {
    await test.say((await test.session()).id, 'My password is hunter22 for the doctor');
    test.place.model = {
      ...createScriptedModel().model,
      async *chat(): AsyncGenerator<ChatEvent> {
        test.place.model = elsewhere;
        yield* [];
        throw new LuminoraError('provider_unavailable', 'Gone.');
      },
    };
    expect(endOf(await test.say((await test.session()).id, 'What did I tell the doctor?')).error).toMatchObject({ code: 'provider_unavailable' });
    expect(sent).toEqual([]);
  });

  it('episodes made of them, and a summary of what lies before the prompt, stay here too', async () => {
    const session = await test.session();
    const told = savedOf(await test.say(session.id, 'The doctor found porphyria')).message;
    const fact: Fact = { ...local, id: 'f', source_message_ids: [told.id] };
    const kept = makeEpisode('e1', { session_id: session.id, source_message_ids: ['other'], summary: 'A day at the sea' });
    const item = (one: Episode): RecalledItem => ({
      kind: 'episode', id: one.id, text: one.summary, speaker: null, session_id: session.id, message_id: null, created_at: 0, score: 1, parts: { words: 1, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: 'hit', is_in_prompt: false,
    });
    const made = makeEpisode('e2', { session_id: session.id, source_message_ids: [told.id], summary: 'A bad word of the doctor' });
    const mine = { facts: [fact], messages: [{ ...(await test.storage.messages.get(told.id))! }], episodes: [made] };
    const all = { recalled: [item(kept), item(made)], pinned: [], history: [], summary: 'They spoke of the doctor.' };
    const question = { session_id: session.id, depth: 9 };
    expect(withoutPrivate(all, question, mine, [fact])).toMatchObject({ recalled: [{ id: 'e1' }], summary: null, withheld: { facts: 0, messages: 1, notes: 0, summary: 1 } });
    // Said in another conversation, or in the stretch that is sent anyway: the summary does not tell of it.
    expect(withoutPrivate(all, { session_id: 'another', depth: 9 }, mine, [fact]).summary).toBe(all.summary);
    expect(withoutPrivate({ ...all, history: mine.messages }, question, mine, [fact]).summary).toBe(all.summary);
    // What cannot be told to be harmless does not go.
    expect(withoutPrivate(all, question, null, []).withheld).toEqual({ facts: 0, messages: 2, notes: 0, summary: 1 });
  });
});
