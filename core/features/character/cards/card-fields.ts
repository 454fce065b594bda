// The fields of a card as its specifications name them, and one shape for V1, V2 and V3.
import { isRecord } from './parse-json.ts';
import { quoted, refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';

export type CardData = Record<string, unknown>;
export type Card = {
  version: 1 | 2 | 3;
  /** As the file said; missing in V1. */
  spec?: string;
  spec_version?: string;
  data: CardData;
  /** Keys beside `data` that no specification knows. */
  beside: Record<string, unknown>;
};

type FieldKind = 'text' | 'texts' | 'number' | 'record' | 'records';
const isText = (value: unknown): value is string => typeof value === 'string';
const fits: Record<FieldKind, (value: unknown) => boolean> = {
  text: isText, texts: (value) => Array.isArray(value) && value.every(isText), number: (value) => typeof value === 'number', record: isRecord, records: (value) => Array.isArray(value) && value.every(isRecord),
};

/** In the order they are written. What must be there has a value to stand for it. */
const fields: Readonly<Record<string, { kind: FieldKind; missing?: unknown; onlyV3?: true }>> = {
  name: { kind: 'text', missing: '' }, nickname: { kind: 'text', onlyV3: true }, description: { kind: 'text', missing: '' }, personality: { kind: 'text', missing: '' }, scenario: { kind: 'text', missing: '' },
  first_mes: { kind: 'text', missing: '' }, mes_example: { kind: 'text', missing: '' }, creator_notes: { kind: 'text', missing: '' }, system_prompt: { kind: 'text', missing: '' },
  post_history_instructions: { kind: 'text', missing: '' }, alternate_greetings: { kind: 'texts', missing: [] }, character_book: { kind: 'record' }, tags: { kind: 'texts', missing: [] },
  creator: { kind: 'text', missing: '' }, character_version: { kind: 'text', missing: '' }, extensions: { kind: 'record', missing: {} },
  assets: { kind: 'records', onlyV3: true }, creator_notes_multilingual: { kind: 'record', onlyV3: true }, source: { kind: 'texts', onlyV3: true },
  group_only_greetings: { kind: 'texts', missing: [], onlyV3: true }, creation_date: { kind: 'number', onlyV3: true }, modification_date: { kind: 'number', onlyV3: true },
};
export const cardFields = Object.keys(fields);
export const fieldsOfV3 = cardFields.filter((name) => fields[name]!.onlyV3);

/** Whether a value is what the specifications ask of the field; any value is of a field they do not know. */
export function isFieldValue(name: string, value: unknown): boolean {
  return !Object.hasOwn(fields, name) || fits[fields[name]!.kind](value);
}

/** What a field that must be there says when nothing was said; undefined for the others. */
export function missingValue(name: string): unknown {
  return Object.hasOwn(fields, name) ? structuredClone(fields[name]!.missing) : undefined;
}

const fieldsOfV1 = ['name', 'description', 'personality', 'scenario', 'first_mes', 'mes_example'];

/** @throws LuminoraError `invalid_input` when the value is no character card */
export function toCard(value: unknown, findings: Findings): Card {
  if (!isRecord(value)) throw refusal('card', 'A character card is a JSON object.');
  const { spec, spec_version: specVersion, data } = value;
  if (spec === 'lorebook_v3') throw refusal('spec', 'This is a lorebook, not a character: import it with the lorebooks.');
  if (data === undefined && spec === undefined) return firstVersion(value);
  if (!isRecord(data)) throw refusal('data', 'The card has no "data" object to read.');
  if (spec !== 'chara_card_v2' && spec !== 'chara_card_v3') findings.warn('spec', `The kind of card ${typeof spec === 'string' ? quoted(spec) : 'is missing and'} is not known; it was read as far as it goes.`);
  if (typeof specVersion === 'string' && Number.parseFloat(specVersion) > 3) findings.warn('spec_version', `The card follows a newer specification (${quoted(specVersion)}); what is new in it is kept and does nothing.`);
  const known = new Set(['spec', 'spec_version', 'data']);
  // Some programs repeat the first version's fields beside "data", word for word.
  const beside = Object.entries(value).filter(([key, each]) => !known.has(key) && !(fieldsOfV1.includes(key) && each === data[key]));
  return {
    version: spec === 'chara_card_v3' ? 3 : 2, data, beside: Object.fromEntries(beside),
    ...(typeof spec === 'string' ? { spec } : {}), ...(typeof specVersion === 'string' ? { spec_version: specVersion } : {}),
  };
}

function firstVersion(value: Record<string, unknown>): Card {
  if (!fieldsOfV1.some((name) => name !== 'name' && Object.hasOwn(value, name)) || !Object.hasOwn(value, 'name')) throw refusal('card', 'This JSON is neither a character card nor a LuminoraCore personality: it has no "data", no "persona" and no "name" with a "description".');
  return { version: 1, data: value, beside: {} };
}
