// What keeping proposals does to what is known: the rules of learning, by the time it was said. Pure: the caller reads the facts and commits the changes.
import { decodeTime } from 'ulid';
import type { Fact } from '../../contract/entities.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { contraryKeys, isSameValue, isSingle, reconcile, saysTheSame } from '../memory/index.ts';
import { lastSource } from './merge-proposals.ts';

export type Correction = Partial<Pick<Fact, 'category' | 'key' | 'value' | 'scope'>>;
type Make = { clock: Clock; ids: IdSource };
type Facts = Map<string, Fact>;

/**
 * Each becomes a fact as if it had been learnt when it was last said: the same value gains its sources, a newer value supersedes an older one, and what is older than the value
 * known now is kept as a past value.
 * @param known facts of all the proposals' keys and their contraries, past ones included
 * @returns the changes, all or none, and the facts that came of it
 */
export function keepProposals(proposals: readonly Proposal[], known: readonly Fact[], make: Make): { changes: Change[]; facts: Fact[] } {
  const before: Facts = new Map(known.map((fact) => [fact.id, fact]));
  const facts: Facts = new Map(before);
  const inOrder = [...proposals].sort((one, other) => (lastSource(one) < lastSource(other) ? -1 : 1));
  const kept = inOrder.map((proposal) => keepOne(proposal, facts, make));
  const changes: Change[] = [...facts.values()].flatMap((fact): Change[] => {
    const old = before.get(fact.id);
    if (old === fact) return [];
    if (!old) return [{ op: 'insert', entity: 'fact', record: fact }];
    const { id, ...set } = fact;
    return [{ op: 'update', entity: 'fact', id, set, expect: { updated_at: old.updated_at, valid_to: old.valid_to, superseded_by: old.superseded_by } }];
  });
  return { changes: insertsFirst(changes), facts: [...new Set(kept)].map((id) => facts.get(id)!) };
}

/** @returns the id of the fact that says it */
function keepOne({ user_id, fact: wanted, ...proposal }: Proposal, facts: Facts, make: Make): string {
  const said = lastSource({ fact: wanted });
  const { valid_from, scope, source_message_ids, ...candidate } = wanted;
  const message = { id: said, user_id, scope, created_at: Math.max(valid_from, decodeTime(said)) };
  const ofScope = [...facts.values()].filter((fact) => fact.scope === scope);
  const current = ofScope.filter(({ valid_to }) => valid_to === null);
  const { changes, learnt: [learnt] } = reconcile([candidate], current, message, make);
  const sources = (fact: Fact) => [...new Set([...fact.source_message_ids, ...source_message_ids])];
  for (const change of changes) {
    if (change.op !== 'update' || change.entity !== 'fact') continue;
    const fact: Fact = { ...facts.get(change.id)!, ...change.set };
    facts.set(fact.id, fact.valid_to === null ? { ...fact, source_message_ids: sources(fact) } : fact);
  }
  if (learnt) {
    const isFirst = !changes.some(({ op }) => op === 'update');
    facts.set(learnt.id, { ...learnt, source_message_ids, valid_from: isFirst ? valid_from : message.created_at });
    return learnt.id;
  }
  const same = current.find((fact) => fact.key === candidate.key && saysTheSame(candidate, fact)) ?? ofScope.find((fact) => fact.key === candidate.key && saysTheSame(candidate, fact));
  if (same) {
    const fact = facts.get(same.id)!;
    facts.set(fact.id, { ...fact, source_message_ids: sources(fact), updated_at: make.clock.now() });
    return fact.id;
  }
  return keepAsPast();

  /** Something said later holds now. */
  function keepAsPast(): string {
    const excluding = [...(isSingle(candidate.key) ? current.filter(({ key }) => key === candidate.key) : []), ...current.filter(({ key, value }) => key === contraryKeys[candidate.key] && isSameValue(value, candidate.value))];
    const later = excluding.reduce<Fact | null>((first, fact) => (first === null || fact.valid_from < first.valid_from ? fact : first), null);
    const now = make.clock.now();
    const past: Fact = {
      id: make.ids.next(), user_id, scope, ...candidate, source_message_ids, valid_from, valid_to: Math.max(valid_from, later?.valid_from ?? now), superseded_by: later?.id ?? null,
      is_pinned: false, local_only: later?.local_only ?? false, created_at: Math.max(now, proposal.created_at), updated_at: now,
    };
    facts.set(past.id, past);
    return past.id;
  }
}

/** A fact may only name a successor that is there. */
function insertsFirst(changes: readonly Change[]): Change[] {
  return [...changes.filter(({ op }) => op === 'insert').reverse(), ...changes.filter(({ op }) => op !== 'insert')];
}
