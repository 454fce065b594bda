// How fast bytes come, over the last few seconds.
import type { Clock } from '../lib/clock.ts';

const windowMs = 5000;
const leastMs = 200;

/** A function that takes the bytes that are there now and answers bytes per second; null until it can tell. */
export function createSpeedometer(clock: Clock): (bytes: number) => number | null {
  const points: { at: number; bytes: number }[] = [];
  return (bytes) => {
    const at = clock.now();
    points.push({ at, bytes });
    while (points.length > 2 && at - points[0]!.at > windowMs) points.shift();
    const first = points[0]!;
    return at - first.at < leastMs ? null : Math.max(0, Math.round(((bytes - first.bytes) * 1000) / (at - first.at)));
  };
}
