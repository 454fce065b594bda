// What a rule is: patterns and what their matches mean.
import type { Fact } from '../../../../contract/entities.ts';
import type { Language } from '../../../../lib/language.ts';
import type { Sentence } from './sentences.ts';
import { compileTemplate } from './template.ts';

/** A fact as a rule reads it; its category follows from its key. */
export type Reading = { key: string; value: Fact['value']; isEnded?: boolean; tags?: string[]; confidence?: number };
export type Readings = Reading | readonly (Reading | null | undefined)[] | null | undefined;

/** none: affirmed. no: denied. over: was true and no longer is. */
export type Polarity = 'none' | 'no' | 'over';

export type RuleMatch = {
  /** A slot as written, with marks and white space around it trimmed; '' when it is absent. */
  get(slot: string): string;
  /** The same, folded. */
  folded(slot: string): string;
  polarity: Polarity;
  /** The sentence before and after the match, folded. */
  before: string;
  after: string;
  /** The whole sentence as written and folded. */
  sentence: Sentence;
  /** True when the writer uses capitals at all, so that a name without one is doubtful. */
  hasCapitals: boolean;
  /** The whole message, folded. */
  whole: string;
  sentAt: number;
  language: Language;
};

export type Rule = {
  patterns: readonly RegExp[];
  /** Words of which one must be in the sentence, else the patterns need not be tried; empty tries always. */
  triggers: readonly (readonly string[])[];
  /** 0 to 1. */
  confidence: number;
  /** How a denial is read: by default a denied statement tells nothing, and what is over is ended. */
  readsDenial: boolean;
  read(match: RuleMatch): Readings;
};

/** @param say patterns in the notation of template.ts @param words slots of this rule's own: name and pattern */
export function rule(say: string | readonly string[], read: Rule['read'], more: { confidence?: number; words?: Readonly<Record<string, string>>; readsDenial?: boolean } = {}): Rule {
  const templates = typeof say === 'string' ? [say] : say;
  return {
    patterns: templates.map((template) => compileTemplate(template, more.words)), triggers: templates.map(literalWords), confidence: more.confidence ?? 0.85, readsDenial: more.readsDenial ?? false, read,
  };
}

/**
 * Words of which a sentence must hold one for the pattern to match: the longest of its fixed words, else one of each alternative of its first group
 * that is plain words. Empty when the pattern does not tell.
 */
function literalWords(template: string): string[] {
  const { fixed, groups } = outermost(template.replace(/(?<=^|[\s>])\[(?!\^)[^\]]*\](?![+*?{])/g, ' '));
  const longest = longestWord(fixed);
  if (longest !== null) return [longest];
  for (const group of groups) {
    const words = group.split('|').map(longestWord);
    if (!/[()[\]\\?*+{}]/.test(group) && words.every((word) => word !== null)) return [...new Set(words)];
  }
  return [];
}

/** A pattern's text outside of groups and slots, and its groups that must be there. */
function outermost(template: string): { fixed: string; groups: string[] } {
  let fixed = '';
  const groups: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < template.length; index += 1) {
    const character = template[index]!;
    if (character === '\\') {
      // An escape is no fixed word; what follows it may be "p{L}".
      index += template.startsWith('p{', index + 1) ? 4 : 1;
      if (depth === 0) fixed += '\u0000';
    } else if (character === '(') {
      if (depth === 0) start = index + 1;
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
      const isNeeded = !/[?*{]/.test(template[index + 1] ?? '') && !/^\?[=!<](?![a-z]+>)/.test(template.slice(start));
      if (depth === 0 && isNeeded) groups.push(template.slice(start, index).replace(/^\?(?::|<\w+>)/, ''));
      if (depth === 0) fixed += ' ';
    } else if (depth === 0) fixed += character;
  }
  return { fixed: fixed.replace(/<[^>]*>/g, ' ').replace(/\S*[\u0000|?*+{}[\]]\S*/g, ' '), groups };
}

/** Of a piece of a pattern; one letter is everywhere and helps nobody. */
function longestWord(text: string): string | null {
  return (text.match(/\p{L}{2,}/gu) ?? []).sort((one, other) => other.length - one.length)[0] ?? null;
}
