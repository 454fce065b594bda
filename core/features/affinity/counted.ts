// What limits and apologies look at, without an entry of the ledger and with it again.
import type { AffinityEvent } from '../../contract/entities.ts';
import { own } from './own.ts';
import { dayOf, reserved } from './relationship-day.ts';
import type { Counters } from './relationship-day.ts';
import { round } from './round.ts';

type Counted = Pick<AffinityEvent, 'kind' | 'rule' | 'delta' | 'created_at'>;

const limited = new Set(['interaction', 'return', 'milestone']);

/** As if an entry had not been made. */
export function forget(counters: Counters, { kind, rule, delta, created_at: createdAt }: Counted): Counters {
  if (!limited.has(kind)) return counters;
  const rules = { ...counters.rules };
  const hurt = rules[reserved.hurt];
  if (delta < 0 && hurt) {
    if (hurt.moved + delta > 0) rules[reserved.hurt] = { ...hurt, moved: round(hurt.moved + delta) };
    else delete rules[reserved.hurt];
  }
  if (counters.day !== dayOf(createdAt)) return { ...counters, rules };
  const counter = own(rules, rule);
  if (counter && kind === 'interaction') rules[rule] = { ...counter, count: Math.max(0, counter.count - 1), moved: round(counter.moved - delta) };
  return { ...counters, rules, gained: round(Math.max(0, counters.gained - Math.max(0, delta))), lost: round(Math.max(0, counters.lost - Math.max(0, -delta))) };
}

/** As if an entry that was forgotten had been made after all. */
export function remember(counters: Counters, { kind, rule, delta, created_at: createdAt }: Counted): Counters {
  if (!limited.has(kind)) return counters;
  const rules = { ...counters.rules };
  const hurt = rules[reserved.hurt];
  if (delta < 0) rules[reserved.hurt] = { count: 0, moved: round((hurt?.moved ?? 0) - delta), last_at: Math.max(hurt?.last_at ?? createdAt, createdAt) };
  if (counters.day !== dayOf(createdAt)) return { ...counters, rules };
  const counter = own(rules, rule);
  // What no rule decided is counted by none.
  if (kind === 'interaction' && rule !== 'nothing') rules[rule] = { count: (counter?.count ?? 0) + 1, moved: round((counter?.moved ?? 0) + delta), last_at: Math.max(counter?.last_at ?? createdAt, createdAt) };
  return { ...counters, rules, gained: round(counters.gained + Math.max(0, delta)), lost: round(counters.lost + Math.max(0, -delta)) };
}
