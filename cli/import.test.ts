// `luminora import` and `luminora inbox` as processes: conversations in, what they tell approved, stopped in the middle.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringConversations } from '../core/index.ts';
import { createTestEngine } from '../core/testing/test-engine.ts';
import { startBin, type Finished } from './testing/run-bin.ts';

const scripted = ['--set', 'llm_provider.name=scripted', '--set', 'embedding_provider.name=scripted'];
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-cli-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const start = (data: string, words: string[]) => startBin([...words, '--data', join(folder, data), ...scripted]);
const run = (data: string, words: string[]) => start(data, words).finished;

/** A ChatGPT export: conversations of messages in turn. */
function exported(name: string, conversations: readonly (readonly string[])[]): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(conversations.map((texts, number) => ({
    title: `Talk ${number}`, create_time: 1_700_000_000 + number, update_time: 1_700_000_900, conversation_id: `${name}-${number}`, current_node: `${texts.length - 1}`,
    mapping: Object.fromEntries(texts.map((text, index) => [`${index}`, { id: `${index}`, parent: index === 0 ? null : `${index - 1}`, children: [], message: { id: `${index}`, author: { role: index % 2 === 0 ? 'user' : 'assistant' }, create_time: 1_700_000_000 + index, content: { content_type: 'text', parts: [text] }, recipient: 'all' } }])),
  }))));
  return file;
}

it('brings conversations, lists what they tell, keeps and turns down', async () => {
  const file = exported('mine.json', [['Me llamo Clara y vivo en Teruel.', 'Me llamo Botsy.'], ['Mi perro se llama Bruno.', 'Vale']]);
  const brought = await run('one', ['import', file, '--lang', 'es']);
  expect([brought.status, brought.output]).toEqual([0, expect.stringContaining('Se importaron 2 conversaciones con 4 mensajes (chatgpt 2)')]);
  expect(brought.output).toContain('esperan tu aprobación: 3');
  const listed = await run('one', ['inbox', 'list']);
  expect(listed.output).toMatch(/name: Clara\n.*“Me llamo Clara y vivo en Teruel.”/);
  expect(listed.output).not.toContain('Botsy');
  const dog = /^(\w+) .*pet_dog: Bruno/m.exec(listed.output)![1]!;
  expect((await run('one', ['inbox', 'reject', dog, 'none'])).output).toBe('Turned down: 1\nDecided before, or not there: 1\n');
  expect(JSON.parse((await run('one', ['inbox', 'approve', '--all', '--json'])).output)).toEqual({ decided: 2, skipped: 0, facts: 2 });
  expect((await run('one', ['inbox', 'list', '--lang', 'es'])).output).toContain('No hay nada pendiente');
  expect((await run('one', ['inbox', 'approve'])).status).toBe(2);
}, 240_000);

it('goes to a running server as well, and tells what it cannot read', async () => {
  const server = start('two', ['serve', '--port', '0', '--no-open']);
  try {
    await server.firstLine;
    const brought = await run('two', ['import', exported('served.json', [['I live in Bristol.', 'Nice']]), '--json']);
    expect([brought.status, JSON.parse(brought.output)]).toEqual([0, { import: expect.objectContaining({ state: 'done', conversations: 1, proposals: 1 }) }]);
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, '<html>');
    for (const words of [['import', wrong], ['import', join(folder, 'none.json')], ['import', folder], ['import', exported('other.json', [['Hi']]), '--companion', 'nobody']]) {
      const { status, errors } = await run('two', words);
      expect([words, status !== 0, errors === '']).toEqual([words, true, false]);
    }
  } finally {
    server.child.kill('SIGINT');
    await server.finished;
  }
}, 300_000);

/** Ends an import while it writes, as far as that can be seen from outside. */
async function endedInTheMiddle(data: string, file: string, signal: NodeJS.Signals): Promise<Finished> {
  const importing = start(data, ['import', file]);
  for (let size = 0; size < 2_000_000 && importing.child.exitCode === null;) {
    await new Promise((done) => { setTimeout(done, 20); });
    size = statSync(join(folder, data, 'luminora.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
  }
  importing.child.kill(signal);
  return importing.finished;
}

const conversations = 200;
const messagesOfEach = 60;
const many = (name: string) => exported(name, Array.from({ length: conversations }, (_, number) => Array.from({ length: messagesOfEach }, (_text, index) => `Word ${index} of ${number} ${'x'.repeat(200)}`)));

it.skipIf(process.platform === 'win32')('stopped by Ctrl+C keeps whole conversations alone', async () => {
  const { status, output } = await endedInTheMiddle('three', many('long.json'), 'SIGINT');
  const [, whole, messages] = /Stopped\. (\d+) conversations with (\d+) messages/.exec(output) ?? [];
  expect([status, Number(messages)]).toEqual([130, Number(whole) * messagesOfEach]);
}, 240_000);

it.skipIf(process.platform === 'win32')('killed in the middle leaves whole conversations alone, and can be done again', async () => {
  const file = many('killed.json');
  const killed = await endedInTheMiddle('four', file, 'SIGKILL');
  expect(killed.signal).toBe('SIGKILL');
  const test = await createTestEngine({ dataFolder: join(folder, 'four') });
  try {
    const { client } = test.engine;
    const { sessions } = await client.sessions.list({ limit: 200 });
    for (const { id } of sessions) expect((await client.sessions.history({ session_id: id, limit: 100 })).messages).toHaveLength(messagesOfEach);
    const again = await bringConversations(client, file, { propose: false });
    expect(again.conversations + again.already_there).toBe(conversations);
    expect(again.already_there).toBeGreaterThanOrEqual(sessions.length);
  } finally {
    await test.close();
  }
}, 240_000);
