// Which entries of the lorebooks in force some words wake, in what order they stand, and which fall out when room is short (guides: Character Card V2 and V3).
import type { Lorebook, LorebookEntry } from '../../../contract/lorebook.ts';
import { estimateTokens } from '../../../lib/estimate-tokens.ts';
import { expandMacros } from '../macros.ts';
import type { ActivatedEntry, ActivatedLore } from './activated.ts';
import { readDecorators } from './decorators.ts';
import type { Decorators } from './decorators.ts';
import { createKeyFinder } from './keys.ts';
import { worldRules } from './world-rules.ts';

export type LoreInput = {
  books: readonly { name: string; book: Lorebook; isCharacterBook: boolean }[];
  /** Oldest first, the newest last. */
  messages: readonly string[];
  /** Replies of the companion so far. */
  turns: number;
  /** Which greeting began the conversation, counted from 0; null when none did. */
  greeting: number | null;
  /** For all books together; a book's own budget holds within it. */
  tokenBudget: number;
  seed: string; char: string; user: string;
};
type Candidate = ActivatedEntry & { priority: number; order: number; isCharacterBook: boolean; yields: boolean; budget: number };

const usualScanDepth = 4;
/** Rounds in which what was found may wake more. */
const maximumRounds = 3;
/** Entries looked at in one go: a book of more is cut, so that a hostile one costs a bounded time. */
const maximumEntries = 5000;

/** Pure. */
export function activateLore(input: LoreInput): ActivatedLore {
  const said = createKeyFinder();
  const found = input.books.flatMap(({ book, name, isCharacterBook }) => {
    const entries = book.entries.slice(0, maximumEntries).filter(({ enabled, content }) => enabled && content.trim() !== '').map((entry) => ({ entry, ...readDecorators(entry.content), rules: worldRules(entry) }));
    const active = new Map<LorebookEntry, Candidate>();
    let woken = '';
    for (let round = 0; round < maximumRounds; round += 1) {
      const before = active.size;
      const inRound = entries.filter(({ entry, rules }) => !active.has(entry) && (round === 0 || !rules.excludeRecursion));
      const fresh: string[] = [];
      for (const { entry, decorators, text, rules } of inRound) {
        const reason = reasonFor(entry, decorators, rules, book, input, woken, said);
        if (reason === null || text === '') continue;
        const content = expandMacros(text, { char: input.char, user: input.user, seed: `${input.seed}/${name}/${entry.id ?? entry.insertion_order}`, now: null }).trim();
        active.set(entry, {
          book: name, entry, content, reason, tokens: estimateTokens(content), isConstant: reason === 'constant', position: decorators.position ?? entry.position ?? 'after_char',
          priority: entry.priority ?? entry.insertion_order, order: entry.insertion_order, isCharacterBook, yields: decorators.ignoreOnMaximumContext, budget: book.token_budget ?? Infinity,
        });
        if (!rules.preventRecursion) fresh.push(text);
      }
      if (book.recursive_scanning !== true || active.size === before) break;
      woken += `\n${fresh.join('\n')}`;
    }
    return withinBudget([...active.values()], book.token_budget ?? Infinity);
  });
  // The prompt's own limit, which no book asks for: there what is always on stays, else each word that wakes an entry could change the prompt's head.
  const all = found.flatMap(({ entries }) => entries);
  const constant = withinBudget(all.filter(({ isConstant }) => isConstant), input.tokenBudget);
  const woken = withinBudget(all.filter(({ isConstant }) => !isConstant), input.tokenBudget - constant.entries.reduce((sum, { tokens }) => sum + tokens, 0));
  const kept = { entries: [...constant.entries, ...woken.entries], dropped: constant.dropped + woken.dropped };
  const dropped = found.reduce((sum, book) => sum + book.dropped, kept.dropped);
  const entries = kept.entries.toSorted((one, other) => one.order - other.order || Number(one.isCharacterBook) - Number(other.isCharacterBook))
    .map(({ book, entry, content, reason, tokens, isConstant, position }): ActivatedEntry => ({ book, entry, content, reason, tokens, isConstant, position }));
  return { entries, dropped };
}

/** Why an entry is in: "constant", "activate", or the key that was said; null when it is not. */
function reasonFor(entry: LorebookEntry, decorators: Decorators, rules: ReturnType<typeof worldRules>, book: Lorebook, input: LoreInput, woken: string, said: ReturnType<typeof createKeyFinder>): string | null {
  if (decorators.activate) return 'activate';
  if (decorators.dontActivate) return null;
  if (decorators.after !== null && input.turns < decorators.after) return null;
  if (decorators.every !== null && input.turns % decorators.every !== 0) return null;
  if (decorators.greeting !== null && input.greeting !== null && decorators.greeting !== input.greeting) return null;
  const depth = decorators.scanDepth ?? rules.scanDepth ?? book.scan_depth ?? usualScanDepth;
  const scanned = `${(depth === 0 ? [] : input.messages.slice(-depth)).join('\n')}${book.recursive_scanning === true ? woken : ''}`;
  const how = { useRegex: entry.use_regex === true, caseSensitive: entry.case_sensitive === true };
  const plain = { ...how, useRegex: false };
  if (decorators.exclude.length > 0 && !how.useRegex && said(scanned, decorators.exclude, plain) !== null) return null;
  if (decorators.additional.some((keys) => said(scanned, keys, how) === null)) return null;
  if (entry.constant === true && !how.useRegex) return 'constant';
  const key = said(scanned, entry.keys, how);
  if (key === null) return null;
  return entry.selective === true && !how.useRegex && !secondaryHold(entry.secondary_keys ?? [], rules.logic, (keys) => said(scanned, keys, plain)) ? null : key;
}

/** SillyTavern's four ways; the cards' own is "any". Without secondary keys there is nothing to ask for. */
function secondaryHold(keys: readonly string[], logic: ReturnType<typeof worldRules>['logic'], said: (keys: readonly string[]) => string | null): boolean {
  const wanted = keys.filter((key) => key.trim() !== '');
  if (wanted.length === 0) return true;
  if (logic === 'not_any') return said(wanted) === null;
  if (logic === 'and_all') return wanted.every((key) => said([key]) !== null);
  if (logic === 'not_all') return wanted.some((key) => said([key]) === null);
  return said(wanted) !== null;
}

/** Takes away, while it is too much, what yields first, then the lowest priority; of equal ones the global before the character's own, the later before the earlier. */
function withinBudget(entries: readonly Candidate[], budget: number): { entries: Candidate[]; dropped: number } {
  const ranked = entries.toSorted((one, other) => Number(one.yields) - Number(other.yields) || other.priority - one.priority || Number(other.isCharacterBook) - Number(one.isCharacterBook) || one.order - other.order);
  let used = 0;
  const kept = ranked.filter(({ tokens }) => {
    if (used + tokens > budget) return false;
    used += tokens;
    return true;
  });
  return { entries: kept, dropped: entries.length - kept.length };
}
