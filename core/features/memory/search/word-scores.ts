// BM25 over a message together with the one before and the one after it: a question's words are often spread over an exchange ("And your dog?" - "Max!").
import { stemsOf } from '../../../lib/stems.ts';
import { stopWords } from '../stop-words.ts';
import type { Term } from './query-plan.ts';

/** Usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009). */
const k1 = 1.2;
const b = 0.75;

/** How often a message's own words count, where a neighbour's count once. */
const ownShare = 2;

export type WordCounts = { messages: number; counts: ReadonlyMap<string, number> };
export type Place = { id: string; session_id: string; depth: number; words: readonly string[] };

const stopStems: ReadonlySet<string> = new Set([...stopWords].flatMap(stemsOf));
/** Words that tell nothing, and those of times (core/lib/day-words.ts), make no text longer. */
const isTelling = (stem: string): boolean => !isOfTime(stem) && !stopStems.has(stem);
function isOfTime(stem: string): boolean {
  if (stem.length <= 4 || stem[1]! < '0' || stem[1]! > '9') return false;
  return stem.startsWith('d') || stem.startsWith('m') || stem.startsWith('y');
}

const placeKey = (sessionId: string, depth: number): string => `${depth} ${sessionId}`;

/** How often each term is in a message, by its index, and how many telling words the message has. */
type Counted = { hits: ReadonlyMap<number, number>; length: number };
export type WordCounter = (place: Place) => Counted;

/** Counts each message once, however often it is asked for. @param more stems a message has besides its own: of the facts learnt from it */
export function createWordCounter(terms: readonly Term[], more: ReadonlyMap<string, readonly string[]>): WordCounter {
  const termsOf = new Map<string, number[]>();
  terms.forEach((term, index) => term.stems.forEach((stem) => termsOf.set(stem, [...(termsOf.get(stem) ?? []), index])));
  const known = new Map<string, Counted>();

  function countWords(place: Place): Counted {
    const hits = new Map<number, number>();
    let length = 0;
    const count = (word: string): void => {
      const asked = termsOf.get(word);
      if (asked) for (const index of asked) hits.set(index, (hits.get(index) ?? 0) + 1);
    };
    for (const word of place.words) {
      if (isTelling(word)) length += 1;
      count(word);
    }
    more.get(place.id)?.forEach(count);
    return { hits, length };
  }

  return (place) => {
    let counted = known.get(place.id);
    if (!counted) known.set(place.id, (counted = countWords(place)));
    return counted;
  };
}

/** Scores above 0, by id. @param reach how many neighbours on each side count as part of a message */
export function scoreWords(places: readonly Place[], terms: readonly Term[], corpus: WordCounts, counterOf: WordCounter, reach = 1): Map<string, number> {
  const weights = terms.map((term) => term.share * inverseFrequency(term, corpus));
  const counted = places.map(counterOf);
  const byPlace = new Map(places.map((place, index) => [placeKey(place.session_id, place.depth), counted[index]!]));

  const windows = places.map((place, index) => {
    const frequencies = terms.map(() => 0);
    let length = 0;
    for (let depth = place.depth - reach; depth <= place.depth + reach; depth += 1) {
      const one = depth === place.depth ? counted[index] : byPlace.get(placeKey(place.session_id, depth));
      if (!one) continue;
      const share = depth === place.depth ? ownShare : 1;
      length += share * one.length;
      for (const [term, count] of one.hits) frequencies[term]! += share * count;
    }
    return { id: place.id, frequencies, length };
  });
  const mean = windows.reduce((sum, { length }) => sum + length, 0) / Math.max(1, windows.length) || 1;

  const scores = new Map<string, number>();
  for (const { id, frequencies, length } of windows) {
    let score = 0;
    frequencies.forEach((frequency, index) => {
      if (frequency > 0) score += weights[index]! * ((frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * length) / mean)));
    });
    if (score > 0) scores.set(id, score);
  }
  return scores;
}

/** Of a term by its commonest stem. */
function inverseFrequency(term: Term, corpus: WordCounts): number {
  const frequency = Math.max(0, ...term.stems.map((stem) => corpus.counts.get(stem) ?? 0));
  const messages = Math.max(corpus.messages, frequency);
  return Math.log(1 + (messages - frequency + 0.5) / (frequency + 0.5));
}
