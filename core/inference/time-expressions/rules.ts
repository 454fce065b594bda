// The shape of a language's table of temporal expressions.
import type { Meaning } from './meanings.ts';
import type { Captures, Slots } from './pattern.ts';
import type { Tense } from './time-span.ts';

export type Rule = {
  means: Meaning;
  say: readonly string[];
  with?: Captures;
  /** Wrong when one of these words follows. */
  notBefore?: readonly string[];
  /** Wrong when one of these words stands before. */
  notAfter?: readonly string[];
  /** Right only where the expression ends a phrase: a mark, the end, or a function word follows. */
  endsPhrase?: true;
  /** Wrong in a sentence with this tense: "I did it in three days". */
  notIn?: Tense;
  isRecurring?: true;
};

export type LanguageRules = {
  slots: Slots;
  rules: readonly Rule[];
  /** What may follow a day: its part, a time. */
  dayEndings: readonly { say: readonly string[]; with?: Captures }[];
  /** Words that may follow where a phrase ends. */
  functionWords: ReadonlySet<string>;
};
