// Moods as a line of time that can be drawn: each holds until the next and fades meanwhile. Pure.
import type { Mood, MoodDefinition } from '../../../core/contract/index.ts';

/** `values`: the strength (0 to 1) of the one mood held, by its id; a change is two points at one moment. */
export type MoodPoint = { at: number; mood: string; values: Record<string, number>; cause: string };
/** A stretch of time and the share (0 to 1) of each mood in what was felt in it; none where nothing was. */
export type MoodStretch = { from: number; to: number; values: Record<string, number> };
export type MoodSeries = { points: MoodPoint[]; /** Ids in order of the time they were felt. */ moods: string[]; /** 0 to 1, of the time in which anything was felt. */ shares: Record<string, number>; changes: number };

/** Below this a feeling is no longer told from rest. */
const faint = 0.08;
const mostPoints = 240;
const defaultHalfLifeMs = 120 * 60_000;

export function moodSeries(moods: readonly Mood[], definitions: readonly MoodDefinition[], from: number, to: number): MoodSeries {
  const shown = moods.filter(({ created_at: at }) => at >= from && at <= to);
  const felt: Record<string, number> = {};
  const points: MoodPoint[] = [];
  const lasts = (row: Mood, next: Mood | undefined): number => Math.min((next?.created_at ?? to) - row.created_at, Math.max(0, Math.log2(row.intensity / faint)) * halfLifeOf(row.mood, definitions));
  shown.forEach((row, index) => { felt[row.mood] = (felt[row.mood] ?? 0) + lasts(row, shown[index + 1]); });
  const rows = thin(shown, from, to);
  rows.forEach((row, index) => {
    const halfLife = halfLifeOf(row.mood, definitions);
    const stop = row.created_at + lasts(row, rows[index + 1]);
    const moments = [0, 0.5, 1, 2, 3, 4].map((step) => row.created_at + step * halfLife).filter((at) => at < stop);
    for (const at of [...moments, ...(stop > row.created_at ? [stop] : [])]) points.push({ at: Math.round(at), mood: row.mood, values: { [row.mood]: round(row.intensity * 0.5 ** ((at - row.created_at) / halfLife)) }, cause: row.cause });
  });
  const whole = Object.values(felt).reduce((sum, ms) => sum + ms, 0);
  const ids = Object.keys(felt).sort((a, b) => (felt[b] ?? 0) - (felt[a] ?? 0));
  const changes = shown.filter((row, index) => row.mood !== shown[index - 1]?.mood).length;
  return { points, moods: ids, shares: Object.fromEntries(ids.map((id) => [id, whole > 0 ? (felt[id] ?? 0) / whole : 0])), changes };
}

function halfLifeOf(mood: string, definitions: readonly MoodDefinition[]): number {
  const minutes = definitions.find(({ id }) => id === mood)?.half_life_minutes;
  return minutes === undefined ? defaultHalfLifeMs : minutes * 60_000;
}

/** Where there are more rows than can be told apart, the strongest of each stretch of time stands for it. */
function thin(rows: readonly Mood[], from: number, to: number): readonly Mood[] {
  if (rows.length <= mostPoints) return rows;
  const strongest = new Map<number, Mood>();
  for (const row of rows) {
    const place = Math.floor(((row.created_at - from) / Math.max(1, to - from)) * mostPoints);
    const held = strongest.get(place);
    if (!held || row.intensity > held.intensity) strongest.set(place, row);
  }
  return [...strongest.values()];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** What each stretch of a long time was made of: every mood weighs by how strong it was and how long it lasted. */
export function moodStretches(moods: readonly Mood[], definitions: readonly MoodDefinition[], from: number, to: number, count: number): MoodStretch[] {
  const length = Math.max(1, (to - from) / count);
  const weights = Array.from({ length: count }, (): Record<string, number> => ({}));
  moods.forEach((row, index) => {
    if (row.created_at < from || row.created_at > to) return;
    const stretch = weights[Math.min(count - 1, Math.floor((row.created_at - from) / length))];
    const halfLife = halfLifeOf(row.mood, definitions);
    const lasted = Math.max(0, (moods[index + 1]?.created_at ?? to) - row.created_at);
    // The area under a strength that halves in every half-life.
    if (stretch) stretch[row.mood] = (stretch[row.mood] ?? 0) + row.intensity * (halfLife / Math.LN2) * (1 - 0.5 ** (lasted / halfLife));
  });
  return weights.map((weight, index) => {
    const whole = Object.values(weight).reduce((sum, value) => sum + value, 0);
    return { from: Math.round(from + index * length), to: Math.round(from + (index + 1) * length), values: whole > 0 ? Object.fromEntries(Object.entries(weight).map(([id, value]) => [id, round(value / whole)])) : {} };
  });
}
