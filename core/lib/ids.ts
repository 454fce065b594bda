// Ids that sort in the order they were made, whatever the wall clock does.
import { monotonicFactory, decodeTime } from 'ulid';
import type { Clock } from './clock.ts';

/** Makes ids. Each id is greater (as a string) than every id made before it, across restarts when seeded. */
export type IdSource = { next(): string };

/**
 * Monotonic ULIDs (26 characters, Crockford base 32; github.com/ulid/spec).
 * @param seed the greatest id already stored; a clock that went backwards since then cannot make a smaller one
 */
export function createIdSource(clock: Clock, seed?: string): IdSource {
  const make = monotonicFactory();
  let floor = 0;
  if (seed !== undefined && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(seed)) floor = decodeTime(seed) + 1;
  return {
    next() {
      floor = Math.max(floor, clock.now());
      return make(floor);
    },
  };
}
