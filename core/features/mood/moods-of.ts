// How a companion's mood works, with everything its personality leaves out filled in.
import type { MoodDefinition } from '../../contract/mood-config.ts';
import type { Personality } from '../../contract/personality.ts';
import { defaultMoodAdjustments, defaultMoods } from './default-moods.ts';
import { defaultTriggers, type DefaultTrigger } from './default-triggers.ts';

/** `own`: written in the personality, not one of ours. `eases`: takes off whatever is felt instead of bringing a feeling. */
export type ResolvedTrigger = DefaultTrigger & { own: boolean; eases: boolean };

export type ResolvedMoodConfig = {
  restingMood: string;
  /** 0 to 1. */
  restingIntensity: number;
  /** 0: every new feeling takes over; 1: none does. */
  inertia: number;
  /** Resistance from one mood to another, 0 to 1; missing: none. */
  transitions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  moods: readonly MoodDefinition[];
  /** In the order they are asked. */
  triggers: readonly ResolvedTrigger[];
};

export const defaultInertia = 0.35;
export const defaultRestingIntensity = 0.3;

/** After grave news nobody jokes at once, and hurt is not gone at a compliment; towards sorrow and worry nothing resists. */
export const defaultTransitions: ResolvedMoodConfig['transitions'] = {
  sad: { happy: 0.3, excited: 0.4, playful: 0.7, loving: 0.1 },
  concerned: { happy: 0.2, excited: 0.3, playful: 0.6 },
  loving: { playful: 0.1 },
  excited: { concerned: 0.1 },
};

/**
 * The personality's own `mood_config` over the defaults: moods by id (a default keeps its place), its triggers first, resistances pair by pair. What names a mood
 * nobody knows is left out. Pure, and cheap enough to call every turn.
 */
export function moodsOf({ mood_config: own = {} }: Pick<Personality, 'mood_config'>): ResolvedMoodConfig {
  const moods = [...new Map([...defaultMoods, ...(own.moods ?? [])].map((mood) => [mood.id, mood])).values()];
  const isKnown = (id: string) => moods.some((mood) => mood.id === id);
  const restingMood = own.resting_mood !== undefined && isKnown(own.resting_mood) ? own.resting_mood : 'neutral';
  const ownTriggers = (own.triggers ?? []).map((trigger) => ({ ...trigger, own: true, eases: trigger.mood === 'neutral' && restingMood === 'neutral' }));
  const replaced = new Set(ownTriggers.map(({ id }) => id));
  const ours = own.use_default_triggers === false ? [] : defaultTriggers.filter(({ id }) => !replaced.has(id))
    .map((trigger) => ({ ...trigger, mood: trigger.mood === 'neutral' ? restingMood : trigger.mood, own: false, eases: trigger.mood === 'neutral' }));
  const transitions: Record<string, Readonly<Record<string, number>>> = { ...defaultTransitions };
  for (const [from, resistances] of Object.entries(own.transitions ?? {})) transitions[from] = { ...defaultTransitions[from], ...resistances };
  return {
    restingMood, restingIntensity: own.resting_intensity ?? defaultRestingIntensity, inertia: own.inertia ?? defaultInertia,
    transitions, moods, triggers: [...ownTriggers, ...ours].filter(({ mood }) => isKnown(mood)),
  };
}

/** How to behave in this mood, as sentences: a default mood's in the language asked for, a personality's own as it wrote them (see `translations` of it for others). */
export function moodWords(definition: MoodDefinition, language: 'en' | 'es'): readonly string[] {
  const written = definition.modifiers.behavioral_adjustments ?? [];
  const ours = defaultMoods.find(({ id }) => id === definition.id)?.modifiers.behavioral_adjustments ?? [];
  const isOurs = written.length === ours.length && written.every((sentence, index) => sentence === ours[index]);
  const translated = Object.hasOwn(defaultMoodAdjustments.es, definition.id) ? defaultMoodAdjustments.es[definition.id] : undefined;
  return isOurs && language === 'es' ? (translated ?? written) : written;
}

/** The same mood with its sentences in this language (see moodWords): what the character is compiled with. */
export function inWordsOf(definition: MoodDefinition, language: 'en' | 'es'): MoodDefinition {
  return { ...definition, modifiers: { ...definition.modifiers, behavioral_adjustments: [...moodWords(definition, language)] } };
}
