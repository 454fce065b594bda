// A title and a summary out of the user's own sentences: nothing is made up, everything fits one line and may stand in a prompt.
import { redactPersonalData } from '../../../safety/personal-data.ts';
import { privacyOf } from '../classification/privacy.ts';
import { quoteForPrompt } from '../recall.ts';
import { topicsOf } from './topics.ts';
import { cuesOf } from './cues.ts';
import type { Weighed } from './weigh.ts';

/** In characters. */
export const titleLength = 60;
export const summaryLength = 400;
const mostSentences = 3;
/** Sentences of one message that are looked at. */
const mostRead = 60;

/** How people begin without saying anything yet. */
const preamble = /^(?:(?:bueno|pues|oye|mira|hola|buenas|hey|ey|uf+|ay|ah|eh|la verdad(?: es)? que|es que|resulta que|sabes qu[eé]|te cuento que|quer[ií]a (?:contarte|decirte) que|tengo que (?:contarte|decirte) que|well|so|ok(?:ay)?|hi|hello|ugh|oh|you know(?: what)?|listen|look|actually|to be honest|honestly|guess what|i (?:just )?want(?:ed)? to tell you (?:that)?|i have to tell you (?:that)?)(?:\s*[,.:;!…-]+\s*|\s+))+/iu;

type Sentence = { text: string; weight: number; order: number };

function sentencesOf(messages: readonly Weighed[]): Sentence[] {
  let order = 0;
  return messages.filter((message) => message.speaker === 'user').flatMap((message) => {
    const pieces = message.text.replace(/```[\s\S]*?```/g, ' ').match(/[^.!?…\n]+(?:[.](?=\d)[^.!?…\n]+)*[.!?…]*/g) ?? [];
    return pieces.slice(0, mostRead).flatMap((piece) => {
      const text = tidy(piece);
      if (!/\p{L}/u.test(text)) return [];
      order += 1;
      return [{ text, weight: sentenceWeight(text, message), order }];
    });
  });
}

/** One line, without secrets and preambles. */
function tidy(piece: string): string {
  if (privacyOf(piece) === 'secret') return '';
  const line = quoteForPrompt(redactPersonalData(piece, ['card', 'ssn', 'iban', 'key'])).replace(preamble, '').replace(/^[^\p{L}\p{N}¿¡('#@]+/u, '');
  return line.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** Who speaks of oneself or one's people, not of the listener. */
const aboutOneself = /(?<!\p{L})(?:yo|me|mi|mis|nos|nuestr[oa]s?|soy|estoy|tengo|he|voy|i|i['’]\p{L}+|my|we|we['’]\p{L}+|our)(?!\p{L})/iu;

/** The message's weight; more for a sentence that says what happened, and to whom, less for a question or a mere exclamation. */
function sentenceWeight(text: string, message: Weighed): number {
  const words = text.split(/\s+/).length;
  const says = (cuesOf(text).some((cue) => cue !== 'name') ? 2 : 0) + (topicsOf(text).length > 0 ? 1 : 0) + (aboutOneself.test(text) ? 1 : 0);
  return message.weight + says - (text.endsWith('?') ? 3 : 0) - (words < 3 ? 4 : 0);
}

function heaviest(sentences: readonly Sentence[]): Sentence[] {
  return [...sentences].sort((one, other) => other.weight - one.weight || one.order - other.order);
}

/** At most `length` characters, cut between words, never inside a character. */
export function shorten(text: string, length: number): string {
  const letters = [...text];
  if (letters.length <= length) return text;
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space >= length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.-]+$/, '')}…`;
}

/** The weightiest sentence without its closing mark; empty when there is none that may be shown. */
export function titleOf(messages: readonly Weighed[]): string {
  const best = heaviest(sentencesOf(messages))[0];
  return best ? shorten(best.text.replace(/[\s.,;:…]+$/, ''), titleLength) : '';
}

/** The weightiest sentences in the order they were said; what was only asked is left out where anything was told. */
export function summaryOf(messages: readonly Weighed[]): string {
  const all = sentencesOf(messages);
  const told = all.filter(({ text }) => !text.endsWith('?'));
  const chosen = heaviest(told.length > 0 ? told : all).slice(0, mostSentences).sort((one, other) => one.order - other.order);
  const unique = chosen.filter((sentence, index) => chosen.findIndex((other) => other.text.toLowerCase() === sentence.text.toLowerCase()) === index);
  return shorten(unique.map(({ text }) => (/[.!?…]$/.test(text) ? text : `${text}.`)).join(' '), summaryLength);
}
