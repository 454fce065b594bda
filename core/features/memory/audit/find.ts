// All the rules, and what each finding is called.
import type { AuditFinding } from '../../../contract/audit.ts';
import { sha256 } from '../../../lib/hash.ts';
import type { AuditMaterial, RawFinding } from './material.ts';
import { contradictions } from './rules/contradictions.ts';
import { episodeDuplicates } from './rules/episode-duplicates.ts';
import { exactDuplicates } from './rules/exact-duplicates.ts';
import { nearDuplicates } from './rules/near-duplicates.ts';
import { recallLoops } from './rules/recall-loops.ts';
import { isSecretEpisode, isSecretFact, secrets } from './rules/secrets.ts';
import { orphans, stale, unconfirmed } from './rules/stale.ts';

/** What the user may ask for instead of what is proposed. A duplicate is never forgotten: all of its copies would be. */
const possible: Readonly<Record<AuditFinding['kind'], readonly AuditFinding['mend'][]>> = {
  exact_duplicate: ['merge', 'keep'], near_duplicate: ['merge', 'keep'], contradiction: ['supersede', 'keep'], recall_loop: ['forget', 'keep'], secret: ['forget', 'keep'],
  stale: ['supersede', 'forget', 'keep'], unconfirmed: ['keep', 'supersede', 'forget'], orphan: ['forget', 'keep'],
};
export const isPossible = (kind: AuditFinding['kind'], mend: AuditFinding['mend']): boolean => possible[kind].includes(mend);

export type FoundFinding = RawFinding & { id: string };

/** Pure. Gravest first. What is to be forgotten is compared with nothing else: a good fact must not be merged with it. */
export function findFaults(material: AuditMaterial): FoundFinding[] {
  const loops = recallLoops(material);
  const hidden = secrets(material.facts, material.episodes);
  const bad = new Set(loops.flatMap(({ ids }) => ids));
  const good = material.facts.filter((fact) => !bad.has(fact.id) && !isSecretFact(fact));
  const rest = { ...material, facts: good };
  const exact = exactDuplicates(good);
  // Of an exact duplicate only the one that stays is compared further.
  const copies = new Set(exact.flatMap(({ ids }) => ids.slice(1)));
  const single = good.filter(({ id }) => !copies.has(id));
  const all = [
    ...hidden, ...loops, ...contradictions(single), ...exact, ...nearDuplicates(single, material.nearness), ...episodeDuplicates(material.episodes.filter((episode) => !isSecretEpisode(episode))),
    ...stale(rest), ...unconfirmed(rest), ...orphans(material),
  ];
  const rank = { serious: 0, warning: 1, info: 2 };
  return all.map((raw) => ({ ...raw, id: `${raw.kind}:${sha256([...raw.ids].sort().join(' ')).slice(0, 24)}` })).sort((one, other) => rank[one.severity] - rank[other.severity]);
}
