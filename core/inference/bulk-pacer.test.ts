// The background's share of the processor, on a meter that is moved by hand.
import { describe, expect, it } from 'vitest';
import { createBulkPacer } from './bulk-pacer.ts';
import type { CpuMeter } from './cpu-meter.ts';

/** Two cores. A run takes `own` ms of processor time and as long on the wall; others use `othersShare` of a core all the time. */
function world(share: number, othersShare = 0) {
  let [wall, own, others] = [1000, 500, 9000];
  const meter: CpuMeter = { now: () => wall, own: () => own, process: () => own + others, processors: 2 };
  const pass = (ms: number) => {
    wall += ms;
    others += ms * othersShare;
  };
  const pacer = createBulkPacer(share, meter);
  /** Runs of the background until so much time has passed; how much of the whole processor it had, and how much the process had. */
  async function work(untilMs: number, runMs = 20) {
    const [start, ownStart, othersStart] = [wall, own, others];
    while (wall - start < untilMs) {
      const rest = pacer.restMs();
      if (rest > 0) pass(rest);
      else await pacer.spend(async () => { own += runMs; pass(runMs); });
    }
    return { own: (own - ownStart) / (wall - start) / 2, process: (own - ownStart + others - othersStart) / (wall - start) / 2 };
  }
  return { work, pass, pacer, addOthers(ms: number) { others += ms; } };
}

describe('the background', () => {
  it.each([[0.1], [0.3], [0.45]])('has its share of all cores, %s, and no more', async (share) => {
    const { own } = await world(share).work(60_000);
    expect(own).toBeLessThanOrEqual(share * 1.01);
    expect(own).toBeGreaterThan(share * 0.97);
  });

  it('never rests when it may have everything', async () => {
    const { pacer, work } = world(1);
    await work(1000);
    expect(pacer.restMs()).toBe(0);
  });

  it('pays for what the process does with what it makes', async () => {
    const { process } = await world(0.3, 0.2).work(60_000);
    expect(process).toBeLessThanOrEqual(0.303);
    expect(process).toBeGreaterThan(0.28);
  });

  it('keeps a third of its share, however busy the process is', async () => {
    const { own } = await world(0.3, 1.3).work(60_000);
    expect(own).toBeGreaterThan(0.099);
    expect(own).toBeLessThan(0.11);
  });

  it('saves up no time while it has nothing to do', async () => {
    const { work, pass } = world(0.3);
    pass(3_600_000);
    expect((await work(1000)).own).toBeLessThan(0.36);
  });

  it('forgets after a while what others used at once', async () => {
    const { work, addOthers } = world(0.3);
    addOthers(100_000);
    expect((await work(10_000)).own).toBeGreaterThan(0.25);
  });

  it('pays for a run that failed', async () => {
    const { pacer, pass } = world(0.3);
    for (let run = 0; run < 10; run += 1) await pacer.spend(async () => { pass(20); throw new Error('no'); }).catch(() => undefined);
    expect(pacer.restMs()).toBe(0);
  });
});
