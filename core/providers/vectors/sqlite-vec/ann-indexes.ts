// Every approximate index of the store: who has one, what writes mean for it, when it answers.
import type { Log } from '../../../lib/log.ts';
import type { VectorQuery } from '../vectors.ts';
import { createAnnIndex, type AnnIndex, type AnnState } from './ann-index.ts';
import { loadAnnLibrary, type AnnGraph } from './ann-library.ts';
import { searchGraph, type NearRow } from './ann-search.ts';
import { removeSnapshot, removeSnapshots, snapshotFile } from './ann-snapshot.ts';
import type { Space } from './spaces.ts';

/** `threshold`: vectors of one user in one space from which there is an approximate index; 0: never. */
export type AnnSettings = { threshold: number; settleMs: number };

/** Contents that no row of their user has any more. */
export type Orphan = { user_id: string; content: number };

export type AnnIndexes = {
  /** Starts the indexes of a space's users who have enough vectors. */
  open(space: Space, epoch: string): void;
  /** Inside the write that makes contents disappear, before it is committed. */
  beforeRemoval(space: Space, orphans: readonly Orphan[]): void;
  /** After a write was committed: rows written per user, and what disappeared. */
  afterWrite(space: Space, epoch: string, written: ReadonlyMap<string, number>, orphans: readonly Orphan[]): void;
  /** Null when the exact search has to answer. */
  search(space: Space, unit: Float32Array, query: VectorQuery): NearRow[] | null;
  dropSpace(spaceId: string, users: readonly string[]): void;
  /** Forgets everything, on disk as well: the rows are gone. */
  clear(): void;
  report(): { answers: number; indexes: { space: string; vectors: number; state: AnnState }[] };
  whenIdle(): Promise<void>;
  close(): Promise<void>;
};

/** Over the snapshots of `folder`. */
export function createAnnIndexes(folder: string, settings: AnnSettings, log: Log, load = loadAnnLibrary): AnnIndexes {
  const indexes = new Map<string, AnnIndex>();
  let answers = 0;
  let makeGraph: ((dimension: number) => AnnGraph) | null | undefined;
  removeSnapshots(folder, settings.threshold === 0);

  const keyOf = (spaceId: string, userId: string): string => JSON.stringify([spaceId, userId]);
  const library = (): typeof makeGraph => {
    if (makeGraph !== undefined) return makeGraph;
    try {
      makeGraph = load();
    } catch (error) {
      makeGraph = null;
      log.warn('ann-unavailable', { reason: String(error) });
    }
    return makeGraph;
  };
  const start = (space: Space, epoch: string, userId: string): void => {
    const key = keyOf(space.id, userId);
    if (indexes.has(key)) return;
    const make = library();
    if (make === null || make === undefined) return;
    indexes.set(key, createAnnIndex(space, userId, snapshotFile(folder, space.id, userId), { makeGraph: make, epoch, log, settleMs: settings.settleMs }));
  };
  /** What fails here is made up for by the exact search. */
  const guarded = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      log.warn('ann-failed', { reason: String(error) });
      return otherwise;
    }
  };
  const discard = (key: string): void => {
    indexes.get(key)?.discard();
    indexes.delete(key);
  };
  const hasEnough = (space: Space, userId: string): boolean => settings.threshold > 0 && space.hasAtLeast(userId, settings.threshold);

  return {
    open(space, epoch) {
      for (const userId of settings.threshold > 0 ? space.users() : []) if (hasEnough(space, userId)) start(space, epoch, userId);
    },
    beforeRemoval(space, orphans) {
      for (const userId of new Set(orphans.map((orphan) => orphan.user_id))) {
        const index = indexes.get(keyOf(space.id, userId));
        if (index === undefined) removeSnapshot(snapshotFile(folder, space.id, userId));
        else index.dropSnapshot();
      }
    },
    afterWrite(space, epoch, written, orphans) {
      for (const userId of new Set(orphans.map((orphan) => orphan.user_id))) {
        const key = keyOf(space.id, userId);
        const contents = orphans.filter((orphan) => orphan.user_id === userId).map((orphan) => orphan.content);
        if (!guarded(() => { indexes.get(key)?.removed(contents); return true; }, false)) discard(key);
      }
      for (const [userId, count] of written) {
        const key = keyOf(space.id, userId);
        const index = indexes.get(key);
        if (index === undefined) {
          if (hasEnough(space, userId)) start(space, epoch, userId);
        } else if (!guarded(() => { index.added(count); return true; }, false)) {
          discard(key);
        }
      }
    },
    search(space, unit, query) {
      const graph = indexes.get(keyOf(space.id, query.user_id))?.ready() ?? null;
      const rows = graph === null ? null : guarded(() => searchGraph(graph, space, unit, query), null);
      if (rows !== null) answers += 1;
      return rows;
    },
    dropSpace(spaceId, users) {
      for (const userId of users) {
        discard(keyOf(spaceId, userId));
        removeSnapshot(snapshotFile(folder, spaceId, userId));
      }
    },
    clear() {
      for (const key of [...indexes.keys()]) discard(key);
      removeSnapshots(folder, true);
    },
    report: () => ({ answers, indexes: [...indexes.values()].map((index) => index.report()) }),
    async whenIdle() { for (const index of indexes.values()) await index.whenIdle(); },
    async close() { await Promise.all([...indexes.values()].map((index) => index.close())); },
  };
}
