// What a question is taken for before anything is looked up: pure.
import { stemsOf } from '../../../lib/stems.ts';
import { searchTerms } from '../stop-words.ts';
import { findPeople, type SpeakerNames } from './people.ts';
import { asksWhen, periodsOf, wordsOfPeriods, type Period } from './times.ts';

export type Term = { word: string; stems: readonly string[] };
export type QueryPlan = {
  /** What the vector is made of. */
  text: string;
  /** True when that differs from what was asked, so that a vector of the whole question does not serve. */
  isShortened: boolean;
  person: 'user' | 'assistant' | null;
  terms: readonly Term[];
  periods: readonly Period[];
  /** Words of the index for the periods. */
  timeWords: readonly string[];
  asksWhen: boolean;
};

const nobody: SpeakerNames = { user: null, assistant: null };

export function planQuery(text: string, about: { names?: SpeakerNames | undefined; now: number; timeZone?: string | undefined }): QueryPlan {
  const { text: rest, person } = findPeople(text, about.names ?? nobody);
  const periods = periodsOf(rest, { now: about.now, ...(about.timeZone === undefined ? {} : { timeZone: about.timeZone }) });
  return {
    text: rest, isShortened: rest !== text, person,
    terms: searchTerms(rest).map((word) => ({ word, stems: stemsOf(word) })),
    periods, timeWords: wordsOfPeriods(periods), asksWhen: asksWhen(rest),
  };
}
