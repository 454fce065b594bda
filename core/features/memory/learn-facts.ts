// Step 11: learns facts from one user message. Never from recalled text, the assistant or the system: only the message's own content is read.
import type { EngineEvent } from '../../contract/events.ts';
import type { Fact, Message } from '../../contract/entities.ts';
import type { JobHandler } from '../../jobs/jobs.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { findPersonalData } from '../../safety/personal-data.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { readFacts } from './facts/fact-rules.ts';
import type { FactCandidate } from './facts/fact-rules.ts';

export type LearnFactsParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void };

export function createLearnFacts(parts: LearnFactsParts): JobHandler {
  return async (job) => {
    const message = await parts.storage.messages.get(String(job.payload['message_id']));
    if (!message || message.speaker !== 'user') return { changes: [] };
    const candidates = readFacts(normalizeForAnalysis(message.content)).filter((fact) => findPersonalData(String(fact.value)).length === 0);
    const changes: Change[] = [];
    const learnt: Fact[] = [];
    for (const candidate of candidates) {
      const current = await parts.storage.facts.list({ user_id: message.user_id, category: candidate.category, key: candidate.key, limit: 10 });
      const change = reconcile(candidate, current, message, parts);
      changes.push(...change.changes);
      if (change.learnt) learnt.push(change.learnt);
    }
    return {
      changes,
      committed: () => { if (learnt.length > 0) parts.broadcast({ type: 'facts-learnt', message_id: message.id, facts: learnt }); },
    };
  };
}

/**
 * Adds the candidate to what is known: the same value gains a source, another value supersedes (the old one stays with `valid_to`),
 * a value said earlier than the current one changes nothing (ids tell, clocks go back).
 */
function reconcile(candidate: FactCandidate, current: readonly Fact[], message: Message, parts: Pick<LearnFactsParts, 'clock' | 'ids'>): { changes: Change[]; learnt: Fact | null } {
  const now = parts.clock.now();
  const same = current.find((fact) => isSameValue(fact.value, candidate.value));
  if (same) {
    if (same.source_message_ids.includes(message.id)) return { changes: [], learnt: null };
    const set = { source_message_ids: [...same.source_message_ids, message.id], confidence: Math.max(same.confidence, candidate.confidence), updated_at: now };
    return { changes: [{ op: 'update', entity: 'fact', id: same.id, set }], learnt: null };
  }
  if (current.some((fact) => fact.source === 'user' || fact.source_message_ids.some((id) => id > message.id))) return { changes: [], learnt: null };
  const learnt: Fact = {
    id: parts.ids.next(), user_id: message.user_id, scope: '', tags: [], ...candidate, source_message_ids: [message.id], valid_from: message.created_at, valid_to: null,
    superseded_by: null, is_pinned: false, local_only: false, created_at: now, updated_at: now,
  };
  const supersede = current.map((fact): Change => ({
    op: 'update', entity: 'fact', id: fact.id, set: { valid_to: Math.max(fact.valid_from, message.created_at), superseded_by: learnt.id, updated_at: now }, expect: { valid_to: null },
  }));
  return { changes: [...supersede, { op: 'insert', entity: 'fact', record: learnt }], learnt };
}

function isSameValue(one: Fact['value'], other: Fact['value']): boolean {
  const fold = (value: Fact['value']) => (typeof value === 'string' ? value.toLowerCase().normalize('NFC') : JSON.stringify(value));
  return fold(one) === fold(other);
}
