// The smallest file that is a GGUF by its header: one announced tensor, these values, no weights.

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

/** Strings, whole numbers (32 bit) and lists of strings by key. */
export function ggufFile(values: Record<string, string | number | string[]>): Buffer {
  const pairs = Object.entries(values).map(([key, value]) => {
    if (typeof value === 'string') return Buffer.concat([text(key), u32(8), text(value)]);
    if (typeof value === 'number') return Buffer.concat([text(key), u32(4), u32(value)]);
    return Buffer.concat([text(key), u32(9), u32(8), u64(value.length), ...value.map(text)]);
  });
  return Buffer.concat([Buffer.from('GGUF'), u32(3), u64(1), u64(pairs.length), ...pairs]);
}
