// How the companion's mood follows what was said. Simple for now: sentiment pulls, the mood of before holds.
import type { Mood, Sentiment } from '../../contract/entities.ts';

export type MoodState = Pick<Mood, 'mood' | 'intensity'>;
export const restingMood: MoodState = { mood: 'neutral', intensity: 0.3 };

/** Intensity halves in this time without news, in milliseconds. */
export const moodHalfLifeMs = 2 * 60 * 60 * 1000;

const pulls: Record<Sentiment, MoodState | null> = {
  very_positive: { mood: 'happy', intensity: 0.8 },
  positive: { mood: 'happy', intensity: 0.5 },
  neutral: null,
  negative: { mood: 'concerned', intensity: 0.5 },
  very_negative: { mood: 'sad', intensity: 0.8 },
};

/** The mood after a message of this sentiment; `elapsedMs` since the previous one (negative counts as none: clocks go back). */
export function nextMood(previous: MoodState, sentiment: Sentiment, elapsedMs: number): MoodState {
  const decayed = previous.intensity * 0.5 ** (Math.max(0, elapsedMs) / moodHalfLifeMs);
  const pull = pulls[sentiment];
  if (pull === null) return decayed < 0.15 ? restingMood : { mood: previous.mood, intensity: decayed };
  if (pull.mood === previous.mood) return { mood: pull.mood, intensity: Math.min(1, Math.max(pull.intensity, decayed + 0.1)) };
  return pull.intensity >= decayed * 0.6 ? pull : { mood: previous.mood, intensity: decayed };
}
