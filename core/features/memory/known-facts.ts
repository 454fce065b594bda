// What is known about a user now, seen from the branches on screen: what was learnt from words since taken back does not count.
import type { Fact } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { endedByTag } from './facts/reconcile.ts';

/** Most facts looked at for one answer. */
export const mostFacts = 2000;

type Which = { user_id: string; category?: string; key?: string };

/**
 * Current facts by category, then key. A fact whose every source message lies on a branch left behind (edited, written again) is passed over, and what
 * it had superseded, or what such a message had ended, is true again; sources deleted with their session leave it standing.
 */
export async function knownFacts(storage: StorageProvider, query: Which & { limit: number }): Promise<Fact[]> {
  const { limit, ...which } = query;
  const leftBehind = new Set<string>();
  const isLeftBehind = (ids: readonly string[]) => ids.length > 0 && ids.every((id) => leftBehind.has(id));
  const isLive = (fact: Fact) => !isLeftBehind(fact.source_message_ids);
  /** Learns which of the facts' messages were left behind; answers the facts that were. */
  async function takenBack(facts: readonly Fact[]): Promise<Fact[]> {
    const ids = facts.flatMap((fact) => [...fact.source_message_ids, ...endedBy(fact)]);
    for (const id of ids.length === 0 ? [] : await storage.messages.leftBehind(ids)) leftBehind.add(id);
    return facts.filter((fact) => !isLive(fact));
  }

  // What was superseded counts only where its successor was taken back: the rest of the past is not read.
  const all = await storage.facts.list({ ...which, include_past: 'unreplaced', limit: mostFacts });
  const read = new Set(all.map((fact) => fact.id));
  for (let gone = await takenBack(all); gone.length > 0;) {
    const before = (await storage.facts.supersededBy(gone.map((fact) => fact.id))).filter((fact) => isOf(which, fact) && !read.has(fact.id));
    for (const fact of before) read.add(fact.id);
    all.push(...before);
    gone = await takenBack(before);
  }
  const known = standing(all, isLive, (fact) => !isLeftBehind(endedBy(fact)));
  return known.sort(byKey).slice(0, limit);
}

/** Without those whose every source message lies on a branch left behind. */
export async function withoutLeftBehind(storage: Pick<StorageProvider, 'messages'>, facts: readonly Fact[]): Promise<Fact[]> {
  const ids = facts.flatMap((fact) => fact.source_message_ids);
  const leftBehind = new Set(ids.length === 0 ? [] : await storage.messages.leftBehind(ids));
  return facts.filter((fact) => fact.source_message_ids.length === 0 || !fact.source_message_ids.every((id) => leftBehind.has(id)));
}

/** Ids of the messages that ended a fact, without another in its place. */
export function endedBy(fact: Pick<Fact, 'tags'>): string[] {
  return fact.tags.flatMap((tag) => (tag.startsWith(endedByTag) ? [tag.slice(endedByTag.length)] : []));
}

function isOf(which: Which, fact: Fact): boolean {
  return fact.user_id === which.user_id && (which.category === undefined || fact.category === which.category) && (which.key === undefined || fact.key === which.key);
}

function byKey(one: Fact, other: Fact): number {
  const [a, b] = [one, other].map((fact) => [fact.category, fact.key, fact.id] as const);
  const differs = a!.findIndex((part, index) => part !== b![index]);
  return differs === -1 ? 0 : a![differs]! < b![differs]! ? -1 : 1;
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
