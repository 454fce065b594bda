// Whether an episode has to do with a text, and how much. Most turns have to do with none: then nothing is recalled.
import type { Episode } from '../../../contract/episodes.ts';
import { foldWord, searchTerms } from '../stop-words.ts';
import { topicsOf } from './topics.ts';

/**
 * Similarity (cosine of centred vectors, -1 to 1) from which meaning alone is enough, and from which it is together with a common topic or word. Set with
 * the shipped model on questions about, and beside, episodes in both languages: of questions about another thing 1 in 100 reaches the first.
 */
const byMeaning = 0.34;
const withSupport = 0.2;
/** Without a vector, this share of the telling words must be there. */
const shareOfWords = 0.5;

export type Relevance = {
  /** Similarity; 0 when unknown. */
  meaning: number;
  /** Share of the text's telling words the episode has, 0 to 1; half for a common topic alone. */
  words: number;
};

/** Null when it has nothing to do with it. @param similarity null when vectors could not be used, or the episode is not among the nearest */
export function relevanceOf(episode: Pick<Episode, 'title' | 'summary' | 'tags'>, query: { text: string; terms: readonly string[]; similarity: number | null; hasVectors: boolean }): Relevance | null {
  const stems = new Set([...searchTerms(`${episode.title} ${episode.summary}`, 200), ...episode.tags.map(foldWord)].map(stemOf));
  const shared = query.terms.filter((term) => term.length > 2 && stems.has(stemOf(term)));
  const share = query.terms.length === 0 ? 0 : shared.length / query.terms.length;
  const sharesTopic = topicsOf(query.text).some((topic) => episode.tags.includes(topic));
  const words = Math.max(share, sharesTopic ? 0.5 : 0);
  const meaning = query.similarity ?? 0;
  if (meaning >= byMeaning || (meaning >= withSupport && words > 0)) return { meaning, words };
  if (!query.hasVectors && (share >= shareOfWords || sharesTopic)) return { meaning: 0, words };
  // The very words of a title, whatever the vectors say.
  if (query.hasVectors && share >= 0.75 && shared.length >= 2) return { meaning, words };
  return null;
}

/** Folded words compared by their first six letters: "ascendieron" and "ascendida" meet, "perro" and "perdido" do not. */
function stemOf(word: string): string {
  return word.slice(0, 6);
}
