// A personality's rules of the relationship with everything filled in.
import type { AffinityConfig, AffinityRule, Milestone } from '../../contract/affinity-config.ts';
import type { InteractionType } from '../../contract/interactions.ts';
import { interactionTypes } from '../../contract/interactions.ts';
import type { Sentiment } from '../../contract/entities.ts';
import { sentimentSchema } from '../../contract/entities.ts';
import type { Personality } from '../../contract/personality.ts';
import { defaultLimits, defaultMilestones, defaultRules } from './default-rules.ts';

export type ResolvedRule = AffinityRule;

export type ResolvedAffinityConfig = {
  /** In the order in which ties are decided. */
  rules: readonly ResolvedRule[];
  /** Points a UTC day may bring, and take, through messages. */
  dailyGainCap: number;
  dailyLossCap: number;
  /** Points below its beginning at which a level is lost. */
  hysteresis: number;
  decay: { graceDays: number; pointsPerDay: number; atMost: number };
  milestones: readonly Milestone[];
  /** Each level after the first is a milestone as well. */
  hasLevelMilestones: boolean;
};

/** Its own rules first, then LuminoraCore's points by type, then the defaults; of two with the same id the first stays. A personality's milestones stand in for all of ours. */
export function affinityRulesOf(personality: Pick<Personality, 'affinity_config'>): ResolvedAffinityConfig {
  const own: AffinityConfig = personality.affinity_config ?? {};
  const types = Object.keys(own.interaction_types ?? {});
  // Who prices a type prices all of it: our finer rules for the same type would go on beside it.
  const isPriced = ({ when }: ResolvedRule) => when.interactions?.every((type) => types.includes(type)) ?? false;
  const defaults = own.use_default_rules === false ? [] : defaultRules.filter((rule) => !isPriced(rule));
  const all = [...(own.rules ?? []), ...rulesOfTypes(own.interaction_types ?? {}), ...defaults];
  const ids = new Set<string>();
  const { decay } = defaultLimits;
  return {
    rules: all.filter(({ id }) => !ids.has(id) && ids.add(id)),
    dailyGainCap: own.daily_gain_cap ?? defaultLimits.dailyGainCap,
    dailyLossCap: own.daily_loss_cap ?? defaultLimits.dailyLossCap,
    hysteresis: own.hysteresis ?? defaultLimits.hysteresis,
    decay: { graceDays: own.decay?.grace_days ?? decay.graceDays, pointsPerDay: own.decay?.points_per_day ?? decay.pointsPerDay, atMost: own.decay?.at_most ?? decay.atMost },
    milestones: own.milestones ?? defaultMilestones,
    hasLevelMilestones: own.milestones === undefined,
  };
}

/** What may be said against somebody. One of LuminoraCore's sentiments costs points only together with one of these: being sad is not. */
export const unkindInteractions: InteractionType[] = ['insult', 'complaint', 'disagreement'];
const isInteraction = (name: string): name is InteractionType => (interactionTypes as readonly string[]).includes(name);
const isSentiment = (name: string): name is Sentiment => sentimentSchema.safeParse(name).success;

/** "compliment: 3" or "very_negative: -5" as rules. A repetition on the same day is worth half, as flattery would else be the shortest way; a name nobody knows does nothing. */
function rulesOfTypes(types: Readonly<Record<string, number>>): ResolvedRule[] {
  return Object.entries(types).flatMap(([name, points]): ResolvedRule[] => {
    const usual = defaultRules.find(({ id }) => id === name);
    if (isInteraction(name)) {
      if (usual && Math.sign(usual.points) === Math.sign(points)) return [{ ...withoutCap(usual), points, ...(points > 0 ? { diminishing: usual.diminishing ?? 0.5 } : {}) }];
      return [{ id: name, when: { interactions: [name], ...(points < 0 ? { life_events: ['none' as const] } : {}) }, points, reason: interactionReasons[name], ...(points > 0 ? { diminishing: 0.5 } : {}) }];
    }
    if (!isSentiment(name)) return [];
    return [{ id: name, when: points < 0 ? { sentiments: [name], interactions: unkindInteractions, life_events: ['none'] } : { sentiments: [name] }, points, reason: sentimentReasons[name], ...(points > 0 ? { diminishing: 0.5 } : {}) }];
  });
}

/** The cap of a default rule is made for the points of that rule. */
function withoutCap({ daily_cap: _made_for_other_points, ...rule }: ResolvedRule): ResolvedRule {
  return rule;
}

const sentimentReasons: Record<Sentiment, { en: string; es: string }> = {
  very_positive: { en: 'A very warm message', es: 'Un mensaje muy cálido' }, positive: { en: 'A warm message', es: 'Un mensaje cálido' }, neutral: { en: 'Time spent together', es: 'Tiempo juntos' },
  negative: { en: 'An unkind message', es: 'Un mensaje poco amable' }, very_negative: { en: 'A hostile message', es: 'Un mensaje hostil' },
};
const interactionReasons: Record<InteractionType, { en: string; es: string }> = {
  compliment: { en: 'You paid a compliment', es: 'Le hiciste un cumplido' }, thanks: { en: 'You were grateful', es: 'Diste las gracias' }, sharing: { en: 'You shared something of yours', es: 'Contaste algo tuyo' },
  question: { en: 'You asked something', es: 'Preguntaste algo' }, request: { en: 'You asked for help', es: 'Pediste ayuda' }, joke: { en: 'You joked', es: 'Bromeaste' }, apology: { en: 'You apologised', es: 'Pediste perdón' },
  insult: { en: 'You were insulting', es: 'Fue un insulto' }, greeting: { en: 'You said hello', es: 'Saludaste' }, farewell: { en: 'You said goodbye', es: 'Te despediste' }, affection: { en: 'You showed affection', es: 'Mostraste cariño' },
  complaint: { en: 'You complained', es: 'Te quejaste' }, agreement: { en: 'You agreed', es: 'Estuvisteis de acuerdo' }, disagreement: { en: 'You disagreed', es: 'No estuvisteis de acuerdo' }, small_talk: { en: 'You chatted', es: 'Charlasteis' },
};
