// Knows whether a reply is being written: long work gives way to it.
import { breathe } from './lib/breathe.ts';

/** Longest time one turn keeps long work waiting, in milliseconds. */
const mostHeldMs = 2000;
/** A rest after each piece of work while a turn goes on longer than that. */
const slowMs = 20;

/** Long work waits while a turn gets under way, and goes slowly until it is over. @param changed told when the first turn begins and the last one ends */
export function createTurnWatch(changed: (isBusy: boolean) => void = () => undefined) {
  let turns = 0;
  let heldUntil = 0;
  return {
    quiet: {
      turnBegan() {
        turns += 1;
        heldUntil = performance.now() + mostHeldMs;
        if (turns === 1) changed(true);
      },
      turnEnded() {
        if (turns === 1) changed(false);
        turns = Math.max(0, turns - 1);
      },
    },
    isBusy: () => turns > 0,
    async pause(): Promise<void> {
      await breathe();
      if (turns === 0) return;
      do await new Promise<void>((resolve) => { setTimeout(resolve, slowMs); });
      while (turns > 0 && performance.now() < heldUntil);
    },
  };
}
