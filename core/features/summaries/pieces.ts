// What of a stretch may stand in a summary: its sentences, one line each, without secrets, small talk and stage directions, each with its weight.
import type { Message } from '../../contract/entities.ts';
import { isForgotten } from '../../contract/entities.ts';
import type { Classification } from '../../contract/episodes.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { cuesOf, privacyOf, quoteForPrompt, shorten } from '../memory/index.ts';
import type { FactReader } from '../memory/index.ts';
import { isSmallTalk, sentenceWeight } from './sentence-weight.ts';

/** One message's worth of summary. */
export type Piece = {
  message: Message;
  /** The sentences that stay, in their order. */
  text: string;
  /** What it answers, where it says little alone. */
  question: string | null;
  weight: number;
};
export type Said = { message: Message; classification: Classification | null };

/** In characters. */
const longestPiece = 170;
const longestQuestion = 70;
/** Sentences of one message that are looked at. */
const mostRead = 40;
/** An answer of fewer words says little without its question. */
const wordsThatStandAlone = 6;
/** How people begin without saying anything yet. */
const preamble = /^(?:(?:ja(?:ja)+j?|haha(?:ha)*|lol|bueno|pues|s[ií]|no|vale|oye|mira|ey|adem[aá]s|tambi[eé]n|y|o sea|la verdad(?: es)? que|s[ií], hay algo|yes|no|well|ok(?:ay)?(?: so)?|so|oh|and|also|honestly|actually|by the way|anyway)(?:\s*[,:;…-]+\s*|\s+(?=(?:me|te|se|mi|my|i|nada)\s)))+/iu;
/** What the user told comes before what the companion said about it, save what it promised. */
const companionsShare = 3;

/** Messages that may be summarised: they have words, and all of them. */
export function hasWords(message: Message): boolean {
  return !isForgotten(message) && message.content.trim() !== '' && (message.status === 'complete' || message.status === 'interrupted');
}

/** In the order they were said. @param readFacts the rules that find facts in the user's words */
export function piecesOf(said: readonly Said[], readFacts: FactReader): Piece[] {
  return said.flatMap((one, index) => {
    if (one.classification?.privacy === 'secret') return [];
    const piece = pieceOf(one, readFacts);
    if (!piece) return [];
    const before = said[index - 1];
    const isShort = piece.text.split(/\s+/).length < wordsThatStandAlone;
    return [{ ...piece, question: isShort && before && one.message.speaker === 'user' ? questionIn(before) : null }];
  });
}

function pieceOf({ message, classification }: Said, readFacts: FactReader): Omit<Piece, 'question'> | null {
  const isUsers = message.speaker === 'user';
  // The rules have read the whole message when it was learnt from, and remember: only what tells something is read sentence by sentence.
  const tellsFacts = isUsers && readFacts(normalizeForAnalysis(message.content), message.created_at).length > 0;
  const base = (classification?.importance_score ?? 3) * 0.25 + (classification?.life_event ? 1 : 0);
  const sentences = sentencesOf(message).map((text, order) => {
    const tells = tellsFacts && readFacts(text, message.created_at).length > 0 ? 2 : 0;
    return { text, order, weight: sentenceWeight(text) + tells - (isUsers || cuesOf(text).includes('promise') ? 0 : companionsShare) };
  });
  const best = sentences.toSorted((one, other) => other.weight - one.weight || one.order - other.order)[0];
  if (!best || best.weight + base <= 0) return null;
  const kept = [best];
  for (const sentence of sentences.toSorted((one, other) => other.weight - one.weight || one.order - other.order).slice(1)) {
    const length = kept.reduce((sum, { text }) => sum + text.length + 2, 0);
    if (sentence.weight >= best.weight / 3 && sentence.weight > 1 && length + sentence.text.length <= longestPiece) kept.push(sentence);
  }
  const text = kept.toSorted((one, other) => one.order - other.order).map((sentence) => sentence.text).join('. ').replace(/([!…])\. /g, '$1 ');
  const more = kept.slice(1).reduce((sum, { weight }) => sum + weight * 0.3, 0);
  return { message, text: shorten(text, longestPiece), weight: best.weight + more + base };
}

/** Nothing of a message is kept that a prompt must not hold: each sentence is one line that closes no bracket. */
function sentencesOf(message: Message): string[] {
  // What stands between asterisks or in a block of code is acted or pasted, not told.
  const text = normalizeForAnalysis(message.content.slice(0, 8000)).replace(/```[\s\S]*?(?:```|$)/g, ' ').replace(/\*[^*\n]{1,300}\*/g, ' ');
  const pieces = text.match(/[^.!?…\n]+(?:[.](?=\d)[^.!?…\n]+)*[.!?…]*/g) ?? [];
  return pieces.slice(0, mostRead).flatMap((piece) => {
    if (privacyOf(piece) === 'secret') return [];
    const line = quoteForPrompt(piece).replace(/[«»“”]/g, "'").replace(preamble, '').replace(/^[^\p{L}\p{N}¿¡(']+/u, '').replace(/[.…,;:\s]+$/, '');
    return isSmallTalk(line) || line.endsWith('?') ? [] : [shorten(line.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()), longestPiece)];
  });
}

function questionIn({ message, classification }: Said): string | null {
  if (message.speaker !== 'assistant' || classification?.privacy === 'secret') return null;
  const asked = /(?:^|[.!…\n]\s*|(?=¿))([^.!?…\n]{3,})\?\s*$/u.exec(message.content.trim())?.[1];
  if (asked === undefined || privacyOf(asked) === 'secret') return null;
  const line = quoteForPrompt(asked).replace(/[«»“”]/g, "'").replace(/^¿/, '').trim();
  return line.length > longestQuestion ? null : line;
}
