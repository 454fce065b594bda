// A few at a time, in order of arrival: how many requests a local runtime answers at once.
import { throwIfStopped, untilStopped } from './cancellation.ts';

/** Gives back that many of the places held; without a number all that are left. */
export type Leave = (places?: number) => void;
export type RequestPool = {
  size: number;
  /** Resolves when that many places (default 1) are free and nobody who came before still waits. Throws `cancelled`. */
  enter(signal?: AbortSignal, places?: number): Promise<Leave>;
};

/** @param size places, 1 or more; who takes all of them is alone */
export function createRequestPool(size: number): RequestPool {
  let free = size;
  const waiting: { places: number; go(): void }[] = [];
  const admit = () => {
    while (waiting[0] && waiting[0].places <= free) {
      const next = waiting.shift()!;
      free -= next.places;
      next.go();
    }
  };
  const giveBack = (places: number) => {
    free += places;
    admit();
  };
  return {
    size,
    async enter(signal, places = 1) {
      throwIfStopped(signal);
      const turn = { places: Math.min(places, size), go: () => {} };
      const admitted = new Promise<void>((resolve) => (turn.go = resolve));
      waiting.push(turn);
      admit();
      try {
        await untilStopped(admitted, signal);
      } catch (error) {
        const index = waiting.indexOf(turn);
        if (index < 0) giveBack(turn.places);
        else {
          waiting.splice(index, 1);
          admit();
        }
        throw error;
      }
      let held = turn.places;
      return (given = held) => {
        const leaving = Math.min(given, held);
        held -= leaving;
        giveBack(leaving);
      };
    },
  };
}
