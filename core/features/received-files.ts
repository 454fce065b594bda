// Files that are sent in pieces, in any order, into private files of ours: what snapshots and imports come in by.
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { isLuminoraError, LuminoraError } from '../contract/errors.ts';
import { snapshotPieceBytes } from '../contract/snapshots.ts';
import { makePrivateFolder } from '../lib/data-folder.ts';

type Received = { path: string; bytes: number; pieces: number; received: Set<number> };
/** How the sender calls it, one and many, and what to do when there are too many. */
export type ReceivedWords = { one: string; many: string; instead: string };
export type ReceivedFiles = ReturnType<typeof createReceivedFiles>;

/** Files under way at once. */
const mostAtOnce = 4;

export const piecesOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / snapshotPieceBytes));

/** Ours as they are; the system's as a storage error that names the file. */
export function fileError(cause: unknown, file: string): LuminoraError {
  if (isLuminoraError(cause)) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC') return new LuminoraError('storage_full', `No space is left for ${file}. Nothing was changed; free some space and try again.`, { cause });
  return new LuminoraError('storage_failed', `${file} could not be read or written${code === '' ? '' : ` (${code})`}. Nothing was changed.`, { cause });
}

/** @param folder made when missing. File names are ours: what the sender calls the file never becomes a path. */
export function createReceivedFiles(folder: string, words: ReceivedWords) {
  const files = new Map<string, Received>();

  function need(id: string): Received {
    const file = files.get(id);
    if (!file) throw new LuminoraError('not_found', `No ${words.one} is being sent as "${id}". Begin again.`, { details: { id } });
    return file;
  }

  return {
    /** @throws LuminoraError `rate_limited`, `storage_failed`, `storage_full` */
    async begin(id: string, bytes: number): Promise<{ pieces: number }> {
      if (files.size >= mostAtOnce) throw new LuminoraError('rate_limited', `${mostAtOnce} ${words.many} are being sent already. ${words.instead}`);
      const file: Received = { path: join(folder, `${id}.part`), bytes, pieces: piecesOf(bytes), received: new Set() };
      files.set(id, file);
      try {
        makePrivateFolder(folder);
        await (await fs.open(file.path, 'wx', 0o600)).close();
      } catch (cause) {
        files.delete(id);
        throw fileError(cause, file.path);
      }
      return { pieces: file.pieces };
    },

    /** @throws LuminoraError `not_found`, `invalid_input` when the piece is not as long as it must be, `storage_full` */
    async put(id: string, index: number, data: string): Promise<{ received: number; pieces: number }> {
      const file = need(id);
      const piece = Buffer.from(data, 'base64');
      const expected = index >= file.pieces ? 0 : Math.min(snapshotPieceBytes, file.bytes - index * snapshotPieceBytes);
      if (expected === 0) throw new LuminoraError('invalid_input', `The ${words.one} has ${file.pieces} pieces; there is none with the number ${index}.`, { details: { field: 'index' } });
      if (piece.length !== expected) throw new LuminoraError('invalid_input', `Piece ${index} has ${piece.length} bytes; it must have ${expected}.`, { details: { field: 'data' } });
      try {
        const handle = await fs.open(file.path, 'r+');
        try {
          for (let done = 0; done < piece.length;) done += (await handle.write(piece, done, piece.length - done, index * snapshotPieceBytes + done)).bytesWritten;
        } finally {
          await handle.close();
        }
      } catch (cause) {
        throw fileError(cause, file.path);
      }
      file.received.add(index);
      return { received: file.received.size, pieces: file.pieces };
    },

    /** The whole file, from now on the caller's; no piece is taken any more. @throws LuminoraError `not_found`, `invalid_input` naming the first missing piece */
    finish(id: string): string {
      const { path, pieces, received } = need(id);
      const missing = Array.from({ length: pieces }, (_value, index) => index).find((index) => !received.has(index));
      if (missing !== undefined) throw new LuminoraError('invalid_input', `Piece ${missing} of ${pieces} has not been sent.`, { details: { index: missing } });
      files.delete(id);
      return path;
    },

    /** Whether it was being sent. */
    async drop(id: string): Promise<boolean> {
      const file = files.get(id);
      if (!file) return false;
      files.delete(id);
      await fs.rm(file.path, { force: true });
      return true;
    },
  };
}
