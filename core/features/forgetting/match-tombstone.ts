// Whether something said is what was forgotten: by its wording, or by lying near it in meaning.
import { foldWords } from '../../lib/fold-words.ts';
import type { Tombstone } from '../../providers/storage/changes.ts';
import { hashFor, hashKinds, wordsKind } from './make-tombstones.ts';
import { keyAndValue, mostWords, runsOf } from './wordings.ts';

/**
 * Cosines from which two wordings mean the same, of the shipped model's "query" vectors; measured in docs/forgetting.md. oneWord: of a value of one word
 * and a value of another key.
 * sentence: of a whole sentence that speaks of a value.
 */
export const nearness = { value: 0.905, oneWord: 0.93, sentence: 0.88 } as const;

export type Candidate = { sentence: string; value: string; key?: string; category?: string };
/** A value as it is compared; `vector` in `space`, null without a model. */
export type Compared = { vector: Float32Array | null; space: string | null };

const kindOf = (hash: string): string => hash.slice(0, hash.indexOf(':'));
export const has = (tombstone: Tombstone, kind: string): boolean => tombstone.hashes.some((hash) => kindOf(hash) === kind);
export const isHashed = (tombstone: Tombstone, kind: string, wording: string): boolean => has(tombstone, kind) && tombstone.hashes.includes(hashFor(tombstone.id, kind, wording));
/** True of what stands for itself wherever it is said. */
const isTelling = (tombstone: Tombstone): boolean => tombstone.hashes.some((hash) => kindOf(hash).startsWith(hashKinds.words));

/** The same fact, or its telling words anywhere in the text. */
export function matchesWords(tombstone: Tombstone, candidate: Candidate): boolean {
  if (candidate.key !== undefined && isHashed(tombstone, hashKinds.fact, keyAndValue({ key: candidate.key, value: candidate.value }))) return true;
  return saysWords(tombstone, candidate.value) || saysWords(tombstone, candidate.sentence);
}

export function saysWords(tombstone: Tombstone, text: string): boolean {
  if (isHashed(tombstone, hashKinds.text, foldWords(text))) return true;
  if (!isTelling(tombstone)) return false;
  const runs = runsOf(text);
  for (let count = 1; count <= mostWords; count += 1) {
    if (has(tombstone, wordsKind(count)) && [...runs.get(count) ?? []].some((run) => tombstone.hashes.includes(hashFor(tombstone.id, wordsKind(count), run)))) return true;
  }
  return false;
}

/** A common word means the same only as a value of the same key; words that stand for themselves, under any. */
export function matchesMeaning(tombstone: Tombstone, candidate: Candidate, { vector, space }: Compared): boolean {
  if (!vector || !tombstone.vector || tombstone.space_id !== space) return false;
  if (has(tombstone, hashKinds.text)) return foldWords(candidate.value).split(' ').length > 2 && cosine(vector, tombstone.vector) >= nearness.value;
  const isOfKey = candidate.key !== undefined && isHashed(tombstone, hashKinds.key, candidate.key);
  if (!isTelling(tombstone) && !isOfKey) return false;
  return cosine(vector, tombstone.vector) >= (has(tombstone, 'one') && !isOfKey ? nearness.oneWord : nearness.value);
}

/** Of a whole sentence. What is forgotten of common words is told by its wording in the source alone. */
export function isAbout(tombstone: Tombstone, sentence: string, { vector, space }: Compared): boolean {
  if (saysWords(tombstone, sentence)) return true;
  if (!vector || !tombstone.vector || tombstone.space_id !== space) return false;
  if (has(tombstone, hashKinds.text)) return cosine(vector, tombstone.vector) >= nearness.value;
  return isTelling(tombstone) && cosine(vector, tombstone.vector) >= nearness.sentence;
}

function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  let [a, b] = [0, 0];
  for (let index = 0; index < one.length; index += 1) {
    sum += one[index]! * (other[index] ?? 0);
    a += one[index]! ** 2;
    b += (other[index] ?? 0) ** 2;
  }
  return a === 0 || b === 0 ? 0 : sum / Math.sqrt(a * b);
}
