// The points of a relationship as a curve that can be drawn, with the levels it lies in and what was reached on the way. Pure.
import type { AffinityEvent, AffinityView } from '../../../core/contract/index.ts';

export type AffinityPoint = { at: number; points: number; level: string; delta: number; event: AffinityEvent | null };
export type AffinityMark = { at: number; points: number; event: AffinityEvent };
export type AffinitySeries = { points: AffinityPoint[]; marks: AffinityMark[]; start: number; end: number; highest: number; /** What the axis covers: whole levels. */ low: number; high: number };

const mostPoints = 300;

export function affinitySeries(events: readonly AffinityEvent[], view: AffinityView, from: number, to: number): AffinitySeries {
  const shown = events.filter(({ created_at: at }) => at >= from && at <= to);
  const first = shown[0];
  const start = first ? clamp(first.points - first.delta) : view.affinity.points;
  const end = view.affinity.points;
  const points: AffinityPoint[] = [
    { at: from, points: start, level: first?.level ?? view.affinity.level, delta: 0, event: null },
    ...lastOfEach(shown, from, to).map((event) => ({ at: event.created_at, points: event.points, level: event.level, delta: event.delta, event })),
    { at: to, points: end, level: view.affinity.level, delta: 0, event: null },
  ];
  const all = [start, end, ...shown.map((event) => event.points)];
  const lowest = Math.min(...all);
  const highest = Math.max(...all);
  const levels = view.levels;
  return {
    points, start, end, highest,
    marks: shown.filter(({ kind }) => kind === 'level' || kind === 'milestone').map((event) => ({ at: event.created_at, points: event.points, event })),
    low: levels.findLast((level) => level.from <= lowest)?.from ?? 0,
    high: levels.find((level) => level.to > highest + 2)?.to ?? 100,
  };
}

function clamp(points: number): number {
  return Math.round(Math.min(100, Math.max(0, points)) * 100) / 100;
}

/** Where there are more entries than can be told apart, the last of each stretch of time stands for it. */
function lastOfEach(events: readonly AffinityEvent[], from: number, to: number): AffinityEvent[] {
  const last = new Map<number, AffinityEvent>();
  const isMany = events.length > mostPoints;
  events.forEach((event, index) => { last.set(isMany ? Math.floor(((event.created_at - from) / Math.max(1, to - from)) * mostPoints) : index, event); });
  return [...last.values()];
}
