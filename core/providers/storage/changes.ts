// The writes a storage can be asked for: plain data, applied all together or not at all.
import type {
  Affinity, AffinityEvent, EmbeddingSpace, Fact, Job, Message, Mood, Session, Trace,
} from '../../contract/entities.ts';
import type { LorebookRecord } from '../../contract/characters.ts';
import type { Classification, Episode } from '../../contract/episodes.ts';
import type { TombstoneView } from '../../contract/forgetting.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Summary } from '../../contract/summaries.ts';

/** One raw vector, the truth the index is rebuilt from. Id is "space_id/message_id". */
export type MessageEmbedding = { id: string; space_id: string; message_id: string; user_id: string; session_id: string; vector: Float32Array; created_at: number };
/** The vector of one episode's title and summary. Id is "space_id/episode_id". */
export type EpisodeEmbedding = { id: string; space_id: string; episode_id: string; user_id: string; session_id: string; vector: Float32Array; created_at: number };
/** One cached vector by content. Id is "space_id/sha256 of use and text". */
export type CachedEmbedding = { id: string; space_id: string; vector: Float32Array; used_at: number };
/** One user-set value. Id is the setting's name. */
export type Setting = { id: string; value: unknown; updated_at: number };
/** Tokens one reply cost. */
export type Usage = { id: string; message_id: string; provider: string; model: string; prompt_tokens: number; completion_tokens: number; evaluated_prompt_tokens: number | null; created_at: number };
/** A character: the personality JSON as imported or shipped, kept whole. */
export type PersonalityRecord = { id: string; name: string; definition: Record<string, unknown>; created_at: number; updated_at: number };

/** One picture of a companion; `name` is "portrait" or the label of an expression. Id is "personality/name". */
export type CharacterAssetRecord = { id: string; personality: string; name: string; media_type: string; bytes: Uint8Array; created_at: number; updated_at: number };

/**
 * A tombstone as kept. `hashes`: HMAC-SHA-256, keyed with the record's id, of each folded wording that must not be learnt again. `vector`: of its sentence, in
 * `space_id`; both null where there was no model.
 */
export type Tombstone = TombstoneView & { hashes: readonly string[]; space_id: string | null; vector: Float32Array | null };

/** Every kind of record and its shape; each has a text `id`. */
export type Entities = {
  session: Session;
  message: Message;
  fact: Fact;
  mood: Mood;
  affinity: Affinity;
  affinity_event: AffinityEvent;
  trace: Trace;
  job: Job;
  embedding_space: EmbeddingSpace;
  message_embedding: MessageEmbedding;
  cached_embedding: CachedEmbedding;
  setting: Setting;
  usage: Usage;
  personality: PersonalityRecord;
  character_asset: CharacterAssetRecord;
  lorebook: LorebookRecord;
  episode: Episode;
  episode_embedding: EpisodeEmbedding;
  classification: Classification;
  summary: Summary;
  proposal: Proposal;
  tombstone: Tombstone;
};
export type EntityName = keyof Entities;

/** insert: a record with this id (or another unique key) must not exist, else the whole commit is a `conflict`. */
export type InsertChange = { [E in EntityName]: { op: 'insert'; entity: E; record: Entities[E] } }[EntityName];
/** insert-missing: as insert, but a record already there is kept and nothing fails. */
export type InsertMissingChange = { [E in EntityName]: { op: 'insert-missing'; entity: E; record: Entities[E] } }[EntityName];
/** put: insert or replace by id. */
export type PutChange = { [E in EntityName]: { op: 'put'; entity: E; record: Entities[E] } }[EntityName];
/** update: fields of the record with this id. A missing record, or one whose fields differ from `expect`, makes the whole commit a `conflict`. */
export type UpdateChange = { [E in EntityName]: { op: 'update'; entity: E; id: string; set: Partial<Omit<Entities[E], 'id'>>; expect?: Partial<Entities[E]> } }[EntityName];
/** delete: by id; deleting what is not there is no error. */
export type DeleteChange = { [E in EntityName]: { op: 'delete'; entity: E; id: string } }[EntityName];
/**
 * activate-branch: makes the path from the root to `leaf_id` the session's active branch: `is_active` of its messages becomes true,
 * of every other message of the session false, and the session's `active_leaf_id` becomes `leaf_id`.
 */
export type ActivateBranchChange = { op: 'activate-branch'; session_id: string; leaf_id: string | null };
/** delete-session: the session and everything that came from it alone: messages, their full-text rows, embeddings, classifications, episodes with theirs, moods, traces, usage, summaries, proposals and jobs. Facts stay: those that came from it alone are the caller's to take away. */
export type DeleteSessionChange = { op: 'delete-session'; session_id: string };
/**
 * erase-message: the message's place stays, its words go: content '', no context, no error; with its full-text row, embeddings, classification, trace, moods and jobs. Erasing
 * what is not there is no error. Facts, episodes, summaries and proposals made from it are the caller's to take away.
 */
export type EraseMessageChange = { op: 'erase-message'; id: string };
/**
 * delete-branch: the message and everything that follows it, with what hangs on each: full-text row, embeddings, classification, trace, usage, moods, jobs. A session that
 * showed one of them, or whose prompt began at one, shows the newest leaf beside it, or its parent. Facts, episodes, summaries, proposals and the ledger are the caller's to take away.
 */
export type DeleteBranchChange = { op: 'delete-branch'; message_id: string };

export type Change = InsertChange | InsertMissingChange | PutChange | UpdateChange | DeleteChange | ActivateBranchChange | DeleteSessionChange | EraseMessageChange | DeleteBranchChange;
