// The facts' part of the contract on real parts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client, Fact } from '../../../contract/index.ts';
import { createTestEngine } from '../../../testing/test-engine.ts';
import type { TestEngine } from '../../../testing/test-engine.ts';

let test: TestEngine;
let memory: Client['memory'];
beforeEach(async () => {
  test = await createTestEngine();
  memory = test.engine.client.memory;
});
afterEach(() => test.close());

const say = async (sessionId: string, ...texts: string[]) => {
  for (const text of texts) await test.say(sessionId, text);
  await test.engine.jobsIdle();
};
const session = async () => (await test.engine.client.sessions.create({})).id;
const known = async () => (await memory.facts({})).facts.map(({ key, value }) => `${key}=${String(value)}`);
const add = (key: string, value: Fact['value'], more: object = {}) => memory.addFact({ category: 'personal_info', key, value, ...more });

describe('telling a fact', () => {
  it('takes the place of the value known, and the same again is kept once as the user’s own', async () => {
    await say(await session(), 'Me llamo Ana');
    const told = await add('name', 'Anita', { is_pinned: true, tags: ['x'] });
    expect(told).toMatchObject({ value: 'Anita', source: 'user', confidence: 1, is_pinned: true, tags: ['x'], scope: '', source_message_ids: [] });
    expect(await known()).toEqual(['name=Anita']);
    expect(await add('name', 'ANITA')).toMatchObject({ id: told.id, value: 'ANITA', is_pinned: true });
    expect((await memory.factHistory({ id: told.id })).facts.map(({ value }) => value)).toEqual(['ANITA', 'Ana']);
  });

  it('stands beside others where a key holds many; liking ends disliking', async () => {
    const like = (value: string, key = 'likes') => memory.addFact({ category: 'preferences', key, value });
    await like('café');
    await like('té');
    await like('café', 'dislikes');
    expect(await known()).toEqual(['dislikes=café', 'likes=té']);
  });

  it('never keeps the number of a card', async () => {
    await expect(add('name', '4111 1111 1111 1111')).rejects.toMatchObject({ code: 'invalid_input' });
    const { id } = await add('name', 'Ana');
    await expect(memory.changeFact({ id, value: ['x', '4111111111111111'] })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await known()).toEqual(['name=Ana']);
  });

  it('holds though what taught the same first was taken back', async () => {
    const id = await session();
    const saved = (await test.say(id, 'Tengo 28 años')).find((event) => event.type === 'message-saved')!.message;
    await test.engine.jobsIdle();
    for await (const _ of await test.engine.client.chat.edit({ message_id: saved.id, message: 'Hola', client_message_id: 'again' }));
    await test.engine.jobsIdle();
    expect(await known()).toEqual([]);
    await add('age', 28);
    expect(await known()).toEqual(['age=28']);
    const told = (await test.say(id, 'Me llamo Ana')).find((event) => event.type === 'message-saved')!.message;
    await test.engine.jobsIdle();
    for await (const _ of await test.engine.client.chat.edit({ message_id: told.id, message: 'Me llamo Eva', client_message_id: 'eva' }));
    await test.engine.jobsIdle();
    expect((await memory.sessionFacts({ session_id: id })).facts.map(({ value }) => value)).toEqual(['Eva']);
    const name = (await memory.facts({})).facts.find(({ key }) => key === 'name');
    expect((await memory.factHistory({ id: name!.id })).facts.map(({ value }) => value)).toEqual(['Eva']);
  });

  it('twice at once leaves one value where a key holds one', async () => {
    await Promise.all([add('name', 'Ana'), add('name', 'Eva'), add('name', 'Iris')]);
    expect(await known()).toEqual(['name=Iris']);
  });

  it('twice with two days makes two plans', async () => {
    const plan = (day: string) => memory.addFact({ category: 'events', key: 'plan', value: 'dentist', tags: [`date:${day}`] });
    await plan('2026-01-02');
    await plan('2026-03-04');
    expect((await memory.facts({})).facts.map(({ tags }) => tags)).toEqual([['date:2026-01-02'], ['date:2026-03-04']]);
  });

  it('of one companion alone leaves what all may know', async () => {
    await add('name', 'Ana');
    await add('name', 'Capitana', { scope: 'luna' });
    expect(await known()).toEqual(['name=Ana', 'name=Capitana']);
  });
});

