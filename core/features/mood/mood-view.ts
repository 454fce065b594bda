// How a companion feels now and why, out of the rows it left behind.
import type { Mood } from '../../contract/entities.ts';
import type { MoodView } from '../../contract/feelings.ts';
import { expressionOf } from './expression.ts';
import type { ResolvedMoodConfig } from './moods-of.ts';
import { moodAt, moodDefinition } from './next-mood.ts';

/** How many rows back the one that moved it is looked for. */
export const rowsLookedThrough = 100;

/**
 * The mood as of `now`. While it lasts, cause and message are those of the row that brought or last strengthened it, not of the messages after it that changed
 * nothing or wore it down.
 * @param rows newest first
 */
export function moodView(config: ResolvedMoodConfig, rows: readonly Mood[], now: number): MoodView {
  const newest = rows[0];
  const known = { resting_mood: config.restingMood, moods: [...config.moods] };
  if (!newest) return { current: null, last: null, ...known };
  const state = moodAt(config, newest, now - newest.created_at);
  const last = bringerOf(rows, newest);
  if (state.mood === newest.mood) return { current: { ...newest, ...state, cause: last.cause, message_id: last.message_id, expression: last.expression }, last, ...known };
  return { current: { ...newest, ...state, cause: 'time', message_id: null, expression: expressionOf(moodDefinition(config, state.mood), null) }, last, ...known };
}

/** Of the newest rows of one mood, the newest that made it stronger or that somebody set; else the one it began with. */
function bringerOf(rows: readonly Mood[], newest: Mood): Mood {
  const end = rows.findIndex(({ mood }) => mood !== newest.mood);
  const run = end < 0 ? rows : rows.slice(0, end);
  return run.find((row, index) => row.source !== 'rules' || (row.cause !== 'time' && row.intensity > (run[index + 1]?.intensity ?? 0))) ?? run.at(-1)!;
}
