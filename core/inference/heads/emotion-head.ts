// The emotions of one message: a small perceptron on the vector the turn already has, and a linear model on the words themselves.
import * as z from 'zod';
import { basicEmotionOf, basicEmotions, emotionLabels, type BasicEmotion, type EmotionLabel } from '../../contract/emotions.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { applyLayers, readDense, sigmoid, type DenseLayer } from './dense.ts';
import type { HeadFile } from './format.ts';
import { textFeatures, tokenize } from './text-features.ts';

const share = z.number().min(0).max(1);
/** What the weight file of the emotion head says besides its weights. */
export const emotionSettingsSchema = z.object({
  hidden: z.number().int().min(1),
  buckets: z.number().int().min(2).refine((value) => (value & (value - 1)) === 0, 'a power of two'),
  piece_share: z.number().positive(),
  /** How much the vector counts against the words when both are there. */
  vector_share: share,
  /** Per label, from which score on it counts: with the vector, and by the words alone. */
  thresholds: z.object({ both: z.array(share).length(emotionLabels.length), text: z.array(share).length(emotionLabels.length) }),
});
export type EmotionSettings = z.infer<typeof emotionSettingsSchema>;

export type EmotionReading = {
  /** The likeliest label. */
  label: EmotionLabel;
  /** Probability of each label by itself, 0 to 1. */
  scores: Record<EmotionLabel, number>;
  /** Labels at or above their threshold, likeliest first; none, or neutral alone: no emotion. */
  labels: EmotionLabel[];
  /** Ekman's six and none: the sums of their labels' scores, made to add up to one, and the highest. */
  basic: { label: BasicEmotion; scores: Record<BasicEmotion, number> };
  /** text: no vector of the right embedding was there, and the words alone answered. */
  from: 'vector_and_text' | 'text';
};

export type EmotionInput = { text: string; vector: Float32Array | null };

export type EmotionHead = {
  /** The embedding whose vectors it reads. */
  embedding: { model: string; revision: string; dimension: number };
  /** True when vectors of this space may be handed in; of another one, hand in null. */
  reads(space: { model: string; revision: string; dimension: number }): boolean;
  /** Never throws: a vector of another length, or with a number that is none, is not used. */
  read(input: EmotionInput): EmotionReading;
};

/** Makes the head from its checked weight file. Throws model_damaged when tensors or settings do not fit together. */
export function createEmotionHead(file: HeadFile): EmotionHead {
  const { embedding } = file.header;
  const parsed = emotionSettingsSchema.safeParse(file.header.settings);
  const isOurs = file.header.labels.length === emotionLabels.length && file.header.labels.every((label, index) => label === emotionLabels[index]);
  if (!embedding || !parsed.success || !isOurs) throw new LuminoraError('model_damaged', 'The weights of the emotion head do not fit this version. Install the program again.', { cause: parsed.error });
  const settings = parsed.data;
  const count = emotionLabels.length;
  const layers: DenseLayer[] = [readDense(file, 'hidden', embedding.dimension, settings.hidden), readDense(file, 'output', settings.hidden, count)];
  const table = file.tensor('words.weights', [settings.buckets, count]);
  const wordBias = file.tensor('words.bias', [count]);

  function wordLogits(text: string): Float32Array {
    const { buckets, values } = textFeatures(text, settings.buckets, settings.piece_share);
    const sums = new Float32Array(count);
    for (let place = 0; place < buckets.length; place += 1) {
      const row = buckets[place]! * count;
      for (let label = 0; label < count; label += 1) sums[label]! += table.values[row + label]! * values[place]!;
    }
    return sums.map((sum, label) => sum * table.scale + wordBias.values[label]! * wordBias.scale);
  }

  return {
    embedding,
    reads: (space) => space.model === embedding.model && space.revision === embedding.revision && space.dimension === embedding.dimension,
    read({ text, vector }) {
      const isUsable = vector !== null && vector.length === embedding.dimension && vector.every(Number.isFinite);
      const hasWords = tokenize(text).length > 0;
      const words = wordLogits(text);
      const part = !isUsable ? 0 : hasWords ? settings.vector_share : 1;
      const fromVector = isUsable ? applyLayers(layers, vector) : words;
      const probabilities = Array.from(words, (logit, label) => sigmoid(part * fromVector[label]! + (1 - part) * logit));
      return toReading(probabilities, isUsable ? settings.thresholds.both : settings.thresholds.text, isUsable ? 'vector_and_text' : 'text');
    },
  };
}

function toReading(probabilities: readonly number[], thresholds: readonly number[], from: EmotionReading['from']): EmotionReading {
  const scores = Object.fromEntries(emotionLabels.map((label, index) => [label, probabilities[index]!])) as Record<EmotionLabel, number>;
  const byScore = (a: EmotionLabel, b: EmotionLabel) => scores[b] - scores[a];
  const ranked = [...emotionLabels].sort(byScore);
  const labels = emotionLabels.filter((label, index) => scores[label] >= thresholds[index]!).sort(byScore);
  const sums = Object.fromEntries(basicEmotions.map((basic) => [basic, 0])) as Record<BasicEmotion, number>;
  for (const label of emotionLabels) sums[basicEmotionOf[label]] += scores[label];
  const total = Object.values(sums).reduce((sum, value) => sum + value, 0) || 1;
  for (const basic of basicEmotions) sums[basic] /= total;
  const basic = basicEmotions.reduce((best, candidate) => (sums[candidate] > sums[best] ? candidate : best));
  return { label: ranked[0]!, scores, labels, basic: { label: basic, scores: sums }, from };
}
