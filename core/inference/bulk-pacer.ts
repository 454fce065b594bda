// How long the background rests between two runs of a model, so that it keeps within its share of the processor. By what was used, measured.
import type { CpuMeter } from './cpu-meter.ts';

export type BulkPacer = {
  /** Does one run of the background and pays for it. */
  spend<Value>(run: () => Promise<Value>): Promise<Value>;
  /** Milliseconds until the next run may begin; 0 when it may. */
  restMs(): number;
};

/** Processor time the background may have saved up while it had nothing to do, in milliseconds. */
const mostSavedMs = 50;
/** What the rest of the process uses is paid by the background too (it writes what the model makes), but of each run at most so many times its own time: */
const mostForOthers = 2;
/** and what could not be paid then is remembered up to this, in milliseconds. The background keeps a third of its share whatever else goes on. */
const mostOwedMs = 500;

/** @param share of all cores together, above 0 and up to 1 (1: it never rests) */
export function createBulkPacer(share: number, meter: CpuMeter): BulkPacer {
  const rate = share * meter.processors;
  let saved = mostSavedMs;
  let lookedAt = meter.now();
  let process = meter.process();
  let owed = 0;

  function look(): void {
    const now = meter.now();
    saved = Math.min(mostSavedMs, saved + (now - lookedAt) * rate);
    lookedAt = now;
  }

  return {
    async spend(run) {
      look();
      const before = meter.own();
      try {
        return await run();
      } finally {
        const own = meter.own() - before;
        const total = meter.process();
        owed = Math.min(mostOwedMs, owed + Math.max(0, total - process - own));
        process = total;
        const others = Math.min(owed, own * mostForOthers);
        owed -= others;
        look();
        saved -= own + others;
      }
    },
    restMs() {
      look();
      return share >= 1 || saved >= 0 ? 0 : Math.ceil(-saved / rate);
    },
  };
}
