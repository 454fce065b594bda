// What can be done with snapshots while the program runs: make, fetch, send, look at, take in, delete.
import { isLuminoraError, toErrorData, LuminoraError } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Snapshot, SnapshotChanges, SnapshotMode } from '../../contract/snapshots.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import { openSnapshot, type OpenSnapshot } from './open-snapshot.ts';
import { createSnapshotStore, keptBackups } from './snapshot-store.ts';
import { createUploads } from './uploads.ts';
import { writeSnapshotFile, type SnapshotDeps, type SnapshotOptions } from './write-snapshot.ts';

export type SnapshotServiceParts = Omit<SnapshotDeps, 'onBytes'> & {
  ids: IdSource;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  /** Where the files are; private. */
  folder: string;
  /** Keeps turns and jobs from writing until the answer is called. @throws LuminoraError `turn_in_progress` */
  rest: (userId: string) => Promise<() => void>;
  /** Told while they rest that records have come and gone. */
  applied: (what: { userId: string; mode: SnapshotMode }) => Promise<void>;
};
export type SnapshotService = ReturnType<typeof createSnapshotService>;
type Taking = { id: string; mode: SnapshotMode; user_id?: string | undefined };
type Step = 'write' | 'check' | 'apply';

/** Milliseconds between two tellings of how far something is. */
const toldEveryMs = 200;

export function createSnapshotService(parts: SnapshotServiceParts) {
  const { storage, clock, productVersion, ids, log, broadcast } = parts;
  const store = createSnapshotStore(parts.folder, log);
  const uploads = createUploads(store, ids);
  const stopping = new AbortController();
  const working = new Set<Promise<unknown>>();
  let isApplying = false;

  /** Runs something long, telling how far it is and how it ended; `close` waits for it. */
  function told<Value>(id: string, first: Step, wanted: AbortSignal | undefined, work: (deps: SnapshotDeps, signal: AbortSignal, step: (next: Step) => void) => Promise<Value>): Promise<Value> {
    const signal = wanted === undefined ? stopping.signal : AbortSignal.any([wanted, stopping.signal]);
    let step = first;
    let last: { done_bytes: number; total_bytes: number | null } = { done_bytes: 0, total_bytes: null };
    let toldAt = -Infinity;
    const tell = () => {
      toldAt = clock.now();
      broadcast({ type: 'snapshot-progress', id, step, ...last, error: null });
    };
    const onBytes = (done_bytes: number, total_bytes: number | null) => {
      last = { done_bytes, total_bytes };
      if (Math.abs(clock.now() - toldAt) >= toldEveryMs) tell();
    };
    tell();
    const run = work({ storage, clock, productVersion, onBytes }, signal, (next) => {
      step = next;
      tell();
    }).then((value) => {
      broadcast({ type: 'snapshot-progress', id, step: 'end', ...last, error: null });
      return value;
    }, (error: unknown) => {
      broadcast({ type: 'snapshot-progress', id, step: 'end', ...last, error: toErrorData(error) });
      throw error;
    });
    const kept = run.catch(() => undefined).finally(() => working.delete(kept));
    working.add(kept);
    return run;
  }

  async function opened<Value>(deps: SnapshotDeps, { id, user_id }: Taking, signal: AbortSignal, use: (snapshot: OpenSnapshot) => Promise<Value>): Promise<Value> {
    const { path } = await store.find(id);
    const snapshot = await openSnapshot(deps, path, { workFolder: store.workFolder, signal, ...(user_id === undefined ? {} : { userId: user_id }) });
    try {
      return await use(snapshot);
    } finally {
      await snapshot.close();
    }
  }

  async function takeIn(snapshot: OpenSnapshot, { mode, user_id }: Taking, signal: AbortSignal): Promise<SnapshotChanges & { backup: Snapshot | null }> {
    const userId = user_id ?? snapshot.manifest.user_id;
    const goOn = await parts.rest(userId);
    const backup = ids.next();
    let isDone = false;
    try {
      const done = await snapshot.apply(mode === 'merge' ? { mode } : { mode, backupFile: store.pathOf(backup, 'backup') }, signal);
      isDone = true;
      await parts.applied({ userId, mode }).catch((error: unknown) => log.error('snapshot-aftermath', { reason: String(error) }));
      if (mode === 'replace') await store.removeBackups(keptBackups);
      return { ...done, backup: mode === 'merge' ? null : await store.describe(backup) };
    } catch (error) {
      if (isDone || userId === snapshot.manifest.user_id || !isLuminoraError(error) || error.code !== 'conflict') throw error;
      throw new LuminoraError('conflict', `Some of these records are here already, as another user's. Take the snapshot in as "${userId}" in another data folder. Nothing was changed.`, { details: error.details, cause: error });
    } finally {
      // Nothing was replaced: there is nothing to undo.
      if (!isDone && mode === 'replace') await store.drop(backup, 'backup');
      goOn();
    }
  }

  /** A name written wrongly must not become a snapshot that holds nothing. A companion that was deleted may still have a past. */
  async function assertCompanion({ user_id, personality }: SnapshotOptions): Promise<void> {
    if (personality === undefined || await storage.personalities.get(personality)) return;
    for (const entity of ['session', 'affinity', 'fact'] as const) if ((await storage.records({ entity, owner: { user_id, personality }, limit: 1 })).length > 0) return;
    const known = (await storage.personalities.list()).map(({ id }) => id);
    throw new LuminoraError('not_found', `There is no companion "${personality}". Known: ${known.join(', ')}.`, { details: { field: 'personality', known } });
  }

  return {
    list: store.list,
    piece: store.piece,
    beginUpload: uploads.begin,
    putPiece: uploads.put,
    finishUpload: uploads.finish,

    /** Leaves no file when it is cancelled or fails. @throws LuminoraError `not_found` for a companion of whom nothing is here */
    async create(options: SnapshotOptions, signal?: AbortSignal): Promise<Snapshot> {
      await assertCompanion(options);
      const id = ids.next();
      return told(id, 'write', signal, async (deps, wanted) => {
        await writeSnapshotFile(deps, options, store.pathOf(id, 'made'), wanted);
        return store.describe(id);
      });
    },

    /** Checks the whole file and tells what `apply` would do now. Changes nothing. */
    preview(taking: Taking, signal?: AbortSignal): Promise<SnapshotChanges> {
      return told(taking.id, 'check', signal, (deps, wanted) => opened(deps, taking, wanted, (snapshot) => snapshot.preview(taking.mode, wanted)));
    },

    /** @throws LuminoraError `turn_in_progress` while a reply is being written, `conflict` while another snapshot comes in; nothing was changed then */
    async apply(taking: Taking, signal?: AbortSignal): Promise<SnapshotChanges & { backup: Snapshot | null }> {
      if (isApplying) throw new LuminoraError('conflict', 'Another snapshot is being taken in. Wait for its end.');
      isApplying = true;
      try {
        return await told(taking.id, 'check', signal, (deps, wanted, step) => opened(deps, taking, wanted, (snapshot) => {
          step('apply');
          return takeIn(snapshot, taking, wanted);
        }));
      } finally {
        isApplying = false;
      }
    },

    async remove(id: string): Promise<{ deleted: boolean }> {
      if (!await uploads.drop(id)) await store.remove(id);
      return { deleted: true };
    },

    /** What was forgotten must not lie in what was kept before a replacement. */
    forgetBackups: () => store.removeBackups(0),
    tidy: store.tidy,
    async close(): Promise<void> {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
