// The rules of README.md as tests. Every language-model provider's own test calls languageModelConformance.
import { afterAll, describe, expect, it } from 'vitest';
import type { Log } from '../../lib/log.ts';
import type { ChatEvent, ChatMessage, ChatRequest, LanguageModel } from './llm.ts';

/** How the rules reach one provider. What a subject cannot arrange is left out, and the rules that need it are skipped with the reason. */
export type LanguageModelSubject = {
  /** A working model whose replies are long enough to be stopped in the middle. */
  create(log: Log): Promise<LanguageModel>;
  /** A model that will answer exactly this. */
  says?(text: string): Promise<LanguageModel>;
  /** A model whose service fails after so many deltas. */
  breaks?(afterDeltas: number): Promise<LanguageModel>;
  /** A model whose service or file is not there. */
  absent?(): Promise<LanguageModel>;
};
export type SkippedRule = { rule: string; reason: string };

/** A dialogue that even a small base model continues at length. */
const countMessages: ChatMessage[] = [
  { role: 'system', content: 'The assistant counts as far as it is asked to.' },
  { role: 'user', content: 'Count from 1 to 20.' },
  { role: 'assistant', content: '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20.' },
  { role: 'user', content: 'Count from 1 to 300.' },
];
const countRequest: ChatRequest = { messages: countMessages, maxTokens: 250, cacheKey: 'count' };
const helloRequest: ChatRequest = { messages: [{ role: 'user', content: 'Hello, my name is Paul. How are you?' }], maxTokens: 24 };
const personSchema = { type: 'object', properties: { name: { type: 'string', maxLength: 60 }, age: { type: 'integer', minimum: 0, maximum: 130 } }, required: ['name', 'age'], additionalProperties: false };

