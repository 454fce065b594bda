// The Ollama provider against a local server that replays the protocol with faults, and against a real Ollama where there is one.
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog, type Log } from '../../lib/log.ts';
import { languageModelConformance, readReply } from './conformance.ts';
import { createOllamaModel, ollamaOptions } from './ollama.ts';
import { ollamaBaseUrl } from './ollama-http.ts';
import { realOllamaUrl, shippedModelsFolder, withRealPart } from './testing/real-parts.ts';
import { startReplayedOllama, type Fault, type ReplayedOllama, type ReplayScript } from './testing/replayed-ollama.ts';

const deps = (log: Log = silentLog) => ({ fetch: globalThis.fetch, clock: systemClock, log, modelsFolder: shippedModelsFolder, downloadsFolder: '', secret: async () => undefined });
const servers: ReplayedOllama[] = [];
async function serve(script: ReplayScript): Promise<ReplayedOllama> {
  const server = await startReplayedOllama(script);
  servers.push(server);
  return server;
}
const connect = (url: string, change: Record<string, unknown> = {}, log?: Log) => createOllamaModel(ollamaOptions.parse({ api_base: url, ...change }), deps(log));
const hello = { messages: [{ role: 'user' as const, content: 'hola' }] };
const count = Array.from({ length: 300 }, (_, index) => `${index + 1},`).join(' ');
const absent = () => connect('http://127.0.0.1:9');

languageModelConformance('ollama (replayed)', {
  create: async (log) => connect((await serve({ reply: () => count, delayMs: 1, bytesPerWrite: 7 })).url, {}, log),
  says: async (text) => connect((await serve({ reply: () => text, bytesPerWrite: 1 })).url),
  breaks: async (faultAfter) => connect((await serve({ reply: () => count, fault: 'error-line', faultAfter })).url),
  absent,
}, { skip: [{ rule: 'LM18', reason: 'Ollama counts the whole prompt whether it was cached or not; it does not tell what it evaluated' }] });

describe('a real Ollama', () => {
  withRealPart(realOllamaUrl !== undefined, 'LUMINORA_TEST_OLLAMA_URL names no Ollama server', () => {
    languageModelConformance('ollama (real)', { create: (log) => connect(realOllamaUrl ?? '', { num_ctx: 2048 }, log), absent }, {
      skip: [
        { rule: 'LM2', reason: 'a real model says what it likes' },
        { rule: 'LM12', reason: 'a real server does not break on request' },
        { rule: 'LM18', reason: 'Ollama counts the whole prompt whether it was cached or not; it does not tell what it evaluated' },
      ],
    });
  });
});

describe('ollama', () => {
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  const faults: [Fault, number, string][] = [
    ['error-line', 3, 'provider_bad_response'], ['reset', 3, 'provider_unavailable'], ['end-early', 3, 'provider_bad_response'], ['garbage-line', 3, 'provider_bad_response'],
    ['stall', 3, 'provider_timeout'], ['stall', 0, 'provider_timeout'], ['html', 0, 'provider_bad_response'], ['status-500', 0, 'provider_unavailable'], ['empty', 99, 'provider_bad_response'],
  ];
  it.each(faults)('%s after %i deltas ends as an error with the partial text kept', async (fault, faultAfter, code) => {
    const server = await serve({ reply: () => 'uno dos tres cuatro cinco', fault, faultAfter, bytesPerWrite: 5 });
    const model = await connect(server.url, { idle_timeout_seconds: 0.3, first_token_timeout_seconds: 0.3 });
    const { text, error, events } = await readReply(model.chat(hello));
    expect(error).toMatchObject({ code });
    expect(text).toBe(['uno ', 'dos ', 'tres '].slice(0, fault === 'empty' ? 0 : faultAfter).join(''));
    expect(events.some((event) => event.type === 'end')).toBe(false);
    expect(server.requests.filter((request) => request.path === '/api/chat')).toHaveLength(1);
  });

  it('reads the same text however the bytes are cut', async () => {
    const text = 'Ñandú 🐶👩‍👩‍👧 "comillas" \\ barra\nlínea 日本語 fin';
    for (const bytesPerWrite of [1, 2, 3, 5, 64, 0]) {
      const model = await connect((await serve({ reply: () => text, bytesPerWrite })).url);
      expect((await readReply(model.chat(hello))).text).toBe(text);
    }
  });

  it('frees the connection when it is stopped', async () => {
    const server = await serve({ reply: () => count, delayMs: 20 });
    const model = await connect(server.url, { models: { main: 'luna' } });
    const controller = new AbortController();
    await readReply(model.chat({ ...hello, signal: controller.signal }), () => controller.abort());
    await expect.poll(() => server.openSockets(), { timeout: 500 }).toBe(0);
  });

  it('sets the context window, asks not to be cut silently, and takes task settings', async () => {
    const server = await serve({ reply: () => 'sí' });
    const model = await connect(server.url, { num_ctx: 4096, models: { main: 'luna', processing: 'luna' }, task_configs: { conversation: { max_tokens: 77, temperature: 0.8 } } });
    await readReply(model.chat(hello));
    expect(server.requests.at(-1)?.body).toMatchObject({ model: 'luna', truncate: false, options: { num_ctx: 4096, num_predict: 77, temperature: 0.8 } });
  });

  it('leaves threads, graphics processor and shifting to Ollama until they are set', async () => {
    const server = await serve({ reply: () => 'sí' });
    const bodyWith = async (change: Record<string, unknown>) => {
      await readReply((await connect(server.url, { models: { main: 'luna' }, ...change })).chat(hello));
      return server.requests.at(-1)?.body;
    };
    expect(await bodyWith({})).toMatchObject({ keep_alive: '30m', shift: true, options: { num_ctx: 8192 } });
    expect(Object.keys((await bodyWith({}) as { options: object }).options)).toEqual(['num_ctx']);
    expect(await bodyWith({ keep_alive: '-1m', threads: 3, gpu: false, context_shift: false })).toMatchObject({ keep_alive: '-1m', shift: false, options: { num_thread: 3, num_gpu: 0 } });
  });

  it('uses the first installed model that can talk', async () => {
    const server = await serve({ reply: () => 'sí', models: ['nomic-embed-text:latest', 'luna:latest'] });
    expect((await (await connect(server.url)).identity()).model).toBe('luna:latest');
    server.script.models = ['nomic-embed-text:latest'];
    await expect((await connect(server.url)).identity()).rejects.toMatchObject({ code: 'model_missing' });
  });

  it('fetches a model with progress, and says why it could not', async () => {
    const server = await serve({ reply: () => '' });
    const model = await connect(server.url);
    const steps = [];
    for await (const step of model.pull('luna')) steps.push([step.status, step.completed_bytes, step.total_bytes]);
    expect(steps).toEqual([['pulling manifest', 0, null], ['pulling 1a2b', 400, 1000], ['pulling 1a2b', 1000, 1000], ['success', 0, null]]);
    server.script.fault = 'error-line';
    await expect(async () => {
      for await (const _ of model.pull('nothing'));
    }).rejects.toMatchObject({ message: expect.stringContaining('file does not exist') });
  });

  it('reads addresses as people write them', () => {
    expect(ollamaBaseUrl('http://localhost:11434')).toBe('http://127.0.0.1:11434');
    expect(ollamaBaseUrl('http://localhost:11434/v1/')).toBe('http://127.0.0.1:11434');
    expect(ollamaBaseUrl('https://models.example.org/ollama')).toBe('https://models.example.org/ollama');
  });
});
