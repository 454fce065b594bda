// Facts when messages go for good: what came from them alone is deleted, and what it had taken the place of holds again.
import type { Fact } from '../../../contract/entities.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { isSingle } from '../facts/fact-keys.ts';
import { endedByTag } from '../facts/reconcile.ts';
import { endedBy, mostFacts } from '../known-facts.ts';
import type { FactReader } from '../learn-facts.ts';
import { toldValue } from './told-value.ts';

/** Message ids asked for at once. */
const pageSize = 100;
type Parts = { storage: StorageProvider; clock: { now(): number }; read: FactReader };
export type FactsWithout = { changes: Change[]; deleted: Fact[]; changed: Fact[] };

/** @param gone messages that are about to go; they are still stored */
export async function factsWithout({ storage, clock, read }: Parts, userId: string, gone: ReadonlySet<string>): Promise<FactsWithout> {
  const touched = await factsFrom(storage, userId, gone);
  const before = new Map(touched.map((fact) => [fact.id, fact]));
  const after = new Map<string, Fact>();
  const deleted = new Map<string, Fact>();
  const now = clock.now();
  const present = (fact: Fact): Fact => after.get(fact.id) ?? fact;
  const set = (fact: Fact, fields: Partial<Fact>) => after.set(fact.id, { ...present(fact), ...fields, updated_at: Math.max(now, fact.updated_at + 1) });

  for (const fact of touched) {
    const rest = fact.source_message_ids.filter((id) => !gone.has(id));
    if (rest.length < fact.source_message_ids.length) {
      const value = rest.length > 0 || fact.source === 'user' ? toldValue(fact, await storage.messages.getMany(rest), read) : null;
      if (value === null) { deleted.set(fact.id, fact); continue; }
      set(fact, { source_message_ids: rest, value });
    }
    const ends = endedBy(fact);
    if (!ends.some((id) => gone.has(id))) continue;
    const isStillOver = fact.superseded_by !== null || ends.some((id) => !gone.has(id));
    set(fact, { tags: fact.tags.filter((tag) => !tag.startsWith(endedByTag) || !gone.has(tag.slice(endedByTag.length))), ...(isStillOver ? {} : { valid_to: null }) });
  }

  const replaced = (await storage.facts.supersededBy([...deleted.keys()])).filter((fact) => !deleted.has(fact.id) && fact.user_id === userId);
  for (const fact of replaced) {
    before.set(fact.id, before.get(fact.id) ?? fact);
    const successor = standingSuccessor(fact, deleted);
    set(fact, successor === null ? { superseded_by: null, valid_to: null } : { superseded_by: successor });
  }
  await keepOneOfSingles(storage, userId, [...after.values()].filter((fact) => fact.valid_to === null && before.get(fact.id)!.valid_to !== null), deleted, set);

  const changes = [...after.values()].map((fact): Change => {
    const { id, ...fields } = fact;
    const old = before.get(id)!;
    return { op: 'update', entity: 'fact', id, set: fields, expect: { updated_at: old.updated_at, valid_to: old.valid_to } };
  });
  const deletions = [...deleted.values()].flatMap((fact): Change[] => [
    // Changed meanwhile: a conflict, and all is planned anew.
    { op: 'update', entity: 'fact', id: fact.id, set: { updated_at: fact.updated_at }, expect: { updated_at: fact.updated_at } },
    { op: 'delete', entity: 'fact', id: fact.id },
  ]);
  return { changes: [...changes, ...deletions], deleted: [...deleted.values()], changed: [...after.values()] };
}

/** Of a key that holds one value, one value at most holds again, and none where another has come since. */
async function keepOneOfSingles(storage: StorageProvider, userId: string, reopened: readonly Fact[], deleted: ReadonlyMap<string, Fact>, set: (fact: Fact, fields: Partial<Fact>) => unknown): Promise<void> {
  const ids = new Set(reopened.map(({ id }) => id));
  for (const key of new Set(reopened.filter((fact) => isSingle(fact.key)).map((fact) => fact.key))) {
    const current = (await storage.facts.list({ user_id: userId, key, limit: mostFacts })).filter((fact) => !deleted.has(fact.id) && !ids.has(fact.id));
    const latestFirst = reopened.filter((fact) => fact.key === key).toSorted((one, other) => other.valid_from - one.valid_from || (one.id < other.id ? 1 : -1));
    for (const fact of latestFirst) {
      const winner = current.find((other) => other.scope === fact.scope) ?? latestFirst.find((other) => other.scope === fact.scope)!;
      if (winner.id !== fact.id) set(fact, { superseded_by: winner.id, valid_to: Math.max(fact.valid_from, winner.valid_from) });
    }
  }
}

/** Facts with a source among the messages, and those that one of them ended. */
async function factsFrom(storage: StorageProvider, userId: string, gone: ReadonlySet<string>): Promise<Fact[]> {
  const found = new Map<string, Fact>();
  const ids = [...gone];
  for (let start = 0; start < ids.length; start += pageSize) {
    for (const fact of await storage.facts.fromMessages(ids.slice(start, start + pageSize))) found.set(fact.id, fact);
  }
  for (const fact of await storage.facts.list({ user_id: userId, include_past: true, limit: mostEnded })) {
    if (endedBy(fact).some((id) => gone.has(id))) found.set(fact.id, fact);
  }
  return [...found.values()].filter((fact) => fact.user_id === userId);
}

/** Most facts looked through for those that a message ended. */
const mostEnded = 20_000;

/** What follows a fact once the deleted ones are out of the chain; null for nothing. */
function standingSuccessor(fact: Fact, deleted: ReadonlyMap<string, Fact>): string | null {
  let next = fact.superseded_by;
  while (next !== null && deleted.has(next)) next = deleted.get(next)!.superseded_by;
  return next;
}
