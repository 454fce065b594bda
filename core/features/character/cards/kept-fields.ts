// What of a card has no place of its own in a personality: kept word for word under `card`, and given back when the card is written.
import type { Personality } from '../../../contract/personality.ts';
import { cardFields, isFieldValue, missingValue } from './card-fields.ts';
import type { Card, CardData } from './card-fields.ts';
import { mappedSources } from './mapped-fields.ts';
import { isRecord } from './parse-json.ts';
import type { Findings } from './refuse.ts';
import { isSame, own } from './same.ts';

/** Under `card`, these say something about the file; a field of the card with such a name, or one that begins with the mark, gets the mark before it. */
const aboutTheFile: ReadonlySet<string> = new Set(['spec', 'spec_version', 'beside_data']);
const mark = '~';
/** Our own part of a card's extensions. */
export const ownExtension = 'luminora';

export const keptName = (field: string) => (aboutTheFile.has(field) || field.startsWith(mark) ? `${mark}${field}` : field);

/** The field of the card that something under `card` stands for; null when it is about the file. */
export function fieldOf(kept: string): string | null {
  if (aboutTheFile.has(kept)) return null;
  return kept.startsWith(mark) ? kept.slice(mark.length) : kept;
}

/** @param raw mapped fields that did not fit */
export function toEntries(card: Card, raw: CardData, findings: Findings): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  if (card.spec !== undefined) kept['spec'] = card.spec;
  if (card.spec_version !== undefined) kept['spec_version'] = card.spec_version;
  if (Object.keys(card.beside).length > 0) kept['beside_data'] = card.beside;
  for (const [field, value] of Object.entries(card.data)) {
    if (mappedSources.has(field)) {
      if (own(raw, field) !== undefined) kept[keptName(field)] = value;
      continue;
    }
    const isKnown = cardFields.includes(field);
    if (isKnown && (value === null || isSame(value, missingValue(field)))) continue;
    if (!isFieldValue(field, value)) {
      findings.warn(`data.${field}`, 'This is not what the specification asks for; it is kept and does nothing.');
      if (field === 'extensions') continue;
    }
    if (field !== 'extensions') kept[keptName(field)] = value;
    else if (isRecord(value)) {
      const others = Object.fromEntries(Object.entries(value).filter(([key]) => key !== ownExtension));
      if (Object.keys(others).length > 0) kept['extensions'] = others;
    }
  }
  return kept;
}

/** The card's own fields among what is kept; mapped ones are written elsewhere. */
export function fromEntries(kept: NonNullable<Personality['card']>): { data: CardData; raw: CardData; beside: Record<string, unknown> } {
  const data: CardData = {};
  const raw: CardData = {};
  for (const [key, value] of Object.entries(kept)) {
    const field = fieldOf(key);
    if (field === null || field === '__proto__' || value === undefined) continue;
    if (mappedSources.has(field)) raw[field] = value;
    else if (isFieldValue(field, value)) data[field] = value;
  }
  const beside = own(kept, 'beside_data');
  const reserved = new Set(['spec', 'spec_version', 'data']);
  return { data, raw, beside: isRecord(beside) ? Object.fromEntries(Object.entries(beside).filter(([key]) => !reserved.has(key))) : {} };
}
