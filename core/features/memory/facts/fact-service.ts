// What a user does with the facts about them: reads, writes, corrects, deletes, undoes.
import type { EngineEvent } from '../../../contract/events.ts';
import { isLuminoraError, LuminoraError } from '../../../contract/errors.ts';
import type { Fact } from '../../../contract/entities.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import { createQueue } from '../../../lib/queue.ts';
import { findPersonalData } from '../../../safety/personal-data.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { knownFacts, mostFacts, withoutLeftBehind } from '../known-facts.ts';
import { assertMadeHere } from '../made-here.ts';
import { isSingle } from './fact-keys.ts';
import { factsAt, pastFacts } from './past-facts.ts';
import { projectOfScope } from '../scopes.ts';
import { forgetSources } from './forgotten.ts';
import { contraryKeys, isSameDay } from './reconcile.ts';
import { isSameValue } from './same-value.ts';
import { factsOfSession } from './session-facts.ts';

export type FactServiceParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; tombstones?: FactTombstones };
/** What forgetting keeps; left out, nothing was ever forgotten. */
export type FactTombstones = {
  /** The user's own hand: the changes that let this be known again. */
  allowFacts(userId: string, facts: readonly Pick<Fact, 'key' | 'value' | 'category'>[]): Promise<Change[]>;
  /** Whether any was forgotten, by its wording. */
  areForgotten(userId: string, facts: readonly Pick<Fact, 'key' | 'value' | 'category'>[]): Promise<boolean>;
};
export type NewFact = Pick<Fact, 'user_id' | 'category' | 'key' | 'value'> & Partial<Pick<Fact, 'scope' | 'tags' | 'is_pinned' | 'local_only'>>;
export type FactEdit = Partial<Pick<Fact, 'category' | 'key' | 'value' | 'scope' | 'tags' | 'is_pinned' | 'local_only'>>;
/** A row as it is and as it shall be; null where there is none. */
export type FactStep = { before: Fact; after: Fact | null } | { before: null; after: Fact };
export type FactService = ReturnType<typeof createFactService>;

