// Which level some points are: up as soon as a level begins, down only well below it, so that a wavering number does not change a character every day.
import type { Level } from '../../contract/personality.ts';

/** The points a level begins at. */
export const beginningOf = (level: Level): number => level.affinity_range[0];

/**
 * The level after the points moved. @param levels ascending, at least one
 * @param level the one before; one the personality no longer has counts as none @param hysteresis points below its beginning at which a level is lost
 */
export function levelAfter(levels: readonly Level[], level: string, points: number, hysteresis: number): string {
  let at = levels.findIndex(({ name }) => name === level);
  if (at < 0) at = Math.max(0, levels.findLastIndex((one) => beginningOf(one) <= points));
  while (at + 1 < levels.length && points >= beginningOf(levels[at + 1]!)) at += 1;
  while (at > 0 && points < beginningOf(levels[at]!) - hysteresis) at -= 1;
  return levels[at]!.name;
}