type Outcome = { events: ChatEvent[]; text: string; error: { code?: string; message?: string; details?: Record<string, unknown> } | null };
/** Reads a whole reply, keeping what came before an error. */
export async function readReply(stream: AsyncIterable<ChatEvent>, onEvent?: (event: ChatEvent) => void): Promise<Outcome> {
  const events: ChatEvent[] = [];
  let error: Outcome['error'] = null;
  try {
    for await (const event of stream) {
      events.push(event);
      onEvent?.(event);
    }
  } catch (thrown) {
    error = thrown as Outcome['error'];
  }
  return { events, text: events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''), error };
}
function requireGiven<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the subject has no ${what}`);
  return value;
}

type Rule = { rule: string; title: string; check(model: LanguageModel, subject: LanguageModelSubject, recorder: { log: Log; lines: string[] }): Promise<void> };
const rules: Rule[] = [
  { rule: 'LM1', title: 'streams at least one delta and then exactly one end', async check(model) {
    const { events, error } = await readReply(model.chat(helloRequest));
    expect(error).toBeNull();
    expect(events.length).toBeGreaterThan(1);
    expect(events.filter((event) => event.type === 'end')).toHaveLength(1);
    expect(events.at(-1)?.type).toBe('end');
    expect(events.every((event) => event.type === 'end' || event.text !== '')).toBe(true);
  } },
  { rule: 'LM2', title: 'text arrives whole, whatever its script', async check(_model, subject) {
    const text = 'Ñandú, «¿qué?» 🐶👩‍👩‍👧 日本語 мир — fin.\nSegunda línea';
    const model = await requireGiven(subject.says, 'model with a given reply')(text);
    expect((await readReply(model.chat({ messages: helloRequest.messages }))).text).toBe(text);
    await model.close();
  } },
  { rule: 'LM3', title: 'an abort ends the stream as cancelled within 500 ms, and the next request works', async check(model) {
    const controller = new AbortController();
    let abortedAt = 0;
    const { events, error } = await readReply(model.chat({ ...countRequest, signal: controller.signal }), () => {
      abortedAt ||= performance.now();
      controller.abort();
    });
    expect(performance.now() - abortedAt).toBeLessThan(500);
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(events.some((event) => event.type === 'end')).toBe(false);
    expect((await readReply(model.chat(helloRequest))).error).toBeNull();
  } },
  { rule: 'LM4', title: 'a signal that has fired already is cancelled at once', async check(model) {
    expect((await readReply(model.chat({ ...helloRequest, signal: AbortSignal.abort() }))).error).toMatchObject({ code: 'cancelled' });
    await expect(model.generateJson({ ...helloRequest, schema: personSchema, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  } },
  { rule: 'LM5', title: 'what is not there is said with its code and a remedy, by chat and by health', async check(_model, subject) {
    const model = await requireGiven(subject.absent, 'absent service')();
    const { error } = await readReply(model.chat(helloRequest));
    expect(['provider_unavailable', 'model_missing']).toContain(error?.code);
    expect(error?.message).toMatch(/start|download|choose/i);
    const health = await model.health();
    expect(health.status).toBe('error');
    expect(health.instructions).toBeTruthy();
    await model.close();
  } },
  { rule: 'LM6', title: 'a model that is not there is model_missing and named', async check(model) {
    const { error } = await readReply(model.chat({ ...helloRequest, model: 'no-such-model' }));
    expect(error).toMatchObject({ code: 'model_missing' });
    expect(error?.message).toContain('no-such-model');
  } },
  { rule: 'LM7', title: 'leaving the loop early frees the model', async check(model) {
    const hello = async () => {
      const started = performance.now();
      expect((await readReply(model.chat(helloRequest))).error).toBeNull();
      return performance.now() - started;
    };
    await hello();
    const usual = await hello();
    for await (const event of model.chat(countRequest)) if (event.type === 'text-delta') break;
    // The rest of the reply that was left would take ten times as long as a greeting; on a busy machine everything takes longer.
    expect(await hello()).toBeLessThan(Math.max(10_000, usual * 5));
  } },
  { rule: 'LM8', title: 'usage is whole and plausible, or null', async check(model) {
    const end = (await readReply(model.chat(helloRequest))).events.at(-1);
    if (end?.type !== 'end') throw new Error('no end');
    if (end.usage === null) return;
    expect(end.usage.prompt_tokens).toBeGreaterThan(0);
    expect(end.usage.completion_tokens).toBeGreaterThan(0);
    expect(end.usage.evaluated_prompt_tokens ?? 0).toBeLessThanOrEqual(end.usage.prompt_tokens);
    expect(Object.values(end.usage).every((value) => value === null || Number.isInteger(value))).toBe(true);
  } },
  { rule: 'LM9', title: 'a stop string ends the reply and is not in it', async check(model) {
    const { text, error, events } = await readReply(model.chat({ ...countRequest, stop: ['7'] }));
    expect(error).toBeNull();
    expect(text).not.toContain('7');
    expect(events.at(-1)).toMatchObject({ type: 'end', finish: 'stop' });
  } },
  { rule: 'LM10', title: 'maxTokens cuts the reply, which then ends as length', async check(model) {
    const { events, error } = await readReply(model.chat({ ...countRequest, maxTokens: 5 }));
    expect(error).toBeNull();
    expect(events.at(-1)).toMatchObject({ type: 'end', finish: 'length' });
    expect(events.length).toBeLessThanOrEqual(6);
  } },
  { rule: 'LM11', title: 'JSON satisfies its schema', async check(model) {
    const value = await model.generateJson({
      messages: [{ role: 'user', content: 'Paul is 45 years old.' }], schema: personSchema, example: { input: 'Ana is 31.', output: { name: 'Ana', age: 31 } },
    }) as { name: unknown; age: unknown };
    expect(typeof value.name).toBe('string');
    expect(Number.isInteger(value.age)).toBe(true);
  } },
  { rule: 'LM12', title: 'a failure in the middle leaves the partial text and an error, never an end', async check(_model, subject) {
    for (const count of [0, 1, 2, 5]) {
      const model = await requireGiven(subject.breaks, 'breaking service')(count);
      const { events, error } = await readReply(model.chat({ messages: helloRequest.messages }));
      expect(error?.code).toMatch(/^provider_/);
      expect(events).toHaveLength(count);
      await model.close();
    }
  } },
  { rule: 'LM13', title: 'neither prompts nor replies reach the log', async check(model, _subject, recorder) {
    const { text } = await readReply(model.chat({ messages: [{ role: 'user', content: 'My secret word is inconfundible-7731. What is it?' }], maxTokens: 24 }));
    await readReply(model.chat({ ...helloRequest, messages: [{ role: 'user', content: 'inconfundible-7731' }], model: 'no-such-model' }));
    expect(recorder.lines.join('\n')).not.toContain('inconfundible');
    if (text.trim().length > 20) expect(recorder.lines.join('\n')).not.toContain(text.trim());
  } },
  { rule: 'LM14', title: 'requests at the same time all end', async check(model) {
    const outcomes = await Promise.all([1, 2, 3].map((number) => readReply(model.chat({ ...helloRequest, cacheKey: `same-time-${number}` }))));
    for (const { error, events } of outcomes) {
      expect(error).toBeNull();
      expect(events.at(-1)?.type).toBe('end');
    }
  } },
  { rule: 'LM15', title: 'says who it is, how much it holds and how it is, without a request', async check(_model, subject, recorder) {
    const model = await subject.create(recorder.log);
    expect(await model.identity()).toMatchObject({ id: expect.any(String), model: expect.stringMatching(/./), location: expect.stringMatching(/./) });
    expect(await model.contextTokens()).toBeGreaterThan(15);
    expect((await model.models()).some((entry) => entry.is_installed)).toBe(true);
    expect(await model.health()).toMatchObject({ component: 'llm', message: expect.stringMatching(/./) });
    await model.close();
  } },
  { rule: 'LM16', title: 'a prompt that does not fit is invalid_input before the first word', async check(model) {
    const many = 'palabra '.repeat((await model.contextTokens()) + 50);
    const { error, events } = await readReply(model.chat({ messages: [{ role: 'user', content: many }] }));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect(events).toEqual([]);
  } },
  { rule: 'LM17', title: 'after close every request fails, and closing twice is harmless', async check(_model, subject, recorder) {
    const model = await subject.create(recorder.log);
    await model.close();
    await model.close();
    expect((await readReply(model.chat(helloRequest))).error).toMatchObject({ code: 'provider_unavailable' });
  } },
  { rule: 'LM18', title: 'a conversation\'s known beginning is not evaluated again', async check(model) {
    const messages: ChatMessage[] = [{ role: 'system', content: `You are Luna, a warm companion. ${'You remember what you are told and you answer briefly. '.repeat(8)}` }, { role: 'user', content: 'Hello, I am Paul.' }];
    const first = await readReply(model.chat({ messages, cacheKey: 'prefix', maxTokens: 16 }));
    messages.push({ role: 'assistant', content: first.text }, { role: 'user', content: 'I have a dog.' });
    const end = (await readReply(model.chat({ messages, cacheKey: 'prefix', maxTokens: 16 }))).events.at(-1);
    const usage = end?.type === 'end' ? end.usage : null;
    expect(usage?.evaluated_prompt_tokens).not.toBeNull();
    expect(usage!.evaluated_prompt_tokens!).toBeLessThan(usage!.prompt_tokens / 2);
  } },
  { rule: 'LM19', title: 'what forgets its kept prompts reads the next one from the beginning', async check(model) {
    if (!model.forget) return;
    const request: ChatRequest = { messages: [{ role: 'system', content: 'You are Luna, a warm companion. '.repeat(8) }, { role: 'user', content: 'Hello, I am Paul.' }], cacheKey: 'forgotten', maxTokens: 8 };
    await readReply(model.chat(request));
    await model.forget();
    const end = (await readReply(model.chat(request))).events.at(-1);
    const usage = end?.type === 'end' ? end.usage : null;
    expect(usage?.evaluated_prompt_tokens).toBe(usage?.prompt_tokens);
  } },
];

/** Runs every rule. A deviation is named in `skip` with its reason, and fails here when the rule holds after all. */
export function languageModelConformance(name: string, subject: LanguageModelSubject, options: { skip?: SkippedRule[] } = {}): void {
  describe(`${name} keeps the rules of language models`, () => {
    const lines: string[] = [];
    const write = (event: string, fields?: Record<string, unknown>) => void lines.push(JSON.stringify([event, fields]));
    const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
    let shared: Promise<LanguageModel> | undefined;
    const model = () => (shared ??= subject.create(log));
    afterAll(async () => (await shared)?.close(), 60_000);
    for (const { rule, title, check } of rules) {
      const skipped = options.skip?.find((skip) => skip.rule === rule);
      if (!skipped) it(`${rule} ${title}`, async () => check(await model(), subject, { log, lines }), 120_000);
      else it(`${rule} does not hold: ${skipped.reason}`, async () => {
        await expect(check(await model(), subject, { log, lines }), `${rule} holds: remove it from skip`).rejects.toThrow();
      }, 120_000);
    }
    it('skips only rules that exist', () => {
      for (const skip of options.skip ?? []) expect(rules.map((rule) => rule.rule)).toContain(skip.rule);
    });
  });
}
