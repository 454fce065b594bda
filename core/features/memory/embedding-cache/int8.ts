// A vector in a quarter of its bytes: whole numbers from -127 to 127 and one scale. The loss is measured in docs/embedding-cache.md.

const most = 127;

/** Writes the parts into `into` and answers the scale: what each part is multiplied with, such that the vector keeps its length. */
export function packInt8(vector: Float32Array, into: Int8Array): number {
  let largest = 0;
  let squares = 0;
  for (const part of vector) {
    largest = Math.max(largest, Math.abs(part));
    squares += part * part;
  }
  if (largest === 0) {
    into.fill(0);
    return 0;
  }
  let packed = 0;
  for (let index = 0; index < vector.length; index += 1) {
    const whole = Math.round((vector[index]! / largest) * most);
    into[index] = whole;
    packed += whole * whole;
  }
  return Math.sqrt(squares / packed);
}

export function unpackInt8(parts: Int8Array, scale: number): Float32Array {
  const vector = new Float32Array(parts.length);
  for (let index = 0; index < parts.length; index += 1) vector[index] = parts[index]! * scale;
  return vector;
}

/** Scale and parts as base64, for a cache that keeps text. */
export function toText(vector: Float32Array): string {
  const bytes = Buffer.alloc(4 + vector.length);
  const scale = packInt8(vector, new Int8Array(bytes.buffer, bytes.byteOffset + 4, vector.length));
  bytes.writeFloatLE(scale);
  return bytes.toString('base64');
}

/** Null for what `toText` did not write for a vector of this size. */
export function fromText(text: unknown, dimension: number): Float32Array | null {
  if (typeof text !== 'string') return null;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 4 + dimension) return null;
  const scale = bytes.readFloatLE();
  return Number.isFinite(scale) ? unpackInt8(new Int8Array(bytes.buffer, bytes.byteOffset + 4, dimension), scale) : null;
}
