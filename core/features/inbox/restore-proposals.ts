// What undoing a decision does. Nothing comes back whose words were forgotten or deleted meanwhile, and nothing that was never here.
import type { Fact } from '../../contract/entities.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { assertMadeHere, isSameValue, isSingle } from '../memory/index.ts';
import type { InboxTombstones } from './tombstones.ts';

type Parts = { storage: StorageProvider; clock: Clock; ids: IdSource; tombstones: Pick<InboxTombstones, 'areForgotten'> };

/** More than any inbox holds. */
const mostWaiting = 100_000;

/** Those that can wait again, with the sources that are still there; what was said again meanwhile, and waits by itself, does not wait twice. @throws LuminoraError `invalid_input` for ids that were never given here */
export async function restorable({ storage, ids, tombstones }: Parts, userId: string, proposals: readonly Proposal[]): Promise<Proposal[]> {
  const waiting = new Set((await storage.proposals.getMany(proposals.map(({ id }) => id))).map(({ id }) => id));
  const present = await storage.proposals.list({ user_id: userId, limit: mostWaiting });
  const waitsByItself = ({ fact }: Proposal) => present.some((other) => other.fact.key === fact.key && other.fact.scope === fact.scope && isSameValue(other.fact.value, fact.value));
  const found: Proposal[] = [];
  for (const proposal of proposals) {
    assertMadeHere(ids, proposal.id);
    if (proposal.user_id !== userId || waiting.has(proposal.id) || waitsByItself(proposal)) continue;
    waiting.add(proposal.id);
    const messages = (await storage.messages.getMany(proposal.fact.source_message_ids)).filter((message) => message.user_id === userId && message.speaker === 'user' && message.content !== '');
    const first = messages.find(({ session_id }) => session_id === proposal.session_id) ?? messages[0];
    const isForgotten = proposal.reason === 'import' && await tombstones.areForgotten(userId, [proposal.fact]);
    if (first && !isForgotten) found.push({ ...proposal, session_id: first.session_id, fact: { ...proposal.fact, source_message_ids: messages.map(({ id }) => id).sort() } });
  }
  return found;
}

/** Facts that came of the proposals alone are deleted, and what they had superseded holds again; a fact that was known before loses their sources. */
export async function takeBackFacts({ storage, clock }: Parts, userId: string, proposals: readonly Proposal[], factIds: readonly string[]): Promise<Change[]> {
  const sources = new Set(proposals.flatMap(({ fact }) => fact.source_message_ids));
  const times = new Set(proposals.map(({ fact }) => fact.valid_from));
  const firstProposal = proposals.reduce((first, { id }) => (id < first ? id : first), '~');
  const now = clock.now();
  const changes: Change[] = [];
  const gone: Fact[] = [];
  for (const id of new Set(factIds)) {
    const fact = await storage.facts.get(id);
    if (fact?.user_id !== userId || !fact.source_message_ids.some((source) => sources.has(source))) continue;
    const others = fact.source_message_ids.filter((source) => !sources.has(source));
    const isOfThese = others.length === 0 && fact.id > firstProposal && (times.has(fact.valid_from) || fact.valid_from <= Math.max(...times));
    if (isOfThese) gone.push(fact);
    else changes.push({ op: 'update', entity: 'fact', id, set: { source_message_ids: others, updated_at: now }, expect: { updated_at: fact.updated_at } });
  }
  const goneIds = new Set(gone.map(({ id }) => id));
  const before = goneIds.size === 0 ? [] : (await storage.facts.supersededBy([...goneIds])).filter(({ id }) => !goneIds.has(id));
  for (const fact of before) {
    const successor = gone.find(({ id }) => id === fact.superseded_by);
    // A past value between two others: the one it had taken the place of is followed by its own successor.
    const next = successor && successor.valid_to !== null && successor.superseded_by !== null && !goneIds.has(successor.superseded_by) ? successor : null;
    const isLast = !isSingle(fact.key) || !before.some((other) => other.key === fact.key && other.scope === fact.scope && other.valid_from > fact.valid_from);
    const set = next ? { superseded_by: next.superseded_by, valid_to: next.valid_to } : isLast ? { superseded_by: null, valid_to: null } : { superseded_by: null };
    changes.push({ op: 'update', entity: 'fact', id: fact.id, set: { ...set, updated_at: now }, expect: { updated_at: fact.updated_at } });
  }
  changes.push(...gone.map((fact): Change => ({ op: 'delete', entity: 'fact', id: fact.id })));
  return changes;
}
