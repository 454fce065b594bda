// What the shipped emotion head says of many texts, on the vectors a turn would give it, and how long that takes.
import { join } from 'node:path';
import { createEmotionHead, type EmotionReading } from '../core/inference/heads/emotion-head.ts';
import { loadHead } from '../core/inference/heads/format.ts';
import { productFolder } from '../core/luminora.ts';
import { embedTexts } from '../scripts/heads/lib/embed-texts.ts';

export type EmotionReadings = {
  readings: EmotionReading[];
  model: string;
  /** Milliseconds per text: the head alone, median and 95th percentile; the embedding, on average. */
  ms: { head_p50: number; head_p95: number; embedding: number };
};

/** @param headFolder null: the one the product ships */
export async function readEmotions(texts: readonly string[], headFolder: string | null, progress: (line: string) => void): Promise<EmotionReadings> {
  const modelsFolder = join(productFolder, 'models');
  const head = createEmotionHead(await loadHead(headFolder ?? join(modelsFolder, 'heads'), 'emotion'));
  progress(`embedding ${texts.length} texts ...`);
  const begun = performance.now();
  const { embedding, vectors } = await embedTexts(modelsFolder, texts, null, progress);
  const embeddingMs = (performance.now() - begun) / Math.max(1, texts.length);
  if (!head.reads(embedding)) throw new Error(`The emotion head was trained on ${head.embedding.model}, and the embedding is ${embedding.model}.`);
  const times: number[] = [];
  const readings = texts.map((text, index) => {
    const vector = vectors.subarray(index * embedding.dimension, (index + 1) * embedding.dimension);
    const started = performance.now();
    const reading = head.read({ text, vector });
    times.push(performance.now() - started);
    return reading;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { readings, model: `emotion head on ${embedding.model} (${embedding.revision.slice(0, 12)})`, ms: { head_p50: at(0.5), head_p95: at(0.95), embedding: embeddingMs } };
}

export const timeLine = ({ head_p50, head_p95, embedding }: EmotionReadings['ms']): string =>
  `ms per text: head ${head_p50.toFixed(3)} (p95 ${head_p95.toFixed(3)}), embedding ${embedding.toFixed(1)}, loading included`;
