// The embedded provider against the real model file where it is there, and against missing and damaged files everywhere.
import { mkdtemp, open, rm, truncate, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog, type Log } from '../../lib/log.ts';
import { languageModelConformance, readReply } from './conformance.ts';
import { embeddedOptions, embeddedProvider } from './embedded.ts';
import type { ChatMessage, LanguageModelDeps } from './llm.ts';
import { hasEmbeddedModel, shippedModelsFolder, testModelsFolder, withRealPart } from './testing/real-parts.ts';

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-embedded-'));
});
afterAll(async () => rm(scratch, { recursive: true, force: true }));

const noNetwork: typeof globalThis.fetch = () => Promise.reject(new Error('the embedded model has no use for a network'));
const deps = (change: Partial<LanguageModelDeps> = {}): LanguageModelDeps => ({
  fetch: noNetwork, clock: systemClock, log: silentLog, modelsFolder: shippedModelsFolder, downloadsFolder: testModelsFolder, secret: async () => undefined, ...change,
});
const create = (log: Log = silentLog, change: Record<string, unknown> = {}) => embeddedProvider.create(embeddedOptions.parse({ context_tokens: 2048, ...change }), deps({ log }));
const firstOf = <Value>(stream: AsyncIterable<Value>) => stream[Symbol.asyncIterator]().next();
const hello = { messages: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 12 };

describe('embedded without its file', () => {
  it('is model_missing, with a remedy', async () => {
    const model = await embeddedProvider.create(embeddedOptions.parse({}), deps({ downloadsFolder: join(scratch, 'none') }));
    expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'model_missing', message: expect.stringMatching(/download/i) });
    expect(await model.health()).toMatchObject({ status: 'error', instructions: expect.stringMatching(/download/i) });
    expect((await model.models())[0]).toMatchObject({ name: 'gemma-3-270m-q4_k_m', is_installed: false, licence: expect.stringContaining('Gemma') });
    await model.close();
  });

  it('takes other files by name or path, and says which it does not know or cannot fetch', async () => {
    const folder = join(scratch, 'own');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'mine.GGUF'), 'junk');
    const model = await embeddedProvider.create(embeddedOptions.parse({ models: { main: 'gone.gguf' } }), deps({ downloadsFolder: folder }));
    expect((await model.models())[1]).toEqual({ name: 'mine.GGUF', title: 'mine.GGUF', size_bytes: 4, is_installed: true, licence: null, context_tokens: null });
    expect(await model.identity()).toMatchObject({ model: 'gone.gguf', is_base_model: false });
    expect(await model.health()).toMatchObject({ status: 'error', message: expect.stringContaining(join(folder, 'gone.gguf')) });
    const errorOf = async (name: string) => (await readReply(model.chat({ ...hello, model: name }))).error;
    expect(await errorOf('nothing')).toMatchObject({ code: 'model_missing', message: expect.stringContaining('gemma-3-270m-q4_k_m') });
    expect(await errorOf(join(scratch, 'elsewhere.gguf'))).toMatchObject({ code: 'model_missing' });
    expect(await errorOf('mine.GGUF')).toMatchObject({ code: 'provider_unavailable' });
    await expect(firstOf(model.pull('mine.GGUF'))).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining(folder) });
    await model.close();
    await expect(firstOf(model.chat(hello))).rejects.toMatchObject({ code: 'provider_unavailable' });
  }, 30_000);

  it('fetches a file once at a time, stops on request, and lets it be fetched again', async () => {
    const folder = join(scratch, 'pulled');
    const waits: typeof globalThis.fetch = (_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('stopped'))));
    const model = await embeddedProvider.create(embeddedOptions.parse({}), deps({ downloadsFolder: folder, fetch: waits }));
    const stop = new AbortController();
    const first = firstOf(model.pull('', stop.signal));
    await expect(firstOf(model.pull('gemma-3-270m-q4_k_m'))).rejects.toMatchObject({ code: 'conflict' });
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    const again = firstOf(model.pull(''));
    const closed = expect(again).rejects.toMatchObject({ code: 'cancelled' });
    await model.close();
    await closed;
  });

  const damages: [string, (path: string) => Promise<void>][] = [
    ['empty', (path) => writeFile(path, '')],
    ['a web page', (path) => writeFile(path, '<html>sign in</html>')],
    ['cut short', async (path) => {
      await writeFile(path, 'GGUF');
      await truncate(path, 100_000_000);
    }],
    ['of the right size with other bytes', async (path) => {
      await writeFile(path, 'GGUF');
      await truncate(path, 253_113_024);
    }],
  ];
  it.each(damages)('finds a file that is %s before it is loaded, each time it is asked', async (_, damage) => {
    const folder = join(scratch, 'damaged');
    await mkdir(folder, { recursive: true });
    await damage(join(folder, 'gemma-3-270m-q4_k_m.gguf'));
    const model = await embeddedProvider.create(embeddedOptions.parse({}), deps({ downloadsFolder: folder }));
    for (let time = 0; time < 2; time += 1) expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'model_damaged' });
    expect((await model.health()).status).toBe('error');
    await model.close();
  }, 30_000);
});

