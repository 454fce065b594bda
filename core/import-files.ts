// A file of conversations on its way into an engine, whatever carries the client's calls.
import * as fs from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { LuminoraError } from './contract/errors.ts';
import type { Client } from './contract/index.ts';
import { maximumImportBytes, type Import } from './contract/imports.ts';
import { fileProblem, type TransferOptions } from './snapshot-files.ts';

export type BringOptions = TransferOptions & {
  userId?: string; personality?: string; propose?: boolean;
  /** Of a stopped import nothing stays. */
  undoIfStopped?: boolean;
  /** Called some times a second while the file is read. */
  onProgress?: (progress: Import) => void;
};

const lookEveryMs = 150;

/**
 * Sends the file and waits until all of it was read; facts are looked for after that. Stopped by the signal, the answer is the import as it ended, `cancelled`.
 * @throws LuminoraError `invalid_input` for a file that cannot be read; what ended the import; what the client throws
 */
export async function bringConversations(client: Client, file: string, options: BringOptions = {}): Promise<Import> {
  const { userId, personality, propose, signal } = options;
  const { id } = await sendConversations(client, file, options);
  try {
    await client.imports.start({ id, ...(personality === undefined ? {} : { personality }), ...(propose === undefined ? {} : { propose }) });
  } catch (error) {
    await client.imports.cancel({ id }).catch(() => undefined);
    throw error;
  }
  for (;;) {
    if (signal?.aborted === true) return client.imports.cancel({ id, undo: options.undoIfStopped === true });
    const progress = await client.imports.get({ id });
    options.onProgress?.(progress);
    if (progress.state === 'failed' && progress.error) throw new LuminoraError(progress.error.code, progress.error.message, { details: { ...progress.error.details, conversations: progress.conversations, user_id: userId ?? 'default' } });
    if (progress.state !== 'waiting' && progress.state !== 'running') return progress;
    await new Promise((done) => { setTimeout(done, lookEveryMs); });
  }
}

async function sendConversations(client: Client, file: string, { userId, signal, onPiece }: BringOptions): Promise<{ id: string }> {
  const path = resolve(file);
  try {
    const handle = await fs.open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size === 0) throw new LuminoraError('invalid_input', `The file ${path} is empty.`);
      if (size > maximumImportBytes) throw new LuminoraError('invalid_input', `The file ${path} has 4 GiB or more. Split the export, or unpack it first.`);
      const { id, piece_bytes, pieces } = await client.imports.begin({ file_name: basename(path).slice(0, 300), bytes: size, ...(userId === undefined ? {} : { user_id: userId }) });
      try {
        const buffer = Buffer.alloc(Math.min(piece_bytes, size));
        for (let index = 0; index < pieces; index++) {
          if (signal?.aborted === true) throw new LuminoraError('cancelled', 'The import was stopped before anything was read.');
          const { bytesRead } = await handle.read(buffer, 0, Math.min(piece_bytes, size - index * piece_bytes), index * piece_bytes);
          await client.imports.putPiece({ id, index, data: buffer.subarray(0, bytesRead).toString('base64') });
          onPiece?.(index + 1, pieces);
        }
        return { id };
      } catch (error) {
        await client.imports.cancel({ id }).catch(() => undefined);
        throw error;
      }
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw fileProblem(cause, path, 'read');
  }
}
