// The inbox: what waits is listed, kept or turned down, and a decision can be undone. Each decision is whole or does not happen, and they follow one another.
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { Fact } from '../../contract/entities.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Proposal } from '../../contract/inbox.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import { createQueue } from '../../lib/queue.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { isSingle, keysToRead, knownFacts, mostFacts, withoutSecrets } from '../memory/index.ts';
import { keepProposals, type Correction } from './keep-proposals.ts';
import { rememberRejected } from './rejected.ts';
import { restorable, takeBackFacts } from './restore-proposals.ts';
import { tellInbox } from './tell-inbox.ts';
import type { InboxTombstones } from './tombstones.ts';

export type InboxParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; tombstones: InboxTombstones };
export type InboxService = ReturnType<typeof createInboxService>;
export type ListedProposal = Proposal & { quotation: string; known_value: Fact['value'] | null };

const quotedCharacters = 280;
/** Changes a server's transaction surely takes; more go as one stream. */
const mostInList = 50;
/** Learning may change a fact between reading and writing: then it is read again. */
const attempts = 3;

export function createInboxService(parts: InboxParts) {
  const { storage, clock, broadcast } = parts;
  const inTurn = createQueue();

  async function waiting(userId: string, ids: readonly string[]): Promise<Proposal[]> {
    return (await storage.proposals.getMany([...new Set(ids)])).filter(({ user_id }) => user_id === userId);
  }

  async function repeated<Answer>(decide: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await decide();
      } catch (error) {
        if (attempt === attempts || !isLuminoraError(error) || error.code !== 'conflict') throw error;
      }
    }
  }

  const commit = (changes: readonly Change[]): Promise<void> => storage.commit(changes.length <= mostInList ? changes : changes.values());
  const removing = (proposals: readonly Proposal[]): Change[] => proposals.map(({ id }) => ({ op: 'delete', entity: 'proposal', id }));
  /** As long as nobody decided it meanwhile. */
  const expecting = (proposals: readonly Proposal[]): Change[] => proposals.map(({ id, created_at }) => ({ op: 'update', entity: 'proposal', id, set: { created_at }, expect: { created_at } }));

  async function tell(userId: string, hasFacts: boolean): Promise<void> {
    if (hasFacts) broadcast({ type: 'facts-changed', user_id: userId });
    await tellInbox(storage, broadcast, userId);
  }

  async function factsOf(userId: string, proposals: readonly Proposal[]): Promise<Fact[]> {
    const lists = await Promise.all(keysToRead(proposals.map(({ fact }) => fact)).map((key) => storage.facts.list({ user_id: userId, key, include_past: true, limit: mostFacts })));
    return lists.flat();
  }

  return {
    async list({ user_id, ...query }: { user_id: string; session_id?: string; after?: string; limit: number }): Promise<{ proposals: ListedProposal[]; pending: number }> {
      const proposals = await storage.proposals.list({ user_id, ...query });
      const [messages, known, pending] = await Promise.all([
        storage.messages.getMany(proposals.flatMap(({ fact }) => fact.source_message_ids.slice(-1))), proposals.length === 0 ? [] : knownFacts(storage, { user_id, limit: mostFacts }), storage.proposals.count(user_id),
      ]);
      const contents = new Map(messages.map(({ id, content }) => [id, content]));
      const valueOf = ({ key, scope }: Proposal['fact']) => (isSingle(key) ? known.find((fact) => fact.key === key && fact.scope === scope)?.value : undefined) ?? null;
      return { proposals: proposals.map((proposal) => ({ ...proposal, quotation: quotation(contents.get(proposal.fact.source_message_ids.at(-1) ?? '') ?? ''), known_value: valueOf(proposal.fact) })), pending };
    },

    /** @throws LuminoraError `invalid_input` for a correction of several, or one that holds a secret */
    approve: ({ user_id, ids, fact: correction }: { user_id: string; ids: readonly string[]; fact?: Correction }): Promise<{ facts: Fact[]; undo: Proposal[] }> => inTurn(() => repeated(async () => {
      if (correction && new Set(ids).size !== 1) throw new LuminoraError('invalid_input', 'One proposal can be corrected at a time.', { details: { field: 'fact' } });
      const undo = await waiting(user_id, ids);
      if (undo.length === 0) return { facts: [], undo };
      const kept = undo.map((proposal) => (correction ? corrected(proposal, correction) : proposal));
      const { changes, facts } = keepProposals(kept, await factsOf(user_id, kept), parts);
      const allowed = await parts.tombstones.allowFacts(user_id, kept.map(({ fact }) => fact));
      await commit([...expecting(undo), ...changes, ...removing(undo), ...allowed, ...await rememberRejected(storage, user_id, kept, false, clock.now())]);
      await tell(user_id, true);
      return { facts, undo };
    })),

    reject: ({ user_id, ids }: { user_id: string; ids: readonly string[] }): Promise<{ undo: Proposal[] }> => inTurn(() => repeated(async () => {
      const undo = await waiting(user_id, ids);
      if (undo.length === 0) return { undo };
      await commit([...removing(undo), ...await rememberRejected(storage, user_id, undo, true, clock.now())]);
      await tell(user_id, false);
      return { undo };
    })),

    /** Undoes a decision. @throws LuminoraError `invalid_input` for what was never here, or holds a secret */
    restore: ({ user_id, proposals, fact_ids }: { user_id: string; proposals: readonly Proposal[]; fact_ids: readonly string[] }): Promise<{ restored: number }> => inTurn(() => repeated(async () => {
      for (const proposal of proposals) assertNoSecret(proposal.fact);
      const found = await restorable(parts, user_id, proposals);
      const changes = [
        ...await takeBackFacts(parts, user_id, found, fact_ids), ...found.map((record): Change => ({ op: 'insert', entity: 'proposal', record })),
        ...await rememberRejected(storage, user_id, found, false, clock.now()),
      ];
      if (changes.length === 0) return { restored: 0 };
      await commit(changes);
      await tell(user_id, fact_ids.length > 0);
      return { restored: found.length };
    })),
  };
}

/** What the user put right is the user's own word; where it was said stays. */
function corrected(proposal: Proposal, correction: Correction): Proposal {
  const { fact } = proposal;
  const isOther = (correction.value !== undefined && JSON.stringify(correction.value) !== JSON.stringify(fact.value)) || (correction.key !== undefined && correction.key !== fact.key);
  const put = { ...fact, ...correction, ...(isOther ? { source: 'user', confidence: 1 } : {}) };
  assertNoSecret(put);
  return { ...proposal, fact: put };
}

/** @throws LuminoraError `invalid_input` */
function assertNoSecret(fact: Proposal['fact']): void {
  if (withoutSecrets([fact]).length === 0) throw new LuminoraError('invalid_input', 'The value holds a number or key that is not kept as a fact. Leave it out.', { details: { field: 'value' } });
}

function quotation(content: string): string {
  const line = content.slice(0, quotedCharacters * 4).replaceAll(/\s+/g, ' ').trim();
  return line.length <= quotedCharacters ? line : `${line.slice(0, quotedCharacters - 1).toWellFormed().trimEnd()}…`;
}
