// The fields of a card that have a place of their own in a personality, and the way there and back.
import { cut } from './cut.ts';
import { readBook } from '../lore/read-book.ts';
import { lengths } from './limits.ts';
import { isFieldValue } from './card-fields.ts';
import type { CardData } from './card-fields.ts';
import { own } from './same.ts';
import type { Findings } from './refuse.ts';

/** By dotted path of the personality: "persona.name". Undefined: the personality has nothing there. */
export type Values = Readonly<Record<string, unknown>>;

export type MappedField = {
  /** Fields of the card. */
  sources: readonly string[];
  /** Paths of the personality. */
  paths: readonly string[];
  read(data: CardData, findings: Findings): Values;
  write(values: Values): CardData;
};

/** Text, whatever was written; null when nothing was. */
function textOf(data: CardData, name: string, findings: Findings): string {
  const value = own(data, name);
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  findings.warn(`data.${name}`, 'This should be text.');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function textsOf(data: CardData, name: string, findings: Findings): string[] {
  const value = own(data, name);
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') {
    findings.warn(`data.${name}`, 'This should be a list of texts.');
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) => {
      if (typeof each === 'string') return [each];
      findings.warn(`data.${name}.${index}`, 'This should be text; it was left out.');
      return [];
    });
  }
  findings.warn(`data.${name}`, 'This should be a list of texts; it was left out.');
  return [];
}

function fitting(text: string, maximum: number, path: string, findings: Findings): string {
  if (text.length > maximum) findings.warn(path, `It is longer than ${maximum} characters: its end is kept with the card and not used.`);
  return cut(text, maximum);
}

/** A text that stands under one path, and nothing where it is empty. */
function longText(source: string, path: string): MappedField {
  return {
    sources: [source], paths: [path],
    read: (data, findings) => ({ [path]: fitting(textOf(data, source, findings), lengths.text, `data.${source}`, findings) || undefined }),
    write: (values) => ({ [source]: values[path] ?? '' }),
  };
}

export const unknownAuthor = 'unknown';
const firstVersion = '1.0.0';

export const mappedFields: readonly MappedField[] = [
  {
    sources: ['name'], paths: ['persona.name'],
    read(data, findings) {
      const text = textOf(data, 'name', findings);
      return { 'persona.name': fitting(text.trim() || text, lengths.name, 'data.name', findings).trimEnd() || cut(text, lengths.name) };
    },
    write: (values) => ({ name: values['persona.name'] }),
  },
  longText('description', 'introduction'),
  longText('scenario', 'scenario'),
  longText('system_prompt', 'system_prompt'),
  longText('post_history_instructions', 'post_history_instructions'),
  {
    sources: ['first_mes', 'alternate_greetings'], paths: ['greetings'],
    read(data, findings) {
      const all = [textOf(data, 'first_mes', findings), ...textsOf(data, 'alternate_greetings', findings)];
      if (all.length > lengths.greetings) findings.warn('data.alternate_greetings', `Only the first ${lengths.greetings} greetings are used.`);
      const greetings = all.slice(0, lengths.greetings).flatMap((text, index) => (text === '' ? [] : [fitting(text, lengths.text, index === 0 ? 'data.first_mes' : `data.alternate_greetings.${index - 1}`, findings)]));
      return { greetings: greetings.length === 0 ? undefined : greetings };
    },
    write(values) {
      const [first = '', ...others] = (values['greetings'] as readonly string[] | undefined) ?? [];
      return { first_mes: first, alternate_greetings: others };
    },
  },
  {
    sources: ['tags'], paths: ['persona.tags'],
    read(data, findings) {
      const all = textsOf(data, 'tags', findings);
      if (all.length > lengths.tags) findings.warn('data.tags', `Only the first ${lengths.tags} tags are used.`);
      return { 'persona.tags': all.slice(0, lengths.tags).flatMap((tag, index) => (tag === '' ? [] : [fitting(tag, lengths.tag, `data.tags.${index}`, findings)])) };
    },
    write: (values) => ({ tags: values['persona.tags'] ?? [] }),
  },
  {
    sources: ['creator'], paths: ['persona.author'],
    read: (data, findings) => ({ 'persona.author': fitting(textOf(data, 'creator', findings), lengths.author, 'data.creator', findings) || unknownAuthor }),
    write: (values) => ({ creator: values['persona.author'] === unknownAuthor ? '' : values['persona.author'] }),
  },
  {
    sources: ['character_version'], paths: ['persona.version'],
    read(data, findings) {
      const text = textOf(data, 'character_version', findings);
      return { 'persona.version': /^\d+\.\d+\.\d+$/.test(text) && text.length <= 100 ? text : firstVersion };
    },
    write: (values) => ({ character_version: values['persona.version'] }),
  },
  {
    sources: ['character_book'], paths: ['lorebook'],
    read: (data, findings) => ({ lorebook: readBook(own(data, 'character_book'), 'data.character_book', findings) }),
    write: (values) => (values['lorebook'] === undefined ? {} : { character_book: values['lorebook'] }),
  },
];

/** Fields of the card that stand elsewhere in a personality than under `card`, unless they did not fit. */
export const mappedSources: ReadonlySet<string> = new Set(mappedFields.flatMap(({ sources }) => sources));

/** The fields as they came, as far as a card may say them so. */
export function usable(raw: CardData, sources: readonly string[]): CardData | null {
  const given = sources.filter((source) => own(raw, source) !== undefined);
  return given.length > 0 && given.every((source) => isFieldValue(source, raw[source])) ? Object.fromEntries(given.map((source) => [source, raw[source]])) : null;
}
