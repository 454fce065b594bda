// Some messages are near to every question: "Mm.", "Great!". Their vectors lie in the middle of all vectors (hubs: Radovanovic, Nanopoulos and Ivanovic, JMLR 2010).
// A question that steps away from the middle takes off each message what it owes to lying there: (q - s m) . v = q . v - s (m . v).
import { plainSentences } from '../episodes/centring.ts';
import type { Embedder } from '../embedder.ts';

/** The middle of passages about nothing, as the model of a space makes them; null when it cannot be asked now. */
export type MiddleOf = (spaceId: string) => Promise<Float32Array | null>;

export function createMiddle(embedder: Embedder): MiddleOf {
  const middles = new Map<string, Promise<Float32Array | null>>();

  async function make(spaceId: string): Promise<Float32Array | null> {
    const vectors = await embedder.embed(plainSentences, 'passage');
    if (!vectors || await embedder.spaceId() !== spaceId) return null;
    const middle = new Float32Array(vectors[0]!.length);
    for (const vector of vectors) vector.forEach((value, index) => { middle[index]! += value / vectors.length; });
    return middle;
  }

  return async (spaceId) => {
    const known = middles.get(spaceId) ?? make(spaceId).catch(() => null);
    middles.set(spaceId, known);
    const middle = await known;
    if (!middle) middles.delete(spaceId);
    return middle;
  };
}

/** `step` of the way; the vector itself where nothing is left of it. */
export function stepAway(vector: Float32Array, middle: Float32Array, step: number): Float32Array {
  const moved = vector.map((value, index) => value - step * (middle[index] ?? 0));
  return moved.some((value) => Math.abs(value) > 1e-6) ? moved : vector;
}
