// Bringing the past into whole engines: sessions, proposals, the inbox, and what stops in the middle.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, Import } from './contract/index.ts';
import { chatgptConversation, chatgptNode, chatgptTalk, claudeConversation, claudeMessage, lines, zipOf } from './features/imports/testing/files.ts';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';

let test: TestEngine;
beforeEach(async () => { test = await createTestEngine(); });
afterEach(() => test.close());

const client = () => test.engine.client;

async function send(content: string | Uint8Array, fileName = 'conversations.json'): Promise<string> {
  const bytes = Buffer.from(content as string);
  const { id, piece_bytes, pieces } = await client().imports.begin({ file_name: fileName, bytes: bytes.length });
  for (let index = pieces - 1; index >= 0; index -= 1) await client().imports.putPiece({ id, index, data: bytes.subarray(index * piece_bytes, (index + 1) * piece_bytes).toString('base64') });
  return id;
}

async function ended(id: string): Promise<Import> {
  for (;;) {
    const view = await client().imports.get({ id });
    if (view.state !== 'waiting' && view.state !== 'running') return view;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}

async function bring(content: string | Uint8Array, options: { personality?: string; propose?: boolean } = {}): Promise<Import> {
  const id = await send(content);
  await client().imports.start({ id, ...options });
  await ended(id);
  await test.engine.jobsIdle();
  return client().imports.get({ id });
}

const inbox = async () => (await client().inbox.list({})).proposals;
const told = async () => (await inbox()).map(({ fact: { key, value } }) => `${key}: ${String(value)}`).sort();
const sessions = async () => (await client().sessions.list({ limit: 100 })).sessions;

describe('an import', () => {
  it('makes sessions in the background, tells how far it is, and lets what the user said wait in the inbox', async () => {
    const events: EngineEvent[] = [];
    const stop = new AbortController();
    const watching = (async () => { for await (const event of await client().system.events(undefined, { signal: stop.signal })) events.push(event); })().catch(() => undefined);
    await new Promise((resolve) => { setImmediate(resolve); });
    const done = await bring(JSON.stringify([chatgptTalk('one', ['Hi, my name is Clara and I live in Valencia.', 'Hello! My name is Botsy and I live in Madrid.', 'I work as a nurse.'])]));
    expect(done).toMatchObject({ state: 'done', conversations: 1, messages: 3, already_there: 0, left_out: 0, sources: { chatgpt: 1 }, proposals: 3, error: null });
    expect(done.done_bytes).toBe(done.bytes);
    expect(done.first_sessions).toEqual((await sessions()).map(({ id }) => id));
    expect(await told()).toEqual(['home_city: Valencia', 'name: Clara', 'profession: nurse']);
    expect((await inbox())[0]).toMatchObject({ reason: 'import', session_id: done.first_sessions[0], quotation: 'Hi, my name is Clara and I live in Valencia.', known_value: null, fact: { scope: '', source: 'rules-en', valid_from: 1_700_000_000_000 } });
    expect((await client().memory.facts({})).facts).toEqual([]);
    while (!events.some(({ type }) => type === 'inbox-changed')) await new Promise((resolve) => { setTimeout(resolve, 20); });
    stop.abort();
    await watching;
    const states = events.flatMap((event) => (event.type === 'import-progress' ? [event.import.state] : []));
    expect(states[0]).toBe('waiting');
    expect(states).toContain('running');
    expect(states.at(-1)).toBe('done');
    expect(events).toContainEqual({ type: 'inbox-changed', user_id: 'default', pending: 3 });
  });

  it('removes the file when it was read, and what a process left behind at the next start', async () => {
    const folder = join(test.folder, 'imports');
    await bring(JSON.stringify([chatgptTalk('one', ['Hello'])]));
    expect(await readdir(folder)).toEqual([]);
    const id = await send(JSON.stringify([chatgptTalk('two', ['Hello'])]), '../../../etc/passwd');
    expect(await readdir(folder)).toEqual([`${id}.part`]);
    if (process.platform !== 'win32') expect([(await stat(folder)).mode & 0o777, (await stat(join(folder, `${id}.part`))).mode & 0o777]).toEqual([0o700, 0o600]);
    expect((await client().imports.get({ id })).file_name).toBe('passwd');
    await test.restart();
    expect(await readdir(folder)).toEqual([]);
    await expect(client().imports.get({ id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of every kind, alone or in a ZIP, becomes sessions with the companion of the name the file tells', async () => {
    const chat = lines({ user_name: 'Clara', character_name: 'Luna', create_date: '2024-06-14@15h05m03s', chat_metadata: {} }, { name: 'Clara', is_user: true, mes: 'I have a dog called Bruno.', send_date: 'June 14, 2024 3:05pm' },
      { name: 'Luna', is_user: false, mes: 'Lovely!', swipes: ['How nice!', 'Lovely!'], swipe_id: 1, send_date: 'June 14, 2024 3:06pm' });
    const { personalities } = await client().characters.list();
    const luna = personalities.find(({ name }) => name === 'Luna')!;
    const image = chatgptNode('m', 'root', { role: 'user', content: { content_type: 'multimodal_text', parts: [{ content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-1' }, 'Look at this: I am allergic to nuts.'] } });
    const branched = chatgptConversation('branched', [chatgptNode('root', null, null), image, chatgptNode('one', 'm', { content: { content_type: 'text', parts: ['First answer'] } }), chatgptNode('two', 'm', { content: { content_type: 'text', parts: ['Second answer'] } })]);
    for (const [file, source] of [
      [JSON.stringify([branched]), 'chatgpt'],
      [zipOf({ 'export/conversations.json': JSON.stringify([claudeConversation('c', [claudeMessage('1', 'human', 'I play the piano.'), claudeMessage('2', 'assistant', 'Great')])]), 'user.html': '<b>' }), 'claude'],
      [chat, 'sillytavern'],
      [JSON.stringify({ internal: [], visible: [['I study biology.', 'Nice']] }), 'ooba'],
      [JSON.stringify({ kind: 'chat', name: 'Talk', greeting: 'Hello', messages: [{ _id: '1', msg: 'My favorite color is green.', userId: 'anon', createdAt: '2024-01-01T00:00:00.000Z' }] }), 'agnai'],
    ] as const) expect(await bring(file), source).toMatchObject({ state: 'done', conversations: 1, sources: { [source]: 1 } });
    expect((await sessions()).find(({ title }) => title === 'Luna')).toMatchObject({ personality: luna.id });
    const answer = (await client().sessions.history({ session_id: (await sessions()).find(({ title }) => title === 'Talk branched')!.id })).messages.at(-1)!;
    expect(answer).toMatchObject({ content: 'Second answer' });
    expect(answer.sibling_ids).toHaveLength(2);
    expect(await told()).toEqual(['allergy: nuts', 'favorite_color: green', 'pet_dog: Bruno', 'plays_instrument: piano', 'studies: biology']);
  });
});
