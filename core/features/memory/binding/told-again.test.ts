// Facts told again after a branch was left: what was learnt there neither blocks nor swallows what is said now.
import { afterEach, expect, it } from 'vitest';
import { createTestEngine } from '../../../testing/test-engine.ts';
import type { TestEngine } from '../../../testing/test-engine.ts';
import { savedOf } from '../../../testing/test-chat.ts';

let test: TestEngine;
afterEach(() => test.close());

async function open() {
  test = await createTestEngine();
  const { client } = test.engine;
  const session = (await client.sessions.create({})).id;
  return {
    client, session,
    say: async (text: string) => savedOf(await test.say(session, text)).message,
    async edit(message_id: string, message: string) { for await (const _event of await client.chat.edit({ message_id, message })); await test.engine.jobsIdle(); },
    values: async () => { await test.engine.jobsIdle(); return (await client.memory.facts({})).facts.map(({ key, value }) => `${key} ${String(value)}`); },
  };
}

it('the fuller wording of a branch left behind is not taken over', async () => {
  const { say, edit, values, client } = await open();
  const fuller = await say('I like green tea.');
  expect(await values()).toEqual(['likes green tea']);
  await edit(fuller.id, 'Hello there.');
  expect(await values()).toEqual([]);
  await say('I like tea.');
  expect(await values()).toEqual(['likes tea']);
  await client.chat.swipe({ message_id: fuller.id });
  expect(await values()).toEqual(['likes green tea']);
});

it('a fact told by two messages has the wording of the one on screen, and the fuller one when it comes back', async () => {
  const { say, edit, values, client } = await open();
  await say('I like tea.');
  const fuller = await say('I like green tea.');
  expect(await values()).toEqual(['likes green tea']);
  await edit(fuller.id, 'Hello there.');
  expect(await values()).toEqual(['likes tea']);
  await client.chat.swipe({ message_id: fuller.id });
  expect(await values()).toEqual(['likes green tea']);
  await client.chat.remove({ message_id: fuller.id });
  expect(await values()).toEqual(['likes tea']);
});

it('what ended on a branch left behind is told again without being there twice', async () => {
  const { say, edit, values } = await open();
  await say('I work at Acme.');
  const over = await say('I no longer work at Acme.');
  expect(await values()).toEqual([]);
  await edit(over.id, 'Hello there.');
  expect(await values()).toEqual(['employer Acme']);
  await say('I work at Acme.');
  expect(await values()).toEqual(['employer Acme']);
});

it('deleting what replaced a value brings it back, and deleting both leaves none', async () => {
  const { say, values, client } = await open();
  const first = await say('I live in Lisbon.');
  const second = await say('I live in Porto.');
  expect(await values()).toEqual(['home_city Porto']);
  expect(await client.chat.remove({ message_id: second.id })).toMatchObject({ deleted: 2 });
  expect(await values()).toEqual(['home_city Lisbon']);
  expect((await client.chat.remove({ message_id: first.id })).session).toMatchObject({ active_leaf_id: null, title: '' });
  expect(await values()).toEqual([]);
  await expect(client.chat.remove({ message_id: first.id })).rejects.toMatchObject({ code: 'not_found' });
});
