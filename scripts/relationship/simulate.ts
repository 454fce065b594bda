// A life lived through the rules on a clock of its own: no storage, no model, the functions that a turn calls.
import type { Level } from '../../core/contract/personality.ts';
import { affinityAt, applyMessage, newAffinity } from '../../core/features/affinity/index.ts';
import type { AffinityEntry, ResolvedAffinityConfig } from '../../core/features/affinity/index.ts';
import type { Life } from './lives.ts';

export type Day = {
  /** From 1. */
  day: number;
  /** At the end of the day, silence counted in. */
  points: number;
  level: string;
  /** The ledger's new entries. */
  entries: AffinityEntry[];
};

const dayMs = 86_400_000;
/** The first midnight. */
export const begin = Date.UTC(2026, 0, 5);

export function simulate(config: ResolvedAffinityConfig, levels: readonly Level[], life: Life, days: number): Day[] {
  let affinity = newAffinity('user', 'companion', begin);
  return Array.from({ length: days }, (_, index) => {
    const midnight = begin + index * dayMs;
    const entries: AffinityEntry[] = [];
    for (const { minute, message } of life.on(index + 1)) {
      const move = applyMessage(config, levels, affinity, message, midnight + minute * 60_000, 'en');
      affinity = move.affinity;
      entries.push(...move.entries);
    }
    const evening = affinityAt(config, levels, affinity, midnight + dayMs - 1).affinity;
    return { day: index + 1, points: evening.points, level: evening.level, entries };
  });
}
