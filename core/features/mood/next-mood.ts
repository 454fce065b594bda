// The mood as a state machine: what a message pulls towards, against what is felt already, after the time that went by. Plain data, pure functions.
import type { MoodDefinition } from '../../contract/mood-config.ts';
import { isAimedAtCompanion } from '../affinity/index.ts';
import { conditionCheck, type MessageSignals, type ReadKeywords } from '../message-condition.ts';
import { expressionOf } from './expression.ts';
import type { ResolvedMoodConfig, ResolvedTrigger } from './moods-of.ts';

/** `intensity` 0 to 1. */
export type MoodState = { mood: string; intensity: number };
export type FeltMood = MoodState & { /** What moved it, as a code (core/contract/entities.ts, moodSchema). */ cause: string; /** One of the 28 labels. */ expression: string };

/** Below this a mood is no longer felt and the companion is at rest. */
const faint = 0.15;
/** The same again adds this share of what is left to its ceiling, which lies half way between it and 1: steps get smaller, and small talk alone never makes a storm. */
const growth = 0.35;
/** Of a contrary feeling that is too weak to take over, this share is taken off the present one; of an apology more. */
const wear = 0.5;
const ease = 0.8;
/** What a feeling that takes over leaves behind on the barrier. */
const toll = 0.5;

const clamp = (value: number): number => Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0));

/** The definition of a mood; of one nobody knows, the resting mood's. */
export function moodDefinition(config: ResolvedMoodConfig, mood: string): MoodDefinition {
  const named = (id: string) => config.moods.find((definition) => definition.id === id);
  return named(mood) ?? named(config.restingMood) ?? config.moods[0]!;
}

const atRest = (config: ResolvedMoodConfig): MoodState => ({ mood: config.restingMood, intensity: config.restingIntensity });

/** Time alone: intensity halves with the mood's half-life until it is no longer felt; the resting mood goes back to its own intensity. An unknown mood is rest; a clock that went back counts as no time. */
export function moodAt(config: ResolvedMoodConfig, state: MoodState, elapsedMs: number): MoodState {
  const definition = config.moods.find(({ id }) => id === state.mood);
  if (!definition) return atRest(config);
  const left = 0.5 ** (Math.max(0, elapsedMs) / (definition.half_life_minutes * 60_000));
  const intensity = clamp(state.intensity);
  if (state.mood === config.restingMood) return { mood: state.mood, intensity: clamp(config.restingIntensity + (intensity - config.restingIntensity) * left) };
  return intensity * left < faint ? atRest(config) : { mood: state.mood, intensity: intensity * left };
}

/**
 * The mood after a message. The same feeling again strengthens with diminishing steps; a contrary one takes over when its force (its intensity less the pair's
 * resistance) passes the barrier of the present one (its intensity times inertia / (1 - inertia)), and otherwise only wears it down; a message that moves nothing lets time work.
 * @param previous null: nothing was ever felt
 * @param elapsedMs since `previous`
 * @param keywords reads the triggers' keywords; one that remembers them where many messages are read
 */
export function nextMood(config: ResolvedMoodConfig, previous: MoodState | null, message: MessageSignals, elapsedMs: number, keywords?: ReadKeywords): FeltMood {
  const present = previous === null ? atRest(config) : moodAt(config, previous, elapsedMs);
  const trigger = triggerOf(config, message, keywords);
  const next = trigger === null ? present : trigger.eases ? weakened(config, present, forceOf(trigger, message) * ease) : pulled(config, present, { mood: trigger.mood, intensity: forceOf(trigger, message) });
  // Who was at rest and stays there was moved by nothing.
  const isUnmoved = trigger === null || (present.mood === config.restingMood && next.mood === present.mood && next.intensity === present.intensity);
  return { ...next, cause: isUnmoved ? 'time' : causeOf(trigger, message), expression: expressionOf(moodDefinition(config, next.mood), message) };
}

/** What a message makes the companion feel: the first trigger that holds. Ours look at the strongest emotion only, so that the order of emotions does not matter. */
function triggerOf({ triggers }: ResolvedMoodConfig, said: MessageSignals, keywords: ReadKeywords | undefined): ResolvedTrigger | null {
  // Hard words about a boss or the weather hurt nobody here.
  const message = said.interactions.includes('insult') && !isAimedAtCompanion(said.text) ? { ...said, interactions: said.interactions.filter((type) => type !== 'insult') } : said;
  const [holds, holdsForStrongest] = [conditionCheck(message, keywords), conditionCheck({ ...message, emotions: message.emotions.slice(0, 1) }, keywords)];
  return triggers.find(({ own, when }) => (own ? holds(when) : holdsForStrongest(when))) ?? null;
}

/** Tone counts fully from this score on. */
const plainTone = 0.75;
/** A tone read as very good or very bad counts at least this much, however the score came out. */
const leastOfVery = 0.6;

/** An event told for sure weighs fully, one that is only likely less; tone alone as much as there is of it. */
function forceOf(trigger: ResolvedTrigger, message: MessageSignals): number {
  const { when, own, intensity } = trigger;
  if (when.life_events && message.life_event) return clamp(intensity * (0.75 + 0.25 * clamp(message.life_event.score)));
  if (own || !causeOf(trigger, message).startsWith('sentiment:') || when.keywords) return clamp(intensity);
  return clamp(intensity * Math.max(message.sentiment.startsWith('very_') ? leastOfVery : 0, clamp(Math.abs(message.sentiment_score) / plainTone)));
}

function causeOf({ own, id, when, cause }: ResolvedTrigger, message: MessageSignals): string {
  if (own) return `trigger:${id}`;
  if (cause !== undefined) return cause;
  if (when.life_events) return `life_event:${message.life_event?.kind ?? 'none'}`;
  if (when.emotions) return `emotion:${message.emotions[0] ?? id}`;
  // That something is told says how it is said, not what of it moved.
  const interaction = when.interactions?.find((name) => name !== 'sharing' && message.interactions.includes(name));
  return interaction === undefined ? `sentiment:${message.sentiment}` : `interaction:${interaction}`;
}

function pulled(config: ResolvedMoodConfig, present: MoodState, pull: MoodState): MoodState {
  if (pull.intensity === 0) return present;
  if (pull.mood === present.mood) {
    const ceiling = pull.intensity + (1 - pull.intensity) / 2;
    return { mood: present.mood, intensity: clamp(Math.max(present.intensity, pull.intensity, present.intensity + (ceiling - present.intensity) * growth)) };
  }
  const force = pull.intensity * (1 - clamp(config.transitions[present.mood]?.[pull.mood] ?? 0));
  const barrier = config.inertia >= 1 ? Infinity : (present.intensity * config.inertia) / (1 - config.inertia);
  if (force <= barrier || force <= 0) return weakened(config, present, config.inertia >= 1 ? 0 : force * wear);
  return { mood: pull.mood, intensity: clamp(Math.max(faint, force - barrier * toll)) };
}

function weakened(config: ResolvedMoodConfig, present: MoodState, by: number): MoodState {
  if (present.mood === config.restingMood) return present;
  const intensity = present.intensity - by;
  return intensity < faint ? atRest(config) : { mood: present.mood, intensity };
}
