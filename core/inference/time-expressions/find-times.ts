// Finds temporal expressions in Spanish and English and resolves them against the time of the message: rules, no model. Reads each text once, left to right,
// and tries at each word only the patterns that can begin with it, so the time grows with the text's length alone.
import type { Language } from '../../lib/language.ts';
import { zoneOf, type Zone } from './calendar.ts';
import { dayMeanings, meanings, withinDay, type Resolved } from './meanings.ts';
import { compilePattern, firstWords, matchPattern, secondWords, type Captures, type Pattern } from './pattern.ts';
import { english } from './rules-en.ts';
import { spanish } from './rules-es.ts';
import type { LanguageRules, Rule } from './rules.ts';
import { tenseNear } from './tense.ts';
import type { FindTimesOptions, TimeSpan } from './time-span.ts';
import { tokenize, type Token } from './tokens.ts';

type Entry = { rule: Rule; pattern: Pattern; seconds: ReadonlySet<string> | null };
type Index = { language: Language; rules: LanguageRules; byFirstWord: ReadonlyMap<string, readonly Entry[]>; endings: readonly { pattern: Pattern; with: Captures }[] };
type Found = { from: number; to: number; resolved: Resolved; isRecurring: boolean };

function indexRules(language: Language, rules: LanguageRules): Index {
  const byFirstWord = new Map<string, Entry[]>();
  for (const rule of rules.rules) {
    for (const say of rule.say) {
      const pattern = compilePattern(say, rules.slots);
      for (const word of firstWords(pattern)) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), { rule, pattern, seconds: secondWords(pattern, word) }]);
    }
  }
  const endings = rules.dayEndings.flatMap((ending) => ending.say.map((say) => ({ pattern: compilePattern(say, rules.slots), with: ending.with ?? {} })));
  return { language, rules, byFirstWord, endings };
}

const indexes: readonly Index[] = [indexRules('es', spanish), indexRules('en', english)];

/** 2019.5, 2019-20, 2019/3: the digits before are no year. */
function isPartOfNumber(tokens: readonly Token[], to: number): boolean {
  const [last, mark, number] = [tokens[to - 1], tokens[to], tokens[to + 1]];
  return last !== undefined && mark?.kind === 'mark' && mark.start === last.end && '.,:/-'.includes(mark.word) && number?.kind === 'number' && number.start === mark.end;
}

function fits(rule: Rule, index: Index, tokens: readonly Token[], from: number, to: number): boolean {
  const before = tokens[from - 1];
  const after = tokens[to];
  if (before && rule.notAfter?.includes(before.word)) return false;
  if (after && rule.notBefore?.includes(after.word)) return false;
  if (rule.means === 'year' && isPartOfNumber(tokens, to)) return false;
  return !rule.endsPhrase || !after || after.kind === 'mark' || index.rules.functionWords.has(after.word);
}

/** The words after a day that narrow it, at most two groups of them: "por la tarde", "a las cinco". */
function narrow(index: Index, tokens: readonly Token[], to: number, captures: Captures): { end: number; captures: Captures } {
  let end = to;
  let all = captures;
  for (let round = 0; round < 2; round += 1) {
    let best: { end: number; captures: Captures } | null = null;
    for (const ending of index.endings) {
      const match = matchPattern(ending.pattern, tokens, end);
      if (match && match.end > end && match.end > (best?.end ?? 0)) best = { end: match.end, captures: { ...ending.with, ...match.captures } };
    }
    if (!best) break;
    end = best.end;
    all = { ...all, ...best.captures };
  }
  return { end, captures: all };
}

const keyOf = (token: Token | undefined): string | null => (token ? (token.kind === 'number' ? 'number' : token.word) : null);

function findAt(index: Index, tokens: readonly Token[], from: number, wall: number, options: FindTimesOptions): Found | null {
  const entries = index.byFirstWord.get(keyOf(tokens[from])!);
  const second = keyOf(tokens[from + 1]);
  let best: Found | null = null;
  for (const { rule, pattern, seconds } of entries ?? []) {
    if (seconds && (second === null || !seconds.has(second))) continue;
    const match = matchPattern(pattern, tokens, from);
    if (!match || (best && match.end <= best.to) || !fits(rule, index, tokens, from, match.end)) continue;
    const tense = options.tense ?? tenseNear(index.language, tokens, from, match.end);
    if (rule.notIn !== undefined && tense === rule.notIn) continue;
    const captures = { ...rule.with, ...match.captures };
    const day = meanings[rule.means](captures, { now: wall, tense });
    if (!day) continue;
    const isDay = dayMeanings.has(rule.means) && day.precision === 'day' || captures['part'] !== undefined && rule.means === 'day';
    const ending = isDay ? narrow(index, tokens, match.end, captures) : { end: match.end, captures };
    best = { from, to: ending.end, resolved: isDay ? withinDay(day, ending.captures) : day, isRecurring: rule.isRecurring === true };
  }
  return best;
}

function toSpan(text: string, tokens: readonly Token[], found: Found, zone: Zone): TimeSpan | null {
  const start = zone.toEpoch(found.resolved.start);
  const end = zone.toEpoch(found.resolved.end);
  if (!Number.isFinite(start) || !Number.isFinite(end) || end <= start) return null;
  const first = tokens[found.from]!;
  const span = { start, end, text: text.slice(first.start, tokens[found.to - 1]!.end), index: first.start, precision: found.resolved.precision };
  return found.isRecurring ? { ...span, is_recurring: true } : span;
}

/**
 * The temporal expressions of a text, in its order, none overlapping. A week begins on Monday, seasons are the north's, "next Friday" is the first one to come.
 * Throws RangeError for an unknown time zone only.
 */
export function findTimes(text: string, options: FindTimesOptions): TimeSpan[] {
  const zone = zoneOf(options.timeZone);
  if (!Number.isFinite(options.now) || Math.abs(options.now) > 8e15) return [];
  const wall = zone.toWall(options.now);
  const tokens = tokenize(text);
  const used = indexes.filter((index) => !options.language || index.language === options.language);
  const spans: TimeSpan[] = [];
  for (let at = 0; at < tokens.length; ) {
    let best: Found | null = null;
    for (const index of used) {
      const found = findAt(index, tokens, at, wall, options);
      if (found && found.to > (best?.to ?? 0)) best = found;
    }
    const span = best && toSpan(text, tokens, best, zone);
    if (span) spans.push(span);
    at = best ? best.to : at + 1;
  }
  return spans;
}
