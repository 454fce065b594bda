// Runs the jobs table: one job at a time, claimed by a conditional update, finished in the same commit as its effects.
import { isLuminoraError, toErrorData } from '../contract/errors.ts';
import type { Job } from '../contract/entities.ts';
import { breathe } from '../lib/breathe.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { spanned } from '../lib/spans.ts';
import type { StorageProvider } from '../providers/storage/storage.ts';
import type { JobHandlers } from './jobs.ts';

export type JobRunner = {
  /** Look for work now. */
  kick(): void;
  /** No job is begun until the answer is called, or for `mostHeldMs`: somebody is waiting for something quicker. */
  hold(): () => void;
  /** No job runs from when this resolves until the answer is called, however long that is: something needs the storage for itself. */
  pause(): Promise<() => void>;
  /** Resolves when no job is running and none is due. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** Attempts before a job is given up as `failed`. */
export const maximumAttempts = 5;

/** Jobs looked for at a time, and of those that can wait: so few that others never wait long for them. */
const urgentAtOnce = 20;
const patientAtOnce = 2;

/** Longest time one `hold` keeps jobs from beginning, in milliseconds: what takes longer than this is not waited for by jobs. */
const mostHeldMs = 2000;

/** Wait after the storage itself has failed, in milliseconds. */
const pauseMs = 5000;

/** What a power cut takes of a job it takes whole, and the job is pending again. */
const redone = { isRepeatable: true } as const;

/** Wait before attempt n (1-based) is repeated: 1 s, 4 s, 16 s, 64 s. */
export function retryDelayMs(attempts: number): number {
  return 1000 * 4 ** (attempts - 1);
}

/** Error of a job that was running at every one of its attempts when the process died: it may be what killed it, and is left alone. */
const deadlyError = 'internal: the process died at every attempt';
/** Failed jobs one start tries again, and how many of them one commit changes. */
const mostRetried = 500;
const retriedAtOnce = 50;

/** Call once, before the runner starts. Answers how many jobs a killed process had left and how many given up ones are tried once more. */
export async function recoverJobs(storage: StorageProvider, clock: Clock): Promise<{ recovered: number; retried: number }> {
  // First, so that what is given up below is not tried again in the same start.
  const retried = await retryFailed(storage, clock).catch((error: unknown) => {
    // On a full disk everything can still be read: this is no reason not to start.
    if (isLuminoraError(error) && error.code === 'storage_full') return 0;
    throw error;
  });
  return { recovered: await recoverRunning(storage, clock), retried };
}

/** Jobs a killed process left `running` are pending again: their effects were never committed. */
async function recoverRunning(storage: StorageProvider, clock: Clock): Promise<number> {
  const left = await storage.jobs.running();
  await storage.commit(left.map((job) => {
    const isOver = job.attempts >= maximumAttempts;
    return { op: 'update', entity: 'job', id: job.id, set: { state: isOver ? 'failed' : 'pending', error: isOver ? deadlyError : job.error, updated_at: clock.now() } };
  }));
  return left.length;
}

/** What failed then may work now (a model that was missing, a full disk): one more attempt at each start. Until it is gone no job of its kind and key can be added. */
async function retryFailed(storage: StorageProvider, clock: Clock): Promise<number> {
  const failed = (await storage.jobs.failed({ limit: mostRetried })).filter((job) => job.error !== deadlyError);
  for (let start = 0; start < failed.length; start += retriedAtOnce) {
    await storage.commit(failed.slice(start, start + retriedAtOnce).map((job) => (
      { op: 'update', entity: 'job', id: job.id, set: { state: 'pending', attempts: maximumAttempts - 1, run_at: clock.now(), updated_at: clock.now() } }
    )));
  }
  return failed.length;
}

/** @param parts `patient`: kinds that come in thousands; each round takes a few of them, after all others */
export function createJobRunner(parts: { storage: StorageProvider; handlers: JobHandlers; clock: Clock; log: Log; patient?: readonly string[] }): JobRunner {
  const { storage, handlers, clock, log, patient = [] } = parts;
  const urgent = Object.keys(handlers).filter((kind) => !patient.includes(kind));
  const stopping = new AbortController();
  let working: Promise<void> | null = null;
  const holds = new Set<() => void>();
  let letGo: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  let isKickedAgain = false;
  let timer: NodeJS.Timeout | null = null;

  async function runJob(job: Job): Promise<void> {
    const attempts = job.attempts + 1;
    if (!await change(job, { state: 'running', attempts }, 'pending')) return;
    try {
      const handler = handlers[job.kind];
      if (!handler) throw new Error(`no handler for jobs of kind "${job.kind}"`);
      const outcome = await handler(job, stopping.signal);
      await storage.commit([
        ...outcome.changes,
        // A job whose session was deleted meanwhile is gone: this conflict then undoes its effects too.
        { op: 'update', entity: 'job', id: job.id, set: { state: 'done', error: null, updated_at: clock.now() }, expect: { state: 'running' } },
        { op: 'delete', entity: 'job', id: job.id },
      ], redone).catch(async (error: unknown) => {
        await outcome.undone?.();
        throw error;
      });
      outcome.committed?.();
    } catch (error) {
      // Stopped, not failed: it begins anew at the next start.
      if (stopping.signal.aborted) return void await change(job, { state: 'pending', attempts: job.attempts }, 'running');
      const isOver = attempts >= maximumAttempts;
      const data = toErrorData(error);
      log.warn('job-failed', { job: job.id, kind: job.kind, attempts, code: data.code, reason: isLuminoraError(error) ? data.message : String(error) });
      await change(job, { state: isOver ? 'failed' : 'pending', error: `${data.code}: ${data.message}`, run_at: clock.now() + retryDelayMs(attempts) }, 'running');
    }
  }

  /** False when the job is gone (its session was deleted) or in another state. Any other failure is logged: the next start finds the job as it is. */
  async function change(job: Job, set: Partial<Omit<Job, 'id'>>, from: Job['state']): Promise<boolean> {
    try {
      await storage.commit([{ op: 'update', entity: 'job', id: job.id, set: { ...set, updated_at: clock.now() }, expect: { state: from } }], redone);
      return true;
    } catch (error) {
      if (!isLuminoraError(error) || error.code !== 'conflict') {
        log.error('job-state-lost', { job: job.id, reason: String(error) });
        throw error;
      }
      return false;
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      isKickedAgain = false;
      const due = await dueNow();
      for (const job of due) {
        // Asked again after each wait: another hold may have come meanwhile.
        while (holds.size > 0 && !stopping.signal.aborted) await unheld();
        if (stopping.signal.aborted) return;
        const run = spanned('job', { what: job.kind, of: String(job.payload['message_id'] ?? '') }, () => runJob(job));
        running = run.then(() => undefined, () => undefined);
        await run;
        // A backlog of jobs that never wait would keep every turn and screen waiting.
        await breathe();
      }
      if (due.length === 0 && !isKickedAgain) return;
    }
  }

  async function dueNow(): Promise<Job[]> {
    const now = clock.now();
    if (patient.length === 0) return storage.jobs.due({ now, limit: urgentAtOnce });
    const [first, last] = await Promise.all([storage.jobs.due({ now, limit: urgentAtOnce, kinds: urgent }), storage.jobs.due({ now, limit: patientAtOnce, kinds: patient })]);
    // Neither: those of kinds that nobody handles any more.
    return first.length + last.length > 0 ? [...first, ...last] : storage.jobs.due({ now, limit: urgentAtOnce });
  }

  async function unheld(): Promise<void> {
    while (holds.size > 0 && !stopping.signal.aborted) await new Promise<void>((resolve) => { letGo = resolve; });
  }

  async function pause(): Promise<() => void> {
    const release = () => {
      holds.delete(release);
      if (holds.size === 0) letGo?.();
    };
    holds.add(release);
    await running;
    return release;
  }

  function hold(): () => void {
    const release = () => {
      clearTimeout(tooLong);
      holds.delete(release);
      if (holds.size === 0) letGo?.();
    };
    const tooLong = setTimeout(release, mostHeldMs);
    tooLong.unref();
    holds.add(release);
    return release;
  }

  function sleep(ms: number): void {
    if (stopping.signal.aborted) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(kick, ms);
    timer.unref();
  }

  async function sleepUntilDue(): Promise<void> {
    if (stopping.signal.aborted) return;
    const next = await storage.jobs.nextDueAt();
    if (next !== null) sleep(Math.min(Math.max(next - clock.now(), 50), 60_000));
  }

  /** The storage itself failed (a full disk): its jobs are due all the time, so it is left alone for a while. */
  function pauseAfter(error: unknown): void {
    log.error('job-runner-failed', { reason: String(error) });
    sleep(pauseMs);
  }

  function kick(): void {
    if (stopping.signal.aborted) return;
    isKickedAgain = true;
    if (working) return;
    if (timer) clearTimeout(timer);
    working = work()
      .finally(() => { working = null; })
      .then(() => (isKickedAgain ? kick() : sleepUntilDue()))
      .catch(pauseAfter);
  }

  return {
    kick,
    hold,
    pause,
    async idle() {
      while (working) await working;
    },
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      for (const release of [...holds]) release();
      while (working) await working;
    },
  };
}
