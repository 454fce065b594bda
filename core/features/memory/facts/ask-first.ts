// What the user had forgotten is not learnt again behind their back: said anew, it waits for their word.
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Proposal } from '../../../contract/inbox.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { FactCandidate } from './fact-candidate.ts';
import { factKey } from './fact-keys.ts';
import { isSameValue, isWithin } from './same-value.ts';

type Said = Pick<Message, 'id' | 'user_id' | 'session_id' | 'created_at'>;
/** learn: it was never forgotten. ask: the user says it anew. drop: it was said before it was forgotten. */
export type JudgeForgotten = (message: Said, candidates: readonly Pick<Fact, 'key' | 'value' | 'category'>[]) => Promise<('learn' | 'ask' | 'drop')[]>;
/** Left out, everything may be learnt. */
export type AskFirstParts = { storage: Pick<StorageProvider, 'proposals'>; clock: Clock; ids: IdSource; judge?: JudgeForgotten | undefined };

/** Most waiting proposals that are compared with a new one. */
const mostWaiting = 1000;

/** The candidates that may be learnt, and the changes that let the others wait. What is over is always learnt. */
export async function askFirst(parts: AskFirstParts, message: Said & { scope: string }, candidates: readonly FactCandidate[]): Promise<{ allowed: FactCandidate[]; changes: Change[] }> {
  if (!parts.judge || candidates.length === 0) return { allowed: [...candidates], changes: [] };
  const verdicts = await parts.judge(message, candidates);
  const verdictOf = (candidate: FactCandidate) => (candidate.is_ended ? 'learn' : verdicts[candidates.indexOf(candidate)] ?? 'learn');
  const asked = candidates.filter((candidate) => verdictOf(candidate) === 'ask');
  const waiting = asked.length === 0 ? [] : await parts.storage.proposals.list({ user_id: message.user_id, limit: mostWaiting });
  const proposals = new Map<string, Proposal>();
  for (const candidate of asked) {
    const same = [...waiting, ...proposals.values()].find(({ fact }) => fact.key === candidate.key && fact.scope === message.scope && isSame(candidate, fact));
    const proposal = same ? saidAgain(same, message) : newProposal(parts, message, candidate);
    if (proposal) proposals.set(proposal.id, proposal);
  }
  return { allowed: candidates.filter((candidate) => verdictOf(candidate) === 'learn'), changes: [...proposals.values()].map((record): Change => ({ op: 'put', entity: 'proposal', record })) };
}

function isSame(one: Pick<Fact, 'key' | 'value'>, other: Pick<Fact, 'value'>): boolean {
  if (isSameValue(one.value, other.value)) return true;
  return factKey(one.key)?.value === 'phrase' && (isWithin(one.value, other.value) || isWithin(other.value, one.value));
}

/** Null when this message was counted already: a job may run twice. */
function saidAgain(proposal: Proposal, message: Said): Proposal | null {
  const { fact } = proposal;
  return fact.source_message_ids.includes(message.id) ? null : { ...proposal, fact: { ...fact, source_message_ids: [...fact.source_message_ids, message.id] } };
}

function newProposal({ ids, clock }: AskFirstParts, message: Said & { scope: string }, { is_ended: _, ...read }: FactCandidate): Proposal {
  const fact = { ...read, scope: message.scope, source_message_ids: [message.id], valid_from: message.created_at };
  return { id: ids.next(), user_id: message.user_id, reason: 'forgotten', fact, session_id: message.session_id, created_at: clock.now() };
}
