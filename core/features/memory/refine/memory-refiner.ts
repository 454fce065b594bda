// The refiner of a memory: its batches, and how what a model proposes joins what is known.
import { askFirst } from '../facts/ask-first.ts';
import { isSingle } from '../facts/fact-keys.ts';
import { keysToRead, reconcile } from '../facts/reconcile.ts';
import { isSameValue } from '../facts/same-value.ts';
import { currentFacts, withoutSecrets } from '../learn-facts.ts';
import { scopeOfSession } from '../scopes.ts';
import type { LearnFactsParts } from '../learn-facts.ts';
import type { AcceptedFact } from './accept-facts.ts';
import { createEpisodeBatch, createFactBatch } from './batches.ts';
import { createRefiner } from './refiner.ts';
import type { RefineBatch, Refiner, RefinerParts } from './refiner.ts';

/** `others`: what else is refined in quiet times, also while nothing is learnt. */
export function createMemoryRefiner({ others = [], isLearning = () => true, ...parts }: LearnFactsParts & Omit<RefinerParts, 'batches'> & { others?: readonly RefineBatch[]; isLearning?: () => boolean; leaveOut?: Parameters<typeof createEpisodeBatch>[0]['leaveOut'] }): Refiner {
  const whileLearning = (batch: RefineBatch): RefineBatch => async (...given) => isLearning() && batch(...given);
  return createRefiner({ ...parts, batches: [whileLearning(createFactBatch({ ...parts, learn: (fact) => learnProposal(parts, fact) })), whileLearning(createEpisodeBatch(parts)), ...others] });
}

/** As a fact read by rules, but never in the place of one: of a key that holds one value, what rules read or the user wrote stays. */
async function learnProposal(parts: LearnFactsParts, { message, ...candidate }: AcceptedFact) {
  const known = await currentFacts(parts.storage, message.user_id, keysToRead([candidate]));
  const scope = await scopeOfSession(parts.storage, message.session_id);
  const isTaken = isSingle(candidate.key) && known.some((fact) => fact.key === candidate.key && fact.scope === scope && !fact.source.includes('/') && !isSameValue(fact.value, candidate.value));
  const { allowed, changes: asked } = await askFirst(parts, { ...message, scope }, isTaken ? [] : withoutSecrets([candidate]));
  const { changes, learnt } = reconcile(allowed, known, { ...message, scope }, parts);
  return { changes: [...changes, ...asked], learnt: learnt[0] ?? null, isAsked: asked.length > 0 };
}
