// A language model that says what a script tells it, for tests and demos. It never pretends to be more.
import * as z from 'zod';
import { errorCodes, LuminoraError } from '../../contract/errors.ts';
import { pause, throwIfStopped } from './cancellation.ts';
import { createEventChannel } from './event-channel.ts';
import { parseJsonAnswer } from './json-answer.ts';
import type { ChatEvent, ChatRequest, JsonRequest, LanguageModel, LanguageModelProvider, PullProgress } from './llm.ts';
import { sampleOfSchema } from './schema-sample.ts';
import { resolveTask, taskOptions } from './task-options.ts';

export const scriptedOptions = z.object({
  ...taskOptions,
  replies: z.array(z.string()).default([]).describe('Said in turn; after the last one the first comes again.'),
  rules: z.array(z.object({ match: z.string(), reply: z.string() })).default([]).describe('The first rule whose expression is found in the last user message decides; $1 is its first group.'),
  json_replies: z.array(z.unknown()).default([]).describe('Values for JSON requests, in turn; without any, the smallest value the schema allows.'),
  delay_ms: z.number().min(0).max(60_000).default(0).describe('Wait before every word.'),
  fail_after_tokens: z.number().int().min(0).optional().describe('Fail after so many words.'),
  fail_with: z.enum(errorCodes).default('provider_unavailable').describe('The error of that failure.'),
  hang: z.boolean().default(false).describe('Never answer; only a stop ends the request.'),
  context_tokens: z.number().int().min(16).default(8192).describe('Size of the context window, in words.'),
});
export type ScriptedOptions = z.infer<typeof scriptedOptions>;

export type ScriptedModel = { model: LanguageModel; requests: (ChatRequest | JsonRequest)[] };

const wordsOf = (text: string) => text.match(/\S+\s*/g) ?? [];
const promptOf = (request: ChatRequest) => request.messages.map((message) => `${message.role}: ${message.content}`).join('\n');

/** Cuts at the first stop string. */
function cutAtStop(text: string, stops: readonly string[]): string {
  const ends = stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
}

/** Prompts whose beginning is remembered, one a conversation. */
const mostPrompts = 16;

/** Makes a scripted model and the list of the requests it will have received; in a program that runs on, that list would only grow. */
export function createScriptedModel(input: z.input<typeof scriptedOptions> = {}, keepsRequests = true): ScriptedModel {
  const options = scriptedOptions.parse(input);
  const requests: (ChatRequest | JsonRequest)[] = [];
  const lastPrompts = new Map<string, string[]>();
  let turns = 0;
  let jsonTurns = 0;
  let isClosed = false;

  function replyTo(request: ChatRequest): string {
    const asked = request.messages.findLast((message) => message.role === 'user')?.content ?? '';
    for (const rule of options.rules) {
      const found = new RegExp(rule.match, 'iu').exec(asked);
      if (found) return rule.reply.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '');
    }
    const scripted = options.replies[turns % Math.max(1, options.replies.length)];
    return scripted ?? `I am the scripted provider, not a language model. I received ${request.messages.length} messages; the last one says: ${asked.slice(0, 300)}`;
  }

  /** Words not already sent at the start of the preceding request of the same key, as a real runtime's cache would have it. */
  function evaluatedWords(request: ChatRequest, words: string[]): number {
    const key = request.cacheKey;
    if (key === undefined) return words.length;
    const before = lastPrompts.get(key) ?? [];
    // The latest are kept, as a runtime has only so many places for what it has read.
    lastPrompts.delete(key);
    lastPrompts.set(key, words);
    if (lastPrompts.size > mostPrompts) lastPrompts.delete(lastPrompts.keys().next().value!);
    const different = words.findIndex((word, index) => word !== before[index]);
    return different < 0 ? Math.min(1, words.length) : words.length - different;
  }

  function receive(request: ChatRequest): { prompt: string[]; evaluated: number } {
    if (isClosed) throw new LuminoraError('provider_unavailable', 'The scripted provider is closed.');
    throwIfStopped(request.signal);
    if (keepsRequests) requests.push(request);
    const model = resolveTask(request, options, 'conversation').model;
    if (model !== undefined && model !== 'scripted') throw new LuminoraError('model_missing', `The scripted provider has no model "${model}", only "scripted".`, { details: { model } });
    const prompt = wordsOf(promptOf(request));
    if (prompt.length >= options.context_tokens) {
      throw new LuminoraError('invalid_input', `The prompt has ${prompt.length} words; the context window holds ${options.context_tokens}.`, { details: { prompt_tokens: prompt.length, context_tokens: options.context_tokens } });
    }
    return { prompt, evaluated: evaluatedWords(request, prompt) };
  }

  async function* chat(request: ChatRequest): AsyncGenerator<ChatEvent, void> {
    const { prompt, evaluated } = receive(request);
    const settings = resolveTask(request, options, 'conversation');
    const words = wordsOf(cutAtStop(replyTo(request), request.stop ?? []));
    turns += 1;
    if (options.hang) await pause(Infinity, request.signal);
    const limit = Math.min(words.length, settings.maxTokens ?? Infinity);
    for (let index = 0; index < limit; index += 1) {
      if (index === options.fail_after_tokens) throw new LuminoraError(options.fail_with, 'The scripted provider failed as its script says.');
      await pause(options.delay_ms, request.signal);
      yield { type: 'text-delta', text: words[index]! };
    }
    throwIfStopped(request.signal);
    if (options.fail_after_tokens !== undefined && options.fail_after_tokens >= limit) throw new LuminoraError(options.fail_with, 'The scripted provider failed as its script says.');
    yield {
      type: 'end', finish: limit < words.length ? 'length' : 'stop',
      usage: { prompt_tokens: prompt.length, completion_tokens: limit, evaluated_prompt_tokens: evaluated },
    };
  }

  const model: LanguageModel = {
    identity: async () => ({ id: 'scripted', model: 'scripted', location: 'this machine', is_local: true }),
    chat,
    async generateJson(request) {
      receive(request);
      if (options.hang) await pause(Infinity, request.signal);
      if (options.fail_after_tokens !== undefined) throw new LuminoraError(options.fail_with, 'The scripted provider failed as its script says.');
      await pause(options.delay_ms, request.signal);
      const scripted = options.json_replies[jsonTurns % Math.max(1, options.json_replies.length)];
      jsonTurns += 1;
      return parseJsonAnswer(JSON.stringify(scripted ?? sampleOfSchema(request.schema)), request.schema, 'The scripted provider');
    },
    forget: async () => lastPrompts.clear(),
    contextTokens: async () => options.context_tokens,
    models: async () => [{ name: 'scripted', title: 'Scripted (tests and demos)', size_bytes: null, is_installed: true, licence: null, context_tokens: options.context_tokens }],
    pull(name) {
      const channel = createEventChannel<PullProgress>();
      channel.fail(new LuminoraError('unsupported', `The scripted provider has no models to fetch ("${name}").`));
      return channel.read(() => {});
    },
    health: async () => ({
      component: 'llm', status: 'warning', message: 'Scripted replies: for tests and demos, not a language model.', latency_ms: 0,
      details: { provider: 'scripted', model: 'scripted', is_local: true }, instructions: 'Choose a real language model in Settings.',
    }),
    async close() {
      isClosed = true;
    },
  };
  return { model, requests };
}

export const scriptedProvider: LanguageModelProvider<typeof scriptedOptions> = {
  id: 'scripted',
  title: 'Scripted (tests and demos)',
  options: scriptedOptions,
  create: async (options) => createScriptedModel(options, false).model,
};
