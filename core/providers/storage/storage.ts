// What a storage provider must do. Reads ask by entity; writes are lists of changes that happen together. Rules in README.md, checked by conformance.ts.
import type { ComponentHealth } from '../../contract/health.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type * as z from 'zod';
import type {
  Affinity, AffinityEvent, EmbeddingSpace, Fact, Job, Message, Mood, Session, Trace,
} from '../../contract/entities.ts';
import type { Classification, Episode } from '../../contract/episodes.ts';
import type { LorebookRecord } from '../../contract/characters.ts';
import type { Backup } from '../../contract/backups.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Summary } from '../../contract/summaries.ts';
import type { CachedEmbedding, Change, CharacterAssetRecord, Entities, EntityName, EpisodeEmbedding, MessageEmbedding, PersonalityRecord, Setting, Tombstone } from './changes.ts';

/** A page of ids-ordered rows: `before`/`after` are ids, exclusive. */
export type Page = { limit: number; before?: string };

export type SessionReads = {
  get(id: string): Promise<Session | null>;
  /** Most recently active first; `before` is the id of the last session of the previous page. */
  list(query: Page & { user_id: string; personality?: string; title_contains?: string; project?: string }): Promise<Session[]>;
  /** The sessions that belong to a project, in no order. Quick where there is none. */
  inProjects(userId: string): Promise<{ id: string; project: string }[]>;
  count(userId: string): Promise<number>;
};

/** A message as search weighs it. `words`: the stems of its text in order, then the words of its time. Not checked for damage: read what is shown with `getMany`. */
export type MessageWords = Pick<Message, 'id' | 'session_id' | 'user_id' | 'depth' | 'speaker' | 'content' | 'created_at'> & { words: readonly string[] };

export type MessageReads = {
  get(id: string): Promise<Message | null>;
  getMany(ids: readonly string[]): Promise<Message[]>;
  getByClientId(sessionId: string, clientMessageId: string): Promise<Message | null>;
  /** The path that ends at `leaf_id`, oldest first: at most `limit` messages, the last of them the leaf itself (or its nearest ancestor older than `before`). */
  path(query: { leaf_id: string; limit: number; before?: string }): Promise<Message[]>;
  /** Ids of the messages with the same session and parent, oldest first, keyed by the ids asked for. */
  siblings(ids: readonly string[]): Promise<Map<string, string[]>>;
  /** Children of a message (or the roots of a session when `parent_id` is null), oldest first. */
  children(query: { session_id: string; parent_id: string | null }): Promise<Message[]>;
  /** Active messages next to each id on its session's active branch, at most `distance` steps away, without the ids themselves. */
  neighbours(query: { ids: readonly string[]; distance: number }): Promise<Message[]>;
  /**
   * Full-text search by BM25 over active, complete or interrupted messages of a user. `terms` are whole words, any of which may match; accents, case and
   * endings (in Spanish and English, core/lib/stems.ts) do not count. Words of times (core/lib/day-words.ts) match what was said then. `score` is positive,
   * greatest first. Messages in `exclude_ids`, and of sessions in other projects than `projects` ('' is none), do not take places.
   */
  search(query: { user_id: string; terms: readonly string[]; limit: number; session_id?: string; speaker?: 'user' | 'assistant'; from?: number; to?: number; exclude_ids?: readonly string[]; projects?: readonly string[] }): Promise<{ id: string; score: number }[]>;
  /** Of these messages, and those at most `distance` steps from one of them on its session's active branch, what a search weighs: active, complete or interrupted ones with text, by id. */
  around(query: { ids: readonly string[]; distance: number }): Promise<MessageWords[]>;
  /** About how many messages there are, of all users, and in how many of them each of these stems is; a stem that is nowhere is left out. */
  wordCounts(stems: readonly string[]): Promise<{ messages: number; counts: Map<string, number> }>;
  /** Active, complete or interrupted messages with text, of all users, that have no embedding in a space; by id. */
  withoutEmbedding(query: { space_id: string; limit: number; after?: string }): Promise<Message[]>;
  /** Which of these ids are of stored messages that lie on no active branch; in no order. */
  leftBehind(ids: readonly string[]): Promise<string[]>;
  /** The message and all that follows it, on every branch, parents before children. */
  descendants(id: string): Promise<string[]>;
  /** Every message of a session, on every branch, by id. */
  idsOfSession(sessionId: string): Promise<string[]>;
  /**
   * Messages of a user, on every branch, whose text (or, with `in: 'context'`, whose stored note) holds any of these strings, upper and lower case and accents being one; by id.
   * For what must be found wherever it stands: it reads everything.
   */
  containing(query: { user_id: string; texts: readonly string[]; in: 'content' | 'context' }): Promise<Message[]>;
  /** Assistant messages left `streaming` by a process that died. */
  streaming(): Promise<Message[]>;
  count(query: { user_id?: string; session_id?: string }): Promise<number>;
};

