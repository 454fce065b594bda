// Snapshots of the in-memory client: each is kept as one piece; what taking one in would do is told by the sample, and otherwise everything is there already.
import { implement } from '@orpc/server';
import { contract, snapshotPieceBytes, type EngineEvent, type Snapshot, type SnapshotChanges, type SnapshotMode } from '../../core/contract/index.ts';
import type { MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; failIfTold: (name: string) => void; find: <Item extends { id: string }>(items: Item[], id: string) => Item; emit: (event: EngineEvent) => void };

export function createSnapshotRoutes(world: MemoryWorld, { now, failIfTold, find, emit }: Tools) {
  const os = implement(contract).snapshots;
  const snapshots = (world.data ??= { backups: [], snapshots: [], imports: [] }).snapshots;
  const text = 'PK';
  let made = snapshots.length;
  const keep = (kind: Snapshot['kind'], about: Partial<Snapshot['manifest']>): Snapshot => {
    const snapshot: Snapshot = {
      id: String(made++).padStart(26, '0'), kind, file_name: `luminora-${about.user_id ?? 'default'}.zip`, bytes: text.length, pieces: 1, created_at: now(),
      manifest: { format: 'luminora-snapshot', version: 1, product_version: '0.1.0', made_at: now(), user_id: 'default', personality: null, is_anonymised: false, includes: ['conversations', 'facts'], notes: [], parts: [], ...about },
    };
    snapshots.unshift(snapshot);
    return snapshot;
  };
  const changes = (id: string, mode: SnapshotMode): SnapshotChanges => {
    find(snapshots, id);
    const rows = world.data?.changes ?? [{ entity: 'message', added: 0, same: world.messages.length, different: 0, only_here: 0 }];
    return { mode, entities: rows.map(({ entity, added, same, different, only_here }) => ({ entity, added, same, changed: mode === 'replace' ? different : 0, kept: mode === 'merge' ? different : 0, removed: mode === 'replace' ? only_here : 0, left_out: 0 })), conflicts: [] };
  };
  const tell = (id: string, step: 'write' | 'check' | 'apply' | 'end'): void => emit({ type: 'snapshot-progress', id, step, done_bytes: 1, total_bytes: step === 'write' ? null : 2, error: null });
  return {
    snapshots: {
      list: os.list.handler(() => { failIfTold('snapshots'); return { snapshots }; }),
      create: os.create.handler(({ input }) => {
        failIfTold('snapshot');
        const snapshot = keep('made', { user_id: input.anonymised ? 'anonymous' : input.user_id, personality: input.personality ?? null, is_anonymised: input.anonymised, ...(input.includes ? { includes: input.includes } : {}) });
        tell(snapshot.id, 'write');
        tell(snapshot.id, 'end');
        return snapshot;
      }),
      piece: os.piece.handler(({ input }) => { failIfTold('piece'); return { index: input.index, pieces: find(snapshots, input.id).pieces, data: btoa(text) }; }),
      beginUpload: os.beginUpload.handler(({ input }) => ({ id: keep('upload', {}).id, piece_bytes: snapshotPieceBytes, pieces: Math.ceil(input.bytes / snapshotPieceBytes) })),
      putPiece: os.putPiece.handler(({ input }) => { failIfTold('snapshot.piece'); return { received: input.index + 1, pieces: find(snapshots, input.id).pieces }; }),
      finishUpload: os.finishUpload.handler(({ input }) => {
        failIfTold('snapshot.finish');
        return find(snapshots, input.id);
      }),
      preview: os.preview.handler(({ input }) => { failIfTold('preview'); tell(input.id, 'check'); return changes(input.id, input.mode); }),
      apply: os.apply.handler(({ input }) => {
        failIfTold('apply');
        const answer = { ...changes(input.id, input.mode), backup: input.mode === 'replace' ? keep('backup', {}) : null };
        emit({ type: 'snapshot-applied', user_id: input.user_id ?? 'default' });
        return answer;
      }),
      remove: os.remove.handler(({ input }) => {
        const gone = find(snapshots, input.id);
        snapshots.splice(snapshots.indexOf(gone), 1);
        return { deleted: true };
      }),
    },
  };
}
