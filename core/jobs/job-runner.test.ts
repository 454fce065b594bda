import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LuminoraError } from '../contract/errors.ts';
import { createIdSource } from '../lib/ids.ts';
import { silentLog } from '../lib/log.ts';
import { productFolder } from '../luminora.ts';
import { openSqliteStorage } from '../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../providers/storage/storage.ts';
import { createJobRunner, maximumAttempts, recoverJobs, retryDelayMs } from './job-runner.ts';
import type { JobRunner } from './job-runner.ts';
import { newJob } from './jobs.ts';
import type { JobHandlers } from './jobs.ts';

let folder: string;
let storage: StorageProvider;
let jobs: JobRunner;
let now = 1_700_000_000_000;
const clock = { now: () => now };
const ids = createIdSource(clock);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-jobs-'));
  storage = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log: silentLog, secret: async () => undefined });
});
afterEach(async () => {
  await jobs.stop();
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (handlers: JobHandlers, log = silentLog) => { jobs = createJobRunner({ storage, clock, log, handlers }); };
const add = async (kind: string, key = 'one') => {
  await storage.commit([newJob({ ids, clock }, kind, key, { key })]);
  return jobs.kick();
};
const counts = async () => Object.fromEntries(await Promise.all((['pending', 'running', 'done', 'failed'] as const).map(async (state) => [state, await storage.jobs.count(state)])));
const none = { pending: 0, running: 0, done: 0, failed: 0 };
const effect = (key: string) => ({ op: 'insert' as const, entity: 'setting' as const, record: { id: key, value: 1, updated_at: 0 } });

describe('the job runner', () => {
  it('commits an effect together with the end of the job, and then tells', async () => {
    const told: string[] = [];
    start({ work: async (job) => ({ changes: [effect(job.key)], committed: () => told.push(job.key) }) });
    await add('work');
    await add('work');
    await add('work', 'two');
    await jobs.idle();
    expect(told).toEqual(['one', 'two']);
    expect(await storage.settings.all()).toHaveLength(2);
    expect(await counts()).toEqual(none);
  });

  it('lets everything else go on between two jobs of a backlog', async () => {
    let isHeard = false;
    let before = 0;
    start({ work: async () => {
      if (!isHeard) before += 1;
      return { changes: [] };
    } });
    await storage.commit(Array.from({ length: 150 }, (_, index) => newJob({ ids, clock }, 'work', String(index), {})));
    jobs.kick();
    setTimeout(() => { isHeard = true; }, 0);
    await jobs.idle();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(100);
  });

  it('lets those that can wait come a few at a time, and others before them', async () => {
    const order: string[] = [];
    const work = async (job: { kind: string }) => {
      order.push(job.kind);
      return { changes: [] };
    };
    jobs = createJobRunner({ storage, clock, log: silentLog, handlers: { old: work, fresh: work }, patient: ['old'] });
    await storage.commit(Array.from({ length: 30 }, (_, index) => newJob({ ids, clock }, 'old', String(index), {})));
    now += 1;
    await storage.commit(Array.from({ length: 25 }, (_, index) => newJob({ ids, clock }, 'fresh', String(index), {})));
    jobs.kick();
    await jobs.idle();
    expect(order.slice(0, 22)).toEqual([...Array.from({ length: 20 }, () => 'fresh'), 'old', 'old']);
    expect([order.length, order.lastIndexOf('fresh')]).toEqual([55, 26]);
    expect(await counts()).toEqual(none);
  });

  it('repeats what failed, each time later, and gives up in the end', async () => {
    const attempts: number[] = [];
    start({ work: async (job) => { attempts.push(job.attempts); throw new LuminoraError('provider_timeout', 'late'); } });
    await add('work');
    for (let attempt = 1; attempt < maximumAttempts; attempt += 1) {
      await jobs.idle();
      expect(attempts).toHaveLength(attempt);
      expect(await storage.jobs.nextDueAt()).toBe(now + retryDelayMs(attempt));
      now += retryDelayMs(attempt);
      jobs.kick();
    }
    await jobs.idle();
    expect(attempts).toEqual([0, 1, 2, 3, 4]);
    expect(await counts()).toEqual({ ...none, failed: 1 });
  });

  it('does not wait to be asked when a repetition is due', async () => {
    let isDone: () => void;
    const done = new Promise<void>((resolve) => { isDone = resolve; });
    let tries = 0;
    start({ work: async () => {
      tries += 1;
      if (tries === 1) {
        // By the time the runner looks, the wait is over.
        now += 10;
        throw new Error('first');
      }
      isDone();
      return { changes: [] };
    } });
    await add('work');
    await jobs.idle();
    now += 2000;
    // The timer that is set sleeps a second of real time at most.
    await done;
    await jobs.idle();
    expect(await counts()).toEqual(none);
  });

  it('a kind that nobody handles fails and holds up no other', async () => {
    start({ work: async (job) => ({ changes: [effect(job.key)] }) });
    await add('unknown');
    await add('work');
    await jobs.idle();
    expect(await counts()).toEqual({ ...none, pending: 1 });
    expect(await storage.settings.all()).toHaveLength(1);
  });

  it('a job taken away while it runs leaves no effect and takes back what it did outside', async () => {
    const undone: string[] = [];
    start({ work: async (job) => {
      await storage.commit([{ op: 'delete', entity: 'job', id: job.id }]);
      return { changes: [effect('never')], undone: async () => { undone.push(job.key); } };
    } });
    await add('work');
    await jobs.idle();
    expect(await storage.settings.all()).toEqual([]);
    expect(undone).toEqual(['one']);
    expect(await counts()).toEqual(none);
  });

  it('a job taken away before it is begun is passed over, and the rest is done', async () => {
    const seen: string[] = [];
    start({ work: async (job) => {
      seen.push(job.key);
      if (job.key === 'one') await storage.commit([{ op: 'delete', entity: 'job', id: (await storage.jobs.due({ now, limit: 10 }))[0]!.id }]);
      return { changes: [] };
    } });
    await storage.commit(['one', 'two', 'three'].map((key) => newJob({ ids, clock }, 'work', key, {})));
    jobs.kick();
    await jobs.idle();
    expect(seen).toEqual(['one', 'three']);
    expect(await counts()).toEqual(none);
  });

  it('work that comes while it works is done before it is idle', async () => {
    const seen: string[] = [];
    start({ work: async (job) => {
      seen.push(job.key);
      return { changes: job.key === 'one' ? [newJob({ ids, clock }, 'work', 'two', {})] : [] };
    } });
    await add('work');
    jobs.kick();
    await jobs.idle();
    expect(seen).toEqual(['one', 'two']);
  });

  it('begins nothing while it is held, and goes on when every hold has ended', async () => {
    const seen: string[] = [];
    start({ work: async (job) => { seen.push(job.key); return { changes: [] }; } });
    const [first, second] = [jobs.hold(), jobs.hold()];
    await add('work', 'one');
    await new Promise((resolve) => setTimeout(resolve, 20));
    first();
    first();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual([]);
    second();
    await jobs.idle();
    expect(seen).toEqual(['one']);
  });

  it('a pause waits for the job that runs and lets no other begin until it is over', async () => {
    const seen: string[] = [];
    let finish: () => void = () => {};
    start({ work: async (job) => {
      seen.push(job.key);
      if (job.key === 'one') await new Promise<void>((resolve) => { finish = resolve; });
      return { changes: [effect(job.key)] };
    } });
    await add('work', 'one');
    await expect.poll(() => seen).toEqual(['one']);
    await add('work', 'two');
    let isPaused = false;
    const pausing = jobs.pause().finally(() => { isPaused = true; });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isPaused).toBe(false);
    finish();
    const goOn = await pausing;
    expect([(await storage.settings.all()).map(({ id }) => id), await storage.jobs.running()]).toEqual([['one'], []]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual(['one']);
    goOn();
    await jobs.idle();
    expect(seen).toEqual(['one', 'two']);
  });

  it('a hold that is never ended keeps nothing from being stopped', async () => {
    start({ work: async () => ({ changes: [] }) });
    jobs.hold();
    await add('work');
    await jobs.stop();
    expect(await storage.jobs.count('pending')).toBe(1);
  });

  it('stop lets the handler go and keeps its job for the next start, without counting the attempt', async () => {
    let isBegun: () => void;
    const begun = new Promise<void>((resolve) => { isBegun = resolve; });
    start({ work: (_job, signal) => new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')));
      isBegun();
    }) });
    await add('work');
    await begun;
    await jobs.stop();
    expect(await storage.jobs.due({ now, limit: 5 })).toMatchObject([{ state: 'pending', attempts: 0 }]);
    jobs.kick();
    await jobs.idle();
    expect(await storage.jobs.count('pending')).toBe(1);
  });

  it('what a killed process left running begins anew, unless it was running at every attempt', async () => {
    start({});
    await storage.commit([0, 1, 2].map((number) => newJob({ ids, clock }, 'work', String(number), {})));
    expect(await recoverJobs(storage, clock)).toEqual({ recovered: 0, retried: 0 });
    const all = await storage.jobs.due({ now, limit: 5 });
    await storage.commit(all.slice(0, 2).map(({ id }, index) => ({ op: 'update', entity: 'job', id, set: { state: 'running', attempts: index === 0 ? 1 : maximumAttempts } })));
    expect(await recoverJobs(storage, clock)).toEqual({ recovered: 2, retried: 0 });
    expect(await counts()).toEqual({ ...none, pending: 2, failed: 1 });
    expect(await recoverJobs(storage, clock)).toEqual({ recovered: 0, retried: 0 });
  });

  it('a job that was given up is tried once more at each start', async () => {
    let isWorking = false;
    const attempts: number[] = [];
    start({ work: async (job) => {
      attempts.push(job.attempts);
      if (!isWorking) throw new LuminoraError('provider_unavailable', 'no model');
      return { changes: [effect('done')] };
    } });
    await storage.commit([newJob({ ids, clock }, 'work', 'one', {})]);
    const [job] = await storage.jobs.due({ now, limit: 1 });
    await storage.commit([{ op: 'update', entity: 'job', id: job!.id, set: { state: 'failed', attempts: maximumAttempts, error: 'provider_unavailable: no model' } }]);
    for (isWorking of [false, true]) {
      expect(await recoverJobs(storage, clock)).toEqual({ recovered: 0, retried: 1 });
      jobs.kick();
      await jobs.idle();
      expect(await counts()).toEqual({ ...none, failed: isWorking ? 0 : 1 });
    }
    expect(attempts).toEqual([maximumAttempts - 1, maximumAttempts - 1]);
    expect(await storage.settings.all()).toHaveLength(1);
  });

  it('a storage that keeps failing is left alone for a while, not asked again at once', async () => {
    const told: string[] = [];
    start({ work: async () => ({ changes: [] }) }, { ...silentLog, error: (event) => told.push(event) });
    await storage.commit([newJob({ ids, clock }, 'work', 'one', {})]);
    const commit = storage.commit;
    storage.commit = () => Promise.reject(new LuminoraError('storage_full', 'full'));
    jobs.kick();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told).toEqual(['job-state-lost', 'job-runner-failed']);
    storage.commit = commit;
  });

  it('a storage that fails is told in the log, and nothing is lost', async () => {
    const told: string[] = [];
    start({ work: async () => ({ changes: [] }) }, { ...silentLog, error: (event) => told.push(event) });
    const commit = storage.commit;
    await storage.commit([newJob({ ids, clock }, 'work', 'one', {})]);
    storage.commit = () => Promise.reject(new LuminoraError('storage_full', 'full'));
    jobs.kick();
    await jobs.idle();
    expect(told).toEqual(['job-state-lost', 'job-runner-failed']);
    storage.commit = commit;
    jobs.kick();
    await jobs.idle();
    expect(await counts()).toEqual(none);
    const due = storage.jobs.nextDueAt;
    storage.jobs.nextDueAt = () => Promise.reject(new Error('gone'));
    jobs.kick();
    await jobs.idle();
    expect(told.at(-1)).toBe('job-runner-failed');
    storage.jobs.nextDueAt = due;
  });
});
