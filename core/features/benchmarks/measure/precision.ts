// What a model loses when its numbers are kept less exactly: compared with the most exact files of it that are here.
import { mean } from '../../../lib/bootstrap.ts';
import type { Precision } from '../../../contract/local-models.ts';
import { spearman } from '../figures/spearman.ts';
import type { SimilaritySet, TestSet } from '../sets/test-sets.ts';
import { intervalOf, toReading } from './interval.ts';
import { cosine, type Circumstances, type ModelVariant, type Reader, type Reading } from './measured-model.ts';
import { cosinesOf } from './quality.ts';

/** Most exact first. */
const byExactness: readonly Precision[] = ['fp32', 'fp16', 'int8', 'q4'];
export const compareExactness = (one: Precision, other: Precision) => byExactness.indexOf(one) - byExactness.indexOf(other);

/** What one variant read, kept until the others of the model have read it too. */
export type PrecisionEvidence = { precision: Precision; vectors: Float32Array[]; cosines: ReadonlyMap<string, readonly number[]> };

/** Texts whose vectors are compared one with another. */
const mostTexts = 500;

const pairSets = (sets: readonly TestSet[]) => sets.filter((set): set is SimilaritySet => set.suite === 'similarity');
function textsOf(sets: readonly TestSet[]): string[] {
  const all = sets.flatMap((set) => (set.suite === 'similarity' ? set.pairs.flatMap(({ left, right }) => [left, right]) : set.suite === 'clustering' ? set.texts.map(({ text }) => text) : set.questions.map(({ text }) => text)));
  return [...new Set(all)].slice(0, mostTexts);
}

/** Texts that `gatherEvidence` reads. */
export const precisionReads = (sets: readonly TestSet[]) => textsOf(sets).length + pairSets(sets).reduce((sum, { pairs }) => sum + pairs.length * 2, 0);

export async function gatherEvidence(precision: Precision, sets: readonly TestSet[], reader: Reader): Promise<PrecisionEvidence> {
  const cosines = new Map<string, number[]>();
  for (const set of pairSets(sets)) cosines.set(set.name, await cosinesOf(set, reader));
  return { precision, vectors: await reader.vectorsOf(textsOf(sets), 'query'), cosines };
}

/** The size of the files in MB (a million bytes); where more exact files are here: the mean cosine of the two vectors of a text, and by how much Spearman's rho is another. */
export async function comparePrecision(variant: ModelVariant, evidence: PrecisionEvidence, exact: PrecisionEvidence | null, sets: readonly TestSet[], circumstances: Circumstances): Promise<Reading[]> {
  const suite = 'precision' as const;
  const readings = variant.size_bytes === null ? [] : toReading({ suite, name: 'size', unit: 'MB' }, { n: 1, value: variant.size_bytes / 1e6, low: null, high: null });
  if (exact === null) return readings;
  const likeness = evidence.vectors.map((vector, index) => cosine(vector, exact.vectors[index]!));
  readings.push(...toReading({ suite, name: `likeness to ${exact.precision}`, unit: 'cosine' }, await intervalOf(likeness, mean, circumstances)));
  for (const { name, pairs } of pairSets(sets)) {
    const items = pairs.map(({ score }, index) => ({ score, ours: evidence.cosines.get(name)![index]!, exact: exact.cosines.get(name)![index]! }));
    const difference = await intervalOf(items, (sample) => spearman(sample.map(({ score, ours }) => [score, ours])) - spearman(sample.map((item) => [item.score, item.exact])), circumstances);
    readings.push(...toReading({ suite, name: `${name} against ${exact.precision}`, unit: 'rho' }, difference));
  }
  return readings;
}
