// A session that changes its project takes along what was learnt in it alone.
import type { Fact } from '../../contract/entities.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { isSingle } from './facts/fact-keys.ts';
import { mostFacts } from './known-facts.ts';

/** Message ids asked for at once. */
const pageSize = 200;

/**
 * Changes that give the facts of a session another scope, past ones too: those of `from` whose every source is a message of the session. Of a key that holds one value, the later
 * of two values in the new scope supersedes the other.
 */
export async function moveFacts(storage: Pick<StorageProvider, 'facts'>, move: { user_id: string; messageIds: readonly string[]; from: string; to: string; now: number }): Promise<Change[]> {
  const ofSession = new Set(move.messageIds);
  const found = new Map<string, Fact>();
  for (let start = 0; start < move.messageIds.length; start += pageSize) {
    for (const fact of await storage.facts.fromMessages(move.messageIds.slice(start, start + pageSize))) found.set(fact.id, fact);
  }
  const moved = [...found.values()].filter((fact) => fact.user_id === move.user_id && fact.scope === move.from && fact.source_message_ids.every((id) => ofSession.has(id)));
  const there = await Promise.all([...new Set(moved.filter(isSingleNow).map(({ key }) => key))].map((key) => storage.facts.list({ user_id: move.user_id, key, limit: mostFacts })));
  const rivals = new Map(there.flat().filter((fact) => fact.scope === move.to).map((fact) => [fact.key, fact]));
  return moved.flatMap((fact): Change[] => {
    const rival = isSingleNow(fact) ? rivals.get(fact.key) : undefined;
    const isLater = rival !== undefined && (fact.valid_from > rival.valid_from || (fact.valid_from === rival.valid_from && fact.id > rival.id));
    const change: Change = { op: 'update', entity: 'fact', id: fact.id, set: { scope: move.to, ...(rival && !isLater ? ended(fact, rival) : {}), updated_at: move.now }, expect: { updated_at: fact.updated_at } };
    return rival && isLater ? [change, { op: 'update', entity: 'fact', id: rival.id, set: { ...ended(rival, fact), updated_at: move.now }, expect: { updated_at: rival.updated_at } }] : [change];
  });
}

const isSingleNow = (fact: Fact): boolean => fact.valid_to === null && isSingle(fact.key);
const ended = (old: Fact, by: Fact): Pick<Fact, 'valid_to' | 'superseded_by'> => ({ valid_to: Math.max(old.valid_from, by.valid_from), superseded_by: by.id });
