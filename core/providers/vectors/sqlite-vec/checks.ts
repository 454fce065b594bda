// What a vector must be before it reaches the index, and its unit form.
import { LuminoraError } from '../../../contract/errors.ts';
import { vectorDefect } from '../../../lib/vector-defect.ts';
import type { Space } from './spaces.ts';

/** Throws for a vector that may not be stored or searched for. */
export function assertVector(vector: Float32Array, space: Pick<Space, 'id' | 'dimension'>, owner: string): void {
  const defect = vectorDefect(vector, space.dimension);
  if (defect === null) return;
  if (defect === 'dimension') {
    throw new LuminoraError('embedding_mismatch', `The vector of ${owner} has ${vector.length} parts; the space ${space.id} takes ${space.dimension}. Re-index with the present model.`, { details: { space_id: space.id, expected: space.dimension, got: vector.length } });
  }
  throw new LuminoraError('invalid_input', `The vector of ${owner} cannot be used: ${defect}.`, { details: { space_id: space.id, defect } });
}

/** The same direction with length one. */
export function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const part of vector) squares += part * part;
  const length = Math.sqrt(squares);
  return vector.map((part) => part / length);
}
