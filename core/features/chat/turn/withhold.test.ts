// Facts marked as staying on this machine, and a model that is elsewhere.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import type { Fact } from '../../../contract/entities.ts';
import type { ChatEvent, ChatRequest, LanguageModel } from '../../../providers/llm/llm.ts';
import { createScriptedModel } from '../../../providers/llm/scripted.ts';
import { createTestChat, endOf } from '../../../testing/test-chat.ts';
import type { TestChat } from '../../../testing/test-chat.ts';

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
const know = (key: string, value: string, more: Partial<Fact> = {}) => {
  const record: Fact = {
    id: test.ids.next(), user_id: 'ana', scope: '', category: 'health', key, value, confidence: 1, source_message_ids: [], source: 'user', tags: [], valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false,
    local_only: true, created_at: 0, updated_at: 0, ...more,
  };
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
