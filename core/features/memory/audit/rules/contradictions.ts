// Values that cannot hold beside each other: several of a key that holds one, and the liking of what is disliked. The latest, or what the user told, is proposed.
import type { Fact } from '../../../../contract/entities.ts';
import { isSingle } from '../../facts/fact-keys.ts';
import { contraryKeys } from '../../facts/reconcile.ts';
import { foldValue } from '../../facts/same-value.ts';
import type { RawFinding } from '../material.ts';
import { byTruth } from './survivor.ts';

const mostInOne = 40;

/** A value for one companion may differ from that for all ("call me captain"). */
export function contradictions(facts: readonly Fact[]): RawFinding[] {
  const places = new Map<string, Fact[]>();
  const put = (place: string, fact: Fact) => places.set(place, [...(places.get(place) ?? []), fact]);
  for (const fact of facts) {
    if (Object.hasOwn(contraryKeys, fact.key)) put(`taste ${fact.scope} ${foldValue(fact.value)}`, fact);
    else if (isSingle(fact.key)) put(`value ${fact.scope} ${fact.key}`, fact);
  }
  return [...places].filter(([place, group]) => new Set(group.map((fact) => (place.startsWith('taste ') ? fact.key : foldValue(fact.value)))).size > 1).map(([, group]): RawFinding => ({
    kind: 'contradiction', severity: 'serious', entity: 'fact', ids: [...group].sort(byTruth).slice(0, mostInOne).map(({ id }) => id), mend: 'supersede', is_safe: false,
  }));
}
