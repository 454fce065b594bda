// The server over the real engine: a conversation by REST, a listener that leaves, a stop, a repeated message.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnResultSchema, type MessageView, type RecalledItem, type TurnResult } from '../core/contract/index.ts';
import { createTestEngine, type TestEngine } from '../core/testing/test-engine.ts';
import { startServer, type RunningServer } from './index.ts';
import { rawRequest } from './testing/raw-request.ts';

let test: TestEngine;
let server: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-screens-'));
  test = await createTestEngine({ realEmbeddings: true, script: { delay_ms: 20 } });
  server = await startServer({ engine: test.engine, port: 0, rendererFolder: folder });
}, 30_000);
afterAll(async () => {
  await server.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(method: string, path: string, body?: unknown, more: { headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method, headers: { authorization: `Bearer ${server.token()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more.headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(more.signal ? { signal: more.signal } : {}),
  });
}
async function newSession(): Promise<string> {
  return ((await (await ask('POST', '/sessions', { user_id: 'default' })).json()) as { session_id: string }).session_id;
}
async function messages(session: string): Promise<MessageView[]> {
  return ((await (await ask('GET', `/sessions/${session}/messages`)).json()) as { messages: MessageView[] }).messages;
}
const stream = { headers: { accept: 'text/event-stream' } };

describe('a conversation by REST', () => {
  it('is kept, searched and learnt from', async () => {
    const session = await newSession();
    const sent = await ask('POST', `/sessions/${session}/messages`, { message: 'Mi perro se llama Max', client_message_id: 'rest-1' });
    const result = turnResultSchema.parse(await sent.json());
    expect([sent.status, result.error, result.message.status, result.trace?.message_id]).toEqual([200, null, 'complete', result.message.id]);
    const again = (await (await ask('POST', `/sessions/${session}/messages`, { message: 'Mi perro se llama Max', client_message_id: 'rest-1' })).json()) as TurnResult;
    expect([again.user_message.id, again.message.id]).toEqual([result.user_message.id, result.message.id]);
    expect((await messages(session)).length).toBe(2);
    const rewritten = turnResultSchema.parse(await (await ask('POST', `/messages/${result.message.id}/regenerate`)).json());
    expect([rewritten.user_message.id, rewritten.message.sibling_ids.length]).toEqual([result.user_message.id, 2]);
    const edited = turnResultSchema.parse(await (await ask('POST', `/messages/${result.user_message.id}/edit`, { message: 'Mi perro se llama Max y mi gata Luna' })).json());
    expect(edited.user_message.sibling_ids).toEqual([result.user_message.id, edited.user_message.id]);
    await test.engine.jobsIdle();
    for (const path of [`/sessions/${session}/search`, '/search_memories']) {
      const found = (await (await ask('POST', path, { query: 'cuando hablamos de mi mascota', limit: 5 })).json()) as { results: RecalledItem[] };
      expect(found.results.some((item) => item.text.includes('Max')), path).toBe(true);
    }
    const { facts } = (await (await ask('GET', '/facts')).json()) as { facts: { value: unknown }[] };
    expect(facts.map((fact) => fact.value)).toContain('Max');
  }, 20_000);
});

describe('a listener that leaves', () => {
  it('does not end the turn: the reply is there afterwards', async () => {
    const session = await newSession();
    const abort = new AbortController();
    const response = await ask('POST', `/sessions/${session}/messages`, { message: 'cuenta algo largo y con muchas palabras para que dure' }, { ...stream, signal: abort.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort();
    await expect.poll(async () => (await messages(session)).map((message) => message.status), { timeout: 10_000 }).toEqual(['complete', 'complete']);
  }, 20_000);

  it('fails with its own status when it cannot begin, as it does without a stream', async () => {
    const session = await newSession();
    await ask('POST', `/sessions/${session}/messages`, { message: 'hola', client_message_id: 'taken' });
    for (const options of [undefined, stream]) {
      const response = await ask('POST', `/sessions/${session}/messages`, { message: 'other words', client_message_id: 'taken' }, options);
      expect([response.status, await response.json()]).toMatchObject([409, { error: { code: 'conflict' } }]);
      const pull = await ask('POST', '/models/pull', { provider: '__proto__', model: 'x' }, options);
      expect([pull.status, await pull.json()]).toMatchObject([400, { error: { code: 'unsupported' } }]);
    }
  }, 20_000);

  it('but stop does, and keeps what was written', async () => {
    const session = await newSession();
    const response = await ask('POST', `/sessions/${session}/messages`, { message: 'una vez más, con muchas palabras por favor, para que dé tiempo a detenerla' }, stream);
    const text = response.text();
    await expect.poll(async () => ((await (await ask('POST', `/sessions/${session}/stop`)).json()) as { stopped: boolean }).stopped, { interval: 60, timeout: 5000 }).toBe(true);
    expect(await text).toContain('turn-end');
    expect((await messages(session)).at(-1)?.status).toMatch(/interrupted|complete/);
  }, 20_000);

  it('leaves nothing open after a thousand watches', async () => {
    const openSockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = openSockets();
    const { port } = new URL(server.url);
    const watchAndLeave = () => new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(rawRequest('GET', '/api/v1/events', [['Host', `127.0.0.1:${port}`], ['Authorization', `Bearer ${server.token()}`]])));
      socket.on('error', () => {}).once('data', () => socket.destroy()).once('close', () => resolve());
    });
    for (let round = 0; round < 20; round++) await Promise.all(Array.from({ length: 50 }, watchAndLeave));
    await expect.poll(openSockets, { timeout: 3000 }).toBeLessThanOrEqual(before);
    expect((await ask('GET', '/health')).status).toBe(200);
  }, 30_000);
});
