// Who may go in, who waits, and that nobody is lost when somebody stops waiting.
import { describe, expect, it } from 'vitest';
import { createRequestPool } from './request-pool.ts';

/** Lets everything that is ready run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a request pool', () => {
  it('lets as many in as there are places, and the others in order', async () => {
    const pool = createRequestPool(2);
    const order: number[] = [];
    const leaves = await Promise.all([1, 2].map(async () => pool.enter()));
    const waiting = [3, 4].map(async (number) => {
      const leave = await pool.enter();
      order.push(number);
      return leave;
    });
    await settle();
    expect(order).toEqual([]);
    leaves[0]!();
    await settle();
    expect(order).toEqual([3]);
    leaves[0]!();
    await settle();
    expect(order, 'leaving twice frees one place').toEqual([3]);
    leaves[1]!();
    await settle();
    expect(order).toEqual([3, 4]);
    for (const leave of await Promise.all(waiting)) leave();
  });

  it('lets who wants all places in when the rest have left, before those who came later', async () => {
    const pool = createRequestPool(3);
    const first = await pool.enter();
    const order: string[] = [];
    const all = pool.enter(undefined, 3).then((leave) => {
      order.push('all');
      return leave;
    });
    const late = pool.enter().then((leave) => {
      order.push('late');
      return leave;
    });
    await settle();
    expect(order).toEqual([]);
    first();
    const leave = await all;
    await settle();
    expect(order).toEqual(['all']);
    leave(2);
    (await late)();
    expect(order).toEqual(['all', 'late']);
    leave();
    (await pool.enter(undefined, 99))();
  });

  it('goes on without those who stop waiting', async () => {
    const pool = createRequestPool(1);
    const leave = await pool.enter();
    const stop = new AbortController();
    const stopped = pool.enter(stop.signal);
    const next = pool.enter();
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    leave();
    (await next)();
    await expect(pool.enter(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    const held = await pool.enter();
    const stopLater = new AbortController();
    const both = pool.enter(stopLater.signal);
    held();
    stopLater.abort();
    await both.then((given) => given(), () => {});
    (await pool.enter())();
  });
});
