// The vectors of tokens to one vector, and the vectors of windows to one.
import { LuminoraError } from '../contract/errors.ts';

/** mean: of all tokens. cls: the first token's. last: the last token's. */
export type Pooling = 'mean' | 'cls' | 'last';

/** @param hidden row by row, at least `tokens` rows of `dimension`; rows after (padding) are not looked at @throws LuminoraError `model_damaged` for a vector without direction */
export function poolHidden(hidden: Float32Array, tokens: number, dimension: number, pooling: Pooling, isNormalized: boolean): Float32Array {
  const vector = new Float32Array(dimension);
  const [from, to] = pooling === 'mean' ? [0, tokens] : pooling === 'cls' ? [0, 1] : [tokens - 1, tokens];
  for (let token = from; token < to; token += 1) {
    const offset = token * dimension;
    for (let index = 0; index < dimension; index += 1) vector[index]! += hidden[offset + index]!;
  }
  return unitOr(vector, isNormalized, to - from);
}

/** In place: of unit length when asked, otherwise divided by `count`. @throws LuminoraError `model_damaged` for a vector without direction */
export function unitOr(vector: Float32Array, isNormalized: boolean, count = 1): Float32Array {
  let squares = 0;
  for (let index = 0; index < vector.length; index += 1) squares += vector[index]! * vector[index]!;
  if (!(squares > 0) || !Number.isFinite(squares)) {
    throw new LuminoraError('model_damaged', 'The embedding model gave a vector without direction. Download it again in Settings.');
  }
  const divisor = isNormalized ? Math.sqrt(squares) : count;
  for (let index = 0; index < vector.length; index += 1) vector[index]! /= divisor;
  return vector;
}

/** One vector of a text's windows: each counts by its tokens. A single one stays as it is. */
export function unite(vectors: readonly Float32Array[], windows: readonly (readonly number[])[], isNormalized: boolean): Float32Array {
  const [first] = vectors;
  if (vectors.length === 1 && first) return first;
  const sum = new Float32Array(first?.length ?? 0);
  let tokens = 0;
  for (const [place, vector] of vectors.entries()) {
    const weight = windows[place]!.length;
    tokens += weight;
    for (let index = 0; index < sum.length; index += 1) sum[index]! += vector[index]! * weight;
  }
  return unitOr(sum, isNormalized, tokens);
}
