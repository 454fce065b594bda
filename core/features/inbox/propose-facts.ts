// Reads an imported session for facts about the user and lets them wait for approval. Only the user's own words are read, never the assistant's.
import type { Message } from '../../contract/entities.ts';
import type { JobHandler } from '../../jobs/jobs.ts';
import { breathe } from '../../lib/breathe.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { keysToRead, mostFacts, scopeOfProject, withoutSecrets, type FactCandidate, type FactReader } from '../memory/index.ts';
import { mergeProposals, type Read } from './merge-proposals.ts';
import { rejectedHashes, rejectionOf } from './rejected.ts';
import type { InboxTombstones } from './tombstones.ts';

export type ProposeFactsParts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; read: FactReader;
  tombstones: Pick<InboxTombstones, 'judge'>;
  /** Awaited between messages. */
  pause?: () => Promise<void>;
  /** Told after the commit. */
  proposed: (what: { user_id: string; session_id: string; proposal_ids: readonly string[]; finding: string | null; isChanged: boolean }) => void;
};

/** New proposals of one session, and proposals that wait at once. */
export const mostOfSession = 40;
export const mostPending = 1000;
/** Characters of a message that are read: what is longer was pasted, and is not about the user. */
const mostRead = 4000;
const pageSize = 100;

/** Jobs of kind `propose-facts`, one per session, for its commit. */
export const proposeFactsKind = 'propose-facts';

export function createProposeFacts(parts: ProposeFactsParts): JobHandler {
  const { storage } = parts;
  return async (job, signal) => {
    const session = await storage.sessions.get(String(job.payload['session_id']));
    if (!session?.active_leaf_id) return { changes: [] };
    const nothing = { changes: [], committed: () => parts.proposed({ user_id: session.user_id, session_id: session.id, proposal_ids: [], finding: null, isChanged: false }) };
    const rejected = await rejectedHashes(storage, session.user_id);
    const scope = scopeOfProject(session.project);
    const read = (await readSession(session.active_leaf_id, signal)).map((one) => ({ ...one, message: { ...one.message, scope } })).filter(({ candidate }) => candidate.is_ended || !rejected.has(rejectionOf(session.user_id, candidate)));
    if (read.length === 0) return nothing;
    const [pending, known] = await Promise.all([storage.proposals.list({ user_id: session.user_id, limit: mostPending + mostOfSession }), knownOf(session.user_id, read)]);
    const { added, changed, removed, left_out } = mergeProposals(read, pending, known, Math.max(0, Math.min(mostOfSession, mostPending - pending.length)), parts);
    const changes = [
      ...removed.map(({ id }): Change => ({ op: 'delete', entity: 'proposal', id })),
      ...changed.map(({ before, after }): Change => ({ op: 'update', entity: 'proposal', id: before.id, set: { fact: after.fact }, expect: { created_at: before.created_at } })),
      ...added.map((record): Change => ({ op: 'insert', entity: 'proposal', record })),
    ];
    const finding = left_out === 0 ? null : `${left_out} facts were not proposed: ${mostOfSession} are the most of one conversation, and ${mostPending} may wait at once.`;
    return { changes, committed: () => parts.proposed({ user_id: session.user_id, session_id: session.id, proposal_ids: added.map(({ id }) => id), finding, isChanged: changes.length > 0 }) };
  };

  /** In the order it was said. */
  async function readSession(leafId: string, signal: AbortSignal): Promise<Read[]> {
    const pages: Read[][] = [];
    for (let before: string | undefined; ;) {
      signal.throwIfAborted();
      const path: Message[] = await storage.messages.path({ leaf_id: leafId, limit: pageSize, ...(before === undefined ? {} : { before }) });
      const page: Read[] = [];
      for (const message of path) {
        if (message.speaker !== 'user' || message.content.length > mostRead) continue;
        const candidates = withoutSecrets(parts.read(normalizeForAnalysis(message.content), message.created_at));
        page.push(...await unforgotten(message, candidates));
        await (parts.pause ?? breathe)();
      }
      pages.unshift(page);
      before = path[0]?.id;
      if (path.length < pageSize || path[0]?.parent_id === null) return pages.flat();
    }
  }

  /** What was forgotten after it was said is dropped; said again since, it asks as what was forgotten. */
  async function unforgotten(message: Message, candidates: readonly FactCandidate[]): Promise<Read[]> {
    if (candidates.length === 0) return [];
    const judged = await parts.tombstones.judge(message, candidates);
    return candidates.flatMap((candidate, index): Read[] => (judged[index] === 'drop' ? [] : [{ candidate, message, reason: judged[index] === 'ask' ? 'forgotten' : 'import' }]));
  }

  async function knownOf(userId: string, read: readonly Read[]) {
    const lists = await Promise.all(keysToRead(read.map(({ candidate }) => candidate)).map((key) => storage.facts.list({ user_id: userId, key, include_past: true, limit: mostFacts })));
    return lists.flat();
  }
}
