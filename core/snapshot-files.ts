// Snapshots between a file anywhere and the data folder, piece by piece, whatever carries the client's calls.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isLuminoraError, LuminoraError } from './contract/errors.ts';
import type { Client } from './contract/index.ts';
import type { Snapshot } from './contract/snapshots.ts';

export type TransferOptions = { signal?: AbortSignal; /** Called after each piece. */ onPiece?: (done: number, pieces: number) => void };

/**
 * Writes a kept snapshot to a new file, mode 0600, which is there whole or not at all. Nothing is overwritten.
 * @throws LuminoraError `invalid_input` when the file is there or cannot be written, `cancelled`; what the client throws
 */
export async function fetchSnapshot(client: Client, snapshot: Pick<Snapshot, 'id' | 'pieces'>, file: string, options: TransferOptions = {}): Promise<void> {
  const target = resolve(file);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  await assertAbsent(target);
  try {
    const handle = await fs.open(temporary, 'wx', 0o600);
    try {
      for (let index = 0; index < snapshot.pieces; index++) {
        assertWanted(options.signal, stoppedSnapshot);
        const { data } = await client.snapshots.piece({ id: snapshot.id, index });
        await handle.writeFile(Buffer.from(data, 'base64'));
        options.onPiece?.(index + 1, snapshot.pieces);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await putInPlace(temporary, target);
  } catch (cause) {
    throw fileProblem(cause, target, 'written');
  } finally {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** How a kind of file is taken: announced with its size, sent in pieces, given up when something goes wrong. */
export type Sending = {
  begin(size: number): Promise<{ id: string; piece_bytes: number; pieces: number }>;
  put(piece: { id: string; index: number; data: string }): Promise<unknown>;
  giveUp(id: string): Promise<unknown>;
  /** Said when the signal stops it. */
  stopped: string;
};

/** Reads a file piece by piece; one piece is held at a time. @throws LuminoraError `invalid_input`, `cancelled`; what the client throws */
export async function sendFile<Value>(file: string, sending: Sending, finish: (id: string) => Promise<Value>, options: TransferOptions = {}): Promise<Value> {
  const path = resolve(file);
  try {
    const handle = await fs.open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size === 0) throw new LuminoraError('invalid_input', `The file ${path} is empty.`);
      const { id, piece_bytes, pieces } = await sending.begin(size);
      try {
        const buffer = Buffer.alloc(Math.min(piece_bytes, size));
        for (let index = 0; index < pieces; index++) {
          assertWanted(options.signal, sending.stopped);
          const { bytesRead } = await handle.read(buffer, 0, Math.min(piece_bytes, size - index * piece_bytes), index * piece_bytes);
          await sending.put({ id, index, data: buffer.subarray(0, bytesRead).toString('base64') });
          options.onPiece?.(index + 1, pieces);
        }
        return await finish(id);
      } catch (error) {
        await sending.giveUp(id).catch(() => undefined);
        throw error;
      }
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw fileProblem(cause, path, 'read');
  }
}

/** Sends a file; the answer is the snapshot as the engine keeps it until it is deleted. @throws LuminoraError `invalid_input`, `cancelled`; what the client throws */
export async function sendSnapshot(client: Client, file: string, options: TransferOptions = {}): Promise<Snapshot> {
  const { snapshots } = client;
  const sending: Sending = { begin: (bytes) => snapshots.beginUpload({ bytes }), put: (piece) => snapshots.putPiece(piece), giveUp: (id) => snapshots.remove({ id }), stopped: stoppedSnapshot };
  return sendFile(file, sending, (id) => snapshots.finishUpload({ id }), options);
}

/** Sends a file for as long as `use` takes; where there is no such file, the id of a kept snapshot will do as well, and that one stays. */
export async function withSnapshotOf<Value>(client: Client, fileOrId: string, use: (snapshot: Snapshot) => Promise<Value>, options: TransferOptions = {}): Promise<Value> {
  const isThere = await fs.stat(resolve(fileOrId)).then(() => true, () => false);
  const kept = isThere ? undefined : (await client.snapshots.list()).snapshots.find(({ id }) => id === fileOrId);
  if (kept) return use(kept);
  const sent = await sendSnapshot(client, fileOrId, options);
  try {
    return await use(sent);
  } finally {
    await client.snapshots.remove({ id: sent.id });
  }
}

/** @throws LuminoraError `invalid_input` when there is something at this place, so that nobody waits for what cannot be written */
export async function assertAbsent(file: string): Promise<void> {
  const target = resolve(file);
  if (await fs.lstat(target).then(() => true, () => false)) throw new LuminoraError('invalid_input', `The file ${target} is there already. Nothing is overwritten: choose another name.`, { details: { path: target } });
  if (!await fs.stat(dirname(target)).then((folder) => folder.isDirectory(), () => false)) throw new LuminoraError('invalid_input', `There is no folder ${dirname(target)}.`, { details: { path: target } });
}

/** A link fails where a name is taken, a renaming would not; where the file system has no links, the name is asked for again. */
async function putInPlace(temporary: string, target: string): Promise<void> {
  try {
    await fs.link(temporary, target);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error;
    await assertAbsent(target);
    await fs.rename(temporary, target);
  }
}

const stoppedSnapshot = 'The snapshot was stopped on request.';

function assertWanted(signal: AbortSignal | undefined, why: string): void {
  if (signal?.aborted === true) throw new LuminoraError('cancelled', why);
}

const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** The system's own errors with the file they are about; all others as they are. */
function fileProblem(cause: unknown, file: string, what: 'read' | 'written'): unknown {
  if (isLuminoraError(cause) || !(cause instanceof Error) || !('syscall' in cause)) return cause;
  const code = errorCode(cause);
  if (code === 'ENOSPC') return new LuminoraError('storage_full', `No space is left for ${file}.`, { cause });
  return new LuminoraError('invalid_input', `The file ${file} cannot be ${what} (${code}).`, { cause, details: { path: file } });
}
