// Plans and events of both languages: what is coming or has happened, without the words for when, and the day where one was named.
import { findTimes } from '../../../../inference/time-expressions/find-times.ts';
import type { TimeSpan } from '../../../../inference/time-expressions/time-span.ts';
import type { Reading, RuleMatch } from '../reading/rule.ts';
import { readPhrase } from '../reading/values.ts';
import { foldInPlace as fold } from '../reading/fold.ts';

const dayMs = 86_400_000;

/** The times a sentence names, those of habits left out. */
function timesOf(match: RuleMatch, tense: 'past' | 'future'): readonly TimeSpan[] {
  const known = match.sentence.times.get(tense);
  if (known) return known;
  const found = findTimes(match.sentence.text, { now: match.sentAt, language: match.language, tense }).filter((span) => span.is_recurring !== true);
  match.sentence.times.set(tense, found);
  return found;
}

/** "date:YYYY-MM-DD" of a span that is one day. */
function dateTag(span: TimeSpan | undefined): string[] {
  return span && (span.precision === 'day' || span.precision === 'hour') ? [`date:${new Date(span.start).toISOString().slice(0, 10)}`] : [];
}

/** The words from `from` on, up to the end of the clause, without the times among them. */
function withoutTimes(match: RuleMatch, from: number, spans: readonly TimeSpan[]): string | null {
  let text = match.sentence.text;
  for (const { index, text: said } of spans) text = `${text.slice(0, index)}${'\u0001'.repeat(said.length)}${text.slice(index + said.length)}`;
  const clause = (text.slice(from).split(/[,;:!?.](?=\s|$)/)[0] ?? '')
    .replace(/(?:(?:^|\s)(?:el|la|los|las|en|este|esta|on|in|at|this|next|para|de|a|by|hace|ya|the|since|desde|por|before|for)\s*)*\u0001+/giu, ' ').replace(/\s+/g, ' ').trim();
  const phrase = readPhrase(clause, { words: 14, until: leadsAway });
  return phrase === null ? null : phrase.replace(/\s+(?:el|la|en|on|in|at|de|a|to|for|para|con|with)$/iu, '');
}
const leadsAway = /\s(?:y|and|asi que|so|pero|but|porque|because|estoy|i'm|im|espero|hope|deseame|wish me|que nervios|aun|ya|todavia|finally|por fin)(?![\p{L}])/u;

/** Something that is coming. @param isFuture whether the words alone tell that it is to come; else a later day must be named */
export function plan(match: RuleMatch, from: number, isFuture: boolean): Reading | null {
  if (findTimes(match.sentence.text, { now: match.sentAt, language: match.language }).some((span) => span.is_recurring === true)) return null;
  const spans = timesOf(match, 'future');
  const tomorrow = (Math.floor(match.sentAt / dayMs) + 1) * dayMs;
  const ahead = spans.find((span) => span.start >= tomorrow || (span.end > tomorrow && !['hour', 'day'].includes(span.precision)));
  // What is over, or happens tonight, is no plan to keep.
  if (!ahead && (!isFuture || spans.some((span) => span.end <= tomorrow))) return null;
  const value = withoutTimes(match, from, spans);
  return value === null || value.length < 4 || /^\p{L}+ing(?: there)?$/u.test(value) ? null : { key: 'plan', value, tags: dateTag(ahead) };
}

/** Whether the sentence names a day that is still to come. */
export function isAhead(match: RuleMatch): boolean {
  return timesOf(match, 'future').some((span) => span.start > match.sentAt);
}

/** Something that happened. */
export function lifeEvent(match: RuleMatch, from: number): Reading | null {
  const spans = timesOf(match, 'past');
  const past = spans.find((span) => span.start <= match.sentAt);
  if (spans.length > 0 && !past) return null;
  const value = withoutTimes(match, from, spans);
  return value === null || value.length < 4 ? null : { key: 'life_event', value, tags: dateTag(past) };
}

/** Where the match begins in its sentence, past white space and small first words. */
export function startOf(match: RuleMatch): number {
  const rest = match.sentence.folded.slice(match.before.length);
  return match.before.length + (/^\s*(?:(?:yo|ya|also|tambien|por fin|finally)\s+)*/u.exec(rest)?.[0].length ?? 0);
}

/** Where a slot begins in its sentence. */
export function slotStart(match: RuleMatch, slot: string): number {
  const text = match.folded(slot);
  const at = text === '' ? -1 : match.sentence.folded.indexOf(fold(text), match.before.length);
  return at < 0 ? match.before.length : at;
}
