// One GGUF model in memory through node-llama-cpp: prompts in, text out, several at a time. Everything of that library stays in the files llama-*.ts.
import type { Llama, LlamaContext, LlamaContextSequence, LlamaGrammar, LlamaModel, LlamaText, Token } from 'node-llama-cpp';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { TokenUsage } from '../../contract/entities.ts';
import type { Log } from '../../lib/log.ts';
import { createSlots } from './llama-slots.ts';
import { createSpeculator, type Speculation, type Speculator } from './llama-speculation.ts';
import type { ChatMessage } from './llm.ts';
import { findShift, fitTurns } from './prompt-shift.ts';
import { renderTranscript, transcriptStops } from './transcript.ts';

export type RuntimeSettings = {
  modelPath: string;
  promptFormat: 'transcript' | 'chat';
  gpu: boolean;
  threads: number;
  contextTokens: number;
  /** Conversations whose evaluated prompt is kept; also the most completions at a time. */
  sequences: number;
  /** Whether the oldest turns leave a prompt that has become too long, and what was evaluated after them stays. */
  contextShift: boolean;
  speculation: Speculation;
  log: Log;
};

export type Completion = {
  messages: readonly ChatMessage[];
  cacheKey: string;
  maxTokens: number;
  temperature: number;
  stop: readonly string[];
  schema?: Record<string, unknown>;
  /** True: somebody waits for it. Such completions go first where not everything fits into one step. */
  isUrgent: boolean;
  signal: AbortSignal;
  onText(text: string): void;
};
export type CompletionResult = { text: string; finish: 'stop' | 'length'; usage: TokenUsage };