describe('changing a fact', () => {
  it('another value supersedes, other fields change in place', async () => {
    await say(await session(), 'Tengo 28 años');
    const [age] = (await memory.facts({})).facts;
    const pinned = await memory.changeFact({ id: age!.id, is_pinned: true, value: 28 });
    expect(pinned).toMatchObject({ id: age!.id, is_pinned: true, source: 'rules-es' });
    const changed = await memory.changeFact({ id: age!.id, value: 29, local_only: true });
    expect(changed).toMatchObject({ value: 29, is_pinned: true, local_only: true, source: 'user', confidence: 1 });
    expect(changed.id).not.toBe(age!.id);
    expect((await memory.factHistory({ id: age!.id })).facts.map(({ value, superseded_by }) => [value, superseded_by])).toEqual([[29, null], [28, changed.id]]);
    await expect(memory.changeFact({ id: age!.id, value: 30 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(memory.changeFact({ id: 'nowhere', value: 30 })).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('nowhere') });
  });

  it('into a key that has a value takes its place', async () => {
    await add('name', 'Ana');
    const { id } = await add('nickname', 'Anita');
    await memory.changeFact({ id, key: 'name' });
    expect(await known()).toEqual(['name=Anita']);
  });

  it('for every companion takes the place of what every companion knew', async () => {
    await add('name', 'Ana');
    const { id } = await add('name', 'Capitana', { scope: 'luna' });
    await memory.changeFact({ id, scope: '' });
    expect(await known()).toEqual(['name=Capitana']);
  });

  it('fails when it changed meanwhile, and nothing is half done', async () => {
    const { id } = await add('name', 'Ana');
    const outcomes = await Promise.allSettled([memory.changeFact({ id, value: 'Eva' }), memory.changeFact({ id, value: 'Iris' }), memory.deleteFact({ id })]);
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as { code: string; message: string }] : []));
    expect(failed.map(({ code }) => code)).toEqual(failed.map(() => expect.stringMatching(/conflict|not_found/)));
    expect(failed.length).toBeGreaterThan(0);
    expect((await known()).length).toBeLessThanOrEqual(1);
  });
});

describe('deleting a fact', () => {
  it('gives the place back to what was before, when asked, and can be undone', async () => {
    await say(await session(), 'Tengo 28 años', 'Tengo 29 años');
    const [age] = (await memory.facts({})).facts;
    const { deleted } = await memory.deleteFact({ id: age!.id, restore_previous: true });
    expect(deleted).toEqual(age);
    expect(await known()).toEqual(['age=28']);
    await memory.restoreFact({ fact: deleted });
    expect(await known()).toEqual(['age=29']);
    await expect(memory.restoreFact({ fact: deleted })).rejects.toMatchObject({ code: 'conflict' });
    await memory.deleteFact({ id: age!.id });
    expect(await known()).toEqual([]);
    await expect(memory.deleteFact({ id: age!.id })).rejects.toMatchObject({ code: 'not_found', data: { details: { id: age!.id } } });
  });

  it('put back beside the same, told anew, leaves one', async () => {
    const { id } = await memory.addFact({ category: 'preferences', key: 'likes', value: 'café' });
    const { deleted } = await memory.deleteFact({ id });
    await memory.addFact({ category: 'preferences', key: 'likes', value: 'Café' });
    await memory.restoreFact({ fact: deleted });
    expect(await known()).toEqual(['likes=café']);
  });

  it('only what was here can be put back, so that no invented id stands above all that follow', async () => {
    const fact = await add('name', 'Ana');
    for (const id of ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'zzz']) await expect(memory.restoreFact({ fact: { ...fact, id } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(memory.restoreFact({ fact: { ...fact, id: '0', key: 'k'.repeat(65) } })).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('fact.key') });
    memory = (await test.restart()).client.memory;
    expect(await add('name', 'Eva')).toMatchObject({ value: 'Eva' });
  });

  it('of a past value changes nothing that holds', async () => {
    const old = await add('name', 'Ana');
    await add('name', 'Eva');
    await memory.deleteFact({ id: old.id, restore_previous: true });
    expect(await known()).toEqual(['name=Eva']);
  });

  it('screens hear of it', async () => {
    const heard = [];
    for await (const event of await test.engine.client.system.events()) {
      if (event.type === 'alive') void add('name', 'Ana', { user_id: 'bo' }).then(({ id }) => memory.deleteFact({ id }));
      if (event.type === 'facts-changed') heard.push(event.user_id);
      if (heard.length === 2) break;
    }
    expect(heard).toEqual(['bo', 'bo']);
  });
});

describe('facts of a session', () => {
  it('are those its messages told, past ones too, and what those took the place of, no others', async () => {
    const [one, other] = [await session(), await session()];
    await say(one, 'Tengo 28 años', 'Tengo 29 años');
    await say(other, 'Me llamo Ana');
    await add('nickname', 'Anita');
    const of = async (id: string) => (await memory.sessionFacts({ session_id: id })).facts.map(({ value }) => value);
    expect([await of(one), await of(other), await of(await session())]).toEqual([[28, 29], ['Ana'], []]);
    await say(other, 'Tengo 30 años');
    expect(await of(other)).toEqual(['Ana', 30, 29]);
    expect(await of(one)).toEqual([28, 29]);
    const [first] = (await memory.sessionFacts({ session_id: one })).facts;
    await memory.restoreFact({ fact: { ...first!, id: '0', user_id: 'somebody else' } });
    expect(await of(one)).toEqual([28, 29]);
    await expect(memory.sessionFacts({ session_id: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
