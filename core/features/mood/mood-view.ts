// How a companion feels now and why, out of the rows it left behind.
import type { Mood } from '../../contract/entities.ts';
import type { MoodView } from '../../contract/feelings.ts';
import { expressionOf } from './expression.ts';
import type { ResolvedMoodConfig } from './moods-of.ts';
import { moodAt, moodDefinition } from './next-mood.ts';

/** How many rows back the one that moved it is looked for. */
export const rowsLookedThrough = 100;

/**
 * The mood as of `now`. While it lasts, cause and message are those of the newest row that moved it, not of the neutral messages after it.
 * @param rows newest first
 */
export function moodView(config: ResolvedMoodConfig, rows: readonly Mood[], now: number): MoodView {
  const newest = rows[0];
  const known = { resting_mood: config.restingMood, moods: [...config.moods] };
  if (!newest) return { current: null, last: null, ...known };
  const state = moodAt(config, newest, now - newest.created_at);
  const last = rows.find((row) => row.cause !== 'time' && row.mood === newest.mood) ?? newest;
  const isOver = state.mood !== newest.mood;
  // The exact face is that of the message which moved it; a mood that time brought shows its own.
  const expression = state.mood === last.mood && last.mood === newest.mood ? last.expression : expressionOf(moodDefinition(config, state.mood), null);
  return { current: { ...newest, ...state, ...(isOver ? { cause: 'time', message_id: null } : { cause: last.cause, message_id: last.message_id }), expression }, last, ...known };
}
