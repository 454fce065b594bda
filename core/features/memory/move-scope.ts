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
 * of two values in the new scope supersedes the other. What only a fact of the other side had taken the place of holds again, as if each had been told where it is now; what the
 * user put right by hand stays so.
 */
export async function moveFacts(storage: Pick<StorageProvider, 'facts'>, move: { user_id: string; messageIds: readonly string[]; from: string; to: string; now: number }): Promise<Change[]> {
  const ofSession = new Set(move.messageIds);
  const found = new Map<string, Fact>();
  for (let start = 0; start < move.messageIds.length; start += pageSize) {
    for (const fact of await storage.facts.fromMessages(move.messageIds.slice(start, start + pageSize))) found.set(fact.id, fact);
  }
  const leaving = [...found.values()].filter((fact) => fact.user_id === move.user_id && fact.scope === move.from && fact.source_message_ids.every((id) => ofSession.has(id)));
  const leavingIds = new Set(leaving.map(({ id }) => id));
  const kept = (await storage.facts.supersededBy([...leavingIds])).filter((fact) => fact.scope === move.from && !leavingIds.has(fact.id));
  const freed = await Promise.all(kept.map(async (fact) => ({ fact, set: await successorIn(storage, fact, ({ id }) => !leavingIds.has(id)) })));
  const moved = await Promise.all(leaving.map(async (fact) => ({ ...fact, ...await successorIn(storage, fact, ({ id, scope, source }) => leavingIds.has(id) || scope !== move.from || source === 'user') })));
  const there = await Promise.all([...new Set(moved.filter(isSingleNow).map(({ key }) => key))].map((key) => storage.facts.list({ user_id: move.user_id, key, limit: mostFacts })));
  const rivals = new Map(there.flat().filter((fact) => fact.scope === move.to).map((fact) => [fact.key, fact]));
  const left = freed.flatMap(({ fact, set }): Change[] => (set ? [{ op: 'update', entity: 'fact', id: fact.id, set: { ...set, updated_at: move.now }, expect: { updated_at: fact.updated_at } }] : []));
  return [...left, ...moved.flatMap((fact): Change[] => {
    const rival = isSingleNow(fact) ? rivals.get(fact.key) : undefined;
    const isLater = rival !== undefined && (fact.valid_from > rival.valid_from || (fact.valid_from === rival.valid_from && fact.id > rival.id));
    const change: Change = { op: 'update', entity: 'fact', id: fact.id, set: { scope: move.to, valid_to: fact.valid_to, superseded_by: fact.superseded_by, ...(rival && !isLater ? ended(fact, rival) : {}), updated_at: move.now }, expect: { updated_at: fact.updated_at } };
    return rival && isLater ? [change, { op: 'update', entity: 'fact', id: rival.id, set: { ...ended(rival, fact), updated_at: move.now }, expect: { updated_at: rival.updated_at } }] : [change];
  })];
}

/** What ends a fact once only some of those that came after it count; null when that stays as it is. */
async function successorIn(storage: Pick<StorageProvider, 'facts'>, fact: Fact, counts: (successor: Fact) => boolean): Promise<Pick<Fact, 'valid_to' | 'superseded_by'> | null> {
  let last = fact;
  for (const seen = new Set([fact.id]); last.superseded_by !== null && !seen.has(last.superseded_by);) {
    const next = await storage.facts.get(last.superseded_by);
    if (!next || counts(next)) return next && next.id !== fact.superseded_by ? { valid_to: fact.valid_to, superseded_by: next.id } : null;
    seen.add(next.id);
    last = next;
  }
  // The last of them may have ended by itself ("I do not live there any more").
  return last === fact ? null : { valid_to: last.valid_to === null ? null : fact.valid_to, superseded_by: null };
}

const isSingleNow = (fact: Fact): boolean => fact.valid_to === null && isSingle(fact.key);
const ended = (old: Fact, by: Fact): Pick<Fact, 'valid_to' | 'superseded_by'> => ({ valid_to: Math.max(old.valid_from, by.valid_from), superseded_by: by.id });
