// What a person does to the ledger by hand: set the points, or take an entry back. No limit of the day holds here; the days of silence are counted in first.
import type { Affinity, AffinityEvent } from '../../contract/entities.ts';
import type { Level } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import { affinityAt } from './apply-message.ts';
import { createLedger } from './ledger.ts';
import type { AffinityMove } from './ledger.ts';
import { forget } from './counted.ts';
import { countersAt } from './relationship-day.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';
import { round } from './round.ts';

export type ByHand = { config: ResolvedAffinityConfig; levels: readonly Level[]; affinity: Affinity; now: number; language: Language };

/** @param points 0 to 100, where the relationship stands afterwards */
export function setPoints(state: ByHand, points: number, reason: string): AffinityMove {
  return moveByHand(state, (affinity) => ({ kind: 'manual', rule: 'manual', reason, asked: points - affinity.points }));
}

/** What an entry moved, moved back as far as 0 to 100 allows; and forgotten by what limits and apologies look at, as if it had not happened. */
export function takeBack(state: ByHand, event: Pick<AffinityEvent, 'kind' | 'rule' | 'reason' | 'delta' | 'points' | 'created_at'>): AffinityMove {
  const { affinity } = state;
  const counters = forget(countersAt(state.config, affinity.counters, state.now), event);
  // The best there was, when this made it so, was not: silence would else take nothing until the points are back up there.
  const highest = event.delta > 0 && event.points === affinity.highest_points ? round(event.points - event.delta) : affinity.highest_points;
  return moveByHand({ ...state, affinity: { ...affinity, counters, highest_points: highest } }, () => ({ kind: 'revert', rule: event.rule, reason: event.reason, asked: -event.delta }));
}

function moveByHand(state: ByHand, note: (affinity: Affinity) => { kind: string; rule: string; reason: string; asked: number }): AffinityMove {
  const { config, levels, now, language } = state;
  const silence = affinityAt(config, levels, state.affinity, now, language);
  const ledger = createLedger(config, levels, silence.affinity, silence.affinity.counters, now, language);
  ledger.moveFreely(note(silence.affinity));
  ledger.settleLevel();
  const moved = ledger.close(true);
  return { affinity: moved.affinity, entries: [...silence.entries, ...moved.entries] };
}
