// What hangs on words that go: everything made of them goes too, and what has other grounds keeps those.
import type { Fact } from '../../contract/entities.ts';
import { idsOf, inParts, union, type Aim, type Plan, type Reads } from './plan.ts';
import type { Forgotten } from './make-tombstones.ts';

/**
 * Facts without another message behind them go, unless the user wrote them by hand; episodes, summaries and proposals of any such message go, for their words are its own.
 * Where a fact goes, what it had taken the place of holds again.
 */
export async function followWords(storage: Reads, aim: Aim): Promise<Aim & Pick<Plan, 'mended'>> {
  const erased = idsOf(aim.messages);
  // A source teaches nothing any more, whether its words stay or not.
  const silent = new Set([...erased, ...(aim.kind === 'source' ? idsOf(aim.unread) : [])]);
  const made = await inParts([...silent], (ids) => storage.facts.fromMessages(ids));
  const named = new Set(idsOf(aim.facts));
  const groundsOf = (fact: Fact) => fact.source_message_ids.filter((id) => !silent.has(id));
  const alone = made.filter((fact) => !named.has(fact.id) && fact.source !== 'user' && groundsOf(fact).length === 0);
  const facts = union(aim.facts, alone);
  const kept = made.filter((fact) => !facts.some(({ id }) => id === fact.id));
  const mended = new Map(kept.map((fact) => [fact.id, { source_message_ids: groundsOf(fact) } as Partial<Fact>]));
  for (const [id, set] of await reopened(storage, facts)) mended.set(id, { ...mended.get(id), ...set });
  const proposals = union(aim.proposals, await inParts(erased, (ids) => storage.proposals.fromMessages(ids)));
  // What only waited for the user's word is not proposed again either.
  const known = aim.takesFactsAlong ? [...alone, ...proposals.map(({ fact }) => fact)].map((fact): Forgotten => ({ type: 'fact', fact })) : [];
  return {
    ...aim, facts, forgotten: [...aim.forgotten, ...known], mended: [...mended].map(([id, set]) => ({ id, set })),
    episodes: union(aim.episodes, await inParts(erased, (ids) => storage.episodes.fromMessages(ids))),
    summaries: union(aim.summaries, await inParts(erased, (ids) => storage.summaries.fromMessages(ids))),
    proposals,
  };
}

/** Facts that only facts which go had superseded, pointed to whatever stands after those. */
async function reopened(storage: Reads, gone: readonly Fact[]): Promise<Map<string, Partial<Fact>>> {
  const byId = new Map(gone.map((fact) => [fact.id, fact]));
  const changes = new Map<string, Partial<Fact>>();
  for (const fact of await inParts(idsOf(gone), (ids) => storage.facts.supersededBy(ids))) {
    if (byId.has(fact.id) || fact.superseded_by === null) continue;
    let after: Fact | undefined;
    let next: string | null = fact.superseded_by;
    for (const seen = new Set<string>(); next !== null && byId.has(next) && !seen.has(next);) {
      seen.add(next);
      after = byId.get(next);
      next = after?.superseded_by ?? null;
    }
    changes.set(fact.id, next === null && after?.valid_to === null ? { superseded_by: null, valid_to: null } : { superseded_by: next });
  }
  return changes;
}
