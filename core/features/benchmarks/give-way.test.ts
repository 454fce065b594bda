import { describe, expect, it } from 'vitest';
import { createGiveWay } from './give-way.ts';

/** Whether a promise has settled once everything that can happen has. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(() => { settled = true; }, () => { settled = true; });
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
  return settled;
}
const going = new AbortController().signal;

describe('a measurement', () => {
  it('goes on at once while nobody speaks, and waits for the last of the replies', async () => {
    const way = createGiveWay();
    expect(await isSettled(way.rest(going))).toBe(true);
    way.quiet.turnBegan();
    way.quiet.turnBegan();
    const rest = way.rest(going);
    way.quiet.turnEnded();
    expect(await isSettled(rest)).toBe(false);
    way.quiet.turnEnded();
    expect(await isSettled(rest)).toBe(true);
    expect(way.repliesBegun()).toBe(2);
  });

  it('stops at once, also while it waits', async () => {
    const way = createGiveWay();
    way.quiet.turnBegan();
    const stopping = new AbortController();
    const rest = way.rest(stopping.signal);
    stopping.abort();
    await expect(rest).rejects.toMatchObject({ code: 'cancelled' });
    await expect(way.rest(stopping.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is not held for ever by a reply that hangs', async () => {
    const way = createGiveWay(1);
    way.quiet.turnBegan();
    await way.rest(going);
    expect(way.repliesBegun()).toBe(1);
  });

  it('tells the model whether a reply is being written, from the beginning on', () => {
    const way = createGiveWay();
    way.quiet.turnBegan();
    const told: boolean[] = [];
    const leave = way.listen((isBusy) => told.push(isBusy));
    way.quiet.turnEnded();
    leave();
    way.quiet.turnBegan();
    expect(told).toEqual([true, false]);
  });
});
