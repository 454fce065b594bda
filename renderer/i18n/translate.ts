// Turns a key into a sentence of the chosen language. Keys are typed: a missing translation does not compile.
import { en } from './en.ts';
import { es } from './es.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
export type TextKey = keyof typeof en;
/** A sentence per key; both languages have exactly the same keys. */
export type Texts = Record<TextKey, string>;
export type TextValues = Record<string, string | number>;
export type Translate = (key: TextKey, values?: TextValues) => string;

const texts: Record<Language, Texts> = { en, es };

/** `{name}` in a sentence is replaced by the value of that name; "one thing|{count} things" chooses by `count`. */
export function createTranslate(language: Language): Translate {
  return (key, values = {}) => {
    const forms = texts[language][key].split('|');
    const form = forms.length > 1 && values['count'] !== 1 ? forms[1] : forms[0];
    return (form ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** The first of the browser's languages that we speak, else English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((language) => tag.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}
