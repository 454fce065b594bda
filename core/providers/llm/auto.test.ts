// The automatic choice, with an Ollama (replayed) that comes and goes and an embedded model whose file may be missing.
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { autoOptions, autoProvider } from './auto.ts';
import { readReply } from './conformance.ts';
import { shippedModelsFolder } from './testing/real-parts.ts';
import { startReplayedOllama, type ReplayedOllama } from './testing/replayed-ollama.ts';

let server: ReplayedOllama | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});
let now = 1_800_000_000_000;
const create = (url: string) => autoProvider.create(autoOptions.parse({ ollama: { api_base: url } }), {
  fetch: globalThis.fetch, clock: { now: () => now }, log: silentLog, modelsFolder: shippedModelsFolder, downloadsFolder: '/nowhere', secret: async () => undefined,
});
const hello = { messages: [{ role: 'user' as const, content: 'hola' }] };

describe('auto', () => {
  it('chooses Ollama when it answers, and says so', async () => {
    server = await startReplayedOllama({ reply: () => 'hola' });
    const model = await create(server.url);
    expect(await model.identity()).toMatchObject({ id: 'ollama', model: 'luna:latest' });
    expect((await readReply(model.chat(hello))).text).toBe('hola');
    expect((await model.health()).details).toMatchObject({ chosen: 'ollama' });
    expect((await model.models()).map((entry) => entry.name)).toEqual(['luna:latest', 'gemma-3-270m-q4_k_m']);
    await model.close();
  });

  it('chooses the embedded model when nothing answers, says why, and notices Ollama later', async () => {
    const model = await create('http://127.0.0.1:9');
    expect(await model.identity()).toMatchObject({ id: 'embedded', model: 'gemma-3-270m-q4_k_m', is_local: true });
    const health = await model.health();
    expect(health).toMatchObject({ status: 'error', details: { chosen: 'embedded', reason: expect.stringContaining('does not answer') } });
    expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'model_missing' });
    await model.close();
  });

  it('looks for Ollama again after a while', async () => {
    server = await startReplayedOllama({ reply: () => 'hola', models: [] });
    const model = await create(server.url);
    expect((await model.identity()).id).toBe('embedded');
    server.script.models = ['luna:latest'];
    expect((await model.identity()).id).toBe('embedded');
    now += 31_000;
    expect((await model.identity()).id).toBe('ollama');
    await model.close();
  });

  it('decides again when the chosen one has gone, and repeats nothing after the first word', async () => {
    server = await startReplayedOllama({ reply: () => 'uno dos tres', fault: 'reset', faultAfter: 1 });
    const model = await create(server.url);
    const first = await readReply(model.chat(hello));
    expect(first).toMatchObject({ text: 'uno ', error: { code: 'provider_unavailable' } });
    await server.close();
    server = null;
    expect((await model.identity()).id).toBe('embedded');
    await model.close();
  });

  it('goes to the embedded model within one request when Ollama has gone, and not for other failures', async () => {
    server = await startReplayedOllama({ reply: () => 'hola', contextWords: 0 });
    const model = await create(server.url);
    expect((await model.identity()).id).toBe('ollama');
    expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'invalid_input' });
    expect((await model.identity()).id).toBe('ollama');
    await server.close();
    server = null;
    expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'model_missing', message: expect.stringContaining('gemma') });
    expect((await model.models()).map((entry) => entry.name)).toEqual(['gemma-3-270m-q4_k_m']);
    await model.close();
  });

  it('goes to the embedded model for a question too', async () => {
    server = await startReplayedOllama({ reply: () => 'hola' });
    const model = await create(server.url);
    expect((await model.identity()).id).toBe('ollama');
    await server.close();
    server = null;
    expect(await model.identity()).toMatchObject({ id: 'embedded' });
    await model.close();
  });

  it('sends a download to the part that has the model, and decides anew after it', async () => {
    server = await startReplayedOllama({ reply: () => 'hola', models: [] });
    const model = await create(server.url);
    expect((await model.identity()).id).toBe('embedded');
    const drain = async (name: string, signal?: AbortSignal) => {
      for await (const step of model.pull(name, signal)) expect(step.source).toBe('ollama');
    };
    for (const name of ['', 'gemma-3-270m-q4_k_m']) await expect(drain(name, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.requests.filter((request) => request.path === '/api/pull')).toEqual([]);
    await drain('luna');
    server.script.models = ['luna:latest'];
    expect((await model.identity()).id).toBe('ollama');
    await model.close();
  });

  it('answers nothing once closed', async () => {
    const model = await create('http://127.0.0.1:9');
    await model.close();
    await expect(model.identity()).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'provider_unavailable' });
  });
});
