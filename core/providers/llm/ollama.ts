// A language model served by Ollama, on this machine or another. Plain HTTP: the client library drops lines it cannot read, and here none may get lost.
import * as z from 'zod';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { throwIfStopped } from './cancellation.ts';
import { parseJsonAnswer } from './json-answer.ts';
import { jsonMessages } from './json-prompt.ts';
import type { ChatEvent, ChatRequest, LanguageModel, LanguageModelDeps, LanguageModelProvider, ModelInfo, PullProgress } from './llm.ts';
import { askOllama, ollamaBaseUrl, streamOllama, type OllamaConnection } from './ollama-http.ts';
import { resolveTask, taskOptions } from './task-options.ts';

export const ollamaOptions = z.object({
  api_base: z.url().default('http://localhost:11434').describe('Address of the Ollama server.'),
  ...taskOptions,
  num_ctx: z.number().int().min(256).max(1_048_576).default(8192).describe('Context window, in tokens. More needs more memory.'),
  keep_alive: z.string().default('30m').describe('How long Ollama keeps the model in memory after a reply, such as 30m.'),
  threads: z.number().int().min(0).max(128).default(0).describe('CPU threads; 0 lets Ollama choose.'),
  gpu: z.boolean().default(true).describe('Use a graphics processor when Ollama has one.'),
  context_shift: z.boolean().default(true).describe('Whether the oldest turns leave the window when a reply reaches its end; off, the reply ends there.'),
  think: z.boolean().optional().describe('Whether models that can think first should; leave it open for the model\'s own habit.'),
  first_token_timeout_seconds: z.number().min(0.05).max(3600).default(180).describe('How long the first word may take: loading a large model is slow.'),
  idle_timeout_seconds: z.number().min(0.05).max(3600).default(60).describe('How long nothing may come between two words.'),
});
export type OllamaOptions = z.infer<typeof ollamaOptions>;

const quickMs = 3000;
const tagsSchema = z.object({ models: z.array(z.object({ name: z.string(), size: z.number().nullish(), details: z.object({ family: z.string().nullish(), parameter_size: z.string().nullish() }).nullish() })).nullish() });
const chunkSchema = z.object({
  message: z.object({ content: z.string().nullish(), thinking: z.string().nullish() }).nullish(),
  done: z.boolean().nullish(), done_reason: z.string().nullish(), prompt_eval_count: z.number().nullish(), eval_count: z.number().nullish(),
  prompt_eval_duration: z.number().nullish(),
});
const pullSchema = z.object({ status: z.string().default(''), total: z.number().nullish(), completed: z.number().nullish() });
const versionSchema = z.object({ version: z.string() });

