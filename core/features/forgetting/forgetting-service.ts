// Forgets for good: plans while nothing else writes, commits all of it at once, then clears what lies beside the rows.
import type { ForgetCounts, ForgetTarget, TombstoneView } from '../../contract/forgetting.ts';
import { isLuminoraError } from '../../contract/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import { createQueue } from '../../lib/queue.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { Embedder } from '../memory/index.ts';
import { changesOfPlan } from './changes-of-plan.ts';
import { countsOf, examplesOf } from './counts.ts';
import { makeTombstones } from './make-tombstones.ts';
import { planForgetting } from './plan-forgetting.ts';
import type { Plan } from './plan.ts';
import { finishedChange, readUnfinished, unfinishedOf } from './unfinished.ts';
import type { Unfinished } from './unfinished.ts';

export type ForgettingParts = {
  storage: StorageProvider;
  clock: Clock;
  ids: IdSource;
  log: Log;
  embedder: Pick<Embedder, 'spaceId' | 'embed'>;
  /** Keeps turns, jobs and refining from writing until the answer is called. @throws LuminoraError `turn_in_progress` while a reply is being written */
  rest: (userId: string) => Promise<() => void>;
  /** Copies that go with it, and snapshots that stay. */
  copies: () => Promise<Pick<ForgetCounts, 'backups' | 'snapshots_kept'>>;
  /** Clears what lies beside the rows: indexes, caches, copies; may be called twice. */
  clear: (work: Unfinished) => Promise<void>;
  /** After that, while all still rests: what is left of the conversations is told anew. */
  deriveAnew: (work: Unfinished) => Promise<void>;
  /** Tells the screens. */
  tell: (plan: Plan) => Promise<void>;
};
export type ForgettingService = ReturnType<typeof createForgettingService>;

/** Somebody may edit a memory between the plan and the commit: then it is planned again. */
const attempts = 3;
const changesAtOnce = 50;

export function createForgettingService(parts: ForgettingParts) {
  const { storage, ids } = parts;
  const inTurn = createQueue();
  const countsFor = async (plan: Plan) => countsOf(plan, await parts.copies());

  async function commit(userId: string, target: ForgetTarget, forgettingId: string): Promise<{ plan: Plan; counts: ForgetCounts }> {
    for (let attempt = 1; ; attempt += 1) {
      const plan = await planForgetting(storage, userId, target);
      const counts = await countsFor(plan);
      const tombstones = await makeTombstones(parts, { forgetting_id: forgettingId, user_id: userId, kind: target.kind }, plan.forgotten);
      const changes = await changesOfPlan(parts, plan, forgettingId, tombstones);
      try {
        await storage.commit(changes.length <= changesAtOnce ? changes : changes.values(), { isForgetting: true });
        return { plan, counts };
      } catch (error) {
        if (attempt === attempts || !isLuminoraError(error) || error.code !== 'conflict') throw error;
      }
    }
  }

  async function finish(forgettingId: string, work: Unfinished): Promise<void> {
    await parts.clear(work);
    await parts.deriveAnew(work);
    await storage.commit([finishedChange(forgettingId)], { isForgetting: true });
  }

  return {
    /** Changes nothing. @throws LuminoraError `not_found`, `invalid_input` */
    async preview(userId: string, target: ForgetTarget): Promise<{ counts: ForgetCounts; examples: string[] }> {
      const plan = await planForgetting(storage, userId, target);
      return { counts: await countsFor(plan), examples: examplesOf(plan) };
    },

    /** All or nothing; what is then left to clear is made up for at the next start, should the process die. @throws LuminoraError `not_found`, `invalid_input`, `turn_in_progress`, `conflict` */
    forget: (userId: string, target: ForgetTarget): Promise<{ forgetting_id: string; counts: ForgetCounts }> => inTurn(async () => {
      const resume = await parts.rest(userId);
      try {
        const forgettingId = ids.next();
        const { plan, counts } = await commit(userId, target, forgettingId);
        await finish(forgettingId, unfinishedOf(plan));
        await parts.tell(plan);
        return { forgetting_id: forgettingId, counts };
      } finally {
        resume();
      }
    }),

    /** Newest first. */
    async tombstones(userId: string): Promise<TombstoneView[]> {
      return (await storage.tombstones.list(userId)).toReversed().map(({ hashes: _hashes, space_id: _space, vector: _vector, ...view }) => view);
    },

    /** How many tombstones went. */
    async allow(userId: string, forgettingId: string | undefined): Promise<number> {
      const wanted = (await storage.tombstones.list(userId)).filter((tombstone) => forgettingId === undefined || tombstone.forgetting_id === forgettingId);
      const changes = wanted.map(({ id }): Change => ({ op: 'delete', entity: 'tombstone', id }));
      if (changes.length > 0) await storage.commit(changes.length <= changesAtOnce ? changes : changes.values());
      return wanted.length;
    },

    /** At start: what a process that died between the commit and the end had left. */
    async finishUnfinished(): Promise<number> {
      const left = await readUnfinished(storage);
      for (const { id, work } of left) await finish(id, work).catch((error: unknown) => parts.log.error('forgetting-not-finished', { id, reason: String(error) }));
      return left.length;
    },
  };
}
