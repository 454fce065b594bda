// Personality to card. What came with a card is written as it came, for as long as the personality still says the same.
import type { Personality } from '../../../contract/personality.ts';
import { cardFields, fieldsOfV3, missingValue, toCard } from './card-fields.ts';
import type { CardData } from './card-fields.ts';
import { derive } from './derive.ts';
import { fromEntries, ownExtension } from './kept-fields.ts';
import { mappedFields, usable } from './mapped-fields.ts';
import type { Values } from './mapped-fields.ts';
import { writeOwnExtension } from './own-extension.ts';
import { isRecord } from './parse-json.ts';
import { backfillNote } from './personality-of-card.ts';
import { createFindings } from './refuse.ts';
import { isSame } from './same.ts';

export type CardFile = { spec: 'chara_card_v3' | 'chara_card_v2'; spec_version: '3.0' | '2.0'; data: CardData; [key: string]: unknown };

/** @param now milliseconds; the card says when it was written, in seconds as its specification has it. `assets` replaces the card's own list. */
export function cardOf(personality: Personality, now: number, assets?: readonly Record<string, string>[]): CardFile {
  const { data, beside } = plainData(personality, now, assets);
  return withExtension({ spec: 'chara_card_v3', spec_version: '3.0', data, ...beside }, personality);
}

/** The same for programs that know nothing newer. */
export function secondVersionOf(personality: Personality, now: number): CardFile {
  const { data: all, beside } = plainData(personality, now);
  const data = Object.fromEntries(Object.entries(all).filter(([field]) => !fieldsOfV3.includes(field)));
  const file = withExtension({ spec: 'chara_card_v2', spec_version: '2.0', data, ...beside }, personality);
  // Dates are no loss.
  const isLosing = fieldsOfV3.some((field) => !field.endsWith('_date') && all[field] !== undefined && !isSame(all[field], missingValue(field)));
  const notes = file.data['creator_notes'];
  return isLosing ? { ...file, data: { ...file.data, creator_notes: notes === '' ? backfillNote : `${String(notes)}\n\n${backfillNote}` } } : file;
}

function plainData(personality: Personality, now: number, assets?: readonly Record<string, string>[]): { data: CardData; beside: Record<string, unknown> } {
  const kept = fromEntries(personality.card ?? {});
  const values = valuesOf(personality);
  const given: CardData = { ...kept.data };
  for (const field of mappedFields) {
    const came = usable(kept.raw, field.sources);
    const stillSays = came !== null && field.paths.every((path) => isSame(field.read(came, createFindings())[path], values[path]));
    Object.assign(given, stillSays ? came : field.write(values));
  }
  const seconds = Math.floor(now / 1000);
  given['creation_date'] ??= seconds;
  given['modification_date'] = seconds;
  if (assets !== undefined) given['assets'] = assets;
  const data: CardData = {};
  for (const field of [...cardFields, ...Object.keys(given)]) {
    const value = Object.hasOwn(given, field) ? given[field] : missingValue(field);
    if (value !== undefined) data[field] = value;
  }
  return { data, beside: kept.beside };
}

function valuesOf(personality: Personality): Values {
  const { persona, introduction, scenario, greetings, system_prompt, post_history_instructions, lorebook } = personality;
  return {
    // Without an introduction the one line for the gallery is all that is known.
    'persona.name': persona.name, 'persona.tags': persona.tags, 'persona.author': persona.author, 'persona.version': persona.version, introduction: introduction ?? (personality.card === undefined ? persona.description : undefined),
    scenario, greetings, system_prompt, post_history_instructions, lorebook,
  };
}

function withExtension(file: CardFile, personality: Personality): CardFile {
  const findings = createFindings();
  const others = isRecord(file.data['extensions']) ? file.data['extensions'] : {};
  const extension = writeOwnExtension(personality, derive(toCard(file, findings), findings), file.data);
  return { ...file, data: { ...file.data, extensions: { ...others, [ownExtension]: extension } } };
}
