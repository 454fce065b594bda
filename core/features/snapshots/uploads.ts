// Snapshots on their way in: a file that becomes a snapshot when all of its pieces are there.
import * as fs from 'node:fs/promises';
import { snapshotPieceBytes, type Snapshot } from '../../contract/snapshots.ts';
import type { IdSource } from '../../lib/ids.ts';
import { createReceivedFiles, fileError } from '../received-files.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export function createUploads(store: SnapshotStore, ids: IdSource) {
  const files = createReceivedFiles(store.folder, { one: 'snapshot', many: 'snapshots', instead: 'Finish or delete one of them.' });
  return {
    drop: files.drop,
    put: files.put,

    /** @throws LuminoraError `rate_limited`, `storage_failed`, `storage_full` */
    async begin(bytes: number): Promise<{ id: string; piece_bytes: number; pieces: number }> {
      const id = ids.next();
      return { id, piece_bytes: snapshotPieceBytes, ...await files.begin(id, bytes) };
    },

    /** @throws LuminoraError `invalid_input` naming the first missing piece, or what makes it no snapshot; `storage_from_future` */
    async finish(id: string): Promise<Snapshot> {
      const path = files.finish(id);
      const target = store.pathOf(id, 'upload');
      try {
        await fs.rename(path, target);
        return await store.describe(id);
      } catch (cause) {
        await fs.rm(path, { force: true });
        await fs.rm(target, { force: true });
        throw fileError(cause, target);
      }
    },
  };
}
