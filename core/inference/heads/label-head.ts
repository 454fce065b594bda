// A head of a few labels: one linear layer over the message's vector, moved to the middle of its language, and the cues of its text; a second one over the
// cues alone for messages without a vector.
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import type { IdentifiedLanguage } from '../../lib/language.ts';
import { cueCount } from './cues.ts';
import { applyDense, readDense, sigmoid, softmax } from './dense.ts';
import type { HeadFile } from './format.ts';

/** What the weight file of such a head says besides its weights. */
export const labelSettingsSchema = z.object({
  /** one: the probabilities of all labels add up to one. several: each label by itself. */
  answers: z.enum(['one', 'several']),
  vector_scale: z.number().positive(),
  /** From which probability a label counts: with the vector, and by the text alone. */
  thresholds: z.object({ both: z.number().min(0).max(1), text: z.number().min(0).max(1) }),
});
export type LabelSettings = z.infer<typeof labelSettingsSchema>;

/** Rows of the tensor `means`: the mean vector of a language's sentences; of another language, the middle of both. */
export const meanRows: readonly IdentifiedLanguage[] = ['es', 'en', 'other'];

export type LabelInput = {
  /** Null: the text alone answers. Of unit length, `embedding.dimension` numbers; another length is not used. */
  vector: Float32Array | null;
  language: IdentifiedLanguage | null;
  /** cuesOf(text): worked out once for all heads. */
  cues: Float32Array;
};
export type LabelReading<Label extends string> = { /** Probability of each label, 0 to 1. */ scores: Record<Label, number>; /** The likeliest. */ label: Label; /** At or above the threshold, likeliest first. */ labels: Label[] };
export type LabelHead<Label extends string> = { embedding: { model: string; revision: string; dimension: number }; read(input: LabelInput): LabelReading<Label> };

/** Vector (moved and scaled) and cues, in the order of the weights' columns. */
export function joinInput(vector: Float32Array, mean: Float32Array, scale: number, cues: Float32Array): Float32Array {
  const joined = new Float32Array(vector.length + cues.length);
  for (let index = 0; index < vector.length; index += 1) joined[index] = (vector[index]! - mean[index]!) * scale;
  joined.set(cues, vector.length);
  return joined;
}

/** Makes a head from its checked weight file. Throws model_damaged when it is not one with these labels. */
export function createLabelHead<Label extends string>(file: HeadFile, labels: readonly Label[]): LabelHead<Label> {
  const { embedding, name } = file.header;
  const parsed = labelSettingsSchema.safeParse(file.header.settings);
  if (!embedding || !parsed.success || file.header.labels.join() !== labels.join()) {
    throw new LuminoraError('model_damaged', `The weights of the head "${name}" do not fit this version. Install the program again.`, { cause: parsed.error });
  }
  const { answers, vector_scale: scale, thresholds } = parsed.data;
  const { dimension } = embedding;
  const both = readDense(file, 'both', dimension + cueCount, labels.length);
  const text = readDense(file, 'text', cueCount, labels.length);
  const table = file.tensor('means', [meanRows.length, dimension]);
  const means = meanRows.map((_, row) => Float32Array.from(table.values.slice(row * dimension, (row + 1) * dimension), (value) => value * table.scale));

  return {
    embedding,
    read({ vector, language, cues }) {
      const isUsable = vector !== null && vector.length === dimension && vector.every(Number.isFinite);
      const mean = means[meanRows.indexOf(language ?? 'other')]!;
      const logits = isUsable ? applyDense(both, joinInput(vector, mean, scale, cues)) : applyDense(text, cues);
      return toReading(labels, answers === 'one' ? softmax(logits) : logits.map(sigmoid), isUsable ? thresholds.both : thresholds.text);
    },
  };
}

function toReading<Label extends string>(labels: readonly Label[], probabilities: Float32Array, threshold: number): LabelReading<Label> {
  const scores = Object.fromEntries(labels.map((label, index) => [label, probabilities[index]!])) as Record<Label, number>;
  const ranked = [...labels].sort((a, b) => scores[b] - scores[a]);
  return { scores, label: ranked[0]!, labels: ranked.filter((label) => scores[label] >= threshold) };
}
