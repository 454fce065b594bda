// A model as a measurement sees it: read from, one after another, beside whatever else the program does.
import type { BenchmarkFigure, Precision } from '../../../contract/local-models.ts';
import type { EmbeddingModel, EmbeddingUse } from '../../../providers/embeddings/embeddings.ts';

/** One precision of a model whose files are here. */
export type ModelVariant = { id: string; precision: Precision; size_bytes: number | null };
/** Loaded, for the measurement alone. */
export type OpenedModel = Pick<EmbeddingModel, 'embed' | 'close'> & { device: BenchmarkFigure['device'] };
/**
 * Loads one for the measurement alone; it is closed afterwards. alone: every text is computed by itself, so that figures are the same each time (the neighbours in a batch move a quantised model's vectors a little).
 * together: in batches, as the program runs it.
 */
export type OpenModel = (variant: ModelVariant, how: 'alone' | 'together') => Promise<OpenedModel>;
/** A figure before the model is put to it. */
export type Reading = Omit<BenchmarkFigure, 'model' | 'precision' | 'device'>;

/** What a measurement asks while it works. */
export type Circumstances = {
  signal: AbortSignal;
  /** Gives way to everything else: resolves when no reply is being written. @throws LuminoraError `cancelled` */
  rest(): Promise<void>;
  /** Replies begun so far: a time measured while this grew is none. */
  repliesBegun(): number;
  /** So many texts have been read. */
  tick(texts: number): void;
};

export type Reader = {
  /** One vector per text; what was read before is not read again. */
  vectorsOf(texts: readonly string[], use: EmbeddingUse): Promise<Float32Array[]>;
};

/** Texts asked for at once: so far progress jumps. */
const pieceSize = 64;

export function createReader(model: OpenedModel, { signal, rest, tick }: Circumstances): Reader {
  const known: Record<EmbeddingUse, Map<string, Float32Array>> = { query: new Map(), passage: new Map() };
  return {
    async vectorsOf(texts, use) {
      const missing = [...new Set(texts)].filter((text) => !known[use].has(text));
      tick(texts.length - missing.length);
      for (let first = 0; first < missing.length; first += pieceSize) {
        await rest();
        const piece = missing.slice(first, first + pieceSize);
        const vectors = await model.embed(piece, use, signal, 'bulk');
        for (const [index, text] of piece.entries()) known[use].set(text, vectors[index]!);
        tick(piece.length);
      }
      return texts.map((text) => known[use].get(text)!);
    },
  };
}

/** Cosine, -1 to 1; 0 where a vector has no direction. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let product = 0;
  let ones = 0;
  let others = 0;
  for (let index = 0; index < one.length; index += 1) {
    product += one[index]! * other[index]!;
    ones += one[index]! ** 2;
    others += other[index]! ** 2;
  }
  return ones > 0 && others > 0 ? product / Math.sqrt(ones * others) : 0;
}
