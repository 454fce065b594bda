// What is known about a user now, seen from the branches on screen: what was learnt from words since taken back does not count.
import type { Fact } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { endedByTag } from './facts/reconcile.ts';

/** Most facts looked at for one answer, past ones included. */
export const mostFacts = 2000;

/**
 * Current facts by category, then key. A fact whose every source message lies on a branch left behind (edited, written again) is passed over, and what
 * it had superseded, or what such a message had ended, is true again; sources deleted with their session leave it standing.
 */
export async function knownFacts(storage: StorageProvider, query: { user_id: string; category?: string; key?: string; limit: number }): Promise<Fact[]> {
  const { limit, ...which } = query;
  const all = await storage.facts.list({ ...which, include_past: true, limit: mostFacts });
  const asked = new Set(all.flatMap((fact) => [...fact.source_message_ids, ...endedBy(fact)]));
  const sources = new Map((await storage.messages.getMany([...asked])).map((message) => [message.id, message.is_active]));
  const isLeftBehind = (ids: readonly string[]) => ids.length > 0 && ids.every((id) => sources.get(id) === false);
  return standing(all, (fact) => !isLeftBehind(fact.source_message_ids), (fact) => !isLeftBehind(endedBy(fact))).slice(0, limit);
}

/** Ids of the messages that ended a fact, without another in its place. */
function endedBy(fact: Fact): string[] {
  return fact.tags.flatMap((tag) => (tag.startsWith(endedByTag) ? [tag.slice(endedByTag.length)] : []));
}

/** Pure. Of the live facts, those that are current, or that only facts not live superseded, or whose end was taken back. Order is kept. */
export function standing(facts: readonly Fact[], isLive: (fact: Fact) => boolean, isEndLive: (fact: Fact) => boolean = () => true): Fact[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const isReplaced = (fact: Fact): boolean => {
    if (fact.valid_to === null) return false;
    if (fact.superseded_by === null) return isEndLive(fact);
    const successor = byId.get(fact.superseded_by);
    return !successor || isLive(successor) || isReplaced(successor);
  };
  return facts.filter((fact) => isLive(fact) && !isReplaced(fact));
}
