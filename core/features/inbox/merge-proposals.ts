// What was read in a conversation, beside what already waits and what is known. Pure.
import type { Fact, Message } from '../../contract/entities.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import { contraryKeys, isEndOf, isSameValue, isSingle, saysTheSame, type FactCandidate } from '../memory/index.ts';

export type Read = { candidate: FactCandidate; message: Pick<Message, 'id' | 'user_id' | 'session_id' | 'created_at'> & { /** Of what was said there; everybody's when left out. */ scope?: string }; reason: Proposal['reason'] };
export type Merged = { added: Proposal[]; /** As they were, and as they are. */ changed: { before: Proposal; after: Proposal }[]; removed: Proposal[]; /** New ones beyond `most`. */ left_out: number };

/** Ids begin with the time something was said: the greatest is the latest. */
export const lastSource = ({ fact }: Pick<Proposal, 'fact'>): string => fact.source_message_ids.reduce((last, id) => (id > last ? id : last), '');

/**
 * One proposal per value, with every place where it was said. Of a key that holds one value the latest waits; liking and disliking one thing exclude each other; what was over
 * later does not wait. What was known when it was said is passed over.
 * @param read in the order it was said
 * @param known facts of the keys of what was read, past ones included
 * @param most new proposals
 */
export function mergeProposals(read: readonly Read[], pending: readonly Proposal[], known: readonly Fact[], most: number, make: { clock: Clock; ids: IdSource }): Merged {
  const before = new Map(pending.map((proposal) => [proposal.id, proposal]));
  const waiting = new Map(before);
  let leftOut = 0;
  for (const { candidate, message, reason } of read) {
    const scope = message.scope ?? '';
    const ofKey = (key: string | undefined) => [...waiting.values()].filter(({ fact }) => fact.key === key && fact.scope === scope);
    if (candidate.is_ended) {
      for (const { id, fact, ...rest } of ofKey(candidate.key)) if (isEndOf(candidate, fact) && lastSource({ fact }) < message.id && rest.reason === 'import') waiting.delete(id);
      continue;
    }
    if (known.some((fact) => fact.key === candidate.key && fact.scope === scope && (fact.valid_to === null || fact.valid_to >= message.created_at) && saysTheSame(candidate, fact))) continue;
    const same = ofKey(candidate.key).find(({ fact }) => saysTheSame(candidate, fact));
    if (same) {
      waiting.set(same.id, saidAgain(same, candidate, message));
      continue;
    }
    const replaced = [...(isSingle(candidate.key) ? ofKey(candidate.key) : []), ...ofKey(contraryKeys[candidate.key]).filter(({ fact }) => isSameValue(fact.value, candidate.value))];
    if (replaced.some((other) => lastSource(other) > message.id || (lastSource(other) === message.id && other.fact.confidence >= candidate.confidence))) continue;
    for (const { id } of replaced) waiting.delete(id);
    if ([...waiting.keys()].filter((id) => !before.has(id)).length >= most) {
      leftOut += 1;
      continue;
    }
    const { is_ended: _, ...fact } = candidate;
    const id = make.ids.next();
    waiting.set(id, { id, user_id: message.user_id, reason, session_id: message.session_id, created_at: make.clock.now(), fact: { ...fact, scope, source_message_ids: [message.id], valid_from: message.created_at } });
  }
  return {
    added: [...waiting.values()].filter(({ id }) => !before.has(id)),
    changed: [...before.values()].flatMap((proposal) => (waiting.has(proposal.id) && waiting.get(proposal.id) !== proposal ? [{ before: proposal, after: waiting.get(proposal.id)! }] : [])),
    removed: [...before.values()].filter(({ id }) => !waiting.has(id)),
    left_out: leftOut,
  };
}

/** Places where one value was said that are kept; further ones add certainty alone. */
const mostSources = 20;

/** Two independent readings of one value: 1 - (1 - a)(1 - b), never quite certain. */
function saidAgain(proposal: Proposal, candidate: FactCandidate, message: Read['message']): Proposal {
  const { fact } = proposal;
  if (fact.source_message_ids.includes(message.id)) return proposal;
  const sources = [...fact.source_message_ids, message.id].sort();
  return {
    ...proposal,
    fact: {
      ...fact, valid_from: Math.min(fact.valid_from, message.created_at), tags: [...new Set([...fact.tags, ...candidate.tags])],
      confidence: Math.max(fact.confidence, Math.min(0.99, 1 - (1 - fact.confidence) * (1 - candidate.confidence))),
      // The first says since when, the latest what holds now.
      source_message_ids: sources.length <= mostSources ? sources : [...sources.slice(0, mostSources - 1), sources.at(-1)!],
    },
  };
}
