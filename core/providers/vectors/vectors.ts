// What a vector store must do. It is an index: rows in the storage provider are the truth, and it can be emptied and filled again.
import type { ComponentHealth } from '../../contract/health.ts';
import type { Log } from '../../lib/log.ts';
import type * as z from 'zod';

/** One vector of one space; `owner_id` is the id of the message (later: episode, chunk) it stands for. */
export type VectorItem = { owner_id: string; user_id: string; session_id: string; vector: Float32Array };
export type VectorQuery = { vector: Float32Array; limit: number; user_id: string; session_id?: string };
/** `similarity` is cosine, -1 to 1, greatest first. */
export type VectorHit = { owner_id: string; similarity: number };

/** All failures are LuminoraErrors; a wrong dimension is `embedding_mismatch`, a non-finite or zero vector `invalid_input`, both before anything is written. */
export interface VectorStore {
  /** Makes the collection of a space if it is not there; refuses a different dimension. */
  ensureSpace(spaceId: string, dimension: number): Promise<void>;
  /** Inserts or replaces by owner_id. All or nothing. */
  upsert(spaceId: string, items: readonly VectorItem[]): Promise<void>;
  delete(spaceId: string, ownerIds: readonly string[]): Promise<void>;
  query(spaceId: string, query: VectorQuery): Promise<VectorHit[]>;
  count(spaceId: string): Promise<number>;
  /** Owner ids after `after` in ascending order, to compare with the rows. */
  listOwnerIds(spaceId: string, after: string | null, limit: number): Promise<string[]>;
  dropSpace(spaceId: string): Promise<void>;
  health(): Promise<ComponentHealth>;
  close(): Promise<void>;
}

export type VectorStoreDeps = { dataFolder: string; log: Log; secret(name: string): Promise<string | undefined> };
export type VectorStoreProvider<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  options: Options;
  create(options: z.infer<Options>, deps: VectorStoreDeps): Promise<VectorStore>;
};
