// A relationship as a screen shows it: where it stands now, what lies around it and what comes next.
import type { Affinity } from '../../contract/entities.ts';
import type { AffinityView } from '../../contract/feelings.ts';
import { parameterNames } from '../../contract/parameters.ts';
import type { Level, Personality } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import { applyModifier, baseParameters } from '../character/index.ts';
import { affinityAt } from './apply-message.ts';
import { levelWords } from './level-words.ts';
import { beginningOf } from './levels-at.ts';
import { milestonesOf, missingParts } from './milestones.ts';
import { own } from './own.ts';
import { countersAt } from './relationship-day.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';
import { round } from './round.ts';
import { saidIn, sayings } from './sayings.ts';
import { decayBeginsAt } from './silence.ts';

type Viewed = { personality: Personality; config: ResolvedAffinityConfig; levels: readonly Level[]; affinity: Affinity; now: number; language: Language };

export function affinityView({ personality, config, levels, affinity: kept, now, language }: Viewed): AffinityView {
  const { affinity } = affinityAt(config, levels, kept, now, language);
  const { gained, lost } = countersAt(config, affinity.counters, now);
  const begins = decayBeginsAt(config, affinity);
  return {
    affinity,
    levels: levels.map((level, index) => ({
      name: level.name, from: beginningOf(level), to: index + 1 < levels.length ? beginningOf(levels[index + 1]!) : 100, description: levelWords(personality, level, language).description,
    })),
    next_level: nextLevel(personality, levels, affinity, language),
    milestones: milestonesOf(config, levels).map((milestone) => {
      const reachedAt = own(affinity.milestones, milestone.id) ?? null;
      const missing = reachedAt === null ? missingParts(milestone, { config, levels, affinity, now, rule: null }, language) : [];
      return { id: milestone.id, title: saidIn(milestone.title, language), reached_at: reachedAt, missing: missing.length === 0 ? '' : sayings.missing(language, missing) };
    }),
    today: { gained, lost, gain_cap: config.dailyGainCap, loss_cap: config.dailyLossCap },
    decay: { begins_at: begins, points_per_day: config.decay.pointsPerDay },
  };
}

function nextLevel(personality: Personality, levels: readonly Level[], affinity: Affinity, language: Language): AffinityView['next_level'] {
  const at = levels.findIndex(({ name }) => name === affinity.level);
  const next = levels[at + 1];
  if (next === undefined) return null;
  const base = baseParameters(personality);
  const [before, after] = [applyModifier(base, levels[at]?.modifiers ?? {}), applyModifier(base, next.modifiers)];
  return {
    name: next.name,
    points_needed: round(Math.max(0, beginningOf(next) - affinity.points)),
    changes: parameterNames.filter((name) => round(before[name]) !== round(after[name])).map((name) => ({ parameter: name, from: round(before[name]), to: round(after[name]) })),
    adjustments: [...levelWords(personality, next, language).adjustments],
  };
}
