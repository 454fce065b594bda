// What a message's candidates do to what is known. Pure: the caller reads the facts and commits the changes.
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { FactCandidate } from './fact-candidate.ts';
import { factKey, isSingle } from './fact-keys.ts';
import { isSameValue, isWithin } from './same-value.ts';

export type Reconciled = { changes: Change[]; learnt: Fact[] };
/** `scope`: of what is learnt, and of what it may change; everybody's when left out. */
type Said = Pick<Message, 'id' | 'user_id' | 'created_at'> & { scope?: string; /** Of the messages the known facts come from, or were ended by, those on no active branch. */ leftBehind?: ReadonlySet<string> };

/** Liking and disliking one thing exclude each other. */
export const contraryKeys: Readonly<Record<string, string>> = { likes: 'dislikes', dislikes: 'likes' };

/** The keys whose current facts `reconcile` must know for these candidates. */
export function keysToRead(candidates: readonly FactCandidate[]): string[] {
  return [...new Set(candidates.flatMap(({ key }) => [key, ...(Object.hasOwn(contraryKeys, key) ? [contraryKeys[key]!] : [])]))];
}

/** The tag that names the message which ended a fact: were that message taken back, the fact holds again. */
export const endedByTag = 'ended-by:';

/**
 * Adds what was read from one message to the user's current facts (of `keysToRead`; those of other scopes than the message's are left out).
 * The same value gains a source and certainty. Of a key that holds one value, another supersedes it and the old one stays with `valid_to`; of a key that
 * holds many it stands beside, unless it says the same with more or fewer words: then the fuller wording stays. What was said before the current
 * value was changes nothing (ids tell, clocks go back; what was said on a branch left behind is no reason), and neither do words older than what the user wrote in the list by hand, nor a less sure reading of the
 * same message.
 */
export function reconcile(candidates: readonly FactCandidate[], known: readonly Fact[], message: Said, make: { clock: Clock; ids: IdSource }): Reconciled {
  const now = make.clock.now();
  const scope = message.scope ?? '';
  const before = new Map(known.map((fact) => [fact.id, fact]));
  const facts = new Map(before);
  const current = (key: string) => [...facts.values()].filter((fact) => fact.key === key && fact.scope === scope && (fact.valid_to === null || isOpenAgain(fact)));
  const put = (fact: Fact, set: Partial<Fact>) => facts.set(fact.id, { ...fact, ...set, updated_at: now });
  const isOff = (ids: readonly string[]) => ids.length > 0 && ids.every((id) => message.leftBehind?.has(id) === true);
  /** What ended it was said on a branch left behind. */
  const isOpenAgain = (fact: Fact) => fact.superseded_by === null && isOff(endsOf(fact));
  const isLater = (fact: Fact) => !isOff(fact.source_message_ids) && isLaterThan(fact);
  const isLaterThan = (fact: Fact) => fact.source_message_ids.some((id) => id > message.id) || (fact.source === 'user' && fact.id > message.id);
  const close = (fact: Fact, set: Partial<Fact>) => put(fact, { valid_to: Math.max(fact.valid_from, message.created_at), ...set });

  for (const candidate of candidates) {
    const here = current(candidate.key);
    if (candidate.is_ended) {
      for (const fact of here) if (!isLater(fact) && isEndOf(candidate, fact)) close(fact, { tags: [...fact.tags, `${endedByTag}${message.id}`] });
      continue;
    }
    // The wording of a branch left behind is not taken over.
    const same = here.find((fact) => saysTheSame(candidate, fact) && (!isOff(fact.source_message_ids) || isSameValue(candidate.value, fact.value)));
    if (same) {
      const open = isOpenAgain(same) ? { valid_to: null, tags: same.tags.filter((tag) => !tag.startsWith(endedByTag)) } : {};
      if (!same.source_message_ids.includes(message.id)) put({ ...same, ...open }, confirmed({ ...same, ...open }, candidate, message.id));
      continue;
    }
    const replaced = [...(isSingle(candidate.key) ? here : []), ...current(contraryKeys[candidate.key] ?? '').filter((fact) => isSameValue(fact.value, candidate.value))];
    if (replaced.some((fact) => isLater(fact) || (fact.source_message_ids.includes(message.id) && fact.confidence > candidate.confidence))) continue;
    const { is_ended: _, ...read } = candidate;
    const learnt: Fact = {
      id: make.ids.next(), user_id: message.user_id, scope, ...read, source_message_ids: [message.id], valid_from: message.created_at, valid_to: null, superseded_by: null,
      is_pinned: replaced.some((fact) => fact.is_pinned), local_only: replaced.some((fact) => fact.local_only), created_at: now, updated_at: now,
    };
    for (const fact of replaced) close(fact, { superseded_by: learnt.id });
    facts.set(learnt.id, learnt);
  }

  const learnt = [...facts.values()].filter((fact) => !before.has(fact.id));
  const changed = [...before.values()].filter((fact) => facts.get(fact.id) !== fact);
  return {
    learnt,
    changes: [...changed.map((fact) => changeOf(fact, facts.get(fact.id)!)), ...learnt.map((record): Change => ({ op: 'insert', entity: 'fact', record }))],
  };
}

