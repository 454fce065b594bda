// A language model inside this process: a GGUF file of the catalogue, run by llama.cpp. Needs no server and, once the file is there, no network.
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import * as z from 'zod';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { loadCatalogue } from '../../inference/catalogue.ts';
import { createFileVerifier } from '../../inference/checksum.ts';
import { downloadModel } from '../../inference/download.ts';
import { cancelledError, throwIfStopped } from './cancellation.ts';
import { chooseByMemory, machineMemory, recommendModel, type Choice } from './embedded-choice.ts';
import { findFile, installedFiles, listFiles, type ChosenFile } from './embedded-files.ts';
import { createEventChannel } from './event-channel.ts';
import { parseJsonAnswer } from './json-answer.ts';
import { jsonMessages } from './json-prompt.ts';
import type { ChatEvent, ChatRequest, LanguageModel, LanguageModelDeps, LanguageModelProvider } from './llm.ts';
import { memoryOfGguf } from './gguf-memory.ts';
import { openLlamaRuntime, type Completion, type CompletionResult, type LlamaRuntime } from './llama-runtime.ts';
import { speculations } from './llama-speculation.ts';
import { createRequestPool, type Leave } from './request-pool.ts';
import { resolveTask, taskOptions } from './task-options.ts';

export const embeddedOptions = z.object({
  ...taskOptions,
  context_tokens: z.number().int().min(256).max(131_072).default(4096).describe('Context window per conversation, in tokens. More needs more memory.'),
  kept_conversations: z.number().int().min(1).max(16).default(3).describe('Conversations whose evaluated prompt stays in memory.'),
  parallel_requests: z.number().int().min(1).max(16).default(2).describe('Replies written at the same time; the model reads its weights once for all of them. More than kept_conversations needs more memory.'),
  context_shift: z.boolean().default(true).describe('Whether the oldest turns leave a conversation that outgrows the window, without reading the others again; off, it is refused.'),
  speculation: z.enum(speculations).default('off').describe('Guesses tokens ahead and checks them together. prompt_lookup: from the prompt, for replies that repeat it. draft: with draft_model.'),
  draft_model: z.string().optional().describe('Smaller model of the same family, for speculation "draft".'),
  threads: z.number().int().min(0).max(128).default(0).describe('CPU threads; 0 lets the program choose.'),
  gpu: z.boolean().default(true).describe('Use a graphics processor when there is one the runtime supports.'),
  hub_base_url: z.url().optional().describe('Address of the model hub or of a mirror; without it the catalogue\'s.'),
  models_folder: z.string().optional().describe('Folder that already holds model files, used when nothing can be downloaded.'),
});
export type EmbeddedOptions = z.infer<typeof embeddedOptions>;

/** Model name that means: choose by memory. So does none. */
const automatic = 'auto';
const defaultReplyTokens = 384;
const defaultTemperature = 0.4;

