// Snapshots of the in-memory client: each is kept as one piece, and taking one in finds everything there already.
import { implement } from '@orpc/server';
import { contract, snapshotPieceBytes, type MessageView, type Snapshot, type SnapshotChanges, type SnapshotMode } from '../../core/contract/index.ts';

type Tools = { now: () => number; failIfTold: (name: string) => void; find: <Item extends { id: string }>(items: Item[], id: string) => Item };

export function createSnapshotRoutes(world: { messages: MessageView[] }, { now, failIfTold, find }: Tools) {
  const os = implement(contract).snapshots;
  const text = 'PK';
  let made = 0;
  let snapshots: Snapshot[] = [];
  const keep = (kind: Snapshot['kind'], about: { user_id: string; personality: string | null; is_anonymised: boolean }): Snapshot => {
    const snapshot: Snapshot = {
      id: String(made++).padStart(26, '0'), kind, file_name: `luminora-${about.user_id}.zip`, bytes: text.length, pieces: 1, created_at: now(),
      manifest: { format: 'luminora-snapshot', version: 1, product_version: '0.1.0', made_at: now(), ...about, includes: ['conversations', 'facts'], notes: [], parts: [] },
    };
    snapshots = [snapshot, ...snapshots];
    return snapshot;
  };
  const ours = { user_id: 'default', personality: null, is_anonymised: false };
  const changes = (id: string, mode: SnapshotMode): SnapshotChanges => {
    find(snapshots, id);
    return { mode, entities: [{ entity: 'message', added: 0, same: world.messages.length, changed: 0, kept: 0, removed: 0 }], conflicts: [] };
  };
  return {
    snapshots: {
      list: os.list.handler(() => ({ snapshots })),
      create: os.create.handler(({ input }) => {
        failIfTold('snapshot');
        return keep('made', { user_id: input.user_id, personality: input.personality ?? null, is_anonymised: input.anonymised });
      }),
      piece: os.piece.handler(({ input }) => ({ index: input.index, pieces: find(snapshots, input.id).pieces, data: btoa(text) })),
      beginUpload: os.beginUpload.handler(({ input }) => ({ id: keep('upload', ours).id, piece_bytes: snapshotPieceBytes, pieces: Math.ceil(input.bytes / snapshotPieceBytes) })),
      putPiece: os.putPiece.handler(({ input }) => ({ received: input.index + 1, pieces: find(snapshots, input.id).pieces })),
      finishUpload: os.finishUpload.handler(({ input }) => find(snapshots, input.id)),
      preview: os.preview.handler(({ input }) => changes(input.id, input.mode)),
      apply: os.apply.handler(({ input }) => {
        failIfTold('apply');
        return { ...changes(input.id, input.mode), backup: input.mode === 'replace' ? keep('backup', ours) : null };
      }),
      remove: os.remove.handler(({ input }) => {
        const gone = find(snapshots, input.id);
        snapshots = snapshots.filter(({ id }) => id !== gone.id);
        return { deleted: true };
      }),
    },
  };
}
