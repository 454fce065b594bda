// What taking a snapshot in would do: both sides are walked in the order of their ids, so that memory does not grow with either.
import { isDeepStrictEqual } from 'node:util';
import type { SnapshotMode } from '../../contract/snapshots.ts';
import { breathe } from '../../lib/breathe.ts';
import type { RecordOwner, StorageProvider } from '../../providers/storage/storage.ts';
import { isShared, kinds, kindsOf, type Line, type SnapshotEntity } from './entities.ts';
import { createLeaveOut } from './leave-out.ts';
import { limits } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { compareIds, pagesOf } from './pages.ts';
import { assertWanted } from './refuse.ts';
import type { Staging } from './staging.ts';

/** merge: what is here stays as it is, what is missing is added. replace: what the user had (of what the snapshot covers) goes first. */
export type ImportMode = SnapshotMode;
/** `changed`: here and different, the snapshot's is taken; `kept`: here and different, what is here stays; `removed`: here and not in the snapshot; `left_out`: not taken in, or without its words, for it was forgotten here. */
export type EntityPreview = { entity: SnapshotEntity; added: number; same: number; changed: number; kept: number; removed: number; left_out: number };
export type SnapshotPreview = {
  mode: ImportMode;
  entities: EntityPreview[];
  /** Records that are here and in the snapshot and differ: at most some fifty, all are counted above. */
  conflicts: { entity: SnapshotEntity; id: string }[];
};
export type Plan = SnapshotPreview & {
  /** Sessions whose branch is set anew after their messages, with the message at its end. */
  branches: Map<string, string | null>;
  /** Records that go first, by kind. Sessions take along what is theirs. */
  removals: { session: string[]; fact: string[]; affinity: string[]; affinity_event: string[] };
};

/** Kinds that go with their session. */
const withSession = new Set<SnapshotEntity>(['session', 'message', 'mood', 'usage', 'classification', 'trace', 'episode', 'summary', 'proposal', 'message_embedding', 'episode_embedding']);

