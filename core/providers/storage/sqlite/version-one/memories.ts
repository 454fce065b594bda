// Facts, episodes and relationships of version 1.0.
import { factCategories } from '../../../../contract/entities.ts';
import type { Affinity, AffinityEvent, Fact, Session } from '../../../../contract/entities.ts';
import { episodeTypes } from '../../../../contract/episodes.ts';
import type { Episode } from '../../../../contract/episodes.ts';
import { plainId } from '../../../../lib/plain-id.ts';
import type { Change } from '../../changes.ts';
import type { OldRow } from './old-rows.ts';
import { factValueOf, idOf, sentimentOf, tagsOf, textOf, timeOf } from './values.ts';

/** What every record that came along says of its origin. */
export const source = 'version-1.0';

const oneOf = <T extends string>(known: readonly T[], value: string, otherwise: T): T => known.find((one) => one === value) ?? otherwise;
const number = (value: unknown, otherwise: number): number => (value !== null && value !== undefined && value !== '' && Number.isFinite(Number(value)) ? Number(value) : otherwise);
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** One category, key and user had one value: each is true now. Where it was said is not known. */
export function factChange(row: OldRow, now: number): Change {
  const created = Math.min(timeOf(row['created_at'], now), now - 1);
  const user_id = textOf(row['user_id']) || 'default';
  const key = textOf(row['key']) || 'note';
  const category = oneOf(factCategories, textOf(row['category']).toLowerCase(), 'other');
  const record: Fact = {
    id: idOf(created, 'fact', user_id, textOf(row['category']), key, textOf(row['id'])), user_id, scope: '', category, key, value: factValueOf(row['value']), confidence: within(number(row['confidence'], 1), 0, 1),
    source_message_ids: [], source, tags: [], valid_from: created, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: created, updated_at: created,
  };
  return { op: 'insert', entity: 'fact', record };
}

/** Null where its conversation is gone: an episode belongs to one. */
export function episodeChange(row: OldRow, sessions: ReadonlyMap<string, Pick<Session, 'id' | 'user_id' | 'personality'>>, now: number): Change | null {
  const session = sessions.get(textOf(row['session_id']));
  if (!session) return null;
  const at = Math.min(timeOf(row['timestamp'], now), now - 1);
  const summary = textOf(row['summary']);
  const importance = within(number(row['importance'], 5), 0, 10);
  const record: Episode = {
    id: idOf(at, 'episode', session.id, textOf(row['id'])), user_id: session.user_id, session_id: session.id, personality: session.personality, type: oneOf(episodeTypes, textOf(row['type']).toLowerCase(), 'routine'),
    title: textOf(row['title']) || [...summary].slice(0, 80).join(''), summary, importance, sentiment: sentimentOf(row['sentiment']), tags: tagsOf(row['tags']), source_message_ids: [], started_at: at, ended_at: at, source,
    never_decays: false, is_pinned: false, recall_count: 0, last_recalled_at: null, created_at: at, updated_at: at,
  };
  return { op: 'insert', entity: 'episode', record };
}

/** The relationship as it stood, and the ledger's first entry, which says where its points come from. */
export function affinityChanges(row: OldRow, now: number): Change[] {
  const user_id = textOf(row['user_id']) || 'default';
  const personality = plainId(textOf(row['personality_name'])) || 'luna';
  const created = Math.min(timeOf(row['created_at'], now), now - 1);
  const updated = Math.max(created, Math.min(timeOf(row['updated_at'], created), now - 1));
  const points = within(number(row['affinity_points'], 0), 0, 100);
  const level = textOf(row['current_level']) || 'stranger';
  const record: Affinity = {
    id: `${user_id}/${personality}`, user_id, personality, points, level, highest_points: points, last_interaction_at: updated, messages: 0, counters: { day: '', gained: 0, lost: 0, rules: {} }, milestones: {},
    created_at: created, updated_at: updated,
  };
  const event: AffinityEvent = {
    id: idOf(updated, 'affinity', user_id, personality), user_id, personality, message_id: null, kind: 'manual', rule: source, delta: points, asked: points, reason: 'Carried over from version 1.0.', points, level, reverts: null, created_at: updated,
  };
  // Two names of one companion ("Dr. Luna", "dr_luna") are one: the first stays.
  return [{ op: 'insert-missing', entity: 'affinity', record }, { op: 'insert-missing', entity: 'affinity_event', record: event }];
}
