// The Ollama provider against servers that answer oddly: other programs, proxies, older and newer versions, busy machines.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { readReply } from './conformance.ts';
import type { ChatMessage, PullProgress } from './llm.ts';
import { askOllama, ollamaError, streamOllama, type OllamaConnection } from './ollama-http.ts';
import { createOllamaModel, ollamaOptions } from './ollama.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server with one fixed body per path (a list is sent as lines); keeps what it was asked. */
async function serve(bodies: Record<string, unknown>) {
  const asked: Record<string, unknown>[] = [];
  const url = await listen((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (text !== '') asked.push(JSON.parse(text) as Record<string, unknown>);
      const body = bodies[request.url ?? ''];
      if (body === undefined) return response.writeHead(404).end('404 page not found');
      return response.end(Array.isArray(body) ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body));
    });
  });
  return { url, asked };
}
let now = 1_800_000_000_000;
const connect = (url: string, options: Record<string, unknown> = {}) =>
  createOllamaModel(ollamaOptions.parse({ api_base: url, ...options }), { fetch: globalThis.fetch, clock: { now: () => (now += 1000) }, log: silentLog, modelsFolder: '', downloadsFolder: '', secret: async () => undefined });
const messages: ChatMessage[] = [{ role: 'user', content: 'hola' }];
const luna = { models: [{ name: 'luna:latest' }] };
const failureOf = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => error);

describe('what Ollama says when it fails', () => {
  it.each([
    [404, 'model "x" not found, try pulling it first', 'model_missing'], [400, 'the input length exceeds the context length', 'invalid_input'],
    [500, 'model requires more system memory (8 GiB) than is available', 'provider_unavailable'], [429, 'too many', 'rate_limited'], [401, 'no', 'provider_rejected'], [403, 'no', 'provider_rejected'],
    [503, 'server busy', 'provider_unavailable'], [400, 'bad options', 'provider_rejected'], [200, 'unexpected EOF', 'provider_bad_response'],
  ])('%i %s is %s', (status, text, code) => {
    const error = ollamaError(status, text, { path: '/api/chat', model: 'x' });
    expect(error).toMatchObject({ code, details: { status, model: 'x' } });
    expect(ollamaError(status, text, { path: '/api/tags' }).details).toEqual({ status });
  });

  it('is quoted in part only, however long', () => {
    expect(ollamaError(400, 'x'.repeat(10_000), { path: '' }).message.length).toBeLessThan(400);
  });

  it('is read from the forms a proxy gives it', async () => {
    const url = await listen((_, response) => response.writeHead(400).end('{"error":{"message":"bad options","type":"invalid"}}'));
    const { error } = await readReply((await connect(url, { models: { main: 'x' } })).chat({ messages }));
    expect(error).toMatchObject({ code: 'provider_rejected', message: expect.stringMatching(/: bad options$/) });
  });
});

describe('one answer that does not come whole', () => {
  const open = (url: string): OllamaConnection => ({ baseUrl: url, fetch: globalThis.fetch, firstTokenMs: 300, idleMs: 300 });
  const half: RequestListener = (_, response) => response.writeHead(200, { 'content-length': '100' }).write('{"version"');

  it('is a timeout when it stalls, cancelled when the caller stops it, unavailable when it is cut', async () => {
    const stalled = await listen(half);
    const ask = (url: string, signal?: AbortSignal) => failureOf(askOllama(open(url), { path: '/', signal }, z.unknown(), 200));
    expect(await ask(stalled)).toMatchObject({ code: 'provider_timeout' });
    expect(await ask(stalled, AbortSignal.timeout(50))).toMatchObject({ code: 'cancelled' });
    const cut = await listen((request, response) => {
      half(request, response);
      setTimeout(() => response.destroy(), 30);
    });
    expect(await ask(cut)).toMatchObject({ code: 'provider_unavailable', message: expect.stringContaining('cut') });
  });

  it('is no stream when there is no body', async () => {
    const url = await listen((_, response) => response.writeHead(204).end());
    expect(await failureOf(streamOllama(open(url), { path: '/' }).next())).toMatchObject({ code: 'provider_bad_response' });
  });
});

