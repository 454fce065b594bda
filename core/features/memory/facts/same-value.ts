// When two values of a fact say the same thing.
import type { Fact } from '../../../contract/entities.ts';
import { foldWord } from '../stop-words.ts';

type Value = Fact['value'];

const articles = new Set('el la los las un una unos unas lo mi mis the a an my'.split(' '));
/** Words beside the thing itself: "hacer senderismo" and "el senderismo" are one pastime. */
const fillers = new Set(`${[...articles].join(' ')} de del al a en y e con para por hacer jugar ir ver leer tocar practicar salir mucho mucha muy todo toda of to in on at and for with doing do go going play playing watch watching read reading really very some`.split(' '));

/** The words of a value in the form they are compared in. */
function wordsOf(value: string): string[] {
  return (value.match(/[\p{L}\p{N}+#]+/gu) ?? []).map(foldWord);
}

/** Equal but for case, accents, marks and a leading article. */
export function isSameValue(one: Value, other: Value): boolean {
  return foldValue(one) === foldValue(other);
}

export function foldValue(value: Value): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const words = wordsOf(value);
  const start = words.length > 1 && articles.has(words[0]!) ? 1 : 0;
  return words.length === 0 ? value : words.slice(start).join(' ');
}

/** The words that carry the meaning; all of them when none does. A plural "s" does not count. */
export function tellingWords(value: string): string[] {
  const words = wordsOf(value);
  const telling = words.filter((word) => !fillers.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)))];
}

/** Whether every telling word of `part` is also in `whole`. Only for phrases: "Ana" and "Ana María" are two people. */
export function isWithin(part: Value, whole: Value): boolean {
  if (typeof part !== 'string' || typeof whole !== 'string') return false;
  const words = tellingWords(part);
  const all = new Set(tellingWords(whole));
  return words.length > 0 && words.every((word) => all.has(word));
}
