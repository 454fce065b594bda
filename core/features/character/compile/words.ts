// What a language must be able to say of a character. One value per language; the texts are in words-en.ts and words-es.ts.
import type { EmotionLabel } from '../../../contract/emotions.ts';
import type { factCategories } from '../../../contract/entities.ts';
import type { ParameterName } from '../../../contract/parameters.ts';
import type { archetypes, communicationStyles, contentFilters, punctuationStyles, syntaxes, temperaments, tones } from '../../../contract/personality.ts';

/** How the character talks, as exchanges. A chat model reads them in its instructions, a base model as the beginning of the dialogue. */
export type ExampleExchange = { input: string; output: string };

/** The bands of a parameter, from 0 to 1, each of the same width. */
export type Bands = readonly [string, string, string, string, string, string, string];

/** Moments whose words the prompt gives: they come up in any conversation, and a greeting is said already. */
export const occasions = ['on_confusion', 'on_goodbye'] as const;
export type Occasion = (typeof occasions)[number];

/** Four degrees of one sentence. */
export type Degrees = readonly [(feeling: string) => string, (feeling: string) => string, (feeling: string) => string, (feeling: string) => string];

export type Words = {
  /** Who the user is where no name is known. */
  user: string;
  who(name: string): string;
  answerAs(name: string): string;
  /** What no card may take out: what the bracketed notes are, and honesty. */
  always: string;
  memoryExample: ExampleExchange;
  rules: string;
  personality(text: string): string;
  scenario(text: string): string;
  relationship(description: string): string;
  level(name: string): string;
  wishes(sentences: string): string;

  memory: { line(topics: readonly string[]): string; topics: Record<Exclude<(typeof factCategories)[number], 'other'>, string> };
  nature(archetype: string, temperament: string): string;
  talk(style: string, tones: readonly string[], syntax: string): string;
  vocabulary(words: readonly string[]): string;
  fillers(words: readonly string[]): string;
  /** What it says on such occasions: the occasion, and how the list of them begins. */
  sayings: Record<Occasion, string> & { line(sayings: readonly { occasion: string; line: string }[]): string };
  archetypes: Record<(typeof archetypes)[number], string>;
  temperaments: Record<(typeof temperaments)[number], string>;
  styles: Record<(typeof communicationStyles)[number], string>;
  tones: Record<(typeof tones)[number], string>;
  syntaxes: Record<(typeof syntaxes)[number], string>;
  /** '' where nothing is worth saying. */
  punctuation: Record<(typeof punctuationStyles)[number], string>;

  forbidden(topics: readonly string[]): string;
  filters: { line(kinds: readonly string[]): string; kinds: Record<(typeof contentFilters)[number], string> };
  /** From the strictest limit to none. */
  aggression: readonly [string, string, string];
  informality: readonly [string, string, string];

  parameters: Record<ParameterName, Bands>;
  /** A parameter a little above and a little below what it is as a rule. */
  drift: Record<ParameterName, { more: string; less: string }>;
  drifting(drifts: readonly string[]): string;
  justNow(sentences: string): string;

  /** The seven default moods, completing "You feel ...". */
  feelings: Readonly<Record<string, string>>;
  /** What a mood of a personality's own shows, where it has no name in this language. */
  expressions: Record<EmotionLabel, string>;
  /** From a trace of a feeling to being full of it. */
  felt: Degrees;
  /** The same of a mood that is known by the name its author gave it. */
  feltByName: Degrees;
};
