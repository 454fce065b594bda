// A ZIP read from its beginning as it arrives (APPNOTE 6.3, sections 4.3.7 to 4.3.9 and 4.5.3), so that a large one is never held. Names are only ever compared: nothing is written, so no path leads outside.
import type { TransformOptions } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import type { ByteCursor } from './byte-cursor.ts';
import { limits } from './limits.ts';
import { quoted, refusal } from './refuse.ts';

const entrySignature = 0x04034b50;
const directorySignature = 0x02014b50;
const descriptorSignature = 0x08074b50;
const unknownSize = 0xffffffff;
/** What one write may unpack stays small, whatever it holds: deflate makes at most some 1032 bytes of one. */
const pieceBytes = 16 * 1024;

type Header = { name: string; isEncrypted: boolean; method: number; sum: number; packed: number; size: number; hasDescriptor: boolean };
export type StreamedEntry = { name: string; bytes: AsyncGenerator<Uint8Array> };

/**
 * The entries whose name is wanted, one after the other; each must be read to its end before the next is asked for.
 * @throws LuminoraError `invalid_input` when it is damaged, encrypted, packed in an unknown way, or unpacks to more than is allowed
 */
export async function* unzip(cursor: ByteCursor, place: string, isWanted: (name: string) => boolean): AsyncGenerator<StreamedEntry> {
  const spent = { bytes: 0 };
  for (let number = 0; ; number += 1) {
    const header = await readHeader(cursor, place);
    if (header === null) return;
    if (number >= limits.zipEntries) throw refusal(place, `The ZIP holds more than ${limits.zipEntries} files.`);
    const where = `${place} ${quoted(header.name)}`;
    const bytes = readEntry(cursor, header, where, spent);
    if (isWanted(header.name)) yield { name: header.name, bytes };
    else for await (const _ of header.hasDescriptor ? bytes : cursor.pieces(header.packed, () => brokenOff(where))) continue;
  }
}

const brokenOff = (where: string) => refusal(where, 'The file breaks off.');

async function readHeader(cursor: ByteCursor, place: string): Promise<Header | null> {
  const fixed = await cursor.gather(30);
  const view = new DataView(fixed.buffer, fixed.byteOffset, fixed.byteLength);
  const signature = fixed.length < 4 ? 0 : view.getUint32(0, true);
  if (signature === directorySignature) return null;
  if (fixed.length < 30 || signature !== entrySignature) throw refusal(place, 'The ZIP is damaged or breaks off.');
  const flags = view.getUint16(6, true);
  const rest = await cursor.gather(view.getUint16(26, true) + view.getUint16(28, true));
  const name = new TextDecoder('utf-8').decode(rest.subarray(0, view.getUint16(26, true)));
  const sizes = largeSizes(rest.subarray(view.getUint16(26, true)), { size: view.getUint32(22, true), packed: view.getUint32(18, true) });
  return { name, isEncrypted: (flags & 1) !== 0, method: view.getUint16(8, true), sum: view.getUint32(14, true), ...sizes, hasDescriptor: (flags & 8) !== 0 };
}

/** Sizes beyond four gigabytes stand in an extra field. */
function largeSizes(extra: Uint8Array, sizes: { size: number; packed: number }): { size: number; packed: number } {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    const end = Math.min(extra.length, from + view.getUint16(at + 2, true));
    const large = (value: number) => {
      if (value !== unknownSize || from + 8 > end) return value;
      from += 8;
      return Number(view.getBigUint64(from - 8, true));
    };
    return { size: large(sizes.size), packed: large(sizes.packed) };
  }
  return sizes;
}

async function* readEntry(cursor: ByteCursor, header: Header, where: string, spent: { bytes: number }): AsyncGenerator<Uint8Array> {
  if (header.isEncrypted) throw refusal(where, 'The file is encrypted.');
  if (header.method !== 0 && header.method !== 8) throw refusal(where, `The file is packed in a way (${header.method}) that is not read.`);
  if (header.method === 0 && header.hasDescriptor) throw refusal(where, 'The file is not packed and does not say how long it is.');
  const before = cursor.arrived();
  let sum = 0;
  let size = 0;
  for await (const piece of header.method === 0 ? cursor.pieces(header.packed, () => brokenOff(where)) : inflate(cursor, header, where)) {
    sum = crc32(piece, sum);
    size += piece.length;
    spent.bytes += piece.length;
    if (spent.bytes > limits.fileBytes) throw refusal(where, `Unpacked, the ZIP takes more than ${limits.fileBytes} bytes.`);
    if (size > 16 * 1024 * 1024 && size > limits.zipRatio * (cursor.arrived() - before + 64 * 1024)) throw refusal(where, 'The file unpacks to far more than text can: it was not made to be read.');
    yield piece;
  }
  const told = header.hasDescriptor ? await readDescriptor(cursor, size, where) : header;
  if (told.sum !== sum || told.size !== size) throw refusal(where, 'The file is damaged: its length or checksum does not match.');
}

/** Unpacks until the packed data says that it ends, and gives back what came after. */
async function* inflate(cursor: ByteCursor, header: Header, where: string): AsyncGenerator<Uint8Array> {
  const options: ZlibOptions & TransformOptions = { chunkSize: 256 * 1024, readableHighWaterMark: 64 * 1024 * 1024 };
  const engine = createInflateRaw(options);
  let fed = 0;
  let failure: unknown = null;
  /** A failed write is never called back. */
  let onFailure: () => void = () => undefined;
  engine.on('error', (error: unknown) => {
    failure = error;
    onFailure();
  });
  try {
    for (let left = header.hasDescriptor ? Infinity : header.packed; left > 0;) {
      const piece = await cursor.take(Math.min(left, pieceBytes));
      if (piece === null) throw brokenOff(where);
      left -= piece.length;
      fed += piece.length;
      await new Promise<void>((resolve) => {
        onFailure = resolve;
        engine.write(piece, () => resolve());
      });
      if (failure !== null) throw refusal(where, 'The file is damaged: it cannot be unpacked.', failure);
      const unpacked = engine.read() as Uint8Array | null;
      if (unpacked) yield unpacked;
      const unused = fed - engine.bytesWritten;
      if (unused === 0) continue;
      if (!header.hasDescriptor) throw refusal(where, 'The file is damaged: there is more of it than was packed.');
      cursor.giveBack(piece.subarray(piece.length - unused));
      return;
    }
  } finally {
    engine.destroy();
  }
}

/** Checksum and length after the data: with or without a signature, with short or long sizes; the right form is the one another record follows. */
async function readDescriptor(cursor: ByteCursor, size: number, where: string): Promise<{ sum: number; size: number }> {
  const bytes = await cursor.gather(28);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { start, long } of [{ start: 4, long: false }, { start: 4, long: true }, { start: 0, long: false }, { start: 0, long: true }]) {
    const end = start + (long ? 20 : 12);
    if (end + 4 > bytes.length || (start === 4 && view.getUint32(0, true) !== descriptorSignature)) continue;
    const next = view.getUint32(end, true);
    const told = long ? Number(view.getBigUint64(start + 12, true)) : view.getUint32(start + 8, true);
    if ((next !== entrySignature && next !== directorySignature) || told !== size) continue;
    cursor.giveBack(bytes.subarray(end));
    return { sum: view.getUint32(start, true), size: told };
  }
  throw refusal(where, 'The file is damaged: what follows it does not fit it.');
}
