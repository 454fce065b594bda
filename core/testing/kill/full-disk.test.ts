import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import { makeMessage, makeSession } from '../../providers/storage/conformance/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'luminora-full-'));
const canMount = mountSmallDisk();
if (!canMount) process.stdout.write('skipped: the full-disk check needs the right to mount a small tmpfs (Linux, root)\n');

function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canMount)('a full disk', () => {
  const dataFolder = join(folder, 'data');
  const file = join(dataFolder, 'luminora.db');
  const open = () => openSqliteStorage(file, { dataFolder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  beforeAll(() => mkdirSync(dataFolder));
  afterAll(() => {
    if (canMount) execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is said so, at 20 different moments, loses nothing acknowledged and goes on once there is space', async () => {
    const ballast = join(folder, 'ballast');
    let storage = open();
    await storage.commit([{ op: 'insert', entity: 'session', record: makeSession('s1') }]);
    const acked: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      let error: unknown = null;
      writeFileSync(ballast, '');
      for (let step = 0; error === null && step < 2000; step += 1) {
        const id = `m-${String(round).padStart(2, '0')}-${String(step).padStart(4, '0')}`;
        try {
          await storage.commit([{ op: 'insert', entity: 'message', record: makeMessage(id, { content: `palabra${round} ${'x'.repeat(step * 37 % 3000)}` }) }]);
          acked.push(id);
        } catch (caught) {
          error = caught;
        }
        // Another program eats the disk a little faster each round.
        try {
          writeFileSync(ballast, Buffer.alloc(20_000 * (1 + round % 7)), { flag: 'a' });
        } catch {
          // The disk is full now: the next commit meets it.
        }
      }
      expect(error).toMatchObject({ code: 'storage_full', message: expect.stringContaining(file) });
      expect(await storage.messages.count({})).toBe(acked.length);
      rmSync(ballast);
      if (round % 2 === 1) {
        await storage.close();
        storage = open();
      }
      await storage.commit([{ op: 'insert', entity: 'message', record: makeMessage(`after-${String(round).padStart(2, '0')}`) }]);
      acked.push(`after-${String(round).padStart(2, '0')}`);
      // Room for the next round.
      if (acked.length > 200) for (const id of acked.splice(0, 150)) await storage.commit([{ op: 'delete', entity: 'message', id }]);
    }
    await storage.close();
    const again = open();
    expect((await again.messages.getMany(acked)).length).toBe(acked.length);
    expect(await again.health()).toMatchObject({ status: 'ok' });
    await again.close();
  }, 120_000);
});
