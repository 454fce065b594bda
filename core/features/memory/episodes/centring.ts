// Takes out of a vector what every sentence has in common. The shipped model's vectors all lie close together (two unrelated sentences reach 0.8), so that a
// plain similarity does not tell "about this" from "about nothing"; measured from the middle, unrelated ones fall around 0 (removing the common mean: Mu and
// Viswanath, ICLR 2018, "All-but-the-Top").
import type { Embedder } from '../embedder.ts';
import type { EmbeddingUse } from '../../../providers/embeddings/embeddings.ts';

/** Everyday sentences about nothing that is ever an episode. Their mean is the middle; other sentences make other vectors: indexes must then be emptied. */
export const plainSentences: readonly string[] = [
  'Hoy hace buen tiempo.', 'El tren sale a las ocho.', 'He comprado pan y leche.', '¿Qué hora es?', 'Cuéntame algo interesante.', 'La película dura dos horas.', 'Voy a cocinar arroz.', 'El libro está en la mesa.',
  'The weather is nice today.', 'The train leaves at eight.', 'I bought bread and milk.', 'What time is it?', 'Tell me something interesting.', 'The film is two hours long.', 'I am going to cook rice.', 'The book is on the table.',
];

export type Centring = {
  /** The vector seen from the middle, of unit length; null when the model cannot be asked now or has been replaced by one of another space. */
  centre(spaceId: string, vector: Float32Array, use: EmbeddingUse): Promise<Float32Array | null>;
};

export function createCentring(embedder: Embedder): Centring {
  const middles = new Map<string, Promise<Float32Array | null>>();

  async function middleOf(spaceId: string, use: EmbeddingUse): Promise<Float32Array | null> {
    const vectors = await embedder.embed(plainSentences, use);
    return vectors && await embedder.spaceId() === spaceId ? mean(vectors) : null;
  }

  return {
    async centre(spaceId, vector, use) {
      const key = `${spaceId} ${use}`;
      const middle = middles.get(key) ?? middleOf(spaceId, use).catch(() => null);
      middles.set(key, middle);
      const known = await middle;
      if (known) return centred(vector, known);
      middles.delete(key);
      return null;
    },
  };
}

function mean(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) vector.forEach((value, index) => { sum[index]! += value / vectors.length; });
  return sum;
}

/** Of the middle itself, which has no direction left, the vector as it was. */
export function centred(vector: Float32Array, middle: Float32Array): Float32Array {
  const moved = vector.map((value, index) => value - (middle[index] ?? 0));
  const length = Math.hypot(...moved);
  return length > 1e-6 ? moved.map((value) => value / length) : vector;
}
