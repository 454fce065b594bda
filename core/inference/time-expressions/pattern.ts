// The little language of the rule tables: elements parted by blanks, `a|b` either word, `?` at the end may be missing, `{name}` a slot whose words
// (or numbers) have a value. "hace {count} {unit}", "el? {weekday} pasado|anterior". Matching tries at most a handful of ways per place, whatever the text.
import { foldWord, type Token } from './tokens.ts';

/** A slot's words with their values, and the numbers it takes. */
export type Slot = { /** Name its value is kept under, when not its own. */ as?: string; words?: Readonly<Record<string, number>>; numbers?: { min: number; max: number; /** Digits a number must have. */ digits?: readonly number[] } };
export type Slots = Readonly<Record<string, Slot>>;
export type Captures = Readonly<Record<string, number>>;

type Element = { words: Map<string, number> | null; numbers: NonNullable<Slot['numbers']> | null; slot: string | null; isOptional: boolean };
export type Pattern = readonly Element[];

/** Slots may be named apart by a digit: {day2} reads as {day}. */
const slotKind = (name: string): string => name.replace(/\d+$/, '');

/** Throws on a slot the tables do not have: a mistake in a table, found by its first use. */
export function compilePattern(text: string, slots: Slots): Pattern {
  return text.split(' ').map((part) => {
    const isOptional = part.endsWith('?') && part.length > 1;
    const body = isOptional ? part.slice(0, -1) : part;
    if (!body.startsWith('{')) return { words: new Map(body.split('|').map((word) => [foldWord(word), 0])), numbers: null, slot: null, isOptional };
    const name = body.slice(1, -1);
    const slot = slots[slotKind(name)];
    if (!slot) throw new Error(`No slot "${name}" for the pattern "${text}".`);
    return { words: slot.words ? new Map(Object.entries(slot.words).map(([word, value]) => [foldWord(word), value])) : null, numbers: slot.numbers ?? null, slot: slot.as ?? name, isOptional };
  });
}

/** The words a pattern can begin with; 'number' for any number. */
export function firstWords(pattern: Pattern): Set<string> {
  const words = new Set<string>();
  for (const element of pattern) {
    for (const word of element.words?.keys() ?? []) words.add(word);
    if (element.numbers) words.add('number');
    if (!element.isOptional) break;
  }
  return words;
}

/** The words that can stand second after that first word ('number' for any); null when the first may be all. Lets most patterns be ruled out by two look-ups. */
export function secondWords(pattern: Pattern, first: string): Set<string> | null {
  const words = new Set<string>();
  for (const [place, element] of pattern.entries()) {
    if (first === 'number' ? element.numbers : element.words?.has(first)) {
      const rest = pattern.slice(place + 1);
      if (rest.every((next) => next.isOptional)) return null;
      for (const word of firstWords(rest)) words.add(word);
    }
    if (!element.isOptional) break;
  }
  return words;
}

function valueOf(element: Element, token: Token): number | null {
  if (token.kind !== 'number') return element.words?.get(token.word) ?? null;
  if (!element.numbers) return element.words?.get(token.word) ?? null;
  const { min, max, digits } = element.numbers;
  if (token.word.length > 6 || (digits && !digits.includes(token.word.length))) return null;
  const value = Number(token.word);
  return value >= min && value <= max ? value : null;
}

/** The longest way the pattern fits at a place, or null. */
export function matchPattern(pattern: Pattern, tokens: readonly Token[], at: number, element = 0, captures: Captures = {}): { end: number; captures: Captures } | null {
  const current = pattern[element];
  if (!current) return { end: at, captures };
  const token = tokens[at];
  const value = token ? valueOf(current, token) : null;
  const taken = value === null ? null : matchPattern(pattern, tokens, at + 1, element + 1, current.slot === null ? captures : { ...captures, [current.slot]: value });
  if (!current.isOptional) return taken;
  const skipped = matchPattern(pattern, tokens, at, element + 1, captures);
  return taken && (!skipped || taken.end >= skipped.end) ? taken : skipped;
}
