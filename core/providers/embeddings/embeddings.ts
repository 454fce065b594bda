// What an embedding provider must do. The numbered rules are in README.md; conformance.ts checks them.
import type { ComponentHealth } from '../../contract/health.ts';
import type { EmbeddingSpace } from '../../contract/entities.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ModelUse } from '../../contract/local-models.ts';
import type { Attempt, RunSettings, StepDown } from '../../inference/choose-precision.ts';
import type { EncoderPacing } from '../../inference/encoder-messages.ts';
import type { ModelStore } from '../../inference/model-store.ts';
import type { Log } from '../../lib/log.ts';
import type * as z from 'zod';

/** query: what is searched with (and both sides of a symmetric comparison). passage: what is searched. */
export type EmbeddingUse = 'query' | 'passage';

/** bulk: thousands of texts that nobody waits for. They may take long: within the share of the processor that the background has, and not while a reply is written. */
export type EmbeddingPace = 'bulk';

/** One embedding model, ready to use. All failures are LuminoraErrors. */
export interface EmbeddingModel {
  /** The space its vectors belong to. */
  space(): Omit<EmbeddingSpace, 'created_at'>;
  /**
   * One vector per text, in order; each of `space().dimension` finite numbers, of unit length when `is_normalized`.
   * A text longer than the model reads is cut; an empty text gives a defined vector.
   */
  embed(texts: readonly string[], use: EmbeddingUse, signal?: AbortSignal, pace?: EmbeddingPace): Promise<Float32Array[]>;
  /** True while a reply is being written: `bulk` waits. A provider that computes elsewhere has no use for it. */
  setBusy?(isBusy: boolean): void;
  /** True when the model can read the text (a Latin-only vocabulary cannot read Cyrillic). */
  canRead(text: string): boolean;
  /** How a model of this machine came to run, and what could not be used before; null while it has not been loaded. Absent where it runs elsewhere. */
  running?(): (Attempt & { model: string; steps: StepDown[] }) | null;
  health(): Promise<ComponentHealth>;
  close(): Promise<void>;
}

export type EmbeddingDeps = {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  modelsFolder: string;
  downloadsFolder: string;
  secret(name: string): Promise<string | undefined>;
  /** For what computes on this machine: how texts are put together, where its files are, what was set, what its user writes in, and which spaces have vectors. */
  pacing?: Partial<EncoderPacing>;
  store?: ModelStore;
  models?: RunSettings & { uses: Partial<Record<ModelUse, string>>; idle_unload_minutes: number };
  languages?: readonly string[];
  knownSpaces?(): Promise<EmbeddingSpace[]>;
};

export type EmbeddingProvider<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  /** Schema of the embedding_provider's own options. */
  options: Options;
  create(options: z.infer<Options>, deps: EmbeddingDeps): Promise<EmbeddingModel>;
};
