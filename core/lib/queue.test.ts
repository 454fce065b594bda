import { expect, it } from 'vitest';
import { createQueue } from './queue.ts';

it('runs one after another, in order, whatever fails', async () => {
  const inTurn = createQueue();
  const told: string[] = [];
  const work = (name: string) => inTurn(async () => {
    told.push(`${name} begins`);
    await Promise.resolve();
    told.push(`${name} ends`);
    if (name === 'one') throw new Error('one');
    return name;
  });
  expect((await Promise.allSettled([work('one'), work('two'), work('three')])).map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual(['failed', 'two', 'three']);
  expect(told).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
});
