// Imports into a real store: whole or not at all, once, and nothing learnt.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../contract/entities.ts';
import { createTestMemory } from '../../testing/test-memory.ts';
import type { TestMemory } from '../../testing/test-memory.ts';
import { importConversations, removeUnfinished } from './import-conversations.ts';
import type { ImportOptions, ImportProgress } from './import-conversations.ts';
import { isImportedSession } from './to-records.ts';
import { chatgptConversation, chatgptNode, chatgptTalk, claudeConversation, claudeMessage, lines, streamOf, zipOf } from './testing/files.ts';

let test: TestMemory;
beforeEach(async () => { test = await createTestMemory(); });
afterEach(() => test.close());

async function bring(content: string | Uint8Array, more: Partial<ImportOptions> = {}): Promise<ImportProgress[]> {
  const reports: ImportProgress[] = [];
  for await (const report of importConversations(streamOf(content), test, { user_id: 'ana', personality: 'luna', ...more })) reports.push(report);
  return reports;
}
const sessions = async () => (await test.storage.sessions.list({ user_id: 'ana', limit: 100 })).filter(({ id }) => id !== 's');
const counts = async () => Object.fromEntries(await Promise.all((['session', 'message', 'job', 'fact', 'episode', 'mood', 'affinity', 'setting'] as const).map(async (entity) => [entity, await test.storage.count(entity)])));
const path = async (leafId: string | null): Promise<Message[]> => (leafId === null ? [] : test.storage.messages.path({ leaf_id: leafId, limit: 200 }));
const long = (id: string, length: number) => chatgptTalk(id, Array.from({ length }, (_, index) => `word ${index}`));

describe('an import', () => {
  it('makes a session of each conversation, with its branches, times and models, found by its words', async () => {
    const reports = await bring(zipOf({ 'conversations.json': JSON.stringify([
      chatgptConversation('c', [chatgptNode('q', null, { role: 'user', content: { content_type: 'text', parts: ['Where is Teruel?'] }, at: 1_600_000_000 }), chatgptNode('a', 'q', { content: { content_type: 'text', parts: ['In Aragon.'] }, metadata: { model_slug: 'gpt-4o' }, at: 1_600_000_001 }), chatgptNode('b', 'q', { content: { content_type: 'text', parts: ['In Spain.'] }, at: 1_600_000_002 })], { create_time: 1_600_000_000, update_time: 1_600_000_009 }),
      claudeConversation('k', [claudeMessage('1', 'human', 'Hola', { created_at: '2023-01-01T00:00:00Z' })], { created_at: '2023-01-01T00:00:00Z', updated_at: null }),
    ]) }));
    expect(reports.at(-1)).toMatchObject({ conversations: 2, messages: 4, already_there: 0, left_out: 0, findings: [], sources: { chatgpt: 1, claude: 1 }, is_done: true });
    const [claude, chatgpt] = await sessions();
    expect(claude).toMatchObject({ title: 'Talk k', created_at: Date.UTC(2023, 0, 1), last_activity_at: Date.UTC(2023, 0, 1), personality: 'luna', prompt_start_id: null });
    expect(reports.slice(0, 2).map(({ session_id }) => session_id)).toEqual([chatgpt!.id, claude!.id]);
    const shown = await path(chatgpt!.active_leaf_id);
    expect(shown.map(({ content, model, depth, is_active, created_at, status }) => [content, model, depth, is_active, created_at, status])).toEqual([['Where is Teruel?', null, 0, true, 1_600_000_000_000, 'complete'], ['In Spain.', null, 1, true, 1_600_000_002_000, 'complete']]);
    const branches = await test.storage.messages.children({ session_id: chatgpt!.id, parent_id: shown[0]!.id });
    expect(branches.map(({ content, model, is_active }) => [content, model, is_active])).toEqual([['In Aragon.', 'chatgpt/gpt-4o', false], ['In Spain.', null, true]]);
    expect(await test.storage.messages.search({ user_id: 'ana', terms: ['teruel'], limit: 5 })).toHaveLength(1);
    expect(await test.storage.messages.search({ user_id: 'ana', terms: ['aragon'], limit: 5 })).toEqual([]);
    expect((await test.storage.messages.withoutEmbedding({ space_id: 'x', limit: 10 })).length).toBe(3);
  });

  it('learns nothing and asks for nothing', async () => {
    await bring(JSON.stringify([chatgptTalk('c', ['Me llamo Ana y tengo 28 años', 'Hola'])]));
    expect(await counts()).toEqual({ session: 2, message: 2, job: 0, fact: 0, episode: 0, mood: 0, affinity: 0, setting: 0 });
  });

  it('of the same file again adds nothing, for another user it does; a deleted conversation comes back', async () => {
    const file = JSON.stringify([chatgptTalk('one', ['Hello']), long('two', 120), chatgptTalk('one', ['Hello'])]);
    expect((await bring(file)).at(-1)).toMatchObject({ conversations: 2, already_there: 1 });
    const before = await counts();
    test.clock.time += 86_400_000;
    expect((await bring(file)).at(-1)).toMatchObject({ conversations: 0, messages: 0, already_there: 3 });
    expect(await counts()).toEqual(before);
    expect((await bring(file, { user_id: 'eva' })).at(-1)).toMatchObject({ conversations: 2 });
    await test.storage.commit([{ op: 'delete-session', session_id: (await sessions())[0]!.id }]);
    expect((await bring(file)).at(-1)).toMatchObject({ conversations: 1, already_there: 2 });
  });

  it('ids sort as the conversation goes, also where times stand still or lie ahead, and before all that comes', async () => {
    const future = Array.from({ length: 130 }, (_, index) => chatgptNode(`n${index}`, index === 0 ? null : `n${index - 1}`, { role: index % 2 === 0 ? 'user' : 'assistant', content: { content_type: 'text', parts: [`${index}`] }, at: index % 3 === 0 ? null : index % 3 === 1 ? 5e9 : 1_650_000_000 - index }));
    await bring(JSON.stringify([chatgptConversation('c', future, { create_time: null, update_time: 5e9 })]));
    const [session] = await sessions();
    const messages = await path(session!.active_leaf_id);
    expect(messages.map(({ content }) => Number(content))).toEqual(Array.from({ length: 130 }, (_, index) => index));
    const ids = messages.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    expect(ids.at(-1)! < test.ids.next()).toBe(true);
    expect([session!.id, test.ids.next(), 's'].map(isImportedSession)).toEqual([true, false, false]);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(Math.max(session!.last_activity_at, ...messages.map(({ created_at }) => created_at))).toBeLessThanOrEqual(test.clock.now());
  });

  it('swipes stand beside each other in their order', async () => {
    await bring(lines({ user_name: 'Ana', character_name: 'Nur', create_date: '2024-01-01T00:00:00Z', chat_metadata: {} }, { name: 'Nur', is_user: false, mes: 'b', swipes: ['a', 'b', 'c', 'd'], swipe_id: 1 }, { name: 'Ana', is_user: true, mes: 'Hi' }));
    const [session] = await sessions();
    expect((await test.storage.messages.children({ session_id: session!.id, parent_id: null })).map(({ content, is_active }) => [content, is_active])).toEqual([['a', false], ['b', true], ['c', false], ['d', false]]);
  });

  it('takes the companion by conversation, or leaves it out', async () => {
    const file = JSON.stringify([chatgptTalk('one', ['Hello']), claudeConversation('two', [claudeMessage('1', 'human', 'Hi')])]);
    expect((await bring(file, { personality: ({ source }) => (source === 'claude' ? 'nur' : null) })).at(-1)).toMatchObject({ conversations: 1 });
    expect((await sessions()).map(({ personality }) => personality)).toEqual(['nur']);
  });
});

