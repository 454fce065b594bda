// The comments in the EXIF of a JPEG or WEBP (TIFF 6.0, sections 2 and 8; Exif 2.3, 4.6.5), where some programs put cards. Every offset is checked before it is followed.
import { limits } from './limits.ts';
import { refusal } from './refuse.ts';

const imageDescription = 0x010e;
const exifFolder = 0x8769;
const userComment = 0x9286;
/** Entries of a folder that are looked at, and folders that are followed. */
const maximumEntries = 1000;

/**
 * The texts that may be a card, the likeliest first.
 * @throws LuminoraError `invalid_input` when the file breaks off
 */
export function readExifTexts(bytes: Uint8Array, kind: 'jpg' | 'webp'): Uint8Array[] {
  const blocks = kind === 'jpg' ? jpegBlocks(bytes) : webpBlocks(bytes);
  return [...blocks.tiff.slice(0, limits.triedTexts).flatMap(tiffTexts), ...blocks.comments].slice(0, limits.triedTexts);
}

type Blocks = { tiff: Uint8Array[]; comments: Uint8Array[] };

function jpegBlocks(bytes: Uint8Array): Blocks {
  const found: Blocks = { tiff: [], comments: [] };
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) throw refusal(`jpeg byte ${offset}`, 'The picture is damaged: a segment was expected here.');
    const marker = bytes[offset + 1]!;
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    // The picture's own data begins; what describes it lies before.
    if (marker === 0xda || marker === 0xd9) break;
    const length = bytes[offset + 2]! * 256 + bytes[offset + 3]!;
    if (length < 2 || offset + 2 + length > bytes.length) throw refusal(`jpeg byte ${offset}`, 'The file breaks off inside a segment.');
    const data = bytes.subarray(offset + 4, offset + 2 + length);
    if (marker === 0xe1 && hasExifMark(data)) found.tiff.push(data.subarray(6));
    if (marker === 0xfe) found.comments.push(data);
    offset += 2 + length;
  }
  return found;
}

function webpBlocks(bytes: Uint8Array): Blocks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Blocks = { tiff: [], comments: [] };
  let offset = 12;
  while (offset + 8 <= bytes.length) {
    const length = view.getUint32(offset + 4, true);
    if (length > bytes.length - offset - 8) throw refusal(`webp byte ${offset}`, 'The file breaks off inside a chunk.');
    if (Buffer.from(bytes.subarray(offset, offset + 4)).toString('latin1') === 'EXIF') {
      const data = bytes.subarray(offset + 8, offset + 8 + length);
      found.tiff.push(hasExifMark(data) ? data.subarray(6) : data);
    }
    offset += 8 + length + (length % 2);
  }
  return found;
}

const hasExifMark = (data: Uint8Array) => Buffer.from(data.subarray(0, 6)).toString('latin1') === 'Exif\0\0';

function tiffTexts(tiff: Uint8Array): Uint8Array[] {
  if (tiff.length < 8) return [];
  const order = Buffer.from(tiff.subarray(0, 2)).toString('latin1');
  if (order !== 'II' && order !== 'MM') return [];
  const isLittle = order === 'II';
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const main = readFolder(view, tiff, view.getUint32(4, isLittle), isLittle);
  const inner = main.pointers.flatMap((offset) => readFolder(view, tiff, offset, isLittle).texts);
  return [...inner, ...main.texts];
}

function readFolder(view: DataView, tiff: Uint8Array, start: number, isLittle: boolean): { texts: Uint8Array[]; pointers: number[] } {
  const found: { texts: Uint8Array[]; pointers: number[] } = { texts: [], pointers: [] };
  if (start + 2 > tiff.length) return found;
  const count = Math.min(view.getUint16(start, isLittle), maximumEntries);
  for (let index = 0; index < count && found.texts.length < limits.triedTexts; index++) {
    const entry = start + 2 + index * 12;
    if (entry + 12 > tiff.length) break;
    const tag = view.getUint16(entry, isLittle);
    const size = view.getUint32(entry + 4, isLittle);
    if (tag === exifFolder && found.pointers.length === 0) found.pointers.push(view.getUint32(entry + 8, isLittle));
    if (tag !== userComment && tag !== imageDescription) continue;
    // Up to four bytes lie in the entry itself: too few for a card.
    const at = view.getUint32(entry + 8, isLittle);
    if (size <= 4 || at > tiff.length || size > tiff.length - at) continue;
    const data = tiff.subarray(at, at + size);
    found.texts.push(tag === userComment ? commentText(data, isLittle) : data);
  }
  return found;
}

/** A user comment begins with eight bytes that name its writing. */
function commentText(data: Uint8Array, isLittle: boolean): Uint8Array {
  const code = Buffer.from(data.subarray(0, 8)).toString('latin1');
  if (code === 'UNICODE\0') return new Uint8Array(Buffer.from(new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(data.subarray(8))));
  return code === 'ASCII\0\0\0' || code === 'JIS\0\0\0\0\0' || code === '\0\0\0\0\0\0\0\0' ? data.subarray(8) : data;
}
