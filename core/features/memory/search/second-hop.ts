// The second hop: names that the best hits speak of lead to other messages about them. "Who cooked at my sister's?" finds "My sister married Tom", and Tom leads on.
import { foldWord, stemsOf } from '../../../lib/stems.ts';
import { stopWords } from '../stop-words.ts';

/** Hits whose names are followed, and names followed. */
const followedHits = 5;
const followedNames = 6;

/** Names inside sentences (a capital after a small letter or comma), folded, the most frequent first. */
export function namesIn(texts: readonly string[], known: ReadonlySet<string>): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [name] of text.matchAll(/(?<=[\p{Ll},;]\s)\p{Lu}[\p{L}]{2,}/gu)) {
      const folded = foldWord(name);
      if (!stopWords.has(folded) && !known.has(folded)) counts.set(folded, (counts.get(folded) ?? 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]).slice(0, followedNames).map(([name]) => name);
}

/** Ids of the messages beyond the best that speak of a name the best speak of. @param ranked best first */
export function followNames(ranked: readonly { id: string; content: string; words: readonly string[] }[], known: ReadonlySet<string>): ReadonlySet<string> {
  const stems = new Set(namesIn(ranked.slice(0, followedHits).map(({ content }) => content), known).flatMap(stemsOf));
  if (stems.size === 0) return new Set();
  return new Set(ranked.slice(followedHits).filter(({ words }) => words.some((word) => stems.has(word))).map(({ id }) => id));
}
