// A fact as a short sentence about the user, in the language of the prompt or of the screen.
import type { Fact } from '../../contract/entities.ts';
import type { Language } from '../../lib/language.ts';
import { englishSentences } from './facts/sentences/en.ts';
import { spanishSentences } from './facts/sentences/es.ts';
import type { SentenceWords } from './facts/sentences/words.ts';

const languages: Record<Language, SentenceWords> = { en: englishSentences, es: spanishSentences };

/** Without a full stop. A plan or event ends with its day where that is known; a key without a template is its own words: "blood type: 0". */
export function factSentence(fact: Pick<Fact, 'key' | 'value'> & { tags?: readonly string[] }, language: Language): string {
  const words = languages[language];
  const flag = Object.hasOwn(words.booleans, fact.key) ? words.booleans[fact.key] : undefined;
  if (flag && typeof fact.value === 'boolean') return fact.value ? flag.yes : flag.no;
  const day = fact.tags?.find((tag) => tag.startsWith('date:'))?.slice('date:'.length);
  const value = `${sayValue(fact.value, words)}${day === undefined ? '' : ` (${sayDay(day, words) ?? day})`}`;
  const { template, thing } = templateOf(fact.key, words);
  return template.replace('{thing}', () => thing).replace('{value}', () => value);
}

/** Of a fact that ended: in the past tense, with the month (of UTC) it was known to end: "The user lived in Madrid (until 2025-03)". */
export function pastFactSentence(fact: Pick<Fact, 'key' | 'value' | 'valid_to'> & { tags?: readonly string[] }, language: Language): string {
  const words = languages[language];
  const template = Object.hasOwn(words.past.templates, fact.key) ? words.past.templates[fact.key] : undefined;
  const said = template === undefined ? words.past.other.replace('{sentence}', () => factSentence(fact, language)) : template.replace('{value}', () => sayValue(fact.value, words));
  return fact.valid_to === null ? said : `${said} ${words.past.until.replace('{month}', new Date(fact.valid_to).toISOString().slice(0, 7))}`;
}

function templateOf(key: string, words: SentenceWords): { template: string; thing: string } {
  const own = Object.hasOwn(words.templates, key) ? words.templates[key] : undefined;
  if (own !== undefined) return { template: own, thing: '' };
  const [, family, thing = ''] = /^(favorite|pet)_(.+)$/.exec(key) ?? [];
  if (family === undefined) return { template: words.other, thing: key.replaceAll('_', ' ') };
  const names = family === 'pet' ? words.animals : words.favorites;
  return { template: family === 'pet' ? words.pet : words.favorite, thing: Object.hasOwn(names, thing) ? names[thing]! : thing.replaceAll('_', ' ') };
}

function sayValue(value: Fact['value'], words: SentenceWords): string {
  if (Array.isArray(value)) return value.join(', ');
  return (typeof value === 'string' ? sayDay(value, words) : null) ?? String(value);
}

/** "1990-05-03" and "05-03" in words; null for anything else. */
function sayDay(text: string, words: SentenceWords): string | null {
  const [, year, month, day] = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(text) ?? [];
  return month === undefined || day === undefined ? null : words.day(Number(month), Number(day), year === undefined ? null : Number(year));
}