export type FactReads = {
  get(id: string): Promise<Fact | null>;
  /** Current facts; with `include_past` past ones as well, with `unreplaced` those past ones that nothing superseded. By category, then key, then id. */
  list(query: { user_id: string; category?: string; key?: string; include_past?: boolean | 'unreplaced'; pinned?: boolean; limit: number }): Promise<Fact[]>;
  /** Facts that one of these superseded; by id. */
  supersededBy(factIds: readonly string[]): Promise<Fact[]>;
  /** Facts, past ones included, that have any of these messages among their sources; by id. At most some hundred ids. */
  fromMessages(messageIds: readonly string[]): Promise<Fact[]>;
};

export type EpisodeReads = {
  get(id: string): Promise<Episode | null>;
  getMany(ids: readonly string[]): Promise<Episode[]>;
  /** By `ended_at`, newest first, then greater id first; `before` is the id of the last of the previous page. `from` and `to` are both included and look at `ended_at`. */
  list(query: Page & { user_id: string; session_id?: string; personality?: string; type?: Episode['type']; importance_at_least?: number; from?: number; to?: number }): Promise<Episode[]>;
  /** Episodes that have any of these messages among their sources; by id. */
  fromMessages(messageIds: readonly string[]): Promise<Episode[]>;
  /** Episodes, of all users, that have no embedding in a space; by id. */
  withoutEmbedding(query: { space_id: string; limit: number; after?: string }): Promise<Episode[]>;
  /** Every episode vector of a space after `after` (an episode id), ascending. */
  scanEmbeddings(query: { space_id: string; after?: string; limit: number }): Promise<EpisodeEmbedding[]>;
};

export type ClassificationReads = {
  /** Those there are, in no order; ids are message ids. */
  getMany(messageIds: readonly string[]): Promise<Classification[]>;
  /** Any one classification of this text by this version of the analysers, whoever wrote it: the cache by content. */
  ofContent(query: { content_hash: string; analyser: string }): Promise<Classification | null>;
  /** Newest (greatest message id) first; of active messages alone. */
  list(query: Page & { user_id: string; session_id?: string; category?: Classification['category']; importance?: Classification['importance']; emotion?: string; privacy?: Classification['privacy'] }): Promise<Classification[]>;
  /** Active, complete or interrupted messages with text, of all users, without a classification by this version; by id. */
  messagesWithout(query: { analyser: string; limit: number; after?: string }): Promise<Message[]>;
};

