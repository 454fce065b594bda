// A ZIP read in memory by its central directory (APPNOTE 6.3, sections 4.3 and 4.4). Names are only ever compared: nothing is written anywhere, so no path can lead outside.
import { crc32, inflateRawSync } from 'node:zlib';
import { limits } from './limits.ts';
import { quoted, refusal } from './refuse.ts';

export type ZipEntry = { name: string; size: number; /** @throws LuminoraError `invalid_input` when the entry is damaged or packed in an unknown way */ read(): Uint8Array };

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const entrySignature = 0x04034b50;
/** The end record and the longest comment after it. */
const farthestEnd = 22 + 65_535;

/**
 * The files in it, folders left out. Nothing is unpacked before it is asked for; what is unpacked counts towards a limit for the whole file.
 * @throws LuminoraError `invalid_input` when it is no ZIP, damaged, encrypted, or announces more than a card may hold
 */
export function openZip(bytes: Uint8Array, place: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw refusal(place, 'This is not a ZIP file, or its end is missing.');
  const count = view.getUint16(end + 10, true);
  if (count > limits.zipEntries) throw refusal(place, `The ZIP holds ${count} files; ${limits.zipEntries} is the most.`);
  const directorySize = view.getUint32(end + 12, true);
  const directory = end - directorySize;
  // Some programs put a picture before the ZIP; every offset is then counted from where the ZIP begins.
  const shift = directory - view.getUint32(end + 16, true);
  if (directory < 0 || shift < 0) throw refusal(place, 'The directory of the ZIP is damaged.');
  const entries: ZipEntry[] = [];
  let left: number = limits.zipBytes;
  let announced = 0;
  let offset = directory;
  for (let index = 0; index < count; index++) {
    if (offset + 46 > end || view.getUint32(offset, true) !== directorySignature) throw refusal(`${place} entry ${index}`, 'The directory of the ZIP is damaged.');
    const nameLength = view.getUint16(offset + 28, true);
    const next = offset + 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
    if (next > end) throw refusal(`${place} entry ${index}`, 'The directory of the ZIP is damaged.');
    const name = new TextDecoder('utf-8').decode(bytes.subarray(offset + 46, offset + 46 + nameLength));
    const facts = {
      flags: view.getUint16(offset + 8, true), method: view.getUint16(offset + 10, true), sum: view.getUint32(offset + 16, true),
      packed: view.getUint32(offset + 20, true), size: view.getUint32(offset + 24, true), at: view.getUint32(offset + 42, true) + shift,
    };
    offset = next;
    if (name.endsWith('/')) continue;
    announced += facts.size;
    if (announced > limits.zipBytes) throw refusal(`${place} ${quoted(name)}`, `Unpacked, the ZIP would take more than ${limits.zipBytes} bytes.`);
    entries.push({ name, size: facts.size, read: () => unpack(name, facts) });
  }
  return entries;

  function unpack(name: string, facts: { flags: number; method: number; sum: number; packed: number; size: number; at: number }): Uint8Array {
    const where = `${place} ${quoted(name)}`;
    if ((facts.flags & 1) !== 0) throw refusal(where, 'The file is encrypted.');
    if (facts.at + 30 > bytes.length || view.getUint32(facts.at, true) !== entrySignature) throw refusal(where, 'The file is not where the directory says.');
    const start = facts.at + 30 + view.getUint16(facts.at + 26, true) + view.getUint16(facts.at + 28, true);
    if (start > bytes.length || facts.packed > bytes.length - start) throw refusal(where, 'The file breaks off.');
    if (facts.size > left) throw refusal(where, `Unpacked, the ZIP takes more than ${limits.zipBytes} bytes.`);
    const data = inflate(bytes.subarray(start, start + facts.packed), facts, where);
    left -= data.length;
    if (data.length !== facts.size || crc32(data) !== facts.sum) throw refusal(where, 'The file is damaged: its length or checksum does not match.');
    return data;
  }
}

function inflate(packed: Uint8Array, facts: { method: number; size: number }, where: string): Uint8Array {
  if (facts.method === 0) return packed;
  if (facts.method !== 8) throw refusal(where, `The file is packed in a way (${facts.method}) that is not read.`);
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, facts.size) }));
  } catch (cause) {
    throw refusal(where, 'The file is damaged, or larger than the ZIP says.', cause);
  }
}

function findEnd(view: DataView): number {
  for (let offset = view.byteLength - 22; offset >= 0 && offset >= view.byteLength - farthestEnd; offset--) {
    if (view.getUint32(offset, true) === endSignature) return offset;
  }
  return -1;
}
