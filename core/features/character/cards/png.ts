// PNG as a list of chunks (ISO/IEC 15948, sections 5 and 11.3): the texts in it read, taken out and put in; the picture itself is never decoded.
import { crc32, inflateSync } from 'node:zlib';
import { limits } from './limits.ts';
import { refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';

export type PngChunk = { type: string; data: Uint8Array };
export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * The chunks up to IEND. Sums of texts that do not match are told and not minded: editors that write cards get them wrong.
 * @throws LuminoraError `invalid_input` when the file is no PNG, breaks off before a chunk's end, or has too many chunks
 */
export function readPngChunks(bytes: Uint8Array, findings: Findings): PngChunk[] {
  if (!pngSignature.every((byte, index) => bytes[index] === byte)) throw refusal('png', 'This is not a PNG picture.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  let offset = pngSignature.length;
  while (offset < bytes.length) {
    if (chunks.length >= limits.pngChunks) throw refusal(`png chunk ${chunks.length}`, `The picture has more than ${limits.pngChunks} chunks.`);
    if (offset + 12 > bytes.length) throw refusal(`png chunk ${chunks.length}`, 'The file breaks off inside a chunk.');
    const length = view.getUint32(offset);
    const type = latin1(bytes.subarray(offset + 4, offset + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) throw refusal(`png chunk ${chunks.length}`, 'The chunk has no name that PNG allows; the file is damaged.');
    if (length > bytes.length - offset - 12) throw refusal(`png chunk ${chunks.length} (${type})`, 'The chunk is longer than the file.');
    const data = bytes.subarray(offset + 8, offset + 8 + length);
    if (isText(type) && crc32(bytes.subarray(offset + 4, offset + 8 + length)) !== view.getUint32(offset + 8 + length)) findings.warn(`png chunk ${chunks.length} (${type})`, 'The checksum does not match; the text was read all the same.');
    chunks.push({ type, data });
    offset += 12 + length;
    if (type === 'IEND') return chunks;
  }
  findings.warn('png', 'The picture has no end chunk.');
  return chunks;
}

export function writePng(chunks: readonly PngChunk[]): Uint8Array {
  const parts: Uint8Array[] = [pngSignature];
  for (const { type, data } of chunks) {
    const chunk = new Uint8Array(12 + data.length);
    const view = new DataView(chunk.buffer);
    view.setUint32(0, data.length);
    chunk.set(Buffer.from(type, 'latin1'), 4);
    chunk.set(data, 8);
    view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
    parts.push(chunk);
  }
  return new Uint8Array(Buffer.concat(parts));
}

const isText = (type: string) => type === 'tEXt' || type === 'zTXt' || type === 'iTXt';
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** The keyword of a text chunk in lower case, or null for any other chunk. */
export function keywordOf({ type, data }: PngChunk): string | null {
  if (!isText(type)) return null;
  const end = data.subarray(0, 200).indexOf(0);
  return end < 0 ? null : latin1(data.subarray(0, end)).toLowerCase();
}

/** @throws LuminoraError `invalid_input` when a packed text cannot be unpacked, or would be larger than a card may be */
export function textOf(chunk: PngChunk): Uint8Array {
  const { type, data } = chunk;
  const start = data.indexOf(0) + 1;
  if (type === 'tEXt') return data.subarray(start);
  if (type === 'zTXt') return unpack(data.subarray(start + 1), chunk);
  const isPacked = data[start] === 1;
  // Keyword, flag, method, language, translated keyword, each ended by a zero but for the two flags.
  const language = data.indexOf(0, start + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) throw refusal(`${keywordOf(chunk) ?? type} (iTXt)`, 'The text chunk breaks off before its text.');
  return isPacked ? unpack(data.subarray(translated + 1), chunk) : data.subarray(translated + 1);
}

function unpack(bytes: Uint8Array, chunk: PngChunk): Uint8Array {
  try {
    return new Uint8Array(inflateSync(bytes, { maxOutputLength: limits.fileBytes }));
  } catch (cause) {
    throw refusal(`${keywordOf(chunk) ?? chunk.type} (${chunk.type})`, 'The packed text is damaged or too large.', cause);
  }
}

export function textChunk(keyword: string, text: string): PngChunk {
  return { type: 'tEXt', data: new Uint8Array(Buffer.from(`${keyword}\0${text}`, 'latin1')) };
}