export type MoodReads = {
  latest(sessionId: string): Promise<Mood | null>;
  /** A companion's latest mood towards a user, in whatever session. */
  latestOf(query: { user_id: string; personality: string }): Promise<Mood | null>;
  /** Newest (greatest id) first; `since` is a time, included. */
  list(query: Page & ({ session_id: string } | { user_id: string; personality: string }) & { since?: number }): Promise<Mood[]>;
  forMessage(messageId: string): Promise<Mood | null>;
};
export type AffinityReads = {
  get(userId: string, personality: string): Promise<Affinity | null>;
  /** Newest (greatest id) first; `since` is a time, included; `moved_only` leaves out interactions worth nothing. */
  events(query: Page & { user_id: string; personality: string; since?: number; moved_only?: boolean }): Promise<AffinityEvent[]>;
  event(id: string): Promise<AffinityEvent | null>;
  /** The entry that takes this one back. */
  revertOf(eventId: string): Promise<AffinityEvent | null>;
  /**
   * The last entries of what messages on no active branch (but still stored) have moved, and of what was taken back of messages that are on one, nothing having undone them since: what a
   * relationship may have to be brought into step with; by id. What has been brought into step may be among them.
   */
  outOfStep(): Promise<AffinityEvent[]>;
  /** Entries that any of these messages made; by id. */
  ofMessages(messageIds: readonly string[]): Promise<AffinityEvent[]>;
};
export type TraceReads = {
  forMessage(messageId: string): Promise<Trace | null>;
  /** Of a user's sessions: traces that recalled any of these messages, facts or episodes; by id. It reads everything. */
  recalling(query: { user_id: string; ids: readonly string[] }): Promise<Trace[]>;
};
export type SummaryReads = {
  get(id: string): Promise<Summary | null>;
  /** On every branch, by `first_depth`, then id; with `last` only the last `limit` of those that end before `before_depth`. */
  ofSession(sessionId: string, last?: { before_depth: number; limit: number }): Promise<Summary[]>;
  /** Newest (greatest id) first, on every branch. */
  list(query: Page & { user_id: string }): Promise<Summary[]>;
  /** Summaries that have any of these messages among their sources; by id. */
  fromMessages(messageIds: readonly string[]): Promise<Summary[]>;
};
export type ProposalReads = {
  get(id: string): Promise<Proposal | null>;
  getMany(ids: readonly string[]): Promise<Proposal[]>;
  /** By id, greater than `after`; without those whose every source lies on a branch left behind. */
  list(query: { user_id: string; session_id?: string; after?: string; limit: number }): Promise<Proposal[]>;
  /** As `list`. */
  count(userId: string): Promise<number>;
  /** Proposals that have any of these messages among their sources; by id. */
  fromMessages(messageIds: readonly string[]): Promise<Proposal[]>;
};
/** By id. */
export type TombstoneReads = { list(userId: string): Promise<Tombstone[]> };
/** Whole copies of everything, kept where the storage keeps them. Forgetting removes them all: each may hold the words. */
export type StorageBackups = {
  /** Newest first. */
  list(): Promise<Backup[]>;
  create(kind: Backup['kind']): Promise<Backup>;
  /** As `create`, but null where the newest copy holds the same already. */
  createIfChanged(kind: Backup['kind']): Promise<Backup | null>;
  /** Checks the copy whole, then puts it in the place of everything, all or nothing. @throws LuminoraError `not_found`, `storage_damaged`, `storage_from_future` */
  restore(id: string): Promise<void>;
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
};
export type JobReads = {
  /** Pending jobs whose time has come, by run_at then id. Reading does not claim: claim with an update that expects `state: 'pending'`. */
  due(query: { now: number; limit: number; kinds?: readonly string[] }): Promise<Job[]>;
  nextDueAt(): Promise<number | null>;
  count(state: Job['state']): Promise<number>;
  running(): Promise<Job[]>;
  /** Jobs that were given up, by id. */
  failed(query: { limit: number }): Promise<Job[]>;
};
export type EmbeddingReads = {
  spaces(): Promise<EmbeddingSpace[]>;
  get(query: { space_id: string; message_ids: readonly string[] }): Promise<MessageEmbedding[]>;
  /** Every vector of a space after `after` (a message id) in ascending order of message id: what an index is rebuilt from. */
  scan(query: { space_id: string; after?: string; limit: number }): Promise<MessageEmbedding[]>;
  count(spaceId: string): Promise<number>;
  cached(ids: readonly string[]): Promise<CachedEmbedding[]>;
  countCached(): Promise<number>;
  /** Ids of cached vectors, those used least recently first. */
  leastUsedCached(limit: number): Promise<string[]>;
};
export type SettingReads = { get(id: string): Promise<Setting | null>; all(): Promise<Setting[]> };
export type CharacterAssetReads = {
  /** Of one companion, or of all when null; by id, without their bytes: only how many. */
  list(personality: string | null): Promise<(Omit<CharacterAssetRecord, 'bytes'> & { size: number })[]>;
  get(personality: string, name: string): Promise<CharacterAssetRecord | null>;
};
export type LorebookReads = { get(id: string): Promise<LorebookRecord | null>; list(): Promise<LorebookRecord[]> };
export type PersonalityReads = { get(id: string): Promise<PersonalityRecord | null>; list(): Promise<PersonalityRecord[]> };

/** Times are cut into slices of this many milliseconds from 1970 on: a quarter of an hour, of which every time zone's days are made. */
export const analyticsSliceMs = 900_000;
/** Whose figures, and of when: `from` is included, `to` is not. `personality`: of talks with this companion alone. */
export type AnalyticsQuery = { user_id: string; personality?: string; from: number; to: number };
/** `slice`: when the slice begins. */
type Sliced<T> = { slice: number } & T;
/**
 * Sums for statistics; every list is by slice, empty slices left out. Messages are the active branch's, complete or interrupted; what moods and classifications say of others is left out.
 * Lengths are in code points; words are what blanks separate.
 */
export type AnalyticsReads = {
  /** The first and the last message's time, on the active branch; null when there is none. */
  span(query: { user_id: string; personality?: string }): Promise<{ first: number; last: number } | null>;
  messages(query: AnalyticsQuery): Promise<Sliced<{ personality: string; speaker: 'user' | 'assistant'; messages: number; characters: number; words: number; longest: number }>[]>;
  /** What the user's messages were classified as. */
  classified(query: AnalyticsQuery): Promise<Sliced<{ category: Classification['category']; sentiment: Classification['sentiment']; emotion: string; messages: number; sentiment_sum: number }>[]>;
  moods(query: AnalyticsQuery): Promise<Sliced<{ mood: string; times: number; intensity_sum: number }>[]>;
  /** `points` and `level` are those after the slice's last entry. */
  affinity(query: AnalyticsQuery): Promise<Sliced<{ personality: string; points: number; level: string; gained: number; lost: number }>[]>;
  /** From the very beginning, whatever `from`: facts that were learnt and that ended, and episodes. One companion's are those `records` tells of. */
  memory(query: AnalyticsQuery): Promise<Sliced<{ facts_learnt: number; facts_ended: number; episodes: number }>[]>;
  /** Replies on whatever branch: what was spent stays spent. `is_local` is what the reply's trace says; null without one. */
  usage(query: AnalyticsQuery): Promise<Sliced<{ provider: string; model: string; is_local: boolean | null; replies: number; prompt_tokens: number; completion_tokens: number }>[]>;
  /** The newest texts of the user, at most `limit`, the first 2,000 characters of each; what was classified as secret is left out. */
  texts(query: AnalyticsQuery & { limit: number }): Promise<{ created_at: number; content: string }[]>;
};

