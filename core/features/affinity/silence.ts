// What silence costs: nothing for some days, then a little for each whole day, and never more than a bounded part of the best there was.
import type { Affinity } from '../../contract/entities.ts';
import { dayMs, reserved } from './relationship-day.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';
import { round } from './round.ts';

export type Silence = {
  /** Whole days since the user last wrote. */
  days: number;
  /** Whole days beyond the grace. */
  chargeable: number;
  /** Points it takes now, besides what was taken for this silence before; 0 or more. */
  takes: number;
};

/** A coming back after an absence gives part of what the absence took, so that leaving never pays. */
export const returnGives = { share: 0.25, atMost: 2 } as const;

/** A clock that went back makes no silence. */
export function silenceOf(config: ResolvedAffinityConfig, affinity: Affinity, now: number): Silence {
  const elapsed = affinity.last_interaction_at === null ? 0 : Math.max(0, now - affinity.last_interaction_at);
  const { graceDays, pointsPerDay } = config.decay;
  const chargeable = Math.floor(Math.max(0, elapsed / dayMs - graceDays));
  const charged = affinity.counters.rules[reserved.silence]?.count ?? 0;
  const takes = Math.min(Math.max(0, chargeable - charged) * pointsPerDay, Math.max(0, affinity.points - lowest(config, affinity)));
  return { days: Math.floor(elapsed / dayMs), chargeable, takes: round(takes) };
}

/** Where silence stops taking. */
export function lowest(config: ResolvedAffinityConfig, affinity: Affinity): number {
  return Math.max(0, affinity.highest_points - config.decay.atMost);
}

/** When it next takes points, milliseconds since the Unix epoch; null when it has nothing (more) to take. */
export function decayBeginsAt(config: ResolvedAffinityConfig, affinity: Affinity): number | null {
  const { graceDays, pointsPerDay } = config.decay;
  if (affinity.last_interaction_at === null || pointsPerDay === 0 || affinity.points <= lowest(config, affinity)) return null;
  return affinity.last_interaction_at + Math.ceil((graceDays + 1) * dayMs);
}
