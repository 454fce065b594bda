// A process killed while it puts a copy back leaves what was there, or the copy: never something between.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { makeMessage, makeSession } from '../../providers/storage/conformance/records.ts';
import { auditDatabase } from '../../providers/storage/sqlite/audit.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import { seededRandom } from './harness.ts';

const kills = 12;
const [few, many] = [1500, 3000];

describe('killed while a copy is put back', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-restore-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });

  async function fill(): Promise<void> {
    const storage = open();
    const add = async (from: number, to: number): Promise<void> => {
      const changes: Change[] = from === 0 ? [{ op: 'insert', entity: 'session', record: makeSession('talk') }] : [];
      for (let depth = from; depth < to; depth += 1) {
        changes.push({ op: 'insert', entity: 'message', record: makeMessage(`m${depth}`, { session_id: 'talk', parent_id: depth === 0 ? null : `m${depth - 1}`, depth, content: `palabra ${depth} ${'y otra más '.repeat(depth % 40)}` }) });
      }
      await storage.commit([...changes, { op: 'activate-branch', session_id: 'talk', leaf_id: `m${to - 1}` }]);
      await storage.backups!.create('manual');
    };
    await add(0, few);
    await add(few, many);
    await storage.close();
  }
  /** How long putting one back took on this machine, in milliseconds; a guess before the first. */
  let took = 100;
  /** Kills it somewhere in the first, second, third or fourth time it puts one back. Answers the lines it said until then. */
  function restoreAndKill(plant: string, random: () => number): Promise<string[]> {
    const whole = Math.floor(random() * 4);
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'restorer.ts'), folder, plant], { stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      let errors = '';
      let timer: NodeJS.Timeout | undefined;
      let began = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const lines = output.trim().split('\n');
        if (lines.length === 1) began = performance.now();
        if (lines.length === 2 || lines.length === 3) took = performance.now() - began;
        if (lines.length > 2 * whole) timer ??= setTimeout(() => child.kill('SIGKILL'), random() * took);
      });
      child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
      child.on('error', fail);
      child.on('close', (_code, signal) => {
        clearTimeout(timer);
        if (signal === 'SIGKILL') done(output.trim().split('\n'));
        else fail(new Error(`It ended by itself: ${errors}`));
      });
    });
  }
  /** How many messages there are after each kill, and how many kills came in the middle. */
  async function killed(plant: string): Promise<{ counts: number[]; inTheMiddle: number }> {
    await fill();
    const random = seededRandom(7);
    const counts: number[] = [];
    let inTheMiddle = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await restoreAndKill(plant, random);
      if (lines.at(-1)!.startsWith('begin')) inTheMiddle += 1;
      const storage = open();
      counts.push(await storage.count('message'));
      expect((await storage.health()).status).toBe('ok');
      await storage.close();
      const { contents, ...audit } = auditDatabase(join(folder, 'luminora.db'));
      expect(audit).toEqual({ integrity: 'ok', brokenReferences: 0, fullTextRows: contents.length, activeMessages: contents.length });
      expect(readdirSync(join(folder, 'backups')).length).toBe(2);
    }
    return { counts, inTheMiddle };
  }

  it('leaves all of one or all of the other', async () => {
    const { counts, inTheMiddle } = await killed('none');
    expect(counts.filter((count) => count !== few && count !== many)).toEqual([]);
    expect(inTheMiddle).toBeGreaterThan(0);
    expect(new Set(counts).size).toBe(2);
  }, 300_000);

  it('would be caught changing anything in a commit of its own', async () => {
    const { counts } = await killed('two-commits');
    expect(counts.some((count) => count !== few && count !== many)).toBe(true);
  }, 300_000);
});
