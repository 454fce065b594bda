// Which rule decides a message: the one that weighs most, so that a message is counted once and the ledger can name its reason.
import type { MessageSignals, ReadKeywords } from '../message-condition.ts';
import { conditionCheck } from '../message-condition.ts';
import { isAimedAtCompanion } from './aimed-at.ts';
import type { RuleCounter } from './relationship-day.ts';
import { unkindInteractions } from './resolved-config.ts';
import type { ResolvedAffinityConfig, ResolvedRule } from './resolved-config.ts';

export type Decision = { rule: ResolvedRule; /** Points, before repetition and the day's limits. */ asked: number };

const lifeSorrows = new Set(['bereavement', 'illness', 'breakup', 'job_loss', 'accident']);
const sorrowful = new Set(['grief', 'sadness', 'remorse', 'fear']);
const hostile = new Set(['anger', 'annoyance', 'disgust', 'disapproval']);

/** Score from which a life event counts as told. */
const sureEvent = 0.6;
const unkind: readonly string[] = unkindInteractions;
const isUnkind = ({ when }: ResolvedRule): boolean => when.interactions?.some((type) => unkind.includes(type)) ?? false;

/** Whether somebody is telling what hurts them. Such a message never costs points, whatever else the analysers see in it. */
export function isSorrow(message: MessageSignals): boolean {
  if (message.life_event !== null && lifeSorrows.has(message.life_event.kind)) return true;
  return message.emotion === 'grief' || (sorrowful.has(message.emotion) && !message.emotions.some((label) => hostile.has(label)));
}

/**
 * The rule that holds with the most points either way, counted as they are written (for one that heals: what there is to heal). Of two alike the one that
 * takes comes first, then the one written first. What was worth before, today, does not matter: the reason stays the right one when it is worth nothing any more.
 * @param hurt points lost to rudeness and not made good yet
 */
export function decidingRule(config: ResolvedAffinityConfig, message: MessageSignals, hurt: number, keywords?: ReadKeywords): Decision | null {
  let best: Decision | null = null;
  const mayCost = !isSorrow(message);
  // An event of which the analysers are not sure protects from losses and earns nothing.
  const holds = conditionCheck(message, keywords);
  const holdsForGain = message.life_event !== null && message.life_event.score < sureEvent ? conditionCheck({ ...message, life_event: null }, keywords) : holds;
  for (const rule of config.rules) {
    const asked = rule.heals === undefined ? rule.points : Math.min(rule.points, rule.heals * hurt);
    if (asked < 0 && !mayCost) continue;
    if (best !== null && !weighsMore(asked, best.asked)) continue;
    if (!(asked < 0 ? holds : holdsForGain)(rule.when)) continue;
    if (asked < 0 && isUnkind(rule) && !isAimedAtCompanion(message.text)) continue;
    best = { rule, asked };
  }
  return best;
}

function weighsMore(points: number, others: number): boolean {
  const difference = Math.abs(points) - Math.abs(others);
  return difference > 0 || (difference === 0 && points < 0 && others > 0);
}

/** What is left of the points after cooldown, repetition and the rule's own cap. @param counter of the present day; missing when the rule has not decided a message lately */
export function worthNow({ rule, asked }: Decision, counter: RuleCounter | undefined, now: number): number {
  if (counter === undefined) return capped(rule, asked, 0);
  // A clock that went back makes this negative: no cooldown is over then.
  if (rule.cooldown_minutes !== undefined && now - counter.last_at < rule.cooldown_minutes * 60_000) return 0;
  return capped(rule, asked * (rule.diminishing ?? 1) ** counter.count, Math.abs(counter.moved));
}

function capped(rule: ResolvedRule, points: number, moved: number): number {
  const room = Math.max(0, (rule.daily_cap ?? Infinity) - moved);
  return Math.sign(points) * Math.min(Math.abs(points), room);
}
