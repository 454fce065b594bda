// A measurement gives way: while a reply is being written, and when it is told to stop.
import { LuminoraError } from '../../contract/errors.ts';
import { breathe } from '../../lib/breathe.ts';

/** A reply may hang for hours; a measurement goes on after so many milliseconds. */
const mostHeldMs = 60_000;

export function createGiveWay(heldMs = mostHeldMs) {
  let turns = 0;
  let begun = 0;
  const waiting = new Set<() => void>();
  const listeners = new Set<(isBusy: boolean) => void>();
  const wake = () => { for (const resume of waiting) resume(); };
  const tell = () => { for (const listener of listeners) listener(turns > 0); };

  return {
    /** For the engine: a turn begins and ends. */
    quiet: {
      turnBegan() {
        turns += 1;
        begun += 1;
        tell();
      },
      turnEnded() {
        turns = Math.max(0, turns - 1);
        if (turns === 0) wake();
        tell();
      },
    },
    repliesBegun: () => begun,
    /** Told now, and whenever a reply begins or ends. Answers how to end it. */
    listen(listener: (isBusy: boolean) => void): () => void {
      listeners.add(listener);
      listener(turns > 0);
      return () => void listeners.delete(listener);
    },
    /** Resolves when others have had their turn and no reply is being written. @throws LuminoraError `cancelled` */
    async rest(signal: AbortSignal): Promise<void> {
      await breathe();
      if (turns > 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer);
            waiting.delete(done);
            signal.removeEventListener('abort', done);
            resolve();
          };
          const timer = setTimeout(done, heldMs);
          timer.unref();
          waiting.add(done);
          signal.addEventListener('abort', done, { once: true });
        });
      }
      if (signal.aborted) throw new LuminoraError('cancelled', 'The measurement was stopped.');
    },
  };
}
