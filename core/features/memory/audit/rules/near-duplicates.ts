// Facts that very likely say the same in other words: of keys that hold many values. Of the others a second value is a contradiction.
import type { Fact } from '../../../../contract/entities.ts';
import { factKey, isSingle } from '../../facts/fact-keys.ts';
import { isSameDay } from '../../facts/reconcile.ts';
import { isSameValue, isWithin } from '../../facts/same-value.ts';
import type { AuditMaterial, RawFinding } from '../material.ts';
import { isAlike } from './alike.ts';
import { byStaying } from './survivor.ts';

/**
 * Of centred vectors of the shipped model. Rather sure than complete: among 5,862 pairs of values the nearest that say different things lay at 0.77 ("olor a tabaco", "olor a gasolina"); "películas de terror" and "cine de
 * terror" lie at 0.91, but "green tea" and "té verde" only at 0.61.
 */
export const nearInMeaning = 0.8;
/** Values of one key that are compared with each other, the newest. */
export const mostOfOneKey = 400;

export function nearDuplicates(facts: readonly Fact[], nearness: AuditMaterial['nearness']): RawFinding[] {
  return [...byKey(facts)].flatMap(([, group]) => pairsOf(group, nearness));
}

/** What the rule compares with each other: the facts of each key that holds many words, newest first. */
export function byKey(facts: readonly Fact[]): Map<string, Fact[]> {
  const keys = new Map<string, Fact[]>();
  for (const fact of [...facts].reverse()) {
    if (isSingle(fact.key) || typeof fact.value !== 'string') continue;
    const group = keys.get(fact.key) ?? [];
    if (group.length < mostOfOneKey) group.push(fact);
    keys.set(fact.key, group);
  }
  return new Map([...keys].filter(([, group]) => group.length > 1));
}

/** Each fact in one finding at most: what is like two others is found again once the first is mended. */
function pairsOf(group: readonly Fact[], nearness: AuditMaterial['nearness']): RawFinding[] {
  const taken = new Set<string>();
  const found: RawFinding[] = [];
  for (const [index, one] of group.entries()) {
    if (taken.has(one.id)) continue;
    const other = group.slice(index + 1).find((candidate) => !taken.has(candidate.id) && isNear(one, candidate, nearness));
    if (!other) continue;
    for (const { id } of [one, other]) taken.add(id);
    found.push({ kind: 'near_duplicate', severity: 'info', entity: 'fact', ids: [one, other].sort(byFullness).map(({ id }) => id), mend: 'merge', is_safe: false });
  }
  return found;
}

function isNear(one: Fact, other: Fact, nearness: AuditMaterial['nearness']): boolean {
  if (one.scope !== other.scope && one.scope !== '' && other.scope !== '') return false;
  if (!isSameDay(one, other) || isSameValue(one.value, other.value)) return false;
  if (isAlike(String(one.value), String(other.value))) return true;
  if (factKey(one.key)?.value !== 'phrase') return false;
  return isWithin(one.value, other.value) || isWithin(other.value, one.value) || (nearness !== null && nearness(one, other) >= nearInMeaning);
}

/** Of two wordings the fuller stays, unless only one of them is for all companions or the user's own. */
function byFullness(one: Fact, other: Fact): number {
  if ((one.scope === '') !== (other.scope === '') || (one.source === 'user') !== (other.source === 'user')) return byStaying(one, other);
  return String(other.value).length - String(one.value).length || byStaying(one, other);
}
