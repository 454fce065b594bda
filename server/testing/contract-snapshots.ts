// The canned answers about snapshots.
import { implement } from '@orpc/server';
import { contract, type Snapshot, type SnapshotChanges, type SnapshotMode } from '../../core/contract/index.ts';

export function snapshotRoutes(secretWord: string) {
  const server = implement(contract);
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const snapshot: Snapshot = {
    id, kind: 'made', file_name: `${secretWord}.zip`, bytes: 1, pieces: 1, created_at: 1,
    manifest: { format: 'luminora-snapshot', version: 1, product_version: '0.0.0', made_at: 1, user_id: secretWord, personality: null, includes: [], is_anonymised: false, notes: [], parts: [] },
  };
  const changes = (mode: SnapshotMode): SnapshotChanges => ({ mode, entities: [], conflicts: [{ entity: 'message', id: secretWord }] });
  return {
    snapshots: {
      list: server.snapshots.list.handler(() => ({ snapshots: [snapshot] })),
      create: server.snapshots.create.handler(() => snapshot),
      piece: server.snapshots.piece.handler(({ input }) => ({ index: input.index, pieces: 1, data: btoa(secretWord) })),
      beginUpload: server.snapshots.beginUpload.handler(() => ({ id, piece_bytes: 1, pieces: 1 })),
      putPiece: server.snapshots.putPiece.handler(() => ({ received: 1, pieces: 1 })),
      finishUpload: server.snapshots.finishUpload.handler(() => snapshot),
      preview: server.snapshots.preview.handler(({ input }) => changes(input.mode)),
      apply: server.snapshots.apply.handler(({ input }) => ({ ...changes(input.mode), backup: null })),
      remove: server.snapshots.remove.handler(() => ({ deleted: true })),
    },
  };
}
