// Facts in words: keys by their names, values as a person writes them, certainty and origin as words. Pure.
import type { Fact } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Language, Translate } from '../../i18n/translate.ts';
import { factWordsEn, type FactWords } from './fact-words-en.ts';
import { factWordsEs } from './fact-words-es.ts';

const words: Record<Language, FactWords> = { en: factWordsEn, es: factWordsEs };

export function factName(key: string, language: Language): string {
  const { keys, favorites, favorite, animals } = words[language];
  if (Object.hasOwn(keys, key)) return keys[key] ?? key;
  const [, kind, thing = ''] = /^(favorite|pet)_(.+)$/.exec(key) ?? [];
  if (kind === 'favorite') return favorites[thing] ?? favorite.replace('{thing}', spaced(thing));
  return kind === 'pet' ? animals[thing] ?? spaced(thing) : spaced(key);
}

export function factValue(fact: Pick<Fact, 'key' | 'value'>, language: Language): string {
  const { value } = fact;
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' && fact.key === 'birthday' ? dateInWords(value, language) : String(value);
}

/** "perro = Max". */
export function factLine(fact: Pick<Fact, 'key' | 'value'>, language: Language): string {
  return `${factName(fact.key, language)} = ${factValue(fact, language)}`;
}

/** The day a plan or event falls on; null when it has none. */
export function factDay(fact: Pick<Fact, 'tags'>, language: Language): string | null {
  const day = fact.tags.find((tag) => /^date:\d{4}-\d{2}-\d{2}$/.test(tag));
  return day ? dateInWords(day.slice(5), language) : null;
}

/** A word says more than a number. */
export function certaintyWord(confidence: number): 'fact_sure' | 'fact_likely' | 'fact_unsure' {
  if (confidence >= 0.85) return 'fact_sure';
  return confidence >= 0.6 ? 'fact_likely' : 'fact_unsure';
}

/** Who made it: the user's own hand, a rule over the user's words, or a language model. */
export function sourceWord(source: string, t: Translate): string {
  if (source === 'user') return t('fact_source_user');
  return t(source.startsWith('rules') ? 'fact_source_rules' : 'fact_source_model');
}

/** What was typed, in the form the value had: a number stays one, a list is parted by commas. */
export function parseValue(text: string, before: Fact['value']): Fact['value'] {
  const trimmed = text.trim();
  if (typeof before === 'number' && /^-?\d+([.,]\d+)?$/.test(trimmed)) return Number(trimmed.replace(',', '.'));
  if (Array.isArray(before)) return trimmed.split(',').map((entry) => entry.trim()).filter(Boolean);
  return trimmed;
}

/** The key a person means: one we know by its name in their language, else their own words in a key's form. */
export function keyFor(text: string, language: Language, known: readonly string[]): string {
  const wanted = text.trim().toLocaleLowerCase(language);
  return known.find((key) => factName(key, language).toLocaleLowerCase(language) === wanted || key === wanted) ?? wanted.replaceAll(/\s+/g, '_');
}

function spaced(key: string): string {
  return key.replaceAll(/[_.:-]+/g, ' ').trim();
}

/** "1992-03-14" and "03-14" as dates; anything else as it is. */
function dateInWords(text: string, language: Language): string {
  const [, year, month, day] = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!month || !day) return text;
  const at = new Date(Number(year ?? 2000), Number(month) - 1, Number(day));
  return year ? formatDate(at.getTime(), language) : new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(at);
}