async function createEmbeddedModel(options: EmbeddedOptions, deps: LanguageModelDeps): Promise<LanguageModel> {
  const catalogue = await loadCatalogue(deps.modelsFolder);
  const verifier = createFileVerifier(join(deps.downloadsFolder, '.checksums.json'));
  const pool = createRequestPool(options.parallel_requests);
  const sequences = Math.max(options.kept_conversations, options.parallel_requests);
  const places = { catalogue, downloadsFolder: deps.downloadsFolder, store: deps.store ?? null };
  const memoryBytes = deps.memoryBytes ?? machineMemory();
  const needs = new Map<string, Promise<number | null>>();
  const closing = new AbortController();
  const pulling = new Set<string>();
  let open: { path: string; runtime: LlamaRuntime } | null = null;
  let lastFirstTokenMs: number | null = null;

  /** The named model; without a name, or with "auto", the installed one that memory allows, and where nothing is installed the catalogue's. */
  async function choose(name: string | undefined): Promise<Choice> {
    if (name !== undefined && name !== automatic) return { file: await findFile(places, name), reason: 'It is set.' };
    const installed = await installedFiles(places);
    const needOf = ({ path, size_bytes }: { path: string; size_bytes: number }) => {
      const key = `${path} ${size_bytes}`;
      if (!needs.has(key)) needs.set(key, memoryOfGguf(path, { contextTokens: options.context_tokens, sequences }));
      return needs.get(key)!;
    };
    // One alone is taken unread: whether it is whole is found out before it is loaded, and said.
    const only = installed.length === 1 ? installed[0] : undefined;
    const chosen = only ? { file: only, reason: 'It is the only model here.' } : await chooseByMemory(installed, needOf, memoryBytes);
    return chosen ?? { file: await findFile(places, catalogue.defaults.llm), reason: 'No model is here yet.' };
  }
  const configured = () => choose(resolveTask({ messages: [] }, options, 'conversation').model);

  async function check(file: ChosenFile): Promise<void> {
    if (file.isVerified) return;
    if (file.entry) return verifier.verify(file.path, file.entry.file);
    const { stat } = await import('node:fs/promises');
    await stat(file.path).catch((error: unknown) => {
      throw new LuminoraError('model_missing', `The model file ${file.path} is not there. Put it there, or choose another model in Settings.`, { cause: error, details: { model: file.name } });
    });
  }

  async function draftPath(): Promise<string> {
    if (options.draft_model === undefined) throw new LuminoraError('invalid_configuration', 'Speculation "draft" needs a draft_model: name a smaller model of the same family, or turn speculation off.');
    const file = await findFile(places, options.draft_model);
    await check(file);
    return file.path;
  }

  /** Called with all places of the pool held. One model is in memory at a time. */
  async function load(file: ChosenFile): Promise<LlamaRuntime> {
    if (open?.path === file.path) return open.runtime;
    await check(file);
    const previous = open;
    open = null;
    await previous?.runtime.close();
    const started = deps.clock.now();
    const runtime = await openLlamaRuntime({
      modelPath: file.path, promptFormat: file.entry?.prompt_format ?? 'chat', gpu: options.gpu,
      threads: options.threads > 0 ? options.threads : Math.max(1, Math.min(8, availableParallelism())),
      contextTokens: options.context_tokens, sequences, contextShift: options.context_shift, log: deps.log,
      speculation: options.speculation === 'draft' ? { kind: 'draft', modelPath: await draftPath() } : { kind: options.speculation },
    });
    deps.log.info('embedded-model-loaded', { model: file.name, ms: deps.clock.now() - started });
    open = { path: file.path, runtime };
    return runtime;
  }

  /** A place in the pool and the loaded model. To load one the caller is alone; afterwards it holds one place, like everybody. */
  async function enter(file: ChosenFile, signal: AbortSignal): Promise<{ runtime: LlamaRuntime; leave: Leave }> {
    const quick = await pool.enter(signal);
    if (open?.path === file.path) return { runtime: open.runtime, leave: quick };
    quick();
    const leave = await pool.enter(signal, pool.size);
    try {
      throwIfStopped(signal);
      const runtime = await load(file);
      leave(pool.size - 1);
      return { runtime, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Runs one completion when its turn comes, and once more, warmer, when a base model said nothing at all. */
  async function run(name: string | undefined, completion: Completion): Promise<CompletionResult> {
    let leave: Leave = () => {};
    try {
      const { file } = await choose(name);
      throwIfStopped(completion.signal);
      const entered = await enter(file, completion.signal);
      leave = entered.leave;
      const { runtime } = entered;
      throwIfStopped(completion.signal);
      const started = deps.clock.now();
      let isFirst = true;
      const onText = (text: string) => {
        if (isFirst) lastFirstTokenMs = deps.clock.now() - started;
        isFirst = false;
        completion.onText(text);
      };
      const result = await runtime.complete({ ...completion, onText });
      if (result.text.trim() !== '' || completion.schema) return result;
      return await runtime.complete({ ...completion, onText, temperature: Math.max(0.9, completion.temperature) });
    } catch (error) {
      if (completion.signal.aborted) throw cancelledError();
      if (isLuminoraError(error)) throw error;
      throw new LuminoraError('provider_bad_response', 'The embedded model failed while it was answering. Try again.', { cause: error });
    } finally {
      leave();
    }
  }

  function signalsOf(request: ChatRequest, own: AbortController): AbortSignal {
    if (closing.signal.aborted) throw new LuminoraError('provider_unavailable', 'The embedded model is closed.');
    throwIfStopped(request.signal);
    return AbortSignal.any([own.signal, closing.signal, ...(request.signal ? [request.signal] : [])]);
  }

  async function* chat(request: ChatRequest): AsyncGenerator<ChatEvent, void> {
    const own = new AbortController();
    const signal = signalsOf(request, own);
    const settings = resolveTask(request, options, 'conversation');
    const channel = createEventChannel<ChatEvent>();
    let hasText = false;
    const completion: Completion = {
      messages: request.messages, cacheKey: request.cacheKey ?? '', maxTokens: settings.maxTokens ?? defaultReplyTokens,
      temperature: settings.temperature ?? defaultTemperature, stop: request.stop ?? [], signal, isUrgent: (request.task ?? 'conversation') === 'conversation',
      onText(text) {
        const shown = hasText ? text : text.trimStart();
        if (shown === '') return;
        hasText = true;
        channel.push({ type: 'text-delta', text: shown });
      },
    };
    const stop = () => channel.fail(cancelledError());
    signal.addEventListener('abort', stop, { once: true });
    run(settings.model, completion).then(
      (result) => {
        if (!hasText) channel.fail(new LuminoraError('provider_bad_response', 'The embedded model said nothing. Try again, or choose a larger model.'));
        channel.push({ type: 'end', finish: result.finish, usage: result.usage });
        channel.end();
      },
      (error: unknown) => channel.fail(error),
    );
    yield* channel.read(() => {
      signal.removeEventListener('abort', stop);
      own.abort();
    });
  }

  const nameOnly = (): Pick<ChosenFile, 'name' | 'entry'> => ({ name: resolveTask({ messages: [] }, options, 'conversation').model ?? catalogue.defaults.llm, entry: null });

  return {
    identity: async () => {
      const { name, entry } = await configured().then(({ file }) => file, nameOnly);
      return { id: 'embedded', model: name, location: 'this machine', is_local: true, is_base_model: entry?.is_base_model ?? false };
    },
    chat,
    async generateJson(request) {
      const signal = signalsOf(request, new AbortController());
      const settings = resolveTask(request, options, 'fact_extraction');
      const { text } = await run(settings.model, {
        messages: jsonMessages(request), cacheKey: request.cacheKey ?? 'json', maxTokens: settings.maxTokens ?? 512, temperature: settings.temperature ?? 0,
        stop: [], schema: request.schema, signal, isUrgent: false, onText: () => {},
      });
      return parseJsonAnswer(text, request.schema, 'The embedded model');
    },
    async contextTokens() {
      const { entry } = await configured().then(({ file }) => file, nameOnly);
      return Math.min(open?.runtime.contextTokens ?? options.context_tokens, entry?.context_tokens ?? Infinity);
    },
    models: () => listFiles(places),
    async forget() {
      const leave = await pool.enter(closing.signal, pool.size);
      try {
        await open?.runtime.forget();
      } finally {
        leave();
      }
    },
    async *pull(name, signal) {
      const { entry } = await findFile(places, name === '' || name === automatic ? catalogue.defaults.llm : name);
      if (!entry) throw new LuminoraError('unsupported', `"${name}" is not in the catalogue: put the file into ${deps.downloadsFolder} yourself.`);
      if (pulling.has(entry.id)) throw new LuminoraError('conflict', `${entry.title} is being downloaded already.`);
      pulling.add(entry.id);
      const stopping = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      try {
        // The store knows the mirror, the user's own catalogue and whether anything may be fetched; addresses of this provider's own go before.
        if (deps.store && options.hub_base_url === undefined && options.models_folder === undefined) {
          for await (const { status, completed_bytes, total_bytes, bytes_per_second, source } of deps.store.download(entry.id, undefined, stopping)) yield { status, completed_bytes, total_bytes, bytes_per_second, source };
          return;
        }
        yield* downloadModel({
          entry, hubBaseUrl: options.hub_base_url ?? catalogue.hub.base_url, downloadsFolder: deps.downloadsFolder, localFolder: options.models_folder ?? null,
          fetch: deps.fetch, clock: deps.clock, log: deps.log, signal: stopping,
        });
      } finally {
        pulling.delete(entry.id);
      }
    },
    async health() {
      const better = recommendModel(catalogue.models, memoryBytes)?.model;
      const details = { provider: 'embedded', model: null as string | null, reason: null as string | null, is_local: true, is_loaded: open !== null, recommended_model: better?.id ?? null };
      try {
        const { file, reason } = await configured();
        details.model = file.name;
        details.reason = reason;
        await check(file);
        return { component: 'llm', status: 'ok', message: `${file.entry?.title ?? file.name} runs inside Luminora on this machine.`, latency_ms: lastFirstTokenMs, details, instructions: null };
      } catch (error) {
        const message = isLuminoraError(error) ? error.message : 'The embedded model cannot be used.';
        return { component: 'llm', status: 'error', message, latency_ms: null, details, instructions: 'Download the model in Settings, or with "luminora models pull".' };
      }
    },
    async close() {
      closing.abort();
      const leave = await pool.enter(undefined, pool.size);
      const last = open;
      open = null;
      await last?.runtime.close();
      leave();
    },
  };
}

export const embeddedProvider: LanguageModelProvider<typeof embeddedOptions> = {
  id: 'embedded',
  title: 'Embedded (no server needed)',
  options: embeddedOptions,
  create: createEmbeddedModel,
};
