// How much memory a GGUF file takes when it runs, told from the first part of its header before anything is loaded.
// The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (magic, version, counts, then keys with values).
import { open } from 'node:fs/promises';

export type RunShape = { contextTokens: number; sequences: number };
type Value = number | string | null;

/** What describes the model comes before its vocabulary, in the first few kilobytes. */
const headerBytes = 262_144;
/** Working space beside weights and kept prompts. */
const workingBytes = 150_000_000;
/** Bytes of a number in the kept prompts (16 bit). */
const keptBytes = 2;
const numberSizes: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const textType = 8;
const listType = 9;

/** Bytes of memory for weights, kept prompts and working space; null for what is no readable GGUF file of a language model. Keys and values of the prompts are counted for every layer in full. */
export async function memoryOfGguf(path: string, { contextTokens, sequences }: RunShape): Promise<number | null> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return null;
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    const keys = readKeys(buffer.subarray(0, bytesRead));
    if (!keys) return null;
    const architecture = String(keys.get('general.architecture') ?? '');
    const of = (name: string): number => Number(keys.get(`${architecture}.${name}`) ?? Number.NaN);
    const heads = of('attention.head_count');
    const headSize = of('embedding_length') / heads;
    const or = (value: number, other: number) => (Number.isFinite(value) ? value : other);
    const perToken = of('block_count') * or(of('attention.head_count_kv'), heads) * (or(of('attention.key_length'), headSize) + or(of('attention.value_length'), headSize)) * keptBytes;
    if (!(perToken > 0)) return null;
    return Math.round(size + perToken * Math.min(contextTokens, or(of('context_length'), contextTokens)) * sequences + workingBytes);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** The keys before the vocabulary; of a list its largest number. Null for another format, or one that ends too early. */
function readKeys(bytes: Buffer): Map<string, Value> | null {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 4) !== 'GGUF' || ![2, 3].includes(bytes.readUInt32LE(4))) return null;
  const keys = new Map<string, Value>();
  let at = 24;
  const length = () => {
    const value = Number(bytes.readBigUInt64LE(at));
    at += 8;
    if (value > bytes.length) throw new RangeError('longer than the header');
    return value;
  };
  const text = () => {
    const end = length() + at;
    const value = bytes.toString('utf8', at, end);
    at = end;
    return value;
  };
  const value = (type: number): Value => {
    if (type === textType) return text();
    if (type === listType) {
      const inner = bytes.readUInt32LE(at);
      at += 4;
      const items = Array.from({ length: length() }, () => value(inner)).filter((item) => typeof item === 'number');
      return items.reduce((largest, item) => Math.max(largest, item), 0);
    }
    const size = numberSizes[type];
    if (size === undefined) throw new RangeError('an unknown type');
    const start = at;
    at += size;
    if (type === 6) return bytes.readFloatLE(start);
    if (type === 12) return bytes.readDoubleLE(start);
    return size === 8 ? Number(bytes.readBigUInt64LE(start)) : bytes.readUIntLE(start, size);
  };
  for (let left = Number(bytes.readBigUInt64LE(16)); left > 0; left -= 1) {
    const key = text();
    if (key.startsWith('tokenizer.')) break;
    const type = bytes.readUInt32LE(at);
    at += 4;
    keys.set(key, value(type));
  }
  return keys;
}
