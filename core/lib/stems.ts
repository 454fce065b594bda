// Words in the form search compares them in: lower case, without accents, cut to their stem in Spanish and in English. No store needs to know either language.
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { stemmer as stemEnglish } from 'stemmer';
import { identifyLanguage } from './language.ts';

/** Longer words are cut: nobody searches for more letters of one word. */
const longestWord = 64;

const plain = /^[\0-\x7F]*$/;

/** Lower case without accents. */
export function foldWord(word: string): string {
  // Most words, and ten times faster.
  if (plain.test(word)) return word.toLowerCase();
  return word.toLowerCase().normalize('NFD').replace(/\p{Mn}/gu, '');
}

/** The words of a text as written, numbers among them. */
export function wordsOf(text: string): string[] {
  return text.toWellFormed().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
}

function inSpanish(word: string): string {
  return foldWord(stemSpanish(word.toLowerCase()));
}

function inEnglish(word: string): string {
  return stemEnglish(foldWord(word));
}

/** A word's stems, one for each of the two languages where they differ: what a question has to ask for, whatever the language of the answer. */
export function stemsOf(word: string): string[] {
  const short = word.slice(0, longestWord);
  return [...new Set([inSpanish(short), inEnglish(short)])].filter((stem) => stem !== '');
}

/** Every word of a text as its stem in the text's language, in order; in both languages where the text does not tell its own. */
export function stemText(text: string): string[] {
  const language = identifyLanguage(text);
  return wordsOf(text).flatMap((word) => {
    const short = word.slice(0, longestWord);
    return language === 'es' ? [inSpanish(short)] : language === 'en' ? [inEnglish(short)] : stemsOf(short);
  }).filter((stem) => stem !== '');
}
