// A file of conversations on its way into an engine, whatever carries the client's calls.
import { basename, resolve } from 'node:path';
import { LuminoraError } from './contract/errors.ts';
import type { Client } from './contract/index.ts';
import { maximumImportBytes, type Import } from './contract/imports.ts';
import { sendFile, type TransferOptions } from './snapshot-files.ts';

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

async function sendConversations(client: Client, file: string, { userId, ...options }: BringOptions): Promise<{ id: string }> {
  const path = resolve(file);
  const { imports } = client;
  const begin = async (bytes: number) => {
    if (bytes > maximumImportBytes) throw new LuminoraError('invalid_input', `The file ${path} has 4 GiB or more. Split the export, or unpack it first.`);
    return imports.begin({ file_name: basename(path).slice(0, 300), bytes, ...(userId === undefined ? {} : { user_id: userId }) });
  };
  return sendFile(path, { begin, put: (piece) => imports.putPiece(piece), giveUp: (id) => imports.cancel({ id }), stopped: 'The import was stopped before anything was read.' }, async (id) => ({ id }), options);
}
