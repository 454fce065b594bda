import { afterEach, describe, expect, it } from 'vitest';
import { endOf } from '../../testing/test-chat.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { createIdSource } from '../../lib/ids.ts';
import type { Message } from '../../contract/entities.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { join } from 'node:path';

let test: TestEngine;
afterEach(() => test.close());

/** Works on the closed engine's storage, as a process that died would have left it. */
async function meddle(work: (commit: (changes: readonly Change[]) => Promise<void>, ids: { next(): string }) => Promise<void>): Promise<void> {
  await test.engine.close();
  const storage = openSqliteStorage(join(test.folder, 'luminora.db'), { dataFolder: test.folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  await work((changes) => storage.commit(changes), createIdSource(systemClock, (await storage.greatestId()) ?? undefined));
  await storage.close();
  await test.restart();
}

/** One row of a conversation. */
const row = (session: { id: string; user_id: string }, id: string, more: Partial<Message>): Message => ({
  id, session_id: session.id, user_id: session.user_id, parent_id: null, depth: 0, speaker: 'user', content: '', status: 'complete', is_active: true, client_message_id: null, context: null, model: null,
  error: null, created_at: Date.now(), ...more,
});

describe('sessions', () => {
  it('are made for a known companion, listed by pages and found by their title', async () => {
    test = await createTestEngine();
    const { sessions } = test.engine.client;
    await expect(sessions.create({ personality: 'nobody' })).rejects.toMatchObject({ code: 'not_found', data: { details: { known: expect.arrayContaining(['luna', 'walt']) } } });
    const made = [];
    for (let number = 0; number < 7; number += 1) made.push(await sessions.create({ title: `Ciudad número ${number}`, personality: 'luna' }));
    await sessions.create({ user_id: 'somebody else' });
    const seen: string[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = await sessions.list({ limit: 3, ...(before === undefined ? {} : { before }) });
      expect(page.sessions.length).toBeLessThanOrEqual(3);
      seen.push(...page.sessions.map(({ id }) => id));
      before = page.next_before;
    }
    expect(seen).toEqual(made.map(({ id }) => id).reverse());
    expect((await sessions.list({ search: 'NUMERO 4' })).sessions.map(({ id }) => id)).toEqual([made[4]!.id]);
    expect((await sessions.rename({ session_id: made[4]!.id, title: '  Teruel ' })).title).toBe('Teruel');
    expect((await sessions.list({ search: 'numero 4' })).sessions).toEqual([]);
    for (const call of [sessions.get, sessions.delete, sessions.history]) await expect(call({ session_id: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(sessions.rename({ session_id: 'nowhere', title: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await sessions.history({ session_id: made[0]!.id })).toEqual({ messages: [], next_before: null });
  });

  it('the latest active one comes first, and a first message gives the title', async () => {
    test = await createTestEngine();
    const { sessions } = test.engine.client;
    const [one, two] = [await sessions.create({}), await sessions.create({})];
    await test.say(one.id, `${'palabra '.repeat(20)}`);
    expect((await sessions.list({})).sessions.map(({ id }) => id)).toEqual([one.id, two.id]);
    expect((await sessions.get({ session_id: one.id })).title).toMatch(/^(palabra ){6}palabra…$/);
    await test.say(two.id, '😀'.repeat(40));
    expect((await sessions.get({ session_id: two.id })).title).toBe(`${'😀'.repeat(30)}…`);
    const three = await sessions.create({});
    await test.say(three.id, `a${'😀'.repeat(40)}`);
    expect((await sessions.get({ session_id: three.id })).title).toBe(`a${'😀'.repeat(29)}…`);
  });

  it('300 messages are read back by pages, each once, oldest first within a page', async () => {
    test = await createTestEngine();
    const session = await test.engine.client.sessions.create({});
    const all: string[] = [];
    await meddle(async (commit, ids) => {
      const rows: Message[] = [];
      for (let depth = 0; depth < 300; depth += 1) rows.push(row(session, ids.next(), { parent_id: rows.at(-1)?.id ?? null, depth, speaker: depth % 2 === 0 ? 'user' : 'assistant', content: `number ${depth}` }));
      await commit([...rows.map((record) => ({ op: 'insert' as const, entity: 'message' as const, record })), { op: 'activate-branch', session_id: session.id, leaf_id: rows.at(-1)!.id }]);
      all.push(...rows.map(({ id }) => id));
    });
    const seen: string[] = [];
    for (let before: string | null | undefined; before !== null;) {
      const page = await test.engine.client.sessions.history({ session_id: session.id, limit: 47, ...(before === undefined ? {} : { before }) });
      seen.unshift(...page.messages.map(({ id }) => id));
      before = page.next_before;
    }
    expect(seen).toEqual(all);
    expect(await test.engine.client.sessions.delete({ session_id: session.id })).toEqual({ deleted: true });
    expect((await test.engine.client.memory.search({ query: 'number' })).results).toEqual([]);
  });
});

describe('after a crash', () => {
  it('a reply that was being written keeps its words, is interrupted, and can be written again', async () => {
    test = await createTestEngine({ script: { replies: ['whole'] } });
    const session = await test.engine.client.sessions.create({});
    await meddle(async (commit, ids) => {
      const question = row(session, ids.next(), { content: 'Hi', client_message_id: 'one' });
      const reply = row(session, ids.next(), { content: 'half of', parent_id: question.id, depth: 1, speaker: 'assistant', status: 'streaming', model: 'scripted/scripted' });
      await commit([{ op: 'insert', entity: 'message', record: question }, { op: 'insert', entity: 'message', record: reply }, { op: 'activate-branch', session_id: session.id, leaf_id: reply.id }]);
    });
    const left = (await test.engine.client.sessions.history({ session_id: session.id })).messages.at(-1)!;
    expect(left).toMatchObject({ status: 'interrupted', content: 'half of', error: null });
    expect(endOf(await test.say(session.id, 'Hi', 'one')).message.id).toBe(left.id);
    const events = [];
    for await (const event of await test.engine.client.chat.regenerate({ message_id: left.id })) events.push(event);
    expect(endOf(events).message).toMatchObject({ status: 'complete', content: 'whole', sibling_ids: [left.id, endOf(events).message.id] });
  });

  it.each(['before the reply was begun', 'before its first word'])('%s, sending again answers', async (moment) => {
    test = await createTestEngine({ script: { replies: ['whole'] } });
    const session = await test.engine.client.sessions.create({});
    await meddle(async (commit, ids) => {
      const question = row(session, ids.next(), { content: 'Hi', client_message_id: 'one' });
      const reply = row(session, ids.next(), { parent_id: question.id, depth: 1, speaker: 'assistant', status: 'streaming' });
      const rows = moment === 'before its first word' ? [question, reply] : [question];
      await commit([...rows.map((record) => ({ op: 'insert' as const, entity: 'message' as const, record })), { op: 'activate-branch', session_id: session.id, leaf_id: rows.at(-1)!.id }]);
    });
    const events = await test.say(session.id, 'Hi', 'one');
    expect(events[0]).toMatchObject({ type: 'message-saved', is_repeat: true });
    expect(endOf(events).message).toMatchObject({ status: 'complete', content: 'whole' });
    expect((await test.engine.client.sessions.history({ session_id: session.id })).messages).toHaveLength(2);
  });

  it('a clock that went back makes no smaller ids', async () => {
    let now = 2_000_000_000_000;
    test = await createTestEngine({ clock: { now: () => now } });
    const session = await test.engine.client.sessions.create({});
    await test.say(session.id, 'Tengo 28 años');
    await test.engine.jobsIdle();
    now -= 86_400_000;
    await test.restart();
    await test.say(session.id, 'Tengo 29 años');
    await test.engine.jobsIdle();
    const { messages } = await test.engine.client.sessions.history({ session_id: session.id });
    expect(messages.map(({ content }) => content).filter((_, index) => index % 2 === 0)).toEqual(['Tengo 28 años', 'Tengo 29 años']);
    expect([...messages].map(({ id }) => id)).toEqual(messages.map(({ id }) => id).sort());
    expect((await test.engine.client.memory.facts({})).facts.map(({ value }) => value)).toEqual([29]);
  });
});
