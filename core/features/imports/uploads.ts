// Files on their way in: pieces in any order into a private file that lives until it was read.
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { snapshotPieceBytes } from '../../contract/snapshots.ts';
import { makePrivateFolder } from '../../lib/data-folder.ts';
import { fileError } from '../snapshots/index.ts';

type Upload = { path: string; bytes: number; pieces: number; received: Set<number>; isBeingSent: boolean };
/** Uploads under way at once. */
const mostUploads = 4;

/** @param folder made when missing; nothing else may be kept in it. File names are ours: what the sender calls the file never becomes a path. */
export function createImportUploads(folder: string) {
  const uploads = new Map<string, Upload>();

  function need(id: string): Upload {
    const upload = uploads.get(id);
    if (!upload?.isBeingSent) throw new LuminoraError('not_found', `No file is being sent as "${id}". Begin again.`, { details: { id } });
    return upload;
  }

  return {
    /** @throws LuminoraError `rate_limited`, `storage_failed`, `storage_full` */
    async begin(id: string, bytes: number): Promise<{ pieces: number }> {
      if ([...uploads.values()].filter(({ isBeingSent }) => isBeingSent).length >= mostUploads) throw new LuminoraError('rate_limited', `${mostUploads} files are being sent already. Start or cancel one of them.`);
      const upload = { path: join(folder, `${id}.part`), bytes, pieces: Math.ceil(bytes / snapshotPieceBytes), received: new Set<number>(), isBeingSent: true };
      uploads.set(id, upload);
      try {
        makePrivateFolder(folder);
        await (await fs.open(upload.path, 'wx', 0o600)).close();
      } catch (cause) {
        uploads.delete(id);
        throw fileError(cause, upload.path);
      }
      return { pieces: upload.pieces };
    },

    /** @throws LuminoraError `invalid_input` when the piece is not as long as it must be */
    async put(id: string, index: number, data: string): Promise<{ received: number; pieces: number }> {
      const upload = need(id);
      const piece = Buffer.from(data, 'base64');
      const expected = index >= upload.pieces ? 0 : Math.min(snapshotPieceBytes, upload.bytes - index * snapshotPieceBytes);
      if (expected === 0) throw new LuminoraError('invalid_input', `The file has ${upload.pieces} pieces; there is none with the number ${index}.`, { details: { field: 'index' } });
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

    /** The whole file; no piece is taken any more. @throws LuminoraError `invalid_input` naming the first missing piece */
    finish(id: string): string {
      const upload = need(id);
      const missing = Array.from({ length: upload.pieces }, (_value, index) => index).find((index) => !upload.received.has(index));
      if (missing !== undefined) throw new LuminoraError('invalid_input', `Piece ${missing} of ${upload.pieces} has not been sent.`, { details: { index: missing } });
      upload.isBeingSent = false;
      return upload.path;
    },

    async drop(id: string): Promise<void> {
      const upload = uploads.get(id);
      uploads.delete(id);
      if (upload) await fs.rm(upload.path, { force: true });
    },

    /** At start: removes what a process that died left behind. */
    async tidy(): Promise<void> {
      for (const name of await fs.readdir(folder).catch(() => [])) await fs.rm(join(folder, name), { recursive: true, force: true });
    },
  };
}
export type ImportUploads = ReturnType<typeof createImportUploads>;
