// Snapshots on their way in: pieces in any order into a file that becomes a snapshot when all of them are there.
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { snapshotPieceBytes, type Snapshot } from '../../contract/snapshots.ts';
import { makePrivateFolder } from '../../lib/data-folder.ts';
import type { IdSource } from '../../lib/ids.ts';
import { piecesOf, type SnapshotStore } from './snapshot-store.ts';
import { fileError } from './write-snapshot.ts';

type Upload = { path: string; bytes: number; pieces: number; received: Set<number> };
/** Uploads under way at once. */
const mostUploads = 4;

export function createUploads(store: SnapshotStore, ids: IdSource) {
  const uploads = new Map<string, Upload>();

  function need(id: string): Upload {
    const upload = uploads.get(id);
    if (!upload) throw new LuminoraError('not_found', `No snapshot is being sent as "${id}". Begin again.`, { details: { id } });
    return upload;
  }

  async function drop(id: string): Promise<boolean> {
    const upload = uploads.get(id);
    if (!upload) return false;
    uploads.delete(id);
    await fs.rm(upload.path, { force: true });
    return true;
  }

  return {
    drop,

    /** @throws LuminoraError `rate_limited`, `storage_failed`, `storage_full` */
    async begin(bytes: number): Promise<{ id: string; piece_bytes: number; pieces: number }> {
      if (uploads.size >= mostUploads) throw new LuminoraError('rate_limited', `${mostUploads} snapshots are being sent already. Finish or delete one of them.`);
      const id = ids.next();
      const upload = { path: join(store.folder, `${id}.part`), bytes, pieces: piecesOf(bytes), received: new Set<number>() };
      uploads.set(id, upload);
      try {
        makePrivateFolder(store.folder);
        await (await fs.open(upload.path, 'wx', 0o600)).close();
      } catch (cause) {
        uploads.delete(id);
        throw fileError(cause, upload.path);
      }
      return { id, piece_bytes: snapshotPieceBytes, pieces: upload.pieces };
    },

    /** @throws LuminoraError `invalid_input` when the piece is not as long as it must be */
    async put(id: string, index: number, data: string): Promise<{ received: number; pieces: number }> {
      const upload = need(id);
      const piece = Buffer.from(data, 'base64');
      const expected = index >= upload.pieces ? 0 : Math.min(snapshotPieceBytes, upload.bytes - index * snapshotPieceBytes);
      if (expected === 0) throw new LuminoraError('invalid_input', `The snapshot has ${upload.pieces} pieces; there is none with the number ${index}.`, { details: { field: 'index' } });
      if (piece.length !== expected) throw new LuminoraError('invalid_input', `Piece ${index} has ${piece.length} bytes; it must have ${expected}.`, { details: { field: 'data' } });
      try {
        const handle = await fs.open(upload.path, 'r+');
        try {
          for (let done = 0; done < piece.length;) done += (await handle.write(piece, done, piece.length - done, index * snapshotPieceBytes + done)).bytesWritten;
        } finally {
          await handle.close();
        }
      } catch (cause) {
        throw fileError(cause, upload.path);
      }
      upload.received.add(index);
      return { received: upload.received.size, pieces: upload.pieces };
    },

    /** @throws LuminoraError `invalid_input` naming the first missing piece, or what makes it no snapshot; `storage_from_future` */
    async finish(id: string): Promise<Snapshot> {
      const { path, pieces, received } = need(id);
      const missing = Array.from({ length: pieces }, (_value, index) => index).find((index) => !received.has(index));
      if (missing !== undefined) throw new LuminoraError('invalid_input', `Piece ${missing} of ${pieces} has not been sent.`, { details: { index: missing } });
      uploads.delete(id);
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
