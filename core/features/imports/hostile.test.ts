// Files that are damaged, or made to do harm: whole conversations are still read, the rest is said, and nothing but our own error comes out.
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLuminoraError } from '../../contract/errors.ts';
import { limits } from './limits.ts';
import { readConversations } from './read-conversations.ts';
import { chatgptConversation, chatgptNode, chatgptTalk, claudeConversation, claudeMessage, lines, now, readAll, streamOf, zipOf } from './testing/files.ts';

const good = (id: string) => chatgptTalk(id, ['Hello', 'Hi']);
const list = JSON.stringify([good('one'), claudeConversation('two', [claudeMessage('m', 'human', 'A "quoted" \\ [word] {here}, é 😀')]), good('three')]);

/** A ZIP whose sizes stand after the data, as programs write that do not know them before. */
function streamedZip(name: string, text: string, Entry: typeof ZipDeflate | typeof ZipPassThrough = ZipDeflate): Uint8Array {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const [entryName, content] of [['before.txt', 'x'.repeat(3000)], [name, text]] as const) {
    const entry = entryName === name ? new Entry(entryName) : new ZipDeflate(entryName);
    zip.add(entry);
    entry.push(new TextEncoder().encode(content), true);
  }
  zip.end();
  return Buffer.concat(pieces);
}

describe('a damaged list', () => {
  it('that breaks off anywhere gives what was whole, and says so', async () => {
    const bytes = new TextEncoder().encode(list);
    for (let length = 1; length < bytes.length; length += 13) {
      const { conversations, findings } = await readAll(bytes.subarray(0, length), 200);
      expect(conversations.length).toBeLessThan(3 + (length > bytes.length - 3 ? 1 : 0));
      expect(findings.at(-1)!.message).toContain('breaks off');
    }
    expect((await readAll(bytes)).conversations.map(({ source_id }) => source_id)).toEqual(['one', 'two', 'three']);
  });

  it('has its whole conversations read around what is not one', async () => {
    const { conversations, findings } = await readAll(` \n[null, 12, "mapping", {"mapping": 7}, {"mapping": {}}, ${JSON.stringify(good('one'))}, {"a": }, [[]], ${JSON.stringify(good('two'))}] trailing`);
    expect(conversations.map(({ source_id }) => source_id)).toEqual(['one', 'two']);
    expect(findings.map(({ place }) => Number(place.split(' ').at(-1)))).toEqual([1, 2, 3, 4, 5, 7, 8, 10]);
    expect(findings.at(-1)!.message).toContain('follows the end');
  });

  it('with fields of wrong types loses them alone', async () => {
    const odd = { title: 5, create_time: 'never', update_time: {}, current_node: [], conversation_id: null, mapping: {
      a: null, b: 7, c: { parent: 9, message: { author: 'me', content: null } }, d: { parent: 'c', children: 'x', message: { author: { role: 'user' }, create_time: -5, content: { content_type: 3, parts: [null, 'kept', ['x']] }, metadata: [] } },
      e: { parent: 'e', message: { author: { role: 'assistant' }, create_time: 1e300, content: { content_type: 'text', parts: 'no' } } }, __proto__x: {}, f: { message: { author: { role: 'user' }, create_time: 9e12, content: { parts: ['late \ud800'] } } },
    } };
    const { conversations } = await readAll(JSON.stringify([odd, { chat_messages: [null, 3, { sender: 'human' }, { sender: 'robot', text: 'x' }, { uuid: 4, sender: 'human', text: 'said', content: {}, files: 'x', created_at: 'tomorrow' }] }]));
    expect(conversations.map(({ title, messages }) => [title, messages.map(({ content }) => content)])).toEqual([['', ['kept', 'late \ufffd']], ['', ['said']]]);
    for (const { created_at, updated_at, messages } of conversations) for (const time of [created_at, updated_at, ...messages.map((message) => message.created_at)]) expect(Number.isInteger(time) && time >= 0 && time <= now).toBe(true);
  });

  it('with the same key twice, circles, missing parents and the same id twice loses no words', async () => {
    const circle = chatgptConversation('c', [chatgptNode('a', 'b', 'one'), chatgptNode('b', 'a', 'two'), chatgptNode('c', 'gone', 'three')]);
    const twice = JSON.stringify(good('last')).replace('{', '{"title": "first", "mapping": 3, "__proto__": {"mapping": {}},');
    const doubled = claudeConversation('k', [claudeMessage('1', 'human', 'one'), claudeMessage('1', 'assistant', 'two'), claudeMessage('1', 'human', 'three')]);
    const { conversations } = await readAll(`[${JSON.stringify(circle)},${twice},${JSON.stringify(doubled)}]`);
    expect(conversations.map(({ messages }) => messages.map(({ content }) => content).toSorted())).toEqual([['one', 'three', 'two'], ['Hello', 'Hi'], ['one', 'three', 'two']]);
    expect(({} as { mapping?: unknown }).mapping).toBeUndefined();
  });

  it('says what is too large, too deep or too much, and reads the next', async () => {
    const deep = '{"mapping":'.repeat(limits.conversationDepth + 2) + '1' + '}'.repeat(limits.conversationDepth + 2);
    const many = `{"mapping":[${'0,'.repeat(limits.conversationCommas + 1)}0]}`;
    const large = `{"mapping":{},"x":"${'x'.repeat(limits.conversationBytes)}"}`;
    const long = JSON.stringify(chatgptTalk('long', ['y'.repeat(10_000_000)]));
    const { conversations, findings } = await readAll(`[${deep},${many},${large},${long},${JSON.stringify(good('after'))}]`, 60_000);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('deep'), expect.stringContaining('values'), expect.stringContaining('bytes')]);
    expect(conversations.map(({ source_id }) => source_id)).toEqual(['long', 'after']);
    expect(conversations[0]!.messages[0]!.content).toMatch(/^y{200000} \[cut: 10000000 characters\]$/);
  });
});