/** Whose records: all of a user's, or those of the user and one companion. */
export type RecordOwner = { user_id: string; personality?: string };
/** Kinds of records that are taken along when a user moves: all but what can be made anew (cached vectors), waits to be done (jobs) or is the installation's (settings). */
export type OwnedEntity = Exclude<EntityName, 'job' | 'cached_embedding' | 'setting'>;
export type OwnedRecords = <E extends OwnedEntity>(query: { entity: E; owner: RecordOwner; after?: string; limit: number }) => Promise<Entities[E][]>;

/**
 * `isForgetting`: the changes take a person's words away for good, so that their bytes must leave the files and every copy is removed (`delete-session`, `delete-branch` and `erase-message` always do; deleting
 * messages, facts, episodes, sessions, summaries and proposals takes the bytes out of the files, and leaves the copies).
 * `isRepeatable`: of work that is begun anew when its commit is not there. A killed process loses nothing; a power cut may take the commit away again, whole.
 */
export type CommitOptions = { isRepeatable?: boolean; isForgetting?: boolean };

/**
 * One place where everything is kept. Methods are async so that servers can implement it; a commit is one transaction
 * (DynamoDB: one TransactWriteItems), which is why writes are data and not callbacks.
 * All failures are LuminoraErrors: `conflict`, `storage_failed`, `storage_full`, `storage_damaged`, `storage_from_future`, `data_folder_in_use`.
 */
export interface StorageProvider {
  readonly sessions: SessionReads;
  readonly messages: MessageReads;
  readonly facts: FactReads;
  readonly episodes: EpisodeReads;
  readonly classifications: ClassificationReads;
  readonly moods: MoodReads;
  readonly affinity: AffinityReads;
  readonly traces: TraceReads;
  readonly jobs: JobReads;
  readonly embeddings: EmbeddingReads;
  readonly settings: SettingReads;
  readonly personalities: PersonalityReads;
  readonly characterAssets: CharacterAssetReads;
  readonly lorebooks: LorebookReads;
  readonly analytics: AnalyticsReads;
  readonly summaries: SummaryReads;
  readonly proposals: ProposalReads;
  readonly tombstones: TombstoneReads;
  /** Null where copies are made with the server's own tools. */
  readonly backups: StorageBackups | null;
  /**
   * Every record of an owner, by id (compared by its UTF-8 bytes), at most `limit` after `after`; fewer mean that there are no more. What has a session belongs to the session's owner.
   * One companion's facts: those it alone may use, and those learnt in talks with it. Companions, their pictures, lorebooks and embedding spaces are every user's;
   * with a companion, those of it (and every space).
   */
  readonly records: OwnedRecords;
  /**
   * Applies the changes in order (keep a list to some fifty: server transactions are bounded), all or none, durable when the promise resolves (safe against power loss, not only against a killed process; see `CommitOptions`).
   * A list that is not an array is read once, while it is applied, and may be of any length: what it throws undoes all. A storage that cannot do that answers `unsupported` and changes nothing.
   */
  commit(changes: Iterable<Change>, options?: CommitOptions): Promise<void>;
  /** Greatest id of any record, to seed the id source after a restart; null when empty. */
  greatestId(): Promise<string | null>;
  /** Rows of an entity, for statistics and tests. */
  count(entity: EntityName): Promise<number>;
  health(): Promise<ComponentHealth>;
  close(): Promise<void>;
}

export type StorageDeps = {
  /** Absolute; made with mode 0700 when missing. Everything a local storage writes stays inside. */
  dataFolder: string;
  /** Folder with migrations/<dialect>/NNNN-name.up.sql and .down.sql. */
  migrationsFolder: string;
  clock: Clock;
  log: Log;
  secret(name: string): Promise<string | undefined>;
};

export type StorageProviderDefinition<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  options: Options;
  create(options: z.infer<Options>, deps: StorageDeps): Promise<StorageProvider>;
};