/** All writes fail as `conflict`, changing nothing, when the fact was changed by somebody else since it was read. */
export function createFactService(parts: FactServiceParts) {
  const { storage, clock, ids } = parts;
  const allowed = async (fact: Fact): Promise<Change[]> => (await parts.tombstones?.allowFacts(fact.user_id, [fact])) ?? [];
  /** An undo is no word of consent: what was forgotten for good since then stays so. @throws LuminoraError `conflict` */
  async function assertNotForgotten(facts: readonly Fact[]): Promise<void> {
    const [first] = facts;
    if (first && await parts.tombstones?.areForgotten(first.user_id, facts)) throw new LuminoraError('conflict', 'This was forgotten for good meanwhile, and is not put back. Write it down by hand to have it known again.', { details: { id: first.id } });
  }
  /** Each looks at what is known before it writes: two at once would both find a key free. */
  const inTurn = createQueue();

  async function get(id: string): Promise<Fact> {
    const fact = await storage.facts.get(id);
    if (!fact) throw new LuminoraError('not_found', `There is no fact "${id}".`, { details: { id } });
    return fact;
  }

  /** @param gone facts that are deleted: a secret among them may stay in no copy either */
  async function commit(fact: Fact, changes: readonly Change[], gone: readonly Fact[] = []): Promise<Fact> {
    try {
      await storage.commit(changes, { isForgetting: gone.some(({ value }) => secretIn(value) !== undefined) });
    } catch (error) {
      if (!isLuminoraError(error) || error.code !== 'conflict') throw error;
      throw new LuminoraError('conflict', `The fact "${fact.id}" changed meanwhile. Read it again, then repeat the change.`, { cause: error, details: { id: fact.id } });
    }
    parts.broadcast({ type: 'facts-changed', user_id: fact.user_id });
    return fact;
  }

  /** Current facts that cannot hold beside this one: other values of a key that holds one, the same value once more, and the liking of what is now disliked. */
  async function excludedBy(fact: Fact): Promise<Fact[]> {
    const ofKey = async (key: string) => (await storage.facts.list({ user_id: fact.user_id, key, limit: mostFacts })).filter((other) => other.id !== fact.id && other.scope === fact.scope);
    const contrary = Object.hasOwn(contraryKeys, fact.key) ? (await ofKey(contraryKeys[fact.key]!)).filter((other) => isSameValue(other.value, fact.value)) : [];
    const beside = (await ofKey(fact.key)).filter((other) => isSingle(fact.key) || isSame(other, fact));
    return [...beside, ...contrary];
  }

  const supersede = (old: Fact, by: Fact): Change => ({
    op: 'update', entity: 'fact', id: old.id, set: { valid_to: old.valid_to ?? Math.max(old.valid_from, by.updated_at), superseded_by: by.id, updated_at: by.updated_at }, expect: unchanged(old),
  });

  return {
    /** What holds now, or held at a time; of one project ('' for what belongs to none), or all. */
    async list({ at, include_past, project, limit, ...which }: { user_id: string; category?: string; key?: string; project?: string; at?: number; include_past?: boolean; limit: number }): Promise<Fact[]> {
      const facts = at === undefined ? await knownFacts(storage, { ...which, limit: project === undefined ? limit : mostFacts }) : await factsAt(storage, which, at);
      const past = include_past === true && at === undefined ? await pastFacts(storage, which, await knownFacts(storage, { ...which, limit: mostFacts })) : [];
      return [...facts, ...past].filter(({ scope }) => project === undefined || projectOfScope(scope) === project).slice(0, limit);
    },
    ofSession: (sessionId: string, limit: number) => factsOfSession(storage, sessionId, limit),

    /** The same value once more makes the known fact the user's own; it is not kept twice. */
    add: (wanted: NewFact): Promise<Fact> => inTurn(async () => {
      assertNoSecret(wanted.value);
      const now = clock.now();
      const fact: Fact = {
        scope: '', tags: [], is_pinned: false, local_only: false, ...wanted, id: ids.next(), confidence: 1, source_message_ids: [], source: 'user',
        valid_from: now, valid_to: null, superseded_by: null, created_at: now, updated_at: now,
      };
      const same = (await storage.facts.list({ user_id: fact.user_id, key: fact.key, limit: mostFacts })).find((known) => known.scope === fact.scope && isSame(known, fact));
      if (same) {
        const isShown = (await knownFacts(storage, { user_id: fact.user_id, key: fact.key, limit: mostFacts })).some(({ id }) => id === same.id);
        // What was learnt from words since taken back holds by the user's own word from now on, not by theirs.
        const set = { ...wanted, confidence: 1, source: 'user', updated_at: now, ...(isShown ? {} : { source_message_ids: [] }) };
        return commit({ ...same, ...set }, [{ op: 'update', entity: 'fact', id: same.id, set, expect: unchanged(same) }, ...await allowed(fact)]);
      }
      return commit(fact, [...(await excludedBy(fact)).map((old) => supersede(old, fact)), { op: 'insert', entity: 'fact', record: fact }, ...await allowed(fact)]);
    }),

    /** Another value makes a new fact, the user's own, that supersedes this one; the other fields change in place. @returns the fact that holds now */
    change: (id: string, edit: FactEdit): Promise<Fact> => inTurn(async () => {
      if (edit.value !== undefined) assertNoSecret(edit.value);
      const old = await get(id);
      const now = clock.now();
      if (edit.value === undefined || JSON.stringify(edit.value) === JSON.stringify(old.value)) {
        const changed: Fact = { ...old, ...edit, updated_at: now };
        const excluded = changed.valid_to === null && (changed.key !== old.key || changed.scope !== old.scope) ? await excludedBy(changed) : [];
        return commit(changed, [...excluded.map((other) => supersede(other, changed)), { op: 'update', entity: 'fact', id, set: { ...edit, updated_at: now }, expect: unchanged(old) }]);
      }
      const isKnown = old.valid_to === null || (await knownFacts(storage, { user_id: old.user_id, key: old.key, limit: mostFacts })).some((fact) => fact.id === id);
      if (!isKnown) throw new LuminoraError('conflict', `The fact "${id}" no longer holds: another value took its place. Change that one.`, { details: { id } });
      const fact: Fact = { ...old, ...edit, id: ids.next(), confidence: 1, source: 'user', source_message_ids: [], valid_from: now, valid_to: null, superseded_by: null, created_at: now, updated_at: now };
      const excluded = (await excludedBy(fact)).filter((other) => other.id !== old.id);
      return commit(fact, [...[old, ...excluded].map((other) => supersede(other, fact)), { op: 'insert', entity: 'fact', record: fact }, ...await forgetSources(storage, old, true, now), ...await allowed(fact)]);
    }),

    /** @param restorePrevious whether what this fact had superseded holds again */
    remove: (id: string, restorePrevious: boolean): Promise<Fact> => inTurn(async () => {
      const fact = await get(id);
      const now = clock.now();
      const previous = restorePrevious ? await superseded(storage, fact) : [];
      return commit(fact, [
        { op: 'update', entity: 'fact', id, set: { updated_at: now }, expect: unchanged(fact) },
        { op: 'delete', entity: 'fact', id },
        ...await forgetSources(storage, fact, true, now),
        ...previous.map((old): Change => ({ op: 'update', entity: 'fact', id: old.id, set: { valid_to: null, superseded_by: null, updated_at: now }, expect: unchanged(old) })),
      ], [fact]);
    }),

    /**
     * Puts back a fact as `remove` answered it; where it holds, what held in its place is superseded again. Fails as `conflict` when it is still there, as
     * `invalid_input` for one that was never here.
     */
    restore: (fact: Fact): Promise<Fact> => inTurn(async () => {
      assertNoSecret(fact.value);
      assertMadeHere(ids, fact.id);
      await assertNotForgotten([fact]);
      const restored: Fact = { ...fact, updated_at: clock.now() };
      const excluded = restored.valid_to === null ? await excludedBy(restored) : [];
      return commit(restored, [{ op: 'insert', entity: 'fact', record: restored }, ...excluded.map((other) => supersede(other, restored)), ...await forgetSources(storage, restored, false, restored.updated_at)]);
    }),

    /**
     * Several of a user's facts at once, all or none, in turn with every other write. What is put back is held to the rules of `restore`.
     * @param steps some forty at most, each of its own fact
     */
    rewrite: (userId: string, steps: readonly FactStep[]): Promise<void> => inTurn(async () => {
      const now = clock.now();
      await assertNotForgotten(steps.flatMap((step) => (step.before === null ? [step.after] : [])));
      const changes = steps.flatMap(({ before, after }): Change[] => {
        if (before === null) {
          assertNoSecret(after.value);
          assertMadeHere(ids, after.id);
          return [{ op: 'insert', entity: 'fact', record: after }];
        }
        const { id, ...set } = after ?? { ...before, updated_at: now };
        const update: Change = { op: 'update', entity: 'fact', id, set, expect: unchanged(before) };
        return after === null ? [update, { op: 'delete', entity: 'fact', id }] : [update];
      });
      const sourcesOf = (facts: readonly Fact[]) => ({ user_id: userId, source_message_ids: facts.flatMap((fact) => fact.source_message_ids) });
      const gone = await forgetSources(storage, sourcesOf(steps.flatMap(({ before, after }) => (before && after === null ? [before] : []))), true, now);
      const back = await forgetSources(storage, sourcesOf(steps.flatMap((step) => (step.before === null ? [step.after] : []))), false, now);
      const first = steps[0]?.before ?? steps[0]?.after;
      if (first) await commit(first, [...changes, ...gone, ...back], steps.flatMap(({ before, after }) => (before && after === null ? [before] : [])));
    }),

    /** Every value the fact's key has had in its scope, without what was learnt from words since taken back: the present ones, then the newest. */
    async history(id: string): Promise<Fact[]> {
      const fact = await get(id);
      const all = (await storage.facts.list({ user_id: fact.user_id, key: fact.key, include_past: true, limit: mostFacts })).filter((other) => other.scope === fact.scope);
      const known = new Set((await knownFacts(storage, { user_id: fact.user_id, key: fact.key, limit: mostFacts })).map((other) => other.id));
      return (await withoutLeftBehind(storage, all)).sort((one, other) => Number(known.has(other.id)) - Number(known.has(one.id)) || other.valid_from - one.valid_from || (one.id < other.id ? 1 : -1));
    },
  };
}

