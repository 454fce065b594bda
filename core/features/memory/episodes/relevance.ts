// Whether an episode has to do with a text, and how much. Most turns have to do with none: then nothing is recalled.
import type { Episode } from '../../../contract/episodes.ts';
import { foldWord, searchTerms } from '../stop-words.ts';
import { looksBack, momentsIn } from './asked-for.ts';
import { topicsOf } from './topics.ts';

/**
 * Similarity (cosine of centred vectors, -1 to 1) from which meaning alone is enough, from which it is together with a common topic, kind of moment or word,
 * and the same for a text that asks to look back. Set with the shipped model on questions about, and beside, episodes in both languages: of questions about
 * another thing 1 in 100 reaches the first.
 */
const byMeaning = 0.34;
const withSupport = 0.2;
const byMeaningLookingBack = 0.27;
const withSupportLookingBack = 0.05;
/** Without a vector, this share of the telling words must be there. */
const shareOfWords = 0.5;
/** What a common topic or kind of moment counts as, as a share of words. */
const supportShare = 0.5;
/** Where similarity begins and ends to count, for the measure of relevance. */
const meaningRange = [0, 0.6] as const;

export type Relevance = {
  /** 0 to 1. */
  meaning: number;
  /** Share of the text's telling words the episode has, 0 to 1; half for a common topic alone. */
  words: number;
};

type Told = Pick<Episode, 'type' | 'title' | 'summary' | 'tags'>;
/** Null when it has nothing to do with it. @param nearness null when vectors could not be used, or the episode is not among the nearest */
export type RelevanceTo = (episode: Told, nearness: number | null) => Relevance | null;

/** Reads the text once for all episodes. @param asked `terms`: its telling words */
export function relevanceTo(asked: { text: string; terms: readonly string[]; hasVectors: boolean }): RelevanceTo {
  const about = { ...asked, topics: topicsOf(asked.text), moments: momentsIn(asked.text), isBack: looksBack(asked.text) };
  return (episode, nearness) => relevanceOf(episode, nearness, about);
}

type Asked = { terms: readonly string[]; hasVectors: boolean; topics: readonly string[]; moments: readonly string[]; isBack: boolean };

function relevanceOf(episode: Told, nearness: number | null, asked: Asked): Relevance | null {
  const stems = new Set([...searchTerms(`${episode.title} ${episode.summary}`, 200), ...episode.tags.map(foldWord)].map(stemOf));
  const shared = asked.terms.filter((term) => term.length > 2 && stems.has(stemOf(term)));
  const share = asked.terms.length === 0 ? 0 : shared.length / asked.terms.length;
  const isSupported = asked.topics.some((topic) => episode.tags.includes(topic)) || asked.moments.some((kind) => kind === episode.type || episode.tags.includes(kind));
  const words = Math.max(share, isSupported ? supportShare : 0);
  const similarity = nearness ?? 0;
  const { isBack } = asked;
  const isNear = similarity >= (isBack ? byMeaningLookingBack : byMeaning) || (words > 0 && similarity >= (isBack ? withSupportLookingBack : withSupport));
  // Without vectors words decide; with them, only the very words of the episode do, whatever the vectors say.
  const isNamed = asked.hasVectors ? share >= 0.75 && shared.length >= 2 : share >= shareOfWords || isSupported;
  const [least, most] = meaningRange;
  return isNear || isNamed ? { meaning: Math.min(1, Math.max(0, (similarity - least) / (most - least))), words } : null;
}

/** Folded words compared by their first six letters: "ascendieron" and "ascendida" meet, "perro" and "perdido" do not. */
function stemOf(word: string): string {
  return word.slice(0, 6);
}
