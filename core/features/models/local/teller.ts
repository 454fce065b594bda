// Keeps the telling of something that changes all the time down to a few times a second, without losing the last change.

/** Milliseconds between two tellings: four a second. */
export const tellEveryMs = 250;

export type Teller = {
  /** Tells at once; what waited is told with it. */
  now(): void;
  /** Tells now or when the interval since the last time is over. */
  soon(): void;
  /** What waits is not told any more. */
  stop(): void;
};

/** @param tell reads what there is to tell when it is called */
export function createTeller(tell: () => void): Teller {
  let timer: NodeJS.Timeout | null = null;
  let isWaiting = false;

  const stop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    isWaiting = false;
  };
  const now = () => {
    stop();
    tell();
    timer = setTimeout(() => {
      timer = null;
      if (isWaiting) now();
    }, tellEveryMs);
    // A program that ends does not wait for it.
    timer.unref();
  };
  return { now, stop, soon: () => { if (timer) isWaiting = true; else now(); } };
}