export type LlamaRuntime = {
  contextTokens: number;
  /** Completions at the same time go through the model together, one token of each in a step. No more than `sequences`. */
  complete(completion: Completion): Promise<CompletionResult>;
  /** Empties every kept prompt. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

/** Room the runtime needs beside prompt and reply. */
const spareTokens = 16;
const smallestReply = 32;
const batchTokens = 128;
/** Part of the window, 1 / this, that is kept free for the reply when turns leave, and the step in which they leave. */
const shiftShare = 4;
/** Architectures whose kept tokens can be moved: their positions are one number each, and they keep nothing else. Moving others can end the process. */
const movable: ReadonlySet<string> = new Set(['llama', 'qwen2', 'qwen3', 'qwen3moe', 'gemma', 'gemma2', 'gemma3', 'phi3', 'smollm3']);

/** Loads library, model and context. Never builds, never downloads. */
export async function openLlamaRuntime(settings: RuntimeSettings): Promise<LlamaRuntime> {
  const library = await import('node-llama-cpp').catch((error: unknown) => {
    throw new LuminoraError('provider_unavailable', 'The embedded model runtime is not installed for this system. Use Ollama, or install the program again.', { cause: error });
  });
  let llama: Llama | null = null;
  let model: LlamaModel;
  let context: LlamaContext;
  let speculator: Speculator;
  try {
    llama = await library.getLlama({
      build: 'never', skipDownload: true, progressLogs: false, gpu: settings.gpu ? 'auto' : false, maxThreads: settings.threads,
      logLevel: library.LlamaLogLevel.error, logger: (level, message) => settings.log.debug('llama-runtime', { level, message: message.trim() }),
    });
    model = await llama.loadModel({ modelPath: settings.modelPath, defaultContextSwaFullCache: true });
    const sizes = { contextSize: Math.min(settings.contextTokens, model.trainContextSize ?? settings.contextTokens), sequences: settings.sequences, batchSize: batchTokens, threads: settings.threads };
    context = await model.createContext({ ...sizes, swaFullCache: true });
    speculator = await createSpeculator(library, llama, model, settings.speculation, { ...sizes, contextSize: context.contextSize });
  } catch (error) {
    await llama?.dispose();
    if (isLuminoraError(error)) throw error;
    throw new LuminoraError('provider_unavailable', 'The embedded model could not be loaded: there may be too little free memory. Close other programs, or choose a smaller model.', { cause: error });
  }

  const { isRecurrent, isHybrid } = model.fileInsights;
  const canMove = settings.contextShift && !isRecurrent && !isHybrid && movable.has(model.fileInfo.metadata.general.architecture);
  const slots = createSlots<LlamaContextSequence>(settings.sequences, () => speculator.open(context));
  const grammars = new Map<string, LlamaGrammar>();

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
   * keep the next request waiting until a long prompt is through. Answers how many tokens were there already.
   */
  async function readPrompt(sequence: LlamaContextSequence, prompt: readonly Token[], evaluationPriority: 1 | 5, signal: AbortSignal): Promise<number> {
    const wanted = prompt.slice(0, -1);
    const shift = canMove ? findShift(sequence.contextTokens, wanted) : null;
    if (shift) await sequence.eraseContextTokenRanges([shift]);
    await sequence.adaptStateToTokens(wanted, false);
    const known = sequence.nextTokenIndex;
    for (let index = known; index < wanted.length; index += batchTokens) {
      signal.throwIfAborted();
      await sequence.evaluateWithoutGeneratingNewTokens(wanted.slice(index, index + batchTokens), { evaluationPriority });
    }
    signal.throwIfAborted();
    return known;
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

  const beginning = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : [];
  const tokensOf = (messages: readonly ChatMessage[]) => beginning.length + render(messages).tokens.length;

  /** The prompt without its oldest turns, where it has outgrown the window: room for a reply is made before it begins. Throws invalid_input when it cannot fit. */
  function fit({ messages, maxTokens }: Completion): readonly ChatMessage[] {
    const replyTokens = Math.min(maxTokens, Math.max(smallestReply, Math.floor(context.contextSize / shiftShare)));
    const most = (reply: number) => context.contextSize - spareTokens - reply;
    const promptTokens = tokensOf(messages);
    if (promptTokens <= most(replyTokens)) return messages;
    const fitted = settings.contextShift ? fitTurns(messages, tokensOf, most(replyTokens), Math.floor(context.contextSize / shiftShare)) : null;
    if (fitted) {
      settings.log.info('prompt-shifted', { prompt_tokens: promptTokens, context_tokens: context.contextSize, turns_left_out: fitted.leftOut });
      return fitted.messages;
    }
    if (promptTokens <= most(Math.min(smallestReply, maxTokens))) return messages;
    throw new LuminoraError('invalid_input', `The prompt has ${promptTokens} tokens; the context window holds ${context.contextSize}. Shorten the message or start a new conversation.`, { details: { prompt_tokens: promptTokens, context_tokens: context.contextSize } });
  }

  return {
    contextTokens: context.contextSize,
    async complete(completion) {
      const { tokens, stops } = render(fit(completion));
      const prompt = [...beginning, ...tokens];
      const grammar = completion.schema ? await grammarFor(completion.schema) : undefined;
      const slot = slots.take(completion.cacheKey);
      const { sequence } = slot;
      const runner = new library.LlamaCompletion({ contextSequence: sequence });
      const evaluationPriority = completion.isUrgent ? 5 : 1;
      try {
        const known = await readPrompt(sequence, prompt, evaluationPriority, completion.signal);
        const { response, metadata } = await runner.generateCompletionWithMeta(tokens, {
          signal: completion.signal, temperature: completion.temperature, maxTokens: Math.min(completion.maxTokens, context.contextSize - prompt.length - spareTokens), topK: 40, topP: 0.95,
          repeatPenalty: grammar ? false : { lastTokens: 64, penalty: 1.15, frequencyPenalty: 0.1 },
          customStopTriggers: [...stops, ...completion.stop], disableContextShift: true, contextShiftSize: 8, evaluationPriority,
          onTextChunk: (text) => completion.onText(text), ...(grammar ? { grammar } : {}),
        });
        return {
          text: response,
          finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
          // Counted by places and not by what was computed: guessed tokens that were wrong are nobody's. The last token of the reply is said but never read.
          usage: { prompt_tokens: prompt.length, completion_tokens: Math.max(1, sequence.nextTokenIndex - prompt.length + 1), evaluated_prompt_tokens: prompt.length - known },
        };
      } finally {
        runner.dispose();
        slots.give(slot);
      }
    },
    async forget() {
      for (const { sequence } of slots.all()) await sequence.clearHistory();
      await speculator.forget();
    },
    async close() {
      await speculator.close();
      await context.dispose();
      await model.dispose();
      await llama?.dispose();
    },
  };
}
