// One GGUF model in memory through node-llama-cpp: prompts in, text out. Everything of that library stays in this file.
import type { Llama, LlamaContext, LlamaContextSequence, LlamaGrammar, LlamaModel, LlamaText, Token } from 'node-llama-cpp';
import { LuminoraError } from '../../contract/errors.ts';
import type { TokenUsage } from '../../contract/entities.ts';
import type { Log } from '../../lib/log.ts';
import type { ChatMessage } from './llm.ts';
import { renderTranscript, transcriptStops } from './transcript.ts';

export type RuntimeSettings = {
  modelPath: string;
  promptFormat: 'transcript' | 'chat';
  gpu: boolean;
  threads: number;
  contextTokens: number;
  /** Conversations whose evaluated prompt is kept. */
  sequences: number;
  log: Log;
};

export type Completion = {
  messages: readonly ChatMessage[];
  cacheKey: string;
  maxTokens: number;
  temperature: number;
  stop: readonly string[];
  schema?: Record<string, unknown>;
  signal: AbortSignal;
  onText(text: string): void;
};
export type CompletionResult = { text: string; finish: 'stop' | 'length'; usage: TokenUsage };

export type LlamaRuntime = {
  contextTokens: number;
  complete(completion: Completion): Promise<CompletionResult>;
  /** Empties every kept prompt. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

type Slot = { key: string; sequence: LlamaContextSequence; usedAt: number };
/** Room the runtime needs beside prompt and reply. */
const spareTokens = 16;
const smallestReply = 32;
const batchTokens = 128;

/** Loads library, model and context. Never builds, never downloads. */
export async function openLlamaRuntime(settings: RuntimeSettings): Promise<LlamaRuntime> {
  const library = await import('node-llama-cpp').catch((error: unknown) => {
    throw new LuminoraError('provider_unavailable', 'The embedded model runtime is not installed for this system. Use Ollama, or install the program again.', { cause: error });
  });
  let llama: Llama | null = null;
  let model: LlamaModel;
  let context: LlamaContext;
  try {
    llama = await library.getLlama({
      build: 'never', skipDownload: true, progressLogs: false, gpu: settings.gpu ? 'auto' : false, maxThreads: settings.threads,
      logLevel: library.LlamaLogLevel.error, logger: (level, message) => settings.log.debug('llama-runtime', { level, message: message.trim() }),
    });
    model = await llama.loadModel({ modelPath: settings.modelPath, defaultContextSwaFullCache: true });
    const contextSize = Math.min(settings.contextTokens, model.trainContextSize ?? settings.contextTokens);
    context = await model.createContext({ contextSize, sequences: settings.sequences, batchSize: batchTokens, threads: settings.threads, swaFullCache: true });
  } catch (error) {
    await llama?.dispose();
    throw new LuminoraError('provider_unavailable', 'The embedded model could not be loaded: there may be too little free memory. Close other programs, or choose a smaller model.', { cause: error });
  }

  const slots: Slot[] = [];
  const grammars = new Map<string, LlamaGrammar>();
  let uses = 0;

  /** The slot of that conversation, an unused one, or the one used longest ago. */
  function slotFor(key: string): Slot {
    let slot = slots.find((candidate) => candidate.key === key);
    if (!slot && slots.length < settings.sequences) {
      slot = { key, sequence: context.getSequence(), usedAt: 0 };
      slots.push(slot);
    }
    slot ??= slots.reduce((oldest, candidate) => (candidate.usedAt < oldest.usedAt ? candidate : oldest));
    slot.key = key;
    slot.usedAt = uses += 1;
    return slot;
  }

  async function grammarFor(schema: Record<string, unknown>): Promise<LlamaGrammar> {
    const name = JSON.stringify(schema);
    let grammar = grammars.get(name);
    if (!grammar) {
      grammar = await llama!.createGrammarForJsonSchema(schema as Parameters<Llama['createGrammarForJsonSchema']>[0]).catch((error: unknown) => {
        throw new LuminoraError('invalid_input', 'The JSON Schema of the request cannot be made into a grammar.', { cause: error });
      });
      if (grammars.size > 16) grammars.clear();
      grammars.set(name, grammar);
    }
    return grammar;
  }

  /**
   * Reads the prompt into the sequence in pieces, all but its last token: llama.cpp does not look up while it reads, and a stop must not
   * keep the next request waiting until a long prompt is through.
   */
  async function readPrompt(sequence: LlamaContextSequence, tokens: readonly Token[], signal: AbortSignal): Promise<void> {
    const bos = model.tokens.shouldPrependBosToken ? model.tokens.bos : null;
    const wanted = [...(bos === null ? [] : [bos]), ...tokens].slice(0, -1);
    await sequence.adaptStateToTokens(wanted, false);
    for (let index = sequence.nextTokenIndex; index < wanted.length; index += batchTokens) {
      signal.throwIfAborted();
      await sequence.evaluateWithoutGeneratingNewTokens(wanted.slice(index, index + batchTokens));
    }
    signal.throwIfAborted();
  }

  /** The prompt as tokens, and what ends the reply. */
  function render(messages: readonly ChatMessage[]): { tokens: Token[]; stops: (string | LlamaText)[] } {
    if (settings.promptFormat === 'transcript') return { tokens: model.tokenize(renderTranscript(messages), false), stops: [...transcriptStops] };
    const wrapper = library.resolveChatWrapper(model);
    const state = wrapper.generateContextState({
      chatHistory: [
        ...messages.map((message) => message.role === 'assistant'
          ? { type: 'model' as const, response: [message.content] }
          : { type: message.role, text: message.content }),
        { type: 'model' as const, response: [] },
      ],
    });
    const tokens = state.contextText.tokenize(model.tokenizer);
    // The runtime puts the beginning-of-text token there itself.
    return { tokens: tokens[0] === model.tokens.bos && model.tokens.shouldPrependBosToken ? tokens.slice(1) : tokens, stops: state.stopGenerationTriggers };
  }

  return {
    contextTokens: context.contextSize,
    async complete(completion) {
      const { tokens, stops } = render(completion.messages);
      const promptTokens = tokens.length + (model.tokens.shouldPrependBosToken ? 1 : 0);
      const room = context.contextSize - promptTokens - spareTokens;
      if (room < Math.min(smallestReply, completion.maxTokens)) {
        throw new LuminoraError('invalid_input', `The prompt has ${promptTokens} tokens; the context window holds ${context.contextSize}. Shorten the message or start a new conversation.`, { details: { prompt_tokens: promptTokens, context_tokens: context.contextSize } });
      }
      const grammar = completion.schema ? await grammarFor(completion.schema) : undefined;
      const { sequence } = slotFor(completion.cacheKey);
      const before = sequence.tokenMeter.getState();
      const runner = new library.LlamaCompletion({ contextSequence: sequence });
      try {
        await readPrompt(sequence, tokens, completion.signal);
        const { response, metadata } = await runner.generateCompletionWithMeta(tokens, {
          signal: completion.signal, temperature: completion.temperature, maxTokens: Math.min(completion.maxTokens, room), topK: 40, topP: 0.95,
          repeatPenalty: grammar ? false : { lastTokens: 64, penalty: 1.15, frequencyPenalty: 0.1 },
          customStopTriggers: [...stops, ...completion.stop], disableContextShift: true, contextShiftSize: 8,
          onTextChunk: (text) => completion.onText(text), ...(grammar ? { grammar } : {}),
        });
        const used = sequence.tokenMeter.diff(before);
        return {
          text: response,
          finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
          // The last token of the prompt is metered as output, because it is the one that gives the first word.
          usage: { prompt_tokens: promptTokens, completion_tokens: used.usedOutputTokens, evaluated_prompt_tokens: Math.min(promptTokens, used.usedInputTokens + 1) },
        };
      } finally {
        runner.dispose();
      }
    },
    async forget() {
      for (const { sequence } of slots) await sequence.clearHistory();
    },
    async close() {
      await context.dispose();
      await model.dispose();
      await llama?.dispose();
    },
  };
}
