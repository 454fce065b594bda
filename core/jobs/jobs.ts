// The shape of durable background work: what a feature registers and how it asks for work.
import type { Job } from '../contract/entities.ts';
import type { Clock } from '../lib/clock.ts';
import type { IdSource } from '../lib/ids.ts';
import type { Change } from '../providers/storage/changes.ts';

/**
 * Does one job and returns what it changes; the runner commits these together with "done", so a job's effect happens exactly once.
 * Anything a handler does outside the storage (filling an index) must be harmless when done twice.
 */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<JobOutcome>;
export type JobOutcome = {
  changes: readonly Change[];
  /** Called after the commit: tell screens, never store. */
  committed?: () => void;
  /** Called when the changes could not be committed: takes back what was done outside the storage. */
  undone?: () => Promise<void>;
};
export type JobHandlers = Readonly<Record<string, JobHandler>>;

/** The change that adds a job; put it in the commit that makes the work necessary. The same kind and key twice is one job. */
export function newJob(parts: { ids: IdSource; clock: Clock }, kind: string, key: string, payload: Record<string, unknown>): Change {
  const now = parts.clock.now();
  const record: Job = { id: parts.ids.next(), kind, key, payload, state: 'pending', attempts: 0, run_at: now, error: null, created_at: now, updated_at: now };
  return { op: 'insert-missing', entity: 'job', record };
}
