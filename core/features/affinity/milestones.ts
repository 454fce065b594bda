// Milestones: what two have reached together, each once.
import type { Milestone } from '../../contract/affinity-config.ts';
import type { Affinity } from '../../contract/entities.ts';
import type { Level } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import { beginningOf } from './levels-at.ts';
import { own } from './own.ts';
import { dayMs } from './relationship-day.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';
import { round } from './round.ts';
import { saidIn, sayings } from './sayings.ts';

/** One for each level after the first, then those written down. */
export function milestonesOf(config: ResolvedAffinityConfig, levels: readonly Level[]): readonly Milestone[] {
  if (!config.hasLevelMilestones) return config.milestones;
  const ofLevels = levels.slice(1).map(({ name }): Milestone => ({ id: `level_${name}`, level: name, title: { en: sayings.levelMilestone('en', name), es: sayings.levelMilestone('es', name) } }));
  return [...ofLevels, ...config.milestones];
}

export type MilestoneState = { config: ResolvedAffinityConfig; levels: readonly Level[]; affinity: Affinity; now: number; /** The rule that decided the message at hand. */ rule: string | null };

const daysKnown = ({ affinity, now }: MilestoneState): number => Math.max(0, Math.floor((now - affinity.created_at) / dayMs));

/** What is left of it, as parts of a sentence; none when it is reached. A level above the one asked for counts. */
export function missingParts(milestone: Milestone, state: MilestoneState, language: Language): string[] {
  const { affinity, levels, config } = state;
  const parts: string[] = [];
  const left = (wanted: number | undefined, is: number): number => Math.max(0, (wanted ?? 0) - is);
  const points = left(milestone.points, affinity.points);
  if (points > 0) parts.push(sayings.missingPoints(language, round(points)));
  if (milestone.level !== undefined) {
    const wanted = levels.findIndex(({ name }) => name === milestone.level);
    if (wanted < 0) parts.push(sayings.missingLevel(language, milestone.level));
    else if (levels.findIndex(({ name }) => name === affinity.level) < wanted) parts.push(sayings.missingPoints(language, round(Math.max(0.01, beginningOf(levels[wanted]!) - affinity.points))));
  }
  const messages = left(milestone.messages, affinity.messages);
  if (messages > 0) parts.push(sayings.missingMessages(language, messages));
  const days = left(milestone.days_known, daysKnown(state));
  if (days > 0) parts.push(sayings.missingDays(language, days));
  if (milestone.rule !== undefined && milestone.rule !== state.rule) {
    const deed = config.rules.find(({ id }) => id === milestone.rule);
    parts.push(sayings.missingDeed(language, deed ? saidIn(deed.reason, language) : milestone.rule));
  }
  return parts;
}

const asksForSomething = ({ points, level, messages, days_known, rule }: Milestone): boolean => [points, level, messages, days_known, rule].some((wanted) => wanted !== undefined);

/** Those reached now and not before, in order. */
export function newMilestones(milestones: readonly Milestone[], state: MilestoneState): Milestone[] {
  return milestones.filter((milestone) => own(state.affinity.milestones, milestone.id) === undefined && asksForSomething(milestone) && isReached(milestone, state));
}

/** As missingParts, without the words: every message asks this of every milestone. */
function isReached(milestone: Milestone, state: MilestoneState): boolean {
  const { affinity, levels } = state;
  const { points = 0, level, messages = 0, days_known: days = 0, rule } = milestone;
  if (affinity.points < points || affinity.messages < messages || (rule !== undefined && rule !== state.rule) || (days > 0 && daysKnown(state) < days)) return false;
  if (level === undefined) return true;
  const wanted = levels.findIndex(({ name }) => name === level);
  return wanted >= 0 && levels.findIndex(({ name }) => name === affinity.level) >= wanted;
}
