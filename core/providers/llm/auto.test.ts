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
});
