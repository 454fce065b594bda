import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSyncOrder, type SyncReport } from './sync-order.ts';

const ACKS = Number(process.env['LUMINORA_SYNC_ACKS'] ?? 2200);
const canTrace = spawnSync('strace', ['-e', 'trace=write', 'true']).status === 0;
const isRequired = process.env['LUMINORA_REQUIRE_REAL_PARTS'] === '1';
if (!canTrace && !isRequired) process.stdout.write('skipped: the power-cut check needs strace (Linux, with the right to trace)\n');

describe.skipIf(!canTrace && !isRequired)('a power cut', () => {
  let root: string;
  beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'luminora-sync-')); });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const trace = async (name: string, plant: string, acks: number): Promise<SyncReport> => {
    const folder = join(root, name);
    mkdirSync(folder);
    const output = join(root, `${name}.trace`);
    await promisify(execFile)('strace', [
      '-f', '-y', '-s', '100', '-e', 'trace=pwrite64,fdatasync,fsync,write', '-e', 'signal=none', '-o', output,
      process.execPath, join(import.meta.dirname, 'writer.ts'), folder, '0', String(acks - 1), plant,
    ], { maxBuffer: 1e8 });
    const report = readSyncOrder(readFileSync(output, 'utf8'));
    process.stdout.write(`power cut (${plant === 'none' ? 'as shipped' : `planted ${plant}`}): ${report.acksBeforeSync} of ${report.acks} acknowledgements before their sync (${report.syncs} syncs)\n`);
    return report;
  };

  it('finds every acknowledged message on the disk', async () => {
    const report = await trace('shipped', 'none', ACKS);
    expect(report.acks).toBe(ACKS);
    expect(report.acksBeforeSync).toBe(0);
    expect(report.syncs).toBeGreaterThanOrEqual(ACKS);
  }, 600_000);

  it('would be noticed losing messages with synchronous=NORMAL', async () => {
    const report = await trace('planted', 'normal-sync', 300);
    expect(report.acks).toBe(300);
    expect(report.acksBeforeSync).toBeGreaterThan(200);
  }, 600_000);
});

describe('readSyncOrder', () => {
  it('counts from the beginning of a write and the end of a sync', () => {
    const line = (text: string, pid = 7): string => `${pid}  ${text}`;
    const wal = '20</d/luminora.db-wal>';
    const ack = (number: number): string => `write(1<pipe:[5]>, "ack ${number}\\n", 6) = 6`;
    const trace = [
      line(`pwrite64(${wal}, "x"..., 24, 0) = 24`), line(`fdatasync(${wal}) = 0`), line(ack(0)),
      line(`pwrite64(${wal}, "x"..., 24, 24) = 24`), line(ack(1)),
      line(`fdatasync(${wal} <unfinished ...>`), line(ack(2), 8), line('<... fdatasync resumed>) = 0'), line(ack(3)),
      line(`pwrite64(${wal}, "x" <unfinished ...>`), line(ack(4), 8), line('<... pwrite64 resumed>, 24, 48) = 24'), line(`fdatasync(${wal}) = -1 EIO (Input/output error)`), line(ack(5)),
      line('pwrite64(21</d/luminora.db>, "x"..., 4096, 0) = 4096'), line('+++ exited with 0 +++'), '',
    ].join('\n');
    expect(readSyncOrder(trace)).toEqual({ acks: 6, syncs: 2, acksBeforeSync: 4 });
  });
});
