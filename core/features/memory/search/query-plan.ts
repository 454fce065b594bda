// What a question is taken for before anything is looked up: pure.
import { foldWord, stemsOf, wordsOf } from '../../../lib/stems.ts';
import { searchTerms } from '../stop-words.ts';
import { relatedStems } from './concepts.ts';
import { findPeople, type SpeakerNames } from './people.ts';
import { asksWhen, periodsOf, wordsOfPeriods, type Period } from './times.ts';

/** `share`: what it counts of a word of the question's own. */
export type Term = { word: string; stems: readonly string[]; share: number };
export type QueryPlan = {
  /** What the vector is made of. */
  text: string;
  /** True when that differs from what was asked, so that a vector of the whole question does not serve. */
  isShortened: boolean;
  person: 'user' | 'assistant' | null;
  isAnybodyNamed: boolean;
  /** The question's own words. */
  terms: readonly Term[];
  /** Other words for them. */
  related: readonly Term[];
  /** What needs no following to other messages: the question's words and the speakers' names, folded. */
  known: ReadonlySet<string>;
  periods: readonly Period[];
  /** Words of the index for the periods. */
  timeWords: readonly string[];
  asksWhen: boolean;
};

/** What another word for it counts. */
const relatedShare = 0.5;
const nobody: SpeakerNames = { user: null, assistant: null };

export function planQuery(text: string, about: { names?: SpeakerNames | undefined; now: number; timeZone?: string | undefined }): QueryPlan {
  const { text: rest, person, isAnybodyNamed } = findPeople(text, about.names ?? nobody);
  const terms = searchTerms(rest).map((word): Term => ({ word, stems: stemsOf(word), share: 1 }));
  const periods = periodsOf(rest, { now: about.now, ...(about.timeZone === undefined ? {} : { timeZone: about.timeZone }) });
  return {
    text: rest, isShortened: rest !== text, person, isAnybodyNamed,
    terms, related: relatedStems(terms.flatMap(({ stems }) => stems)).map((stems) => ({ word: '', stems, share: relatedShare })),
    known: new Set([...terms.map(({ word }) => word), ...[about.names?.user, about.names?.assistant].flatMap((name) => (name ? wordsOf(name).map(foldWord) : []))]),
    periods, timeWords: wordsOfPeriods(periods), asksWhen: asksWhen(rest),
  };
}