describe('an import that does not end', () => {
  it('stopped within a conversation leaves the whole ones and nothing of that one', async () => {
    const stop = new AbortController();
    let commits = 0;
    const storage = { ...test.storage, commit: async (...args: Parameters<typeof test.storage.commit>) => {
      commits += 1;
      if (commits === 4) stop.abort();
      return test.storage.commit(...args);
    } };
    const run = async () => { for await (const _ of importConversations(streamOf(JSON.stringify([chatgptTalk('one', ['Hello']), long('two', 500)])), { storage, clock: test.clock }, { user_id: 'ana', personality: 'luna', signal: stop.signal })) continue; };
    await expect(run()).rejects.toMatchObject({ code: 'cancelled', details: { conversations: 1, messages: 1 } });
    expect(commits).toBeGreaterThan(4);
    expect(await counts()).toMatchObject({ session: 2, message: 1, setting: 0 });
    expect((await bring(JSON.stringify([long('two', 500)]))).at(-1)).toMatchObject({ conversations: 1, messages: 500 });
  });

  it('given up between two reports leaves whole conversations', async () => {
    for await (const report of importConversations(streamOf(JSON.stringify([long('one', 100), long('two', 100)])), test, { user_id: 'ana', personality: 'luna' })) if (report.session_id) break;
    expect(await counts()).toMatchObject({ session: 2, message: 100, setting: 0 });
  });

  it('because the process died is cleared away, and can be done again', async () => {
    const died = new Error('died');
    let commits = 0;
    const dying = { ...test.storage, commit: async (...args: Parameters<typeof test.storage.commit>) => {
      commits += 1;
      if (commits > 3) throw died;
      return test.storage.commit(...args);
    } };
    const file = JSON.stringify([long('one', 500)]);
    const run = async () => { for await (const _ of importConversations(streamOf(file), { storage: dying, clock: test.clock }, { user_id: 'ana', personality: 'luna' })) continue; };
    await expect(run()).rejects.toBe(died);
    expect(await counts()).toMatchObject({ session: 2, message: 96, setting: 1 });
    expect(await test.storage.messages.search({ user_id: 'ana', terms: ['word'], limit: 5 })).toEqual([]);
    await removeUnfinished(test.storage);
    expect(await counts()).toMatchObject({ session: 1, message: 0, setting: 0 });
    expect((await bring(file)).at(-1)).toMatchObject({ conversations: 1, messages: 500 });
    await removeUnfinished(test.storage);
    expect(await sessions()).toHaveLength(1);
  });

  it('a file that breaks off keeps its whole conversations', async () => {
    const file = JSON.stringify([chatgptTalk('one', ['Hello']), chatgptTalk('two', ['Hello'])]);
    expect((await bring(file.slice(0, -20))).at(-1)).toMatchObject({ conversations: 1, left_out: 1, is_done: true, findings: [{ message: expect.stringContaining('breaks off') }] });
  });
});
