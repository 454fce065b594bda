// The snapshots' part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { SnapshotService } from './snapshot-service.ts';

export function createSnapshotHandlers(builder: HandlerBuilder, snapshots: SnapshotService) {
  const routes = builder.snapshots;
  return {
    list: routes.list.handler(async () => ({ snapshots: await snapshots.list() })),
    create: routes.create.handler(({ input: { user_id, personality, includes, anonymised }, signal }) => (
      snapshots.create({ user_id, anonymised, ...(personality === undefined ? {} : { personality }), ...(includes === undefined ? {} : { includes }) }, signal)
    )),
    piece: routes.piece.handler(({ input }) => snapshots.piece(input.id, input.index)),
    beginUpload: routes.beginUpload.handler(({ input }) => snapshots.beginUpload(input.bytes)),
    putPiece: routes.putPiece.handler(({ input }) => snapshots.putPiece(input.id, input.index, input.data)),
    finishUpload: routes.finishUpload.handler(({ input }) => snapshots.finishUpload(input.id)),
    preview: routes.preview.handler(({ input, signal }) => snapshots.preview(input, signal)),
    apply: routes.apply.handler(({ input, signal }) => snapshots.apply(input, signal)),
    remove: routes.remove.handler(({ input }) => snapshots.remove(input.id)),
  };
}