/** Fills the staging lists "insert" and "put". @throws LuminoraError `cancelled`, `storage_*` */
export async function makePlan(storage: StorageProvider, staging: Staging, manifest: Manifest, userId: string, mode: ImportMode, signal?: AbortSignal): Promise<Plan> {
  const plan: Plan = { mode, entities: [], conflicts: [], branches: new Map(), removals: { session: [], fact: [], affinity: [], affinity_event: [] } };
  const leaveOut = await createLeaveOut(storage, userId);
  const leaves = new Map<string, string | null>();
  // Of sessions that come in: the newest message, and which of them have the message their branch ends at.
  const newest = new Map<string, string>();
  const whole = new Set<string>();
  const incoming = new Set<string>();
  const covered = new Set(kindsOf(manifest.includes, manifest.is_anonymised).map(({ entity }) => entity));
  // What was forgotten here stays forgotten, whatever the snapshot knows of it.
  const goes = (entity: SnapshotEntity): boolean => mode === 'replace' && !isShared(entity) && entity !== 'tombstone' && (covered.has(entity) || (covered.has('session') && withSession.has(entity)));
  const replaced: RecordOwner = { user_id: userId, ...(manifest.personality === null ? {} : { personality: manifest.personality }) };
  for (const { entity } of kinds) {
    if (!covered.has(entity) && !goes(entity)) continue;
    plan.entities.push(await compare(entity));
    if (entity === 'message') mendBranches();
  }
  return plan;

  /** A message deleted while the snapshot was written may have been the end of a branch; the rest of that talk is not lost for it. */
  function mendBranches(): void {
    for (const [session, leaf] of plan.branches) if (leaf !== null && incoming.has(session) && !whole.has(session)) plan.branches.set(session, newest.get(session) ?? null);
  }

  async function compare(entity: SnapshotEntity): Promise<EntityPreview> {
    const counts: EntityPreview = { entity, added: 0, same: 0, changed: 0, kept: 0, removed: 0, left_out: 0 };
    const doomed = await doomedIds(entity);
    const summedUp = entity === 'summary' ? await stretchesSummedUp(doomed) : null;
    const inserts = await staging.writer('insert', entity);
    const puts = await staging.writer('put', entity);
    const theirs = staging.lines('all', entity);
    try {
      let their = theirs.next();
      for await (const page of pagesOf(storage, entity, { user_id: userId })) {
        assertWanted(signal);
        for (const mine of page) {
          while (their.done !== true && compareIds(their.value.id, mine.id) < 0) {
            await add(their.value);
            their = theirs.next();
          }
          if (entity === 'session') leaves.set(mine.id, typeof mine['active_leaf_id'] === 'string' ? mine['active_leaf_id'] : null);
          if (their.done === true || their.value.id !== mine.id) {
            if (doomed?.has(mine.id) === true) counts.removed += 1;
            continue;
          }
          await meet(mine, their.value, doomed?.has(mine.id) === true);
          their = theirs.next();
        }
        await breathe();
      }
      for (let left = 0; their.done !== true; their = theirs.next()) {
        await add(their.value);
        left += 1;
        if (left % 500 === 0) {
          assertWanted(signal);
          await breathe();
        }
      }
    } finally {
      theirs.return(undefined);
      await inserts.end();
      await puts.end();
    }
    return counts;

    async function add(line: Line): Promise<void> {
      if (summedUp?.has(stretchOf(line)) === true) {
        counts.kept += 1;
        return;
      }
      const admitted = leaveOut.admit(entity, line, null);
      if (admitted !== line) counts.left_out += 1;
      if (admitted === null) return;
      counts.added += 1;
      await inserts.add(JSON.stringify(admitted));
      touch(admitted);
    }

    async function meet(mine: Line, read: Line, isDoomed: boolean): Promise<void> {
      const own = JSON.parse(JSON.stringify(mine)) as Line;
      const their = leaveOut.admit(entity, read, own);
      if (their !== read) counts.left_out += 1;
      // Nothing that is here is left out as a whole.
      if (their === null) return;
      const isSame = isDeepStrictEqual(comparable(entity, mode, own), comparable(entity, mode, their));
      if (isSame) counts.same += 1;
      else {
        counts[mode === 'merge' ? 'kept' : 'changed'] += 1;
        if (plan.conflicts.length < limits.examples) plan.conflicts.push({ entity, id: mine.id });
      }
      if (mode === 'merge') return;
      if (isDoomed) {
        await inserts.add(JSON.stringify(their));
        touch(their);
      } else if (!isSame && entity !== 'embedding_space') await puts.add(JSON.stringify(their));
    }

    /** Where messages come in, the branch on screen is set again: the one that was here stays. */
    function touch(line: Line): void {
      if (entity === 'session') {
        incoming.add(line.id);
        plan.branches.set(line.id, typeof line['active_leaf_id'] === 'string' ? line['active_leaf_id'] : null);
      }
      const session = entity === 'message' ? String(line['session_id']) : null;
      if (session === null) return;
      if (!plan.branches.has(session)) plan.branches.set(session, leaves.get(session) ?? null);
      newest.set(session, line.id);
      if (plan.branches.get(session) === line.id) whole.add(session);
    }
  }

  /** Stretches of talk that have a summary here that stays: there is one for each. */
  async function stretchesSummedUp(doomed: ReadonlySet<string> | null): Promise<Set<string>> {
    const found = new Set<string>();
    for await (const page of pagesOf(storage, 'summary', { user_id: userId })) for (const mine of page) if (doomed?.has(mine.id) !== true) found.add(stretchOf(mine));
    return found;
  }

  /** What goes of a kind, or null when nothing of it does. */
  async function doomedIds(entity: SnapshotEntity): Promise<Set<string> | null> {
    if (!goes(entity)) return null;
    const ids = new Set<string>();
    for await (const page of pagesOf(storage, entity, replaced)) for (const { id } of page) ids.add(id);
    if (entity in plan.removals) plan.removals[entity as keyof Plan['removals']].push(...ids);
    return ids;
  }
}

const stretchOf = (summary: Line): string => JSON.stringify([summary['session_id'], summary['last_message_id']]);

/** A companion that came with the program was put there at another time: that alone is no difference when merging. */
function comparable(entity: SnapshotEntity, mode: ImportMode, line: Line): Line {
  return mode === 'merge' && (entity === 'personality' || entity === 'embedding_space') ? { ...line, created_at: 0, updated_at: 0 } : line;
}
