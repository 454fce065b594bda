// A number that equal vectors share: what the approximate index calls its nodes by.
import { hash } from 'node:crypto';

/**
 * The first 48 bits of the vector's SHA-256. Messages that say the same share one node of the graph: a graph full of equal vectors leads nowhere else
 * (measured on 25,000 vectors of which a fifth were equal: recall@10 fell to 0.73).
 */
export function contentOf(unit: Float32Array): number {
  return Number.parseInt(hash('sha256', new Uint8Array(unit.buffer, unit.byteOffset, unit.byteLength), 'hex').slice(0, 12), 16);
}
