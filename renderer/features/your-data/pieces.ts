// A file goes to the engine, and comes from it, in pieces, so that only one piece is in memory at a time.
import { fromBase64, toBase64 } from '../companions/base64.ts';

/** What a file needs to be: a browser's File is one. */
export type SentFile = { name: string; size: number; slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } };
/** Where what comes is written. `end` with false leaves no file. */
export type FileSink = { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; end(isWhole: boolean): Promise<void> };
type Told = (doneBytes: number) => void;

/** @throws what `put` throws; the signal's reason once it is aborted */
export async function sendPieces(file: SentFile, pieceBytes: number, put: (index: number, data: string) => Promise<unknown>, tell: Told, signal: AbortSignal): Promise<void> {
  for (let index = 0, start = 0; start < file.size; index++, start += pieceBytes) {
    signal.throwIfAborted();
    const bytes = new Uint8Array(await file.slice(start, Math.min(start + pieceBytes, file.size)).arrayBuffer());
    signal.throwIfAborted();
    await put(index, toBase64(bytes));
    tell(Math.min(file.size, start + pieceBytes));
  }
}

/** The file in the sink is whole, or it is not there. @throws what `get` and the sink throw; the signal's reason once it is aborted */
export async function fetchPieces(pieces: number, get: (index: number) => Promise<{ data: string }>, sink: FileSink, tell: Told, signal: AbortSignal): Promise<void> {
  let isWhole = false;
  try {
    for (let index = 0, done = 0; index < pieces; index++) {
      signal.throwIfAborted();
      const bytes = fromBase64((await get(index)).data);
      await sink.write(bytes);
      tell(done += bytes.length);
    }
    isWhole = true;
  } finally {
    await sink.end(isWhole);
  }
}
