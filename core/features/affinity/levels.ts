// The five levels of a relationship and the points each begins at (LuminoraCore's names and ranges).

export const levels = [
  { name: 'stranger', from: 0 }, { name: 'acquaintance', from: 21 }, { name: 'friend', from: 41 }, { name: 'close_friend', from: 61 }, { name: 'soulmate', from: 81 },
] as const;

/** The level that a number of points (0 to 100) belongs to. */
export function levelOf(points: number): string {
  return levels.findLast((level) => Math.round(points) >= level.from)?.name ?? 'stranger';
}
