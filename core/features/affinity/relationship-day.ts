// The counters of a day. A day of a relationship begins with the first message after midnight UTC and never comes twice: a clock that goes back opens no fresh budget.
import type { Affinity } from '../../contract/entities.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';

export type Counters = Affinity['counters'];
export type RuleCounter = Counters['rules'][string];

export const dayMs = 86_400_000;
/** Names no rule can have. `hurt`: points lost to rudeness and not made good yet; `silence`: whole days of the present silence that were charged already. */
export const reserved = { hurt: '_hurt', silence: '_silence' } as const;

/** A clock this far behind was wrong before, not now: then the present day takes over what the other had used. */
const toleranceDays = 2;

export const dayOf = (time: number): string => new Date(time).toISOString().split('T')[0]!;

/** The counters as they stand at a time: emptied on a new day, except what outlives days (cooldowns, hurt, silence). */
export function countersAt(config: ResolvedAffinityConfig, counters: Counters, now: number): Counters {
  const today = dayOf(now);
  if (counters.day === today) return settleClock(counters, now);
  const daysAhead = Math.round((Date.parse(counters.day) - Date.parse(today)) / dayMs);
  // NaN: no day yet.
  if (!(daysAhead > 0)) return { day: today, gained: 0, lost: 0, rules: lasting(config, counters.rules, now) };
  return daysAhead <= toleranceDays ? counters : settleClock({ ...counters, day: today }, now);
}

function lasting(config: ResolvedAffinityConfig, rules: Counters['rules'], now: number): Counters['rules'] {
  const kept = Object.entries(rules).flatMap(([id, counter]): [string, RuleCounter][] => {
    if (id === reserved.hurt || id === reserved.silence) return [[id, counter]];
    const cooldown = config.rules.find((rule) => rule.id === id)?.cooldown_minutes ?? 0;
    return now - counter.last_at < cooldown * 60_000 ? [[id, { ...counter, count: 0, moved: 0 }]] : [];
  });
  return settleClock({ day: '', gained: 0, lost: 0, rules: Object.fromEntries(kept) }, now).rules;
}

/** A cooldown begun in a future that was none begins now. */
function settleClock(counters: Counters, now: number): Counters {
  const isFuture = ({ last_at: lastAt }: RuleCounter) => lastAt - now > toleranceDays * dayMs;
  if (!Object.values(counters.rules).some(isFuture)) return counters;
  return { ...counters, rules: Object.fromEntries(Object.entries(counters.rules).map(([id, counter]) => [id, isFuture(counter) ? { ...counter, last_at: now } : counter])) };
}
