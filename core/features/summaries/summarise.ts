// Two or three sentences for a stretch of messages, out of its own words: what weighs most, each said once, in the order it was said, and by whom.
import type { Language } from '../../lib/language.ts';
import { detectLanguage } from '../../lib/language.ts';
import { searchTerms, shorten } from '../memory/index.ts';
import type { FactReader } from '../memory/index.ts';
import { piecesOf } from './pieces.ts';
import type { Piece, Said } from './pieces.ts';

/** In characters: what a prompt quotes without cutting. */
export const longestSummary = 400;
const mostSentences = 3;
/** A fourth thing is told where it fits: two that follow one another share a sentence. */
const mostPieces = 4;
const longestOfFour = 320;
/** What weighs less than this share of the weightiest is not worth its tokens. */
const leastShare = 0.15;
/** Share of a piece's telling words that may have been said already. */
const mostRepeated = 0.6;

const words: Readonly<Record<Language, { user: string; companion: string; also: string; asked: (question: string) => string; open: string; close: string; nothing: string }>> = {
  en: { user: 'The user said', companion: 'You said', also: 'Also', asked: (question) => `Asked “${question}?”, the user answered`, open: '“', close: '”', nothing: 'Only small talk.' },
  es: { user: 'El usuario dijo', companion: 'Tú dijiste', also: 'También', asked: (question) => `A «¿${question}?» el usuario respondió`, open: '«', close: '»', nothing: 'Solo charla sin más.' },
};

/** The language of most of the user's messages that tell; null when none does. */
export function languageOfStretch(said: readonly Said[]): Language | null {
  const counts = { es: 0, en: 0 };
  for (const { message, classification } of said) {
    const known = classification?.language;
    const language = known === 'es' || known === 'en' ? known : detectLanguage(message.content);
    if (language) counts[language] += message.speaker === 'user' ? 2 : 1;
  }
  if (counts.es === counts.en) return counts.es === 0 ? null : 'es';
  return counts.es > counts.en ? 'es' : 'en';
}

/** @param said of one branch, oldest first, messages with words alone */
export function summarise(said: readonly Said[], language: Language, readFacts: FactReader): string {
  const chosen = choose(piecesOf(said, readFacts));
  return chosen.length === 0 ? words[language].nothing : inWords(joined(chosen), language);
}

/** What weighs most first, less what the chosen ones say already; then in the order it was said. */
function choose(pieces: readonly Piece[]): Piece[] {
  const chosen: Piece[] = [];
  const said = new Set<string>();
  let left = longestSummary - 20;
  for (const piece of pieces.toSorted((one, other) => other.weight - one.weight || one.message.depth - other.message.depth)) {
    if (chosen.length === mostPieces || piece.weight < (chosen[0]?.weight ?? 0) * leastShare) break;
    const terms = searchTerms(piece.text, 60);
    const repeated = terms.filter((term) => said.has(term)).length;
    const cost = piece.text.length + (piece.question === null ? 0 : piece.question.length + 26) + 20;
    if ((chosen.length > 0 && repeated > terms.length * mostRepeated) || cost > left) continue;
    if (chosen.length === mostSentences && longestSummary - left + cost > longestOfFour) break;
    left -= cost;
    terms.forEach((term) => said.add(term));
    chosen.push(piece);
  }
  return chosen.toSorted((one, other) => one.message.depth - other.message.depth);
}

/** No more pieces than sentences: the shortest two of one speaker that follow one another become one, or the lightest goes. */
function joined(pieces: readonly Piece[]): Piece[] {
  if (pieces.length <= mostSentences) return [...pieces];
  const lengthAt = (index: number) => pieces[index]!.text.length + pieces[index + 1]!.text.length;
  const pairs = pieces.slice(0, -1).map((_, index) => index).filter((index) => pieces[index]!.message.speaker === pieces[index + 1]!.message.speaker && pieces[index + 1]!.question === null);
  const at = pairs.toSorted((one, other) => lengthAt(one) - lengthAt(other))[0];
  if (at === undefined) return pieces.filter((piece) => piece !== pieces.reduce((least, one) => (one.weight < least.weight ? one : least)));
  return pieces.flatMap((piece, index) => (index === at + 1 ? [] : index === at ? [{ ...piece, text: `${piece.text}${/[!…]$/.test(piece.text) ? '' : '.'} ${pieces[at + 1]!.text}` }] : [piece]));
}

function inWords(pieces: readonly Piece[], language: Language): string {
  const { user, companion, also, asked, open, close } = words[language];
  let speaker: Piece['message']['speaker'] | null = null;
  const sentences = pieces.map(({ message, text, question }) => {
    const who = question !== null ? asked(question) : message.speaker === speaker ? also : message.speaker === 'user' ? user : companion;
    speaker = message.speaker;
    return `${who}: ${open}${text}${close}.`;
  });
  return shorten(sentences.join(' '), longestSummary);
}

/** A summary's own sentences, each naming who said it. */
export function sentencesOfSummary(content: string): string[] {
  let who = '';
  return (content.slice(0, 2 * longestSummary).match(/[^«»“”.!?…]*(?:[«“][^»”]*[»”][^«»“”.!?…]*)*[.!?…]+\s*|[^.!?…]+$/gu) ?? [content]).flatMap((piece) => {
    const sentence = piece.trim();
    if (sentence === '') return [];
    const [, named] = /^(The user said|El usuario dijo|You said|Tú dijiste): /.exec(sentence) ?? [];
    if (named) who = named;
    if (/^(?:A «|Asked “)/.test(sentence)) who = sentence.startsWith('A') && sentence.includes('«') ? 'El usuario dijo' : 'The user said';
    return [who === '' ? sentence : sentence.replace(/^(?:Also|También): /, `${who}: `)];
  });
}