const isSame = (one: Fact, other: Fact): boolean => isSameValue(one.value, other.value) && isSameDay(one, other);
const unchanged = (fact: Fact): Partial<Fact> => ({ updated_at: fact.updated_at, valid_to: fact.valid_to, superseded_by: fact.superseded_by });

/** What a current fact superseded; of a key that holds one value, the last of them. */
async function superseded(storage: StorageProvider, fact: Fact): Promise<Fact[]> {
  if (fact.valid_to !== null) return [];
  const keys = [fact.key, ...(Object.hasOwn(contraryKeys, fact.key) ? [contraryKeys[fact.key]!] : [])];
  const all = (await Promise.all(keys.map((key) => storage.facts.list({ user_id: fact.user_id, key, include_past: true, limit: mostFacts })))).flat();
  const previous = all.filter((other) => other.superseded_by === fact.id).sort((one, other) => other.valid_from - one.valid_from || (one.id < other.id ? 1 : -1));
  return isSingle(fact.key) ? previous.slice(0, 1) : previous;
}

/** @throws LuminoraError `invalid_input` for numbers of cards and accounts, keys and passwords: these are nowhere kept */
function assertNoSecret(value: Fact['value']): void {
  const found = secretIn(value);
  if (found) throw new LuminoraError('invalid_input', `The value holds a number or key that is not kept as a fact (${found.kind}). Leave it out.`, { details: { field: 'value', kind: found.kind } });
}

function secretIn(value: Fact['value']) {
  return findPersonalData(Array.isArray(value) ? value.join('\n') : String(value))[0];
}