describe('a file of no known kind', () => {
  it.each([
    ['nothing', ''], ['white space', ' \n'], ['words', 'hello'], ['another list', JSON.stringify(Array(60).fill({ a: 1 }))], ['another object', '{"a": 1}'], ['a damaged object', '{"a": '], ['a chat of another kind', lines({ a: 1 }, { b: 2 })],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x5b, 0])], ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47])], ['a ZIP without chats', zipOf({ 'a.txt': 'x' })], ['a very deep object', `{"a":${'['.repeat(1_000_000)}`],
  ])('is refused: %s', async (_, content) => {
    await expect(readAll(content, 5000)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('an empty list, and one that begins with a mark of UTF-8, are read', async () => {
    expect(await readAll('[]')).toEqual({ conversations: [], findings: [] });
    expect((await readAll(`\ufeff${list}`)).conversations).toHaveLength(3);
  });
});

describe('a ZIP', () => {
  it('is read where sizes follow the data, and is not where they cannot be known', async () => {
    expect((await readAll(streamedZip('conversations.json', list))).conversations).toHaveLength(3);
    expect((await readAll(streamedZip('conversations.json', list), 16)).conversations).toHaveLength(3);
    await expect(readAll(streamedZip('conversations.json', list, ZipPassThrough))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('how long') });
  });

  it('that is damaged, encrypted or breaks off is refused', async () => {
    const zip = zipOf({ 'conversations.json': list });
    const changed = (at: number, value: number) => zip.with(at, value);
    await expect(readAll(changed(14, zip[14]! ^ 1))).rejects.toMatchObject({ message: expect.stringContaining('checksum') });
    await expect(readAll(changed(6, 1))).rejects.toMatchObject({ message: expect.stringContaining('encrypted') });
    await expect(readAll(changed(8, 12))).rejects.toMatchObject({ message: expect.stringContaining('12') });
    for (let length = 4; length < zip.length - 200; length += 17) await expect(readAll(zip.subarray(0, length))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('that unpacks to far more than text can is stopped', async () => {
    const bomb = zipOf({ 'conversations.json': `[${' '.repeat(64 * 1024 * 1024)}]` });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readAll(bomb, 5000)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('far more') });
  });

  it('with names that lead elsewhere writes nothing: only the last part of a name counts', async () => {
    expect((await readAll(zipOf({ '../../etc/conversations.json': list }))).conversations).toHaveLength(3);
  });
});

describe('any bytes at all', () => {
  const seeds = [new TextEncoder().encode(list), new TextEncoder().encode(lines({ user_name: 'a', character_name: 'b', chat_metadata: {} }, { name: 'b', is_user: false, mes: 'x', swipes: ['x', 'y'], swipe_id: 1 })), zipOf({ 'conversations.json': list, 'x.jsonl': lines({ mes: 'a' }) }), streamedZip('conversations.json', list)];
  it('end in conversations or in our own error', async () => {
    const change = fc.record({ at: fc.nat(), value: fc.nat(255) });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 6 }), async (seed, changes) => {
      const bytes = seed.slice();
      for (const { at, value } of changes) bytes[at % bytes.length] = value;
      await readAll(bytes).catch((error: unknown) => { if (!isLuminoraError(error)) throw error; });
    }), { numRuns: 400 });
  });
  it('any JSON in the place of any field does as well', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), async (one, two, three) => {
      const node = { parent: one, message: { author: { role: 'user' }, content: two, metadata: three, create_time: one } };
      const said = { sender: 'human', content: [two, { type: 'text', text: one }], text: three, uuid: one, created_at: two, parent_message_uuid: three };
      await readAll(JSON.stringify([{ mapping: { a: one, b: node, c: { ...node, children: two } }, title: two, conversation_id: three, current_node: one }, { chat_messages: [one, said, said], name: two, uuid: one }]));
      for (const file of [lines({ mes: one, swipes: two, swipe_id: three, name: one, send_date: two }, two), JSON.stringify({ histories: { histories: [one, { msgs: [two, { text: one, src: three }] }] } }), JSON.stringify({ data_visible: [[one, two], [three]] }), JSON.stringify({ messages: [{ msg: 'x', userId: one, createdAt: two }] })]) await readAll(file);
    }), { numRuns: 200 });
  });
});

describe('a stream', () => {
  it('that is given up is closed, and one that fails says why', async () => {
    let isClosed = false;
    async function* endless() {
      try {
        yield new TextEncoder().encode(`[${JSON.stringify(good('one'))},`);
        for (;;) yield new TextEncoder().encode(`${JSON.stringify(good('more'))},`);
      } finally {
        isClosed = true;
      }
    }
    for await (const { conversation } of readConversations(endless(), { now })) if (conversation) break;
    expect(isClosed).toBe(true);
    async function* failing() {
      yield* streamOf('[');
      throw new Error('the disk is gone');
    }
    await expect(readConversations(failing(), { now }).next()).rejects.toThrow('the disk is gone');
  });
});
