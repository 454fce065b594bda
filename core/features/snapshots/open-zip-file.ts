// A ZIP on disk read by its central directory (APPNOTE 6.3, sections 4.3 and 4.4), one part at a time and never as a whole. Names are only ever compared with those a
// snapshot may have: nothing is written under a name from outside.
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { isLuminoraError } from '../../contract/errors.ts';
import { limits } from './limits.ts';
import { refusal } from './refuse.ts';

export type ZipPart = { name: string; size: number; /** Unpacks as it is read. @throws LuminoraError `invalid_input` when it is damaged or larger than announced */ read(): AsyncGenerator<Uint8Array> };

const farthestEnd = 22 + 65_535;
const chunkBytes = 256 * 1024;

/**
 * Its parts by name.
 * @throws LuminoraError `invalid_input`: no ZIP, too large, too many files, a name no snapshot has (so no path leads anywhere), a link, encrypted, a part announced larger than is possible
 */
export async function openZipFile(file: FileHandle, isKnown: (name: string) => boolean): Promise<Map<string, ZipPart>> {
  const { size } = await file.stat();
  if (size > limits.fileBytes) throw refusal('the file', `It is larger than ${limits.fileBytes} bytes.`);
  const tail = await readAt(file, Math.max(0, size - farthestEnd), Math.min(size, farthestEnd));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length) throw refusal('the file', 'This is not a ZIP file, or its end is missing.');
  const count = tail.readUInt16LE(end + 10);
  const directorySize = tail.readUInt32LE(end + 12);
  const directoryAt = tail.readUInt32LE(end + 16);
  if (count > limits.entries || directorySize > limits.directoryBytes) throw refusal('the file', `It holds ${count} files; a snapshot has at most ${limits.entries}.`);
  if (directoryAt + directorySize > size - tail.length + end) throw refusal('the file', 'The list of files at its end is damaged.');
  const directory = await readAt(file, directoryAt, directorySize);
  const parts = new Map<string, ZipPart>();
  const places: { from: number; to: number; name: string }[] = [];
  let total = 0;
  let offset = 0;
  for (let index = 0; index < count; index++) {
    if (offset + 46 > directory.length || directory.readUInt32LE(offset) !== 0x02014b50) throw refusal('the file', 'The list of files at its end is damaged.');
    const nameLength = directory.readUInt16LE(offset + 28);
    const next = offset + 46 + nameLength + directory.readUInt16LE(offset + 30) + directory.readUInt16LE(offset + 32);
    if (next > directory.length) throw refusal('the file', 'The list of files at its end is damaged.');
    const name = directory.toString('utf8', offset + 46, offset + 46 + nameLength);
    const flags = directory.readUInt16LE(offset + 8);
    const method = directory.readUInt16LE(offset + 10);
    const packed = directory.readUInt32LE(offset + 20);
    const unpacked = directory.readUInt32LE(offset + 24);
    const isLink = ((directory.readUInt32LE(offset + 38) >>> 16) & 0o170000) === 0o120000;
    const at = directory.readUInt32LE(offset + 42);
    offset = next;
    if (!isKnown(name)) throw refusal(name, 'No snapshot holds a file of this name.');
    if (parts.has(name)) throw refusal(name, 'It is in the ZIP twice.');
    if (isLink) throw refusal(name, 'It is a link.');
    if ((flags & 1) !== 0) throw refusal(name, 'It is encrypted.');
    if (method !== 0 && method !== 8) throw refusal(name, `It is packed in a way (${method}) that is not read.`);
    total += unpacked;
    if (total > limits.totalBytes || (unpacked > limits.ratioFrom && unpacked > packed * limits.ratio)) throw refusal(name, 'Unpacked, it would take more than any snapshot does.');
    const start = await dataStart(file, at, directoryAt, name);
    if (start + packed > directoryAt || (method === 0 && packed !== unpacked)) throw refusal(name, 'It is not where the list of files says, or breaks off.');
    places.push({ from: at, to: start + packed, name });
    parts.set(name, { name, size: unpacked, read: () => unpack(file, { name, method, start, packed, unpacked }) });
  }
  places.sort((a, b) => a.from - b.from);
  for (const [index, place] of places.entries()) if (index > 0 && place.from < places[index - 1]!.to) throw refusal(place.name, 'It lies in the same bytes as another file of the ZIP.');
  return parts;
}

async function dataStart(file: FileHandle, at: number, directoryAt: number, name: string): Promise<number> {
  const header = at + 30 <= directoryAt ? await readAt(file, at, 30) : Buffer.alloc(0);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw refusal(name, 'It is not where the list of files says.');
  return at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function* unpack(file: FileHandle, { name, method, start, packed, unpacked }: { name: string; method: number; start: number; packed: number; unpacked: number }): AsyncGenerator<Uint8Array> {
  async function* raw(): AsyncGenerator<Buffer> {
    for (let at = 0; at < packed; at += chunkBytes) {
      const chunk = await readAt(file, start + at, Math.min(chunkBytes, packed - at));
      if (chunk.length === 0) return;
      yield chunk;
    }
  }
  let left = unpacked;
  const source = Readable.from(raw(), { objectMode: false });
  const inflater = method === 0 ? null : createInflateRaw({ chunkSize: chunkBytes });
  if (inflater !== null) source.once('error', (error) => inflater.destroy(error));
  try {
    for await (const chunk of inflater === null ? source : source.pipe(inflater)) {
      const bytes = chunk as Uint8Array;
      left -= bytes.length;
      if (left < 0) throw refusal(name, 'It is larger than the ZIP says.');
      yield bytes;
    }
  } catch (cause) {
    if (isLuminoraError(cause)) throw cause;
    throw refusal(name, 'It is damaged: it cannot be unpacked.', undefined, cause);
  } finally {
    source.destroy();
    inflater?.destroy();
  }
  if (left !== 0) throw refusal(name, 'It is damaged: it is shorter than the ZIP says.');
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
