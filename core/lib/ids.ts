// Ids that sort in the order they were made, whatever the wall clock does.
import { monotonicFactory, decodeTime } from 'ulid';
import type { Clock } from './clock.ts';

/** Makes ids. Each id is greater (as a string) than every id made before it, across restarts when seeded. */
export type IdSource = {
  next(): string;
  /** Ids to come are greater than this one too: ids made elsewhere have come in. */
  raise?(id: string): void;
};

/** Numbers from 0 to less than 1, from the system's random bytes: fetched many at a time, for one at a time costs more than all else about an id. */
function createChance(): () => number {
  const bytes = new Uint8Array(1024);
  let next = bytes.length;
  return () => {
    if (next === bytes.length) {
      globalThis.crypto.getRandomValues(bytes);
      next = 0;
    }
    const byte = bytes[next]!;
    next += 1;
    return byte / 256;
  };
}

/**
 * Monotonic ULIDs (26 characters, Crockford base 32; github.com/ulid/spec).
 * @param seed the greatest id already stored; a clock that went backwards since then cannot make a smaller one
 */
export function createIdSource(clock: Clock, seed?: string): IdSource {
  const make = monotonicFactory(createChance());
  let floor = 0;
  const raise = (id: string) => {
    if (/^[0-9A-HJKMNP-TV-Z]{26}$/.test(id)) floor = Math.max(floor, decodeTime(id) + 1);
  };
  if (seed !== undefined) raise(seed);
  return {
    raise,
    next() {
      floor = Math.max(floor, clock.now());
      return make(floor);
    },
  };
}
