import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { auditDatabase } from '../../providers/storage/sqlite/audit.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import { killWriters, seededRandom, type KillReport } from './harness.ts';

const kills = Number(process.env['LUMINORA_KILLS'] ?? 500);
const seed = Number(process.env['LUMINORA_SEED'] ?? Date.now() % 100_000);
const LANES = 2;

describe(`killed while writing (${kills} kill -9, seed ${seed})`, () => {
  let root: string;
  beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'luminora-kill-')); });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const folderOf = (name: string): string => {
    mkdirSync(join(root, name), { recursive: true });
    return join(root, name);
  };

  it('loses nothing acknowledged and stores nothing twice', async () => {
    const lanes = Array.from({ length: LANES }, (_, lane) => folderOf(`lane-${lane}`));
    const reports: KillReport[] = await Promise.all(lanes.map((folder, lane) => killWriters(folder, Math.ceil(kills / LANES), 'none', seededRandom(seed + lane))));
    const sum = (part: (report: KillReport) => number): number => reports.reduce((total, report) => total + part(report), 0);
    process.stdout.write(`kill -9: ${sum((r) => r.kills)} kills, ${sum((r) => r.acked)} acknowledged, ${sum((r) => r.lost)} lost, ${sum((r) => r.duplicated)} stored twice, ${sum((r) => r.recognised)} retries recognised, ${sum((r) => r.killsBeforeFirstAck)} kills while opening\n`);
    expect(sum((r) => r.kills)).toBeGreaterThanOrEqual(kills);
    expect(sum((r) => r.acked)).toBeGreaterThan(kills);
    expect({ lost: sum((r) => r.lost), duplicated: sum((r) => r.duplicated) }).toEqual({ lost: 0, duplicated: 0 });
    for (const folder of lanes) await expectWhole(folder);
  }, 900_000);

  it('would be caught acknowledging before the commit', async () => {
    const report = await killWriters(folderOf('early'), 40, 'early-ack', seededRandom(seed));
    process.stdout.write(`kill -9, planted early acknowledgement: ${report.lost} of ${report.acked} lost in ${report.kills} kills\n`);
    expect(report.lost).toBeGreaterThan(0);
  }, 300_000);
});

/** Pages, checksums, the full-text index and everything that hangs on a message agree. */
async function expectWhole(folder: string): Promise<void> {
  const storage = openSqliteStorage(join(folder, 'luminora.db'), {
    dataFolder: folder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: systemClock, log: silentLog, secret: async () => undefined,
  });
  const messages = await storage.count('message');
  expect(await storage.health()).toMatchObject({ status: 'ok' });
  expect({ vectors: await storage.count('message_embedding'), jobs: await storage.count('job') }).toEqual({ vectors: messages, jobs: messages });
  await storage.close();
  const audit = auditDatabase(join(folder, 'luminora.db'));
  expect({ ...audit, contents: audit.contents.length }).toEqual({ integrity: 'ok', brokenReferences: 0, contents: messages, fullTextRows: messages, activeMessages: messages });
}
