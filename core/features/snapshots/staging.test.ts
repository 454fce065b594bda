// What waits in the staging folder comes back line by line, wherever a line begins and ends; what a dead process left is removed.
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createStaging, removeStagedLeftovers } from './staging.ts';

it('lines of every length come back in order, and again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-staging-'));
  const staging = await createStaging(join(folder, 'work'));
  const lengths = [0, 1, 100_000, 262_144 - 20, 262_144, 700_000, 3, 262_143, 0];
  const lines = lengths.map((length, index) => ({ id: String(index), text: `${'ñ🐶'.repeat(length / 6)}${'x'.repeat(length % 6)}` }));
  const writer = await staging.writer('all', 'fact');
  for (const line of lines) await writer.add(JSON.stringify(line));
  await writer.end();
  expect([...staging.lines('all', 'fact')]).toEqual(lines);
  expect([...staging.lines('all', 'fact')]).toEqual(lines);
  expect([...staging.lines('put', 'fact')]).toEqual([]);
  expect((await stat(join(folder, 'work'))).mode & 0o777).toBe(0o700);
  await mkdir(join(folder, 'work', 'other'));
  await removeStagedLeftovers(join(folder, 'work'));
  expect(await readdir(join(folder, 'work'))).toEqual(['other']);
  await removeStagedLeftovers(join(folder, 'nowhere'));
  await rm(folder, { recursive: true });
});