/** Makes the provider; nothing is asked of the server before the first request. */
export async function createOllamaModel(options: OllamaOptions, deps: LanguageModelDeps): Promise<LanguageModel> {
  const baseUrl = ollamaBaseUrl(options.api_base);
  const connection: OllamaConnection = { baseUrl, fetch: deps.fetch, firstTokenMs: options.first_token_timeout_seconds * 1000, idleMs: options.idle_timeout_seconds * 1000 };
  const host = new URL(baseUrl).hostname;
  const isLocal = /^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(host);
  const closing = new AbortController();

  async function installed(signal?: AbortSignal): Promise<ModelInfo[]> {
    const { models } = await askOllama(connection, { path: '/api/tags', signal }, tagsSchema, quickMs);
    return (models ?? []).filter((model) => !/bert/i.test(model.details?.family ?? '')).map((model) => ({
      name: model.name, title: model.name.replace(/:latest$/, ''), size_bytes: model.size ?? null, is_installed: true, licence: null, context_tokens: options.num_ctx,
    }));
  }

  /** The model asked for or configured, else the first installed one. */
  async function chooseModel(wanted: string | undefined, signal?: AbortSignal): Promise<string> {
    if (wanted !== undefined) return wanted;
    const first = (await installed(signal))[0];
    if (first) return first.name;
    throw new LuminoraError('model_missing', 'Ollama has no model yet. Fetch one with "ollama pull llama3.2", or in Settings.', { details: { address: baseUrl } });
  }

  function signalOf(request: ChatRequest): AbortSignal {
    if (closing.signal.aborted) throw new LuminoraError('provider_unavailable', 'The connection to Ollama is closed.');
    throwIfStopped(request.signal);
    return request.signal ? AbortSignal.any([request.signal, closing.signal]) : closing.signal;
  }

  async function* chat(request: ChatRequest, format?: Record<string, unknown>): AsyncGenerator<ChatEvent, void> {
    const signal = signalOf(request);
    const settings = resolveTask(request, options, format ? 'fact_extraction' : 'conversation');
    const model = await chooseModel(settings.model, signal);
    const body = {
      model, messages: request.messages, stream: true, keep_alive: options.keep_alive, truncate: false, shift: options.context_shift,
      ...(options.think === undefined ? {} : { think: options.think }),
      ...(format ? { format } : {}),
      options: {
        num_ctx: options.num_ctx,
        ...(options.threads > 0 ? { num_thread: options.threads } : {}),
        ...(options.gpu ? {} : { num_gpu: 0 }),
        ...(settings.maxTokens === undefined ? {} : { num_predict: settings.maxTokens }),
        ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
        ...(request.stop && request.stop.length > 0 ? { stop: request.stop } : {}),
      },
    };
    let hasText = false;
    for await (const value of streamOllama(connection, { path: '/api/chat', body, signal, model })) {
      const parsed = chunkSchema.safeParse(value);
      if (!parsed.success) throw new LuminoraError('provider_bad_response', 'Ollama answered something unreadable. Try again.', { cause: parsed.error });
      const chunk = parsed.data;
      throwIfStopped(signal);
      const text = hasText ? (chunk.message?.content ?? '') : (chunk.message?.content ?? '').trimStart();
      if (text !== '') {
        hasText = true;
        yield { type: 'text-delta', text };
      }
      if (!chunk.done) continue;
      if (!hasText) throw new LuminoraError('provider_bad_response', 'The model said nothing. Try again, or choose another model.', { details: { model } });
      deps.log.debug('ollama-reply', { prompt_tokens: chunk.prompt_eval_count, prompt_ms: (chunk.prompt_eval_duration ?? 0) / 1e6, completion_tokens: chunk.eval_count });
      const isCounted = typeof chunk.prompt_eval_count === 'number' && typeof chunk.eval_count === 'number';
      yield {
        type: 'end', finish: chunk.done_reason === 'length' ? 'length' : 'stop',
        // Ollama counts the whole prompt, whether it came from its cache or not, so what it really evaluated is not known.
        usage: isCounted ? { prompt_tokens: chunk.prompt_eval_count!, completion_tokens: chunk.eval_count!, evaluated_prompt_tokens: null } : null,
      };
      return;
    }
    throw new LuminoraError('provider_bad_response', 'Ollama ended its answer without saying that it was done. Try again.', { details: { model } });
  }

  return {
    async identity() {
      const wanted = resolveTask({ messages: [] }, options, 'conversation').model;
      return { id: 'ollama', model: await chooseModel(wanted), location: isLocal ? 'this machine' : host, is_local: isLocal };
    },
    chat: (request) => chat(request),
    async generateJson(request) {
      let text = '';
      const asked = { ...request, messages: jsonMessages(request), maxTokens: request.maxTokens ?? resolveTask(request, options, 'fact_extraction').maxTokens ?? 512 };
      for await (const event of chat({ ...asked, temperature: resolveTask(request, options, 'fact_extraction').temperature ?? 0 }, request.schema)) if (event.type === 'text-delta') text += event.text;
      return parseJsonAnswer(text, request.schema, 'The model in Ollama');
    },
    contextTokens: async () => options.num_ctx,
    models: () => installed(),
    async *pull(model, signal): AsyncGenerator<PullProgress, void> {
      const stop = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      throwIfStopped(stop);
      let last: { at: number; bytes: number } | null = null;
      let isDone = false;
      for await (const value of streamOllama(connection, { path: '/api/pull', body: { model, stream: true }, signal: stop, model })) {
        const parsed = pullSchema.safeParse(value);
        if (!parsed.success) throw new LuminoraError('provider_bad_response', 'Ollama answered something unreadable. Try again.', { cause: parsed.error });
        const step = parsed.data;
        const now = deps.clock.now();
        const bytes = step.completed ?? 0;
        const speed: number | null = last && now > last.at && bytes >= last.bytes ? Math.round(((bytes - last.bytes) * 1000) / (now - last.at)) : null;
        last = { at: now, bytes };
        isDone = step.status === 'success';
        yield { status: step.status, completed_bytes: bytes, total_bytes: step.total ?? null, bytes_per_second: speed, source: 'ollama' };
      }
      if (!isDone) throw new LuminoraError('download_failed', `Ollama stopped fetching "${model}" before it was done. Try again: it goes on where it stopped.`, { details: { model } });
    },
    async health() {
      const started = performance.now();
      const details: Record<string, unknown> = { provider: 'ollama', address: baseUrl, is_local: isLocal, model: null };
      try {
        details['version'] = (await askOllama(connection, { path: '/api/version' }, versionSchema, quickMs)).version;
        const latency = Math.round(performance.now() - started);
        const wanted = resolveTask({ messages: [] }, options, 'conversation').model;
        const model = await chooseModel(wanted);
        details['model'] = model;
        const isThere = (await installed()).some((entry) => entry.name === model || entry.name === `${model}:latest`);
        if (!isThere) throw new LuminoraError('model_missing', `Ollama does not have the model "${model}".`);
        return { component: 'llm', status: 'ok', message: `Ollama answers at ${baseUrl} with ${model}.`, latency_ms: latency, details, instructions: null };
      } catch (error) {
        const isMissing = isLuminoraError(error) && error.code === 'model_missing';
        const message = isLuminoraError(error) ? error.message : 'Ollama cannot be used.';
        return { component: 'llm', status: 'error', message, latency_ms: null, details, instructions: isMissing ? 'Fetch the model in Settings or with "ollama pull".' : 'Start Ollama, or choose another model in Settings.' };
      }
    },
    async close() {
      closing.abort();
    },
  };
}

export const ollamaProvider: LanguageModelProvider<typeof ollamaOptions> = {
  id: 'ollama',
  title: 'Ollama',
  options: ollamaOptions,
  create: createOllamaModel,
};