describe('replies in other forms', () => {
  it('reads chunks without a message, with thinking only, and without counts', async () => {
    const { url, asked } = await serve({ '/api/tags': luna, '/api/chat': [{ done: false }, { message: { thinking: 'hm' }, done: false }, { message: { content: ' ho' } }, { done: false }, { message: { content: 'la' } }, { done: true }] });
    const { text, events, error } = await readReply((await connect(url, { think: false })).chat({ messages }));
    expect([text, error]).toEqual(['hola', null]);
    expect(events.at(-1)).toEqual({ type: 'end', finish: 'stop', usage: null });
    expect(asked[0]).toMatchObject({ think: false, model: 'luna:latest' });
  });

  it('is unreadable when a line has another shape', async () => {
    const { url } = await serve({ '/api/chat': [{ message: { content: 'ho' } }, { message: 5 }] });
    expect(await readReply((await connect(url, { models: { main: 'x' } })).chat({ messages }))).toMatchObject({ text: 'ho', error: { code: 'provider_bad_response' } });
  });

  it('asks for JSON steadily and shortly unless told otherwise', async () => {
    const { url, asked } = await serve({ '/api/chat': [{ message: { content: '{"a":1}' } }, { done: true }] });
    const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    const model = await connect(url, { models: { main: 'x' } });
    expect(await model.generateJson({ messages, schema })).toEqual({ a: 1 });
    await model.generateJson({ messages, schema, maxTokens: 9, temperature: 1 });
    expect(asked.map((body) => body['options'])).toMatchObject([{ num_predict: 512, temperature: 0 }, { num_predict: 9, temperature: 1 }]);
    expect(asked[0]?.['format']).toEqual(schema);
  });

  it('knows models without size or family, and a server with none at all', async () => {
    const { url } = await serve({ '/api/tags': luna });
    expect(await (await connect(url)).models()).toMatchObject([{ name: 'luna:latest', title: 'luna', size_bytes: null }]);
    const empty = await serve({ '/api/tags': { models: null } });
    await expect((await connect(empty.url)).identity()).rejects.toMatchObject({ code: 'model_missing' });
  });
});

describe('fetching a model', () => {
  async function pull(lines: unknown[], signal?: AbortSignal): Promise<{ steps: PullProgress[]; error: unknown }> {
    const { url } = await serve({ '/api/pull': lines });
    const steps: PullProgress[] = [];
    const error = await failureOf((async () => {
      for await (const step of (await connect(url)).pull('luna', signal)) steps.push(step);
    })());
    return { steps, error };
  }

  it('measures the speed between steps and begins anew with each layer', async () => {
    const { steps, error } = await pull([{ status: 'a', total: 9000, completed: 1000 }, { status: 'a', total: 9000, completed: 5000 }, { status: 'b', total: 50, completed: 10 }, { status: 'success' }], new AbortController().signal);
    expect(error).toBeUndefined();
    expect(steps.map((step) => [step.completed_bytes, step.total_bytes, step.bytes_per_second])).toEqual([[1000, 9000, null], [5000, 9000, 4000], [10, 50, null], [0, null, null]]);
  });

  it('is not done because the server stopped talking, nor when it talks of something else', async () => {
    expect(await pull([{ status: 'a', total: 9, completed: 9 }])).toMatchObject({ steps: [{ completed_bytes: 9 }], error: { code: 'download_failed' } });
    expect((await pull([])).error).toMatchObject({ code: 'download_failed' });
    expect((await pull([{ status: 5 }])).error).toMatchObject({ code: 'provider_bad_response' });
    expect((await pull([{ status: 'success' }], AbortSignal.abort())).error).toMatchObject({ code: 'cancelled' });
  });
});

describe('health', () => {
  it('tells a missing model from a missing server, each with its remedy', async () => {
    const { url } = await serve({ '/api/tags': luna, '/api/version': { version: '1' } });
    expect(await (await connect(url, { models: { main: 'luna' } })).health()).toMatchObject({ status: 'ok', details: { model: 'luna', version: '1', is_local: true } });
    expect(await (await connect(url, { models: { main: 'sol' } })).health()).toMatchObject({ status: 'error', message: expect.stringContaining('"sol"'), instructions: expect.stringContaining('Fetch') });
    expect(await (await connect('http://127.0.0.1:9')).health()).toMatchObject({ status: 'error', instructions: expect.stringContaining('Start Ollama') });
  });
});
