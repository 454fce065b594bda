// Of what holds no more, that which a question about earlier days asks for.
import type { Fact } from '../../../contract/entities.ts';
import type { FactWords } from '../search/fact-words.ts';
import { foldWord, stemsOf, wordsOf } from '../../../lib/stems.ts';
import { relatedStems } from '../search/concepts.ts';
import { searchTerms } from '../stop-words.ts';

/** Most values of the past in one answer. */
const most = 6;

/** Stems of each telling word, made of the word with its accents: "vivía" leads to "vivir" by them. */
export function stemsAsked(text: string): string[][] {
  const telling = new Set(searchTerms(text));
  return wordsOf(text).filter((word) => telling.has(foldWord(word))).map((word) => stemsOf(word));
}

/** Pure. Those that share the most of the question's words, or of other words for them; none without a common word. The order given is kept: the one that ended last first. */
export function askedPast(past: readonly Fact[], text: string, factWords: FactWords): Fact[] {
  const terms = stemsAsked(text);
  const related = relatedStems(terms.flat());
  const weighed = past.map((fact) => {
    const words = new Set(factWords(fact));
    const hits = (list: readonly (readonly string[])[]): number => list.filter((stems) => stems.some((stem) => words.has(stem))).length;
    return { fact, weight: hits(terms) + Math.min(0.5, hits(related)) };
  });
  const best = Math.max(0, ...weighed.map(({ weight }) => weight));
  return best === 0 ? [] : weighed.filter(({ weight }) => weight === best).slice(0, most).map(({ fact }) => fact);
}
