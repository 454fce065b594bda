// What a language-model provider must do. The numbered rules are in README.md; conformance.ts checks them.
import type { Clock } from '../../lib/clock.ts';
import type { TokenUsage } from '../../contract/entities.ts';
import type { ComponentHealth } from '../../contract/health.ts';
import type { Log } from '../../lib/log.ts';
import type { ModelStore } from '../../inference/model-store.ts';
import type * as z from 'zod';

export type ChatRole = 'system' | 'user' | 'assistant';
export type ChatMessage = { role: ChatRole; content: string };

export type ChatRequest = {
  messages: readonly ChatMessage[];
  /** Overrides the provider's configured model. */
  model?: string;
  /** Upper bound of tokens in the reply. */
  maxTokens?: number;
  temperature?: number;
  stop?: readonly string[];
  /** Aborts within 500 ms and frees the connection; the stream then throws LuminoraError `cancelled`. */
  signal?: AbortSignal;
  /** Requests with the same key share a prompt prefix (one conversation): a local runtime keeps its cache for it. */
  cacheKey?: string;
  /** What the request is for: chooses model, length and temperature from the configuration's task_configs where the request leaves them open. */
  task?: ChatTask;
};

export const chatTasks = ['conversation', 'mood_detection', 'fact_extraction', 'sentiment_analysis'] as const;
export type ChatTask = (typeof chatTasks)[number];

export type ChatEvent =
  | { type: 'text-delta'; text: string }
  | { type: 'end'; finish: 'stop' | 'length' | 'filter'; usage: TokenUsage | null };

export type JsonRequest = ChatRequest & {
  /** JSON Schema the answer must satisfy. */
  schema: Record<string, unknown>;
  /** One worked example, shown before the request: small models need it. */
  example?: { input: string; output: unknown };
};

export type ModelInfo = { name: string; title: string; size_bytes: number | null; is_installed: boolean; licence: string | null; context_tokens: number | null };
export type PullProgress = { status: string; completed_bytes: number; total_bytes: number | null; bytes_per_second: number | null; source: string | null };

/** Who answers, for the status line and the trace. `location` is "this machine" or a host name. */
export type ModelIdentity = {
  id: string;
  model: string;
  location: string;
  is_local: boolean;
  /** True for a model that continues text and was never taught to follow instructions: it is shown examples as dialogue. */
  is_base_model?: boolean;
};

/** One language model service, ready to use. All failures are LuminoraErrors. */
export interface LanguageModel {
  /** May be asked before the first request; `auto` answers what it chose. */
  identity(): Promise<ModelIdentity>;
  /** Streams text deltas, then exactly one `end`. */
  chat(request: ChatRequest): AsyncIterable<ChatEvent>;
  /** One JSON value that satisfies `request.schema`; a value that does not is `provider_bad_response`. */
  generateJson(request: JsonRequest): Promise<unknown>;
  /** Tokens the context window holds. */
  contextTokens(): Promise<number>;
  models(): Promise<ModelInfo[]>;
  /** Fetches a model, yielding progress; resumes what was begun. Throws `unsupported` where the service has its own models. */
  pull(model: string, signal?: AbortSignal): AsyncIterable<PullProgress>;
  health(): Promise<ComponentHealth>;
  /** Forgets the prompts it keeps for later requests; those after are read from the beginning. Left out by services that keep none, or none that can be reached. */
  forget?(): Promise<void>;
  close(): Promise<void>;
}

/** What the engine hands every provider. No provider reads the environment, the clock or the disk's layout by itself. */
export type LanguageModelDeps = {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  /** Folder of models shipped with the product (contains catalogue.json); read only. */
  modelsFolder: string;
  /** Folder downloaded models go to. */
  downloadsFolder: string;
  /** Knows the models that were fetched from the hub, imported or added; without it only the catalogue's own and files in the downloads folder are found. */
  store?: Pick<ModelStore, 'list' | 'locate' | 'download'>;
  /** Bytes of memory to choose by; without it this machine's. */
  memoryBytes?: number;
  /** Value of the secret a `*_env` setting names, or undefined. */
  secret(name: string): Promise<string | undefined>;
};

export type LanguageModelProvider<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  /** Schema of `llm_provider.config`, with descriptions and defaults: the settings form is drawn from it. */
  options: Options;
  create(options: z.infer<Options>, deps: LanguageModelDeps): Promise<LanguageModel>;
};
