// Which of the installed GGUF files runs when none is named: the largest that fits into this machine's memory. And which of the catalogue would be better.
import { totalmem } from 'node:os';
import type { CatalogueModel, LanguageModelRow } from '../../inference/catalogue.ts';
import type { ChosenFile } from './embedded-files.ts';

export type Candidate = ChosenFile & { size_bytes: number };
export type Choice = { file: ChosenFile; reason: string };

/** Beyond this part of all memory a model crowds out what else runs. */
const largestShare = 0.5;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** Bytes of memory of this machine, or of its container where that is less. */
export function machineMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}

/**
 * The largest of the candidates that takes at most half of the memory; when none does, the one that takes least. Null when none can be read.
 * All memory counts and not what is free now, so that the choice stays the same while the model itself is loaded.
 * @param needOf bytes of memory a candidate takes when it runs; null for a file that is no model
 */
export async function chooseByMemory(candidates: readonly Candidate[], needOf: (candidate: Candidate) => Promise<number | null>, memoryBytes: number): Promise<Choice | null> {
  const known: { file: Candidate; need: number }[] = [];
  for (const file of candidates) {
    const need = await needOf(file);
    if (need !== null) known.push({ file, need });
  }
  const fitting = known.filter(({ need }) => need <= memoryBytes * largestShare).sort((one, other) => other.file.size_bytes - one.file.size_bytes)[0];
  if (fitting) {
    const reason = known.length === 1 ? 'It is the only model here.' : `The largest of ${known.length} models here that takes at most half of the memory (${gigabytes(fitting.need)} of ${gigabytes(memoryBytes)}).`;
    return { file: fitting.file, reason };
  }
  const least = known.sort((one, other) => one.need - other.need)[0];
  return least ? { file: least.file, reason: `No model here fits well into ${gigabytes(memoryBytes)} of memory; this one takes least (${gigabytes(least.need)}).` } : null;
}

/** Bytes a weight takes, by precision, as files of that kind have it on average (a 4 bit file keeps some layers finer). */
const bytesOfWeight = { fp32: 4, fp16: 2, int8: 1.07, q4: 0.65 } as const;
/** Beside the weights: kept prompts and working space, about, for three conversations of 4096 tokens. */
const besideWeights = { share: 0.2, bytes: 300_000_000 };

/** Bytes of memory a language model of the catalogue takes, estimated; null when nothing tells its size. */
export function estimatedNeed(model: LanguageModelRow): number | null {
  const variant = model.variants[0];
  if (!variant) return null;
  const sizes = variant.files.map((file) => file.size_bytes);
  const known = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  const weights = known ?? (model.parameters === null ? null : model.parameters * bytesOfWeight[variant.precision]);
  return weights === null ? null : Math.round(weights * (1 + besideWeights.share) + besideWeights.bytes);
}

/** The largest language model of the catalogue that fits well into that much memory and was taught to follow instructions; null when there is none. */
export function recommendModel(models: readonly CatalogueModel[], memoryBytes: number): { model: LanguageModelRow; need_bytes: number } | null {
  const fitting = models.flatMap((model) => {
    if (model.kind !== 'llm' || model.is_base_model) return [];
    const need = estimatedNeed(model);
    return need === null || need > memoryBytes * largestShare ? [] : [{ model, need_bytes: need }];
  });
  return fitting.sort((one, other) => other.need_bytes - one.need_bytes)[0] ?? null;
}