withRealPart(hasEmbeddedModel, `gemma-3-270m-q4_k_m.gguf is not in ${testModelsFolder}; fetch it with scripts/fetch-model.ts`, () => {
  languageModelConformance('embedded (real)', {
    create: (log) => create(log),
    absent: () => embeddedProvider.create(embeddedOptions.parse({}), deps({ downloadsFolder: join(scratch, 'none') })),
  }, {
    skip: [
      { rule: 'LM2', reason: 'a real model says what it likes' },
      { rule: 'LM12', reason: 'there is no service that could break' },
    ],
  });

  describe('embedded (real)', () => {
    it('evaluates only what each turn added, also when two conversations take turns', async () => {
      const model = await create(silentLog, { kept_conversations: 2 });
      const system = { role: 'system' as const, content: `You are Luna. ${'You are warm, curious and brief. '.repeat(12)}` };
      const talks: ChatMessage[][] = [[system], [system]];
      const evaluated: number[][] = [[], []];
      for (const said of ['My name is Paul and I have a dog called Max.', 'He likes the sea.', 'What shall we do on Sunday?', 'And if it rains?']) {
        for (const [index, messages] of talks.entries()) {
          messages.push({ role: 'user', content: `${said} (${index})` });
          const { text, events } = await readReply(model.chat({ messages, cacheKey: `talk-${index}`, maxTokens: 24 }));
          messages.push({ role: 'assistant', content: text });
          const end = events.at(-1);
          if (end?.type === 'end') evaluated[index]!.push(end.usage?.evaluated_prompt_tokens ?? Infinity);
        }
      }
      await model.close();
      for (const counts of evaluated) for (const count of counts.slice(1)) expect(count).toBeLessThan(45);
    }, 120_000);

    it('lets the next request in soon after a long prompt was stopped', async () => {
      const model = await create();
      await readReply(model.chat(hello));
      const long = (word: string) => ({ messages: [{ role: 'user' as const, content: `${word} `.repeat(1500) }], maxTokens: 4 });
      let started = performance.now();
      await readReply(model.chat({ ...long('palabra'), cacheKey: 'whole' }));
      const whole = performance.now() - started;
      started = performance.now();
      expect((await readReply(model.chat({ ...long('otra'), cacheKey: 'stopped', signal: AbortSignal.timeout(100) }))).error).toMatchObject({ code: 'cancelled' });
      expect((await readReply(model.chat(hello))).error).toBeNull();
      expect(performance.now() - started).toBeLessThan(whole * 0.7);
      await model.close();
    }, 60_000);

    it('tells two files of one name in two folders apart', async () => {
      const { symlink } = await import('node:fs/promises');
      const [good, junk] = [join(scratch, 'good'), join(scratch, 'junk')];
      for (const folder of [good, junk]) await mkdir(folder, { recursive: true });
      await symlink(join(testModelsFolder, 'gemma-3-270m-q4_k_m.gguf'), join(good, 'same.gguf'));
      await writeFile(join(junk, 'same.gguf'), 'junk');
      const model = await create(silentLog, { models: { main: join(good, 'same.gguf') } });
      expect((await readReply(model.chat(hello))).error).toBeNull();
      expect((await readReply(model.chat({ ...hello, model: join(junk, 'same.gguf') }))).error).toMatchObject({ code: 'provider_unavailable' });
      expect((await readReply(model.chat(hello))).error).toBeNull();
      expect((await model.health()).details).toMatchObject({ is_loaded: true, model: 'same.gguf' });
      await model.close();
    }, 60_000);

    it('lets the oldest turns leave a conversation that outgrows the window, and reads the others once', async () => {
      const told: string[] = [];
      const log: Log = { ...silentLog, info: (event) => void told.push(event) };
      const model = await create(log, { context_tokens: 512 });
      const messages: ChatMessage[] = [{ role: 'system', content: `You are Luna. ${'You are warm, curious and brief. '.repeat(8)}` }];
      const usages: { prompt: number; evaluated: number }[] = [];
      for (let turn = 0; turn < 12; turn += 1) {
        messages.push({ role: 'user', content: `Message ${turn}: today I walked along the river ${turn} times and I saw ${turn * 7} ducks and a dog.` });
        const { text, error, events } = await readReply(model.chat({ messages, cacheKey: 'long', maxTokens: 12 }));
        expect(error).toBeNull();
        const end = events.at(-1);
        if (end?.type === 'end' && end.usage) usages.push({ prompt: end.usage.prompt_tokens, evaluated: end.usage.evaluated_prompt_tokens ?? Infinity });
        messages.push({ role: 'assistant', content: text });
      }
      await model.close();
      expect(told).toContain('prompt-shifted');
      const shifted = usages.findIndex(({ prompt }, index) => index > 0 && prompt < usages[index - 1]!.prompt);
      expect(shifted).toBeGreaterThan(5);
      expect(Math.max(...usages.map(({ prompt }) => prompt))).toBeLessThan(512);
      for (const { evaluated } of usages.slice(1)) expect(evaluated).toBeLessThan(60);
    }, 120_000);

    it('refuses what outgrows the window where turns may not leave', async () => {
      const model = await create(silentLog, { context_tokens: 512, context_shift: false });
      const turns = Array.from({ length: 30 }, (_, index): ChatMessage => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: `Message ${index}: today I walked along the river and I saw many ducks.` }));
      expect((await readReply(model.chat({ messages: [...turns, hello.messages[0]!], maxTokens: 4 }))).error).toMatchObject({ code: 'invalid_input' });
      await model.close();
    }, 60_000);

    it('writes several replies at once, each its own, and stops one without the others', async () => {
      const model = await create(silentLog, { parallel_requests: 3, kept_conversations: 1, context_tokens: 512 });
      await readReply(model.chat({ ...hello, maxTokens: 1 }));
      const arrivals: number[] = [];
      const stop = new AbortController();
      let stoppedAfter = 0;
      const count = (number: number, signal?: AbortSignal) => readReply(model.chat({
        messages: [{ role: 'user', content: 'Count from 1 to 20.' }, { role: 'assistant', content: '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20.' }, { role: 'user', content: 'Count from 1 to 300.' }],
        cacheKey: `count-${number}`, maxTokens: 40, temperature: 0, ...(signal ? { signal } : {}),
      }), (event) => {
        if (event.type === 'text-delta') arrivals.push(number);
        if (number === 3 && arrivals.filter((one) => one === 3).length === 5 && !stop.signal.aborted) {
          stoppedAfter = performance.now();
          stop.abort();
        }
      });
      const stopped = count(3, stop.signal).then((outcome) => ({ ...outcome, ms: performance.now() - stoppedAfter }));
      const [one, two] = await Promise.all([count(1), count(2)]);
      expect(one.error).toBeNull();
      expect(two.text, 'the same question, at temperature 0').toBe(one.text);
      const turns = arrivals.filter((number) => number !== 3).reduce((sum, number, index, all) => sum + (index > 0 && all[index - 1] !== number ? 1 : 0), 0);
      expect(turns, 'words of both arrive in turn').toBeGreaterThan(8);
      const { error, ms } = await stopped;
      expect(error).toMatchObject({ code: 'cancelled' });
      expect(ms).toBeLessThan(500);
      await model.close();
    }, 120_000);

    it.each(['prompt_lookup', 'draft'])('says the same with tokens guessed ahead by %s, can be stopped, and forgets', async (speculation) => {
      const ask = { messages: [{ role: 'user' as const, content: 'Repeat: The sun is warm.' }, { role: 'assistant' as const, content: 'The sun is warm.' }, { role: 'user' as const, content: 'Repeat: Luna walked to the river with her dog Max.' }], temperature: 0, maxTokens: 24, cacheKey: 'same' };
      const plain = await create(silentLog, { context_tokens: 512, kept_conversations: 1, parallel_requests: 1 });
      const expected = await readReply(plain.chat(ask));
      await plain.close();
      const model = await create(silentLog, { context_tokens: 512, kept_conversations: 1, parallel_requests: 1, speculation, draft_model: 'gemma-3-270m-q4_k_m' });
      expect((await readReply(model.chat(ask))).text).toBe(expected.text);
      const controller = new AbortController();
      expect((await readReply(model.chat({ ...ask, maxTokens: 200, stop: [], signal: controller.signal }), () => controller.abort())).error).toMatchObject({ code: 'cancelled' });
      const again = await readReply(model.chat(ask));
      expect(again.text).toBe(expected.text);
      expect(again.events.at(-1)).toEqual(expected.events.at(-1)?.type === 'end' ? { ...expected.events.at(-1), usage: expect.objectContaining({ evaluated_prompt_tokens: expect.any(Number) }) } : null);
      await model.forget?.();
      const end = (await readReply(model.chat(ask))).events.at(-1);
      expect(end).toMatchObject({ type: 'end', usage: expect.anything() });
      if (end?.type === 'end') expect(end.usage?.evaluated_prompt_tokens).toBe(end.usage?.prompt_tokens);
      const made = await model.generateJson({ ...hello, schema: { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'], additionalProperties: false }, maxTokens: 64 });
      expect(made).toMatchObject({ a: expect.any(Boolean) });
      await model.close();
    }, 120_000);

    it('asks for the draft model that speculation needs', async () => {
      const model = await create(silentLog, { speculation: 'draft' });
      expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'invalid_configuration', message: expect.stringContaining('draft_model') });
      await model.close();
    }, 60_000);

    it('refuses a JSON Schema that makes no grammar, and goes on', async () => {
      const model = await create();
      await expect(model.generateJson({ ...hello, schema: { type: 'no such type' } })).rejects.toMatchObject({ code: 'invalid_input' });
      expect((await readReply(model.chat(hello))).error).toBeNull();
      await model.close();
    }, 60_000);

    it('renders a chat template too', async () => {
      const { openLlamaRuntime } = await import('./llama-runtime.ts');
      const runtime = await openLlamaRuntime({ modelPath: join(testModelsFolder, 'gemma-3-270m-q4_k_m.gguf'), promptFormat: 'chat', gpu: false, threads: 1, contextTokens: 512, sequences: 1, contextShift: true, speculation: { kind: 'off' }, log: silentLog });
      const result = await runtime.complete({ messages: [{ role: 'system', content: 'Be brief.' }, ...hello.messages], cacheKey: '', maxTokens: 8, temperature: 0, stop: [], isUrgent: true, signal: new AbortController().signal, onText: () => {} });
      expect(result.usage.prompt_tokens).toBeGreaterThan(5);
      await runtime.close();
    }, 60_000);

    it('finds one flipped byte although size and times are as before', async () => {
      const { copyFile, stat, utimes } = await import('node:fs/promises');
      const folder = join(scratch, 'flip');
      await mkdir(folder, { recursive: true });
      const path = join(folder, 'gemma-3-270m-q4_k_m.gguf');
      await copyFile(join(testModelsFolder, 'gemma-3-270m-q4_k_m.gguf'), path);
      const model = await embeddedProvider.create(embeddedOptions.parse({}), deps({ downloadsFolder: folder }));
      expect((await model.health()).status).toBe('ok');
      const before = await stat(path);
      const file = await open(path, 'r+');
      const byte = Buffer.alloc(1);
      await file.read(byte, 0, 1, 123_456_789);
      await file.write(Buffer.of(byte[0]! ^ 1), 0, 1, 123_456_789);
      await file.close();
      await utimes(path, before.atime, before.mtime);
      expect((await readReply(model.chat(hello))).error).toMatchObject({ code: 'model_damaged' });
      await model.close();
      await rm(folder, { recursive: true, force: true });
    }, 60_000);
  });
});