/** The messages that ended a fact. */
function endsOf({ tags }: Pick<Fact, 'tags'>): string[] {
  return tags.filter((tag) => tag.startsWith(endedByTag)).map((tag) => tag.slice(endedByTag.length));
}

/** An update of the fields that differ; it fails as a `conflict` when somebody changed the fact since it was read. */
function changeOf(before: Fact, after: Fact): Change {
  const { value, confidence, source_message_ids, tags, valid_to, superseded_by, updated_at } = after;
  return { op: 'update', entity: 'fact', id: before.id, set: { value, confidence, source_message_ids, tags, valid_to, superseded_by, updated_at }, expect: { updated_at: before.updated_at, valid_to: before.valid_to } };
}

/** Two independent readings of one value: 1 - (1 - a)(1 - b), never quite certain. */
function confirmed(fact: Fact, candidate: FactCandidate, messageId: string): Partial<Fact> {
  const confidence = Math.max(fact.confidence, Math.min(0.99, 1 - (1 - fact.confidence) * (1 - candidate.confidence)));
  const isFuller = fact.source !== 'user' && !isSameValue(fact.value, candidate.value) && isWithin(fact.value, candidate.value);
  return { source_message_ids: [...fact.source_message_ids, messageId], confidence, tags: [...new Set([...fact.tags, ...candidate.tags])], ...(isFuller ? { value: candidate.value } : {}) };
}

/** The same value, also in other words where the key holds phrases; plans of two days are two plans. */
export function saysTheSame(candidate: Pick<FactCandidate, 'key' | 'value' | 'tags'>, fact: Pick<Fact, 'value' | 'tags'>): boolean {
  if (!isSameDay(candidate, fact)) return false;
  if (isSameValue(candidate.value, fact.value)) return true;
  const key = factKey(candidate.key);
  return key?.holds === 'many' && key.value === 'phrase' && (isWithin(candidate.value, fact.value) || isWithin(fact.value, candidate.value));
}

/** Plans of different days are different plans. */
export function isSameDay(one: Pick<Fact, 'tags'>, other: Pick<Fact, 'tags'>): boolean {
  const day = ({ tags }: Pick<Fact, 'tags'>) => tags.find((tag) => tag.startsWith('date:'));
  return day(one) === undefined || day(other) === undefined || day(one) === day(other);
}

/** Whether words that something is over are about this fact. */
export function isEndOf(candidate: Pick<FactCandidate, 'value'>, fact: Pick<Fact, 'value'>): boolean {
  return candidate.value === '' || isSameValue(candidate.value, fact.value) || isWithin(candidate.value, fact.value) || isWithin(fact.value, candidate.value);
}
