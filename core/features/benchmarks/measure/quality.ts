// How well a model's vectors tell what is alike, what belongs together, and what answers what.
import { kMeans } from '../figures/k-means.ts';
import { bestOf, ndcg } from '../figures/ndcg.ts';
import { spearman } from '../figures/spearman.ts';
import { vMeasure } from '../figures/v-measure.ts';
import { mean } from '../../../lib/bootstrap.ts';
import type { ClusteringSet, RetrievalSet, SimilaritySet, TestSet } from '../sets/test-sets.ts';
import { intervalOf, intervalOfShare, toReading } from './interval.ts';
import { cosine, type Circumstances, type Reader, type Reading } from './measured-model.ts';

/** Beginnings of k-means; their V-measures are averaged. */
const starts = 10;
const depth = 10;
/** Multiplications between two rests. */
const workAtOnce = 2_000_000;

export function measureSet(set: TestSet, reader: Reader, circumstances: Circumstances): Promise<Reading[]> {
  if (set.suite === 'similarity') return measureSimilarity(set, reader, circumstances);
  return set.suite === 'clustering' ? measureClustering(set, reader, circumstances) : measureRetrieval(set, reader, circumstances);
}

/** The cosine of each pair's vectors. Both sides are read as questions: neither is looked for in the other. */
export async function cosinesOf({ pairs }: SimilaritySet, reader: Reader): Promise<number[]> {
  const vectors = await reader.vectorsOf(pairs.flatMap(({ left, right }) => [left, right]), 'query');
  return pairs.map((_, index) => cosine(vectors[2 * index]!, vectors[2 * index + 1]!));
}

/** Do cosines order the pairs as people do? */
async function measureSimilarity(set: SimilaritySet, reader: Reader, circumstances: Circumstances): Promise<Reading[]> {
  const cosines = await cosinesOf(set, reader);
  const figure = await intervalOf(set.pairs.map(({ score }, index) => [score, cosines[index]!] as const), spearman, circumstances);
  return toReading({ suite: 'similarity', name: set.name, unit: 'rho' }, figure);
}

/** Do texts with one label lie together? */
async function measureClustering(set: ClusteringSet, reader: Reader, circumstances: Circumstances): Promise<Reading[]> {
  const vectors = await reader.vectorsOf(set.texts.map(({ text }) => text), 'query');
  const labels = set.texts.map(({ label }) => label);
  const clusterings: Uint32Array[] = [];
  for (let seed = 1; seed <= starts; seed += 1) clusterings.push(await kMeans(vectors, { clusters: new Set(labels).size, seed, rest: circumstances.rest }));
  const figure = await intervalOfShare(labels.map((_, index) => index), (sample) => mean(clusterings.map((clusters) => vMeasure(sample.map((index) => [labels[index]!, clusters[index]!])))), circumstances);
  return toReading({ suite: 'clustering', name: set.name, unit: 'V' }, figure);
}

/** Do the documents that answer stand among the first ten? */
async function measureRetrieval(set: RetrievalSet, reader: Reader, circumstances: Circumstances): Promise<Reading[]> {
  const ids = set.documents.map(({ id }) => id);
  const documents = await reader.vectorsOf(set.documents.map(({ text }) => text), 'passage');
  const questions = await reader.vectorsOf(set.questions.map(({ text }) => text), 'query');
  const values: number[] = [];
  let work = 0;
  for (const [index, vector] of questions.entries()) {
    const ranking = bestOf(Float64Array.from(documents, (document) => cosine(vector, document)), ids, depth);
    values.push(ndcg(ranking, set.questions[index]!.relevant, depth));
    work += documents.length * vector.length;
    if (work < workAtOnce) continue;
    work = 0;
    await circumstances.rest();
  }
  return toReading({ suite: 'retrieval', name: set.name, unit: `nDCG@${depth}` }, await intervalOf(values.filter((value) => !Number.isNaN(value)), mean, circumstances));
}
