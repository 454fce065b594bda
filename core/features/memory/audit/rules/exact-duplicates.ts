// Facts that say the same: equal key, value (but for case, accents and a leading article) and day, whatever their scope.
import type { Fact } from '../../../../contract/entities.ts';
import { foldValue } from '../../facts/same-value.ts';
import type { RawFinding } from '../material.ts';
import { byStaying } from './survivor.ts';

/** Facts in one finding; more are found by the next audit, so that one mending is one commit. */
const mostInOne = 40;

export function exactDuplicates(facts: readonly Fact[]): RawFinding[] {
  return sameFacts(facts).filter((group) => group.length > 1).flatMap((group): RawFinding[] => {
    const sorted = [...group].sort(byStaying);
    if (sorted[0]!.scope === '') return [finding(sorted)];
    // For two companions alone, and not for all: each knows it by itself, and merging would tell a third.
    const scopes = [...new Set(sorted.map(({ scope }) => scope))];
    return scopes.map((scope) => sorted.filter((fact) => fact.scope === scope)).filter((own) => own.length > 1).map(finding);
  });
}

function finding(group: readonly Fact[]): RawFinding {
  return { kind: 'exact_duplicate', severity: 'warning', entity: 'fact', ids: group.slice(0, mostInOne).map(({ id }) => id), mend: 'merge', is_safe: true };
}

/** Facts by what they say. One without a day joins those of the one day that is known. */
export function sameFacts(facts: readonly Fact[]): Fact[][] {
  const places = new Map<string, Fact[]>();
  for (const fact of facts) {
    const place = `${fact.key} ${typeof fact.value} ${foldValue(fact.value)}`;
    places.set(place, [...(places.get(place) ?? []), fact]);
  }
  return [...places.values()].flatMap((group) => {
    const days = new Set(group.flatMap((fact) => dayOf(fact) ?? []));
    if (days.size <= 1) return [group];
    return [undefined, ...days].map((day) => group.filter((fact) => dayOf(fact) === day)).filter((part) => part.length > 0);
  });
}

/** "YYYY-MM-DD" of a plan or an event. */
export function dayOf(fact: Pick<Fact, 'tags'>): string | undefined {
  return fact.tags.find((tag) => tag.startsWith('date:'))?.slice('date:'.length);
}
