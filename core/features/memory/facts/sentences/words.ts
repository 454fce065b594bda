// What a language needs to say a fact: templates where {value} stands for the value and {thing} for the rest of the key.

export type SentenceWords = {
  /** By key. */
  templates: Readonly<Record<string, string>>;
  /** For keys that are true or false. */
  booleans: Readonly<Record<string, { yes: string; no: string }>>;
  favorite: string;
  /** Things people have favourites of, by the end of the key, with article where the language wants one. */
  favorites: Readonly<Record<string, string>>;
  pet: string;
  /** Animals by the end of the key. */
  animals: Readonly<Record<string, string>>;
  /** A key without a template. */
  other: string;
  /** How what holds no more is said: {value} as above, {sentence} the sentence of the present, {month} "2025-03" when it ended. */
  past: { templates: Readonly<Record<string, string>>; other: string; until: string };
  /** Month and day, with the year where it is known. */
  day(month: number, day: number, year: number | null): string;
};
