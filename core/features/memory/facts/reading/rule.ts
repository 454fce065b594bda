// What a rule is: patterns and what their matches mean.
import type { Fact } from '../../../../contract/entities.ts';
import type { Language } from '../../../../lib/language.ts';
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
  sentence: { text: string; folded: string };
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

/** The words a pattern cannot do without, of its fixed part: the longest one. */
function literalWords(template: string): string[] {
  const fixed = template.replace(/\[[^\]]*\]|<[^>]*>|\(.*\)[?*]?/g, ' ').replace(/\S*[\\|?*+()[\]]\S*/g, ' ');
  const longest = (fixed.match(/\p{L}+/gu) ?? []).sort((one, other) => other.length - one.length)[0];
  return longest === undefined ? [] : [longest];
}
