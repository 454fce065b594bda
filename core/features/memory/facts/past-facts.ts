// What held once and does not any more, and what held at a time.
import type { Fact } from '../../../contract/entities.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { knownFacts, mostFacts, withoutLeftBehind } from '../known-facts.ts';

type Which = { user_id: string; category?: string; key?: string };
/** Most facts, past ones among them, looked at for one answer. */
const mostPast = 5000;

/** Values that ended or were superseded, the one that ended last first; without those learnt from words since taken back, and those that hold again. @param known what holds now */
export async function pastFacts(storage: StorageProvider, which: Which, known: readonly Fact[]): Promise<Fact[]> {
  const holding = new Set(known.map(({ id }) => id));
  const past = (await storage.facts.list({ ...which, include_past: true, limit: mostPast })).filter((fact) => fact.valid_to !== null && !holding.has(fact.id));
  return (await withoutLeftBehind(storage, past)).sort((one, other) => other.valid_to! - one.valid_to! || (one.id < other.id ? 1 : -1));
}

/** What was known to hold at a time, in milliseconds: from when it was said until it ended; by category, then key. */
export async function factsAt(storage: StorageProvider, which: Which, at: number): Promise<Fact[]> {
  const known = await knownFacts(storage, { ...which, limit: mostFacts });
  const past = await pastFacts(storage, which, known);
  return [...known.filter(({ valid_from }) => valid_from <= at), ...past.filter(({ valid_from, valid_to }) => valid_from <= at && at < valid_to!)]
    .sort((one, other) => one.category.localeCompare(other.category) || one.key.localeCompare(other.key) || (one.id < other.id ? -1 : 1));
}
