// What an audit looks at, read before any rule does.
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';

export type AuditSource = Pick<Message, 'id' | 'session_id' | 'speaker' | 'content' | 'context' | 'is_active'>;

export type AuditMaterial = {
  now: number;
  /** Facts that stand, by id. */
  facts: readonly Fact[];
  /** Current facts whose every source lies on a branch left behind. */
  orphans: readonly Fact[];
  /** Rows of the past. */
  pastFacts: number;
  /** Episodes that stand, by id. */
  episodes: readonly Episode[];
  /** The messages those facts came from, as far as they are still there. */
  sources: ReadonlyMap<string, AuditSource>;
  /** Recalled blocks by session, of messages around the sources, with the id of the message each stood beside. */
  contexts: ReadonlyMap<string, readonly { message_id: string; text: string }[]>;
  /** How near two values of one key are in meaning, -1 to 1; null when the model was not asked. */
  nearness: ((one: Fact, other: Fact) => number) | null;
};

/** What a rule found; the sentence and the id are added to it later. */
export type RawFinding = {
  kind: 'exact_duplicate' | 'near_duplicate' | 'recall_loop' | 'secret' | 'stale' | 'unconfirmed' | 'orphan' | 'contradiction';
  severity: 'info' | 'warning' | 'serious';
  entity: 'fact' | 'episode';
  /** The one that would stay first. */
  ids: readonly string[];
  mend: 'merge' | 'forget' | 'supersede' | 'keep';
  is_safe: boolean;
};
