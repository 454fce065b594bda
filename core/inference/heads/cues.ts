// What can be read off a text without a model: its marks, and which of our word lists it touches. A fixed row of small numbers beside the vector.
import { lexicon } from './lexicon.ts';

const letter = '[a-z0-9]';
const groups: readonly RegExp[] = Object.values(lexicon).map((words) => new RegExp(`(?<!${letter})(?:${words.map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}${letter}*` : word)).join('|')})(?!${letter})`, 'g'));

const positiveFaces = /[😀-😆😉-😍😘😚🙂🤗🥰🥳🎉❤💕💖💙💚💛💜👍👏🙏✨]|:\)|:d\b|<3/gu;
const negativeFaces = /[😞-😢😥-😭😠😡😤🤬💔👎🙁☹😒😔😕😖😣😫😩😰😱]|:\(|:'\(/gu;
const laughingFaces = /[😂🤣😹😜😝😛]/gu;

const mostCharacters = 2000;

/** The text as the lists see it: lower case, no accents, no apostrophes, first 2000 characters. */
function plain(text: string): string {
  return text.slice(0, mostCharacters).normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/['’]/g, '');
}

const many = (text: string, pattern: RegExp, most: number): number => Math.min(most, text.match(pattern)?.length ?? 0) / most;

const names = Object.keys(lexicon);
/** Where the lists that rules ask for stand in the row. */
export const cueIndex = { first_person: names.indexOf('first_person'), people: names.indexOf('people') } as const;

/** How many numbers cuesOf gives. */
export const cueCount = groups.length + 10;

/** Each between 0 and 1. Order: the lexicon's lists, then marks. */
export function cuesOf(text: string): Float32Array {
  const words = plain(text);
  const raw = text.slice(0, mostCharacters);
  const length = words.match(/[a-z]+/g)?.length ?? 0;
  return Float32Array.from([
    ...groups.map((group) => many(words, group, 2)),
    many(raw, /\?/g, 1), many(raw, /^\s*¿|^\s*(?:qu[eé]|qui[eé]n|c[oó]mo|cu[aá]ndo|d[oó]nde|cu[aá]l|what|who|how|when|where|which|why|do you|did|are you|can)\b/giu, 1), many(raw, /!/g, 2),
    many(raw, positiveFaces, 2), many(raw, negativeFaces, 2), many(raw, laughingFaces, 2), many(raw, /\.{3}|…/g, 1), many(raw, /\p{Lu}{4,}/gu, 2),
    Number(length <= 3), Math.min(1, length / 30),
  ]);
}
