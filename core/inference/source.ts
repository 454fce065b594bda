// What every place a model can come from gets and gives: it fills the part file and reports how far it is.
import type { Log } from '../lib/log.ts';
import type { ModelSource } from './catalogue.ts';

export type SourceContext<Kind extends ModelSource['kind'] = ModelSource['kind']> = {
  /** How many bytes the file has. */
  entry: { file: { size_bytes: number } };
  source: Extract<ModelSource, { kind: Kind }>;
  /** Written from its end on; what is already there came from an earlier attempt. */
  partPath: string;
  hubBaseUrl: string;
  /** A key for the hub; sent nowhere else. */
  hubToken?: string | null;
  /** Files from this size on come from the hub in several ranges at once. */
  parallelFromBytes?: number;
  localFolder: string | null;
  fetch: typeof globalThis.fetch;
  log: Log;
  signal: AbortSignal;
  /** How long the first answer may take, and how long nothing may arrive. */
  connectTimeoutMs: number;
  idleTimeoutMs: number;
  /** Names under which Python may be found, in order. */
  pythonCommands: readonly string[];
};

/** Yields the bytes that are there so far. Throws an Error whose message is the reason for a person. */
export type SourceReader<Kind extends ModelSource['kind']> = (context: SourceContext<Kind>) => AsyncGenerator<{ status: string; completedBytes: number }, void>;
