// What a stop does to a measurement that is only about to begin.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { createTestMemory, type TestMemory } from '../../testing/test-memory.ts';
import { createBenchmarkService } from './benchmark-service.ts';
import type { ModelVariant } from './measure/measured-model.ts';

let bench: TestMemory;
beforeEach(async () => { bench = await createTestMemory(); });
afterEach(async () => { await bench.close(); });

it('keeps it from beginning; the next one begins', async () => {
  let tell: (variants: ModelVariant[]) => void = () => {};
  let opened = 0;
  const service = createBenchmarkService({
    storage: bench.storage, clock: bench.clock, ids: bench.ids, log: silentLog, broadcast: () => {}, version: '0', machine: () => 'this one',
    variants: () => new Promise((resolve) => { tell = resolve; }),
    async open() {
      opened += 1;
      throw new Error('not here');
    },
  });
  const one: ModelVariant = { id: 'one', precision: 'int8', size_bytes: null };
  const starting = service.start({ suites: ['similarity'] });
  await service.stop();
  tell([one]);
  await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
  expect([(await service.list()).running, opened]).toEqual([null, 0]);
  const again = service.start({ suites: ['similarity'] });
  tell([one]);
  expect((await again).total).toBeGreaterThan(0);
  await expect.poll(() => opened).toBe(1);
  await service.close();
});
