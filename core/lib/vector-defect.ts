// Says what is wrong with a vector before it may reach any store: one bad vector would come first in every search.

export type VectorDefect = 'not-float32' | 'dimension' | 'not-finite' | 'zero';

/** Below this length a vector has no direction worth comparing (its float32 square is already zero). */
const SHORTEST = 1e-9;

/** Null when the vector is fit to be stored and compared. Without `dimension` any length but zero is allowed. */
export function vectorDefect(vector: unknown, dimension?: number): VectorDefect | null {
  if (!(vector instanceof Float32Array)) return 'not-float32';
  if (vector.length === 0 || (dimension !== undefined && vector.length !== dimension)) return 'dimension';
  let squares = 0;
  for (const part of vector) squares += part * part;
  if (!Number.isFinite(squares)) return 'not-finite';
  return Math.sqrt(squares) < SHORTEST ? 'zero' : null;
}
