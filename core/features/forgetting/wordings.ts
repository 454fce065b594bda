// The forms in which what was forgotten is compared: folded words, so that case, accents and marks do not count.
import type { Fact } from '../../contract/entities.ts';
import { foldWords } from '../../lib/fold-words.ts';
import { factKey, foldValue, tellingWords } from '../memory/index.ts';

/** Longer wordings are compared by meaning and as a whole alone. */
export const mostWords = 6;

type Told = Pick<Fact, 'key' | 'value'> & { category?: string | undefined };

/** The words a value stands for wherever they are said, one after the other; null where they are too common to mean this alone ("music"). */
export function tellingWording(fact: Told): string | null {
  if (typeof fact.value !== 'string') return null;
  const wording = foldWords(foldValue(fact.value));
  const words = wording.split(' ');
  if (wording.length < 3 || words.length > mostWords || !isTelling(fact, fact.value)) return null;
  return wording;
}

/** A name, two words that carry meaning, or a word about the body or the mind: nobody says "diabetes" of something else. */
function isTelling({ key, category }: Told, value: string): boolean {
  if (/^\d/.test(value)) return false;
  const kind = factKey(key);
  // What people like may stand at the start of a sentence: its capital says nothing.
  const isProper = /^\p{Lu}/u.test(value) && !(kind && ['preferences', 'hobbies'].includes(kind.category) && !key.startsWith('favorite_'));
  return kind?.value === 'name' || isProper || tellingWords(value).length > 1 || (category ?? kind?.category) === 'health';
}

/** Key and value as one: the same fact, however its value is spelt. */
export const keyAndValue = ({ key, value }: Told): string => `${key} ${foldWords(foldValue(Array.isArray(value) ? value.join(', ') : String(value)))}`;

/** Whether the folded words stand in the text, whole, one after the other. */
export function says(text: string, wording: string): boolean {
  return wording !== '' && ` ${foldWords(text)} `.includes(` ${wording} `);
}

/** Runs of one to `mostWords` words of a text, folded, keyed by how many. */
export function runsOf(text: string): Map<number, Set<string>> {
  const words = foldWords(text).split(' ').filter((word) => word !== '');
  const runs = new Map<number, Set<string>>();
  for (let length = 1; length <= mostWords; length += 1) {
    const ofLength = new Set<string>();
    for (let start = 0; start + length <= words.length; start += 1) ofLength.add(words.slice(start, start + length).join(' '));
    runs.set(length, ofLength);
  }
  return runs;
}

/** Sentences of a text that tell something, in order. @param most how many at most */
export function sentencesOf(text: string, most: number): string[] {
  return (text.match(/[^.!?…\n]+[.!?…]*/g) ?? []).map((piece) => piece.trim()).filter((piece) => foldWords(piece).split(' ').length > 2).slice(0, most);
}
