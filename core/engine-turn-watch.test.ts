import { expect, it } from 'vitest';
import { createTurnWatch } from './engine-turn-watch.ts';

it('tells of the first turn that begins and the last that ends', () => {
  const told: boolean[] = [];
  const { quiet, isBusy } = createTurnWatch((busy) => told.push(busy));
  quiet.turnBegan();
  quiet.turnBegan();
  quiet.turnEnded();
  expect([told, isBusy()]).toEqual([[true], true]);
  quiet.turnEnded();
  quiet.turnEnded();
  expect([told, isBusy()]).toEqual([[true, false], false]);
});

it('long work waits for the end of a turn, and not at all without one', async () => {
  const { quiet, pause } = createTurnWatch();
  await pause();
  quiet.turnBegan();
  const order: string[] = [];
  const paused = pause().then(() => order.push('work'));
  await new Promise((resolve) => setImmediate(resolve));
  order.push('reply');
  quiet.turnEnded();
  await paused;
  expect(order).toEqual(['reply', 'work']);
});
