// What an embedding provider must do. The numbered rules are in README.md; conformance.ts checks them.
import type { ComponentHealth } from '../../contract/health.ts';
import type { EmbeddingSpace } from '../../contract/entities.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type * as z from 'zod';

/** query: what is searched with (and both sides of a symmetric comparison). passage: what is searched. */
export type EmbeddingUse = 'query' | 'passage';

/** One embedding model, ready to use. All failures are LuminoraErrors. */
export interface EmbeddingModel {
  /** The space its vectors belong to. */
  space(): Omit<EmbeddingSpace, 'created_at'>;
  /**
   * One vector per text, in order; each of `space().dimension` finite numbers, of unit length when `is_normalized`.
   * A text longer than the model reads is cut; an empty text gives a defined vector.
   */
  embed(texts: readonly string[], use: EmbeddingUse, signal?: AbortSignal): Promise<Float32Array[]>;
  /** True when the model can read the text (a Latin-only vocabulary cannot read Cyrillic). */
  canRead(text: string): boolean;
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
};

export type EmbeddingProvider<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  /** Schema of the embedding_provider's own options. */
  options: Options;
  create(options: z.infer<Options>, deps: EmbeddingDeps): Promise<EmbeddingModel>;
};
