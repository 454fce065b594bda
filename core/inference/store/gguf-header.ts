// The header of a GGUF file, as far as a list of models needs it. Read here and not by the runtime: a cut file must be refused at once, not waited for.
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
import { open } from 'node:fs/promises';

/** Vocabularies of a quarter of a million words, with their scores, fit well into this. */
const mostHeaderBytes = 64_000_000;
const sizes: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const stringType = 8;
const arrayType = 9;

export type GgufHeader = Map<string, string | number>;

class CutError extends Error {}

/** Text and number values of the header; arrays are stepped over. Throws an Error when it is no GGUF file, or cut inside its header. */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  const file = await open(path, 'r');
  let bytes: Buffer;
  let isWhole: boolean;
  try {
    const { size } = await file.stat();
    bytes = Buffer.alloc(Math.min(size, mostHeaderBytes));
    let read = 0;
    for (let last = -1; read < bytes.length && last !== 0; read += last) last = (await file.read(bytes, read, bytes.length - read, read)).bytesRead;
    isWhole = size <= mostHeaderBytes;
  } finally {
    await file.close();
  }
  if (bytes.subarray(0, 4).toString('latin1') !== 'GGUF') throw new Error('it is no GGUF file');
  const values: GgufHeader = new Map();
  let at = 4;
  const take = (count: number): number => {
    const from = at;
    if (!Number.isSafeInteger(count) || count < 0 || at + count > bytes.length) throw new CutError('it ends inside its header');
    at += count;
    return from;
  };
  const u32 = () => bytes.readUInt32LE(take(4));
  const u64 = () => Number(bytes.readBigUInt64LE(take(8)));
  const text = () => {
    const length = u64();
    return bytes.toString('utf8', take(length), at);
  };
  const number = (type: number): number => {
    const from = take(sizes[type]!);
    if (type === 0 || type === 7) return bytes.readUInt8(from);
    if (type === 1) return bytes.readInt8(from);
    if (type === 2) return bytes.readUInt16LE(from);
    if (type === 3) return bytes.readInt16LE(from);
    if (type === 4) return bytes.readUInt32LE(from);
    if (type === 5) return bytes.readInt32LE(from);
    if (type === 6) return bytes.readFloatLE(from);
    if (type === 10) return Number(bytes.readBigUInt64LE(from));
    if (type === 11) return Number(bytes.readBigInt64LE(from));
    return bytes.readDoubleLE(from);
  };
  const skipArray = () => {
    const type = u32();
    const count = u64();
    if (type === stringType) for (let index = 0; index < count; index += 1) take(u64());
    else if (sizes[type] === undefined) throw new Error('its header is not readable');
    else take(sizes[type] * count);
  };
  try {
    const version = u32();
    if (version < 2 || version > 3) throw new Error(`its version ${version} is not known`);
    const tensors = u64();
    const count = u64();
    if (tensors < 1) throw new Error('it holds no weights');
    for (let index = 0; index < count; index += 1) {
      const key = text();
      const type = u32();
      if (type === arrayType) skipArray();
      else if (type === stringType) values.set(key, text());
      else if (sizes[type] !== undefined) values.set(key, number(type));
      else throw new Error('its header is not readable');
    }
  } catch (error) {
    // A header longer than what is read of it tells enough with its beginning.
    if (!(error instanceof CutError) || isWhole) throw error;
  }
  return values;
}
