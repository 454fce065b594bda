import { expect, it } from 'vitest';
import { breathe } from './breathe.ts';

it('lets a timer that is due go first', async () => {
  let isHeard = false;
  setTimeout(() => { isHeard = true; }, 0);
  for (let look = 0; look < 10_000; look += 1) await Promise.resolve();
  expect(isHeard).toBe(false);
  for (let look = 0; look < 10_000 && !isHeard; look += 1) await breathe();
  expect(isHeard).toBe(true);
});
