// Takes a snapshot in: checked to the last line before anything is changed, shown, and then written as one commit.
import * as fs from 'node:fs/promises';
import { LuminoraError } from '../../contract/errors.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { kinds, ofLine } from './entities.ts';
import type { Manifest } from './manifest.ts';
import { openZipFile } from './open-zip-file.ts';
import { makePlan, type ImportMode, type Plan, type SnapshotPreview } from './plan.ts';
import { assertWanted } from './refuse.ts';
import { isSnapshotName, readManifest, stageParts } from './stage-parts.ts';
import { createStaging, type Staging } from './staging.ts';
import { fileError } from '../received-files.ts';
import { writeSnapshotFile, type SnapshotDeps } from './write-snapshot.ts';

export type OpenSnapshot = {
  manifest: Manifest;
  /** What `apply` would do now. Changes nothing. */
  preview(mode: ImportMode, signal?: AbortSignal): Promise<SnapshotPreview>;
  /**
   * All or nothing, in one commit; what is answered is what was done. Replacing writes `backupFile` first, a snapshot of what is there now: replacing with that undoes it.
   * Turns and jobs should rest meanwhile: what they write between the plan and the commit makes it a `conflict` at worst.
   */
  apply(choice: { mode: 'merge' } | { mode: 'replace'; backupFile: string }, signal?: AbortSignal): Promise<SnapshotPreview>;
  /** Removes what was staged. Always call it. */
  close(): Promise<void>;
};

/**
 * Opens and checks the whole file. `userId`: whose the records will be (the snapshot's own user when left out); `workFolder`: a private folder with room for the unpacked records.
 * @throws LuminoraError `invalid_input` (damaged, hostile, no snapshot), `storage_from_future` (newer format), `cancelled`, `storage_failed`, `storage_full`
 */
export async function openSnapshot(deps: SnapshotDeps, file: string, options: { workFolder: string; userId?: string; signal?: AbortSignal }): Promise<OpenSnapshot> {
  const { storage, clock } = deps;
  let staging: Staging | undefined;
  try {
    staging = await createStaging(options.workFolder);
    const manifest = await stageFile(file, staging);
    return opened(manifest, staging);
  } catch (cause) {
    await staging?.remove();
    throw fileError(cause, file);
  }

  async function stageFile(path: string, into: Staging): Promise<Manifest> {
    const handle = await fs.open(path, 'r');
    try {
      const parts = await openZipFile(handle, isSnapshotName);
      const manifest = await readManifest(parts);
      await stageParts(manifest, parts, into, { userId: options.userId ?? manifest.user_id, now: clock.now(), signal: options.signal, onBytes: deps.onBytes });
      return manifest;
    } finally {
      await handle.close();
    }
  }

  function opened(manifest: Manifest, staged: Staging): OpenSnapshot {
    const userId = options.userId ?? manifest.user_id;
    let isBusy = false;
    const alone = async <T>(work: () => Promise<T>): Promise<T> => {
      if (isBusy) throw new LuminoraError('conflict', 'This snapshot is being previewed or taken in already.');
      isBusy = true;
      try {
        return await work();
      } catch (cause) {
        throw fileError(cause, file);
      } finally {
        isBusy = false;
      }
    };
    const plan = (mode: ImportMode, signal?: AbortSignal) => makePlan(storage, staged, manifest, userId, mode, signal);
    return {
      manifest,
      preview: (mode, signal) => alone(async () => shown(await plan(mode, signal))),
      apply: (choice, signal) => alone(async () => {
        if (choice.mode === 'replace') {
          const owner = { user_id: userId, ...(manifest.personality === null ? {} : { personality: manifest.personality }) };
          await writeSnapshotFile(deps, owner, choice.backupFile, signal);
        }
        const planned = await plan(choice.mode, signal);
        assertWanted(signal);
        if (isAnyChange(planned)) await storage.commit(changesOf(planned, staged));
        return shown(planned);
      }),
      close: () => staged.remove(),
    };
  }
}

const shown = ({ mode, entities, conflicts }: Plan): SnapshotPreview => ({ mode, entities, conflicts });
const isAnyChange = (plan: Plan): boolean => plan.mode === 'replace' || plan.entities.some(({ added }) => added > 0);

/** Read while they are applied: neither side is ever in memory as a whole. */
function* changesOf({ removals, branches }: Plan, staging: Staging): Generator<Change> {
  for (const session_id of removals.session) yield { op: 'delete-session', session_id };
  for (const entity of ['fact', 'affinity', 'affinity_event'] as const) for (const id of removals[entity]) yield { op: 'delete', entity, id };
  for (const { entity } of kinds) {
    for (const op of ['put', 'insert'] as const) for (const line of staging.lines(op, entity)) yield { op, entity, record: ofLine(entity, line) } as Change;
    if (entity === 'message') for (const [session_id, leaf_id] of branches) yield { op: 'activate-branch', session_id, leaf_id };
  }
}
