// What is known about a user now, seen from the branches on screen: what was learnt from words since taken back does not count.
import type { Fact } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

/** Most facts looked at for one answer, past ones included. */
export const mostFacts = 2000;

/**
 * Current facts by category, then key. A fact whose every source message lies on a branch left behind (edited, written again) is passed over, and what
 * it had superseded is true again; sources deleted with their session leave it standing.
 */
export async function knownFacts(storage: StorageProvider, query: { user_id: string; category?: string; limit: number }): Promise<Fact[]> {
  const { limit, ...which } = query;
  const all = await storage.facts.list({ ...which, include_past: true, limit: mostFacts });
  const sources = new Map((await storage.messages.getMany([...new Set(all.flatMap((fact) => fact.source_message_ids))])).map((message) => [message.id, message.is_active]));
  return standing(all, (fact) => fact.source_message_ids.length === 0 || fact.source_message_ids.some((id) => sources.get(id) ?? true)).slice(0, limit);
}

/** Pure. Of the live facts, those that are current or that only facts not live superseded. Order is kept. */
export function standing(facts: readonly Fact[], isLive: (fact: Fact) => boolean): Fact[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const isReplaced = (fact: Fact): boolean => {
    if (fact.valid_to === null) return false;
    const successor = fact.superseded_by === null ? undefined : byId.get(fact.superseded_by);
    return !successor || isLive(successor) || isReplaced(successor);
  };
  return facts.filter((fact) => isLive(fact) && !isReplaced(fact));
}
