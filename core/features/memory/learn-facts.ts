// Step 11: learns facts from one user message. Never from recalled text, the assistant or the system: only the message's own content is read.
import { LRUCache } from 'lru-cache';
import type { EngineEvent } from '../../contract/events.ts';
import type { Fact, Message } from '../../contract/entities.ts';
import type { JobHandler } from '../../jobs/jobs.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { findPersonalData } from '../../safety/personal-data.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { askFirst } from './facts/ask-first.ts';
import type { JudgeForgotten } from './facts/ask-first.ts';
import type { FactCandidate } from './facts/fact-candidate.ts';
import { readFacts } from './facts/fact-rules.ts';
import { endedBy } from './known-facts.ts';
import { scopeOfSession } from './scopes.ts';
import { keysToRead, reconcile } from './facts/reconcile.ts';

export type FactReader = (text: string, sentAt: number) => readonly FactCandidate[];

/** Reads by the rules, and knows the latest texts: what a message tells is asked for by its classification and by its facts, one after the other. */
export function createFactReader(): FactReader {
  const known = new LRUCache<string, readonly FactCandidate[]>({ max: 32 });
  return (text, sentAt) => {
    const key = `${sentAt} ${text}`;
    const facts = known.get(key) ?? readFacts(text, { sentAt });
    known.set(key, facts);
    return facts;
  };
}

/** `read`: shared with the classification where there is one. */
export type LearnFactsParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; read?: FactReader; judge?: JudgeForgotten | undefined };

/** Most current facts of one key that are compared with a new one. */
const mostOfOneKey = 200;

export function createLearnFacts(parts: LearnFactsParts): JobHandler {
  const read = parts.read ?? createFactReader();
  return async (job) => {
    const message = await parts.storage.messages.get(String(job.payload['message_id']));
    if (!message || message.speaker !== 'user') return { changes: [] };
    const candidates = withoutSecrets(read(normalizeForAnalysis(message.content), message.created_at));
    const { known, leftBehind } = await factsBeside(parts.storage, message, keysToRead(candidates));
    const scope = candidates.length === 0 ? '' : await scopeOfSession(parts.storage, message.session_id);
    const { allowed, changes: asked } = await askFirst(parts, { ...message, scope }, candidates);
    const { changes, learnt } = reconcile(allowed, known, { ...message, scope, leftBehind }, parts);
    return {
      changes: [...changes, ...asked],
      committed: () => {
        if (asked.length > 0) tellAsked(parts, message.user_id);
        if (learnt.length > 0) parts.broadcast({ type: 'facts-learnt', message_id: message.id, facts: learnt });
        else if (changes.length > 0) parts.broadcast({ type: 'facts-changed', user_id: message.user_id });
      },
    };
  };
}

/** Screens hear that something waits for the user's word. */
export function tellAsked({ storage, broadcast }: Pick<LearnFactsParts, 'storage' | 'broadcast'>, userId: string): void {
  // Only a number on a screen: the next change tells it again.
  storage.proposals.count(userId).then((pending) => broadcast({ type: 'inbox-changed', user_id: userId, pending }), () => undefined);
}

/** Numbers of cards and accounts, keys and passwords are never kept. */
export function withoutSecrets(candidates: readonly FactCandidate[]): FactCandidate[] {
  return candidates.filter(({ value }) => findPersonalData(Array.isArray(value) ? value.join('\n') : String(value)).length === 0);
}

export async function currentFacts(storage: StorageProvider, userId: string, keys: readonly string[]): Promise<Fact[]> {
  return (await Promise.all(keys.map((key) => storage.facts.list({ user_id: userId, key, limit: mostOfOneKey })))).flat();
}

/** Current facts of these keys, those that were said to be over, and which of their messages lie on no active branch. From a message that lies on none itself, all are seen as they are. */
async function factsBeside(storage: StorageProvider, message: Message, keys: readonly string[]): Promise<{ known: Fact[]; leftBehind: ReadonlySet<string> }> {
  const known = (await Promise.all(keys.map((key) => storage.facts.list({ user_id: message.user_id, key, include_past: 'unreplaced', limit: mostOfOneKey })))).flat();
  const ids = known.flatMap((fact) => [...fact.source_message_ids, ...endedBy(fact)]);
  return { known, leftBehind: new Set(message.is_active && ids.length > 0 ? await storage.messages.leftBehind(ids) : []) };
}
