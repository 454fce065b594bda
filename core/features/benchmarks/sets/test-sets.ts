// What models are measured on: pairs judged by people, texts with a label, questions with the documents that answer them.
import { datasetHash } from '../../../lib/dataset-hash.ts';

export type SimilaritySet = { suite: 'similarity'; name: string; pairs: readonly { left: string; right: string; score: number }[] };
export type ClusteringSet = { suite: 'clustering'; name: string; texts: readonly { text: string; label: number }[] };
export type RetrievalSet = {
  suite: 'retrieval'; name: string;
  documents: readonly { id: string; text: string }[];
  /** Grades above 0 by document. */
  questions: readonly { text: string; relevant: ReadonlyMap<string, number> }[];
};
export type TestSet = SimilaritySet | ClusteringSet | RetrievalSet;

export type TestSets = {
  /** built-in, or the folder's own name (not its path: that may tell of people). */
  name: string;
  /** SHA-256 over all texts and judgements, also of the suites that are not asked for: figures of equal hashes may be compared. */
  hash: string;
  sets: readonly TestSet[];
};

/** Puts the hash to the sets. */
export function toTestSets(name: string, sets: readonly TestSet[]): TestSets {
  return { name, hash: datasetHash(sets.map((set) => ({ name: `${set.suite}/${set.name}`, text: JSON.stringify(set, (_key, value: unknown) => (value instanceof Map ? [...value] : value)) }))), sets };
}

/** Name of a set over two languages: "es" for one, "es-en" for Spanish against English. Of a search the first is the question's. */
export const languageName = (first: string, second: string) => (first === second ? first : `${first}-${second}`);
