// Card to personality to card, and personality to card to personality: nothing is lost, whoever wrote the card.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalitySchema } from '../../../contract/personality.ts';
import type { Personality } from '../../../contract/personality.ts';
import { readPersonality } from '../read-personality.ts';
import { cardFields } from './card-fields.ts';
import { cardOf, secondVersionOf } from './card-of-personality.ts';
import { backfillNote, personalityOfCard } from './personality-of-card.ts';
import { keywordOf, readPngChunks, textOf } from './png.ts';
import { readCard } from './read-card.ts';
import { createFindings } from './refuse.ts';
import { base64Of, pngWith, sampleData, secondVersion, tEXt, utf8 } from './testing/make-cards.ts';
import { writeCard } from './write-card.ts';

const now = 1_700_000_000_000;
const written = (personality: Personality, format: 'png' | 'json' | 'charx' | 'luminora') => writeCard(format, { id: 'marina', personality, portrait: null, expressions: [], now }).bytes;
const backFrom = (personality: Personality, format: 'png' | 'json' | 'charx' | 'luminora') => readCard(written(personality, format), '').personality;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The card in a chunk of a PNG. */
function chunkOf(png: Uint8Array, keyword: string): { spec: string; data: Record<string, unknown> } {
  const found = readPngChunks(png, createFindings()).filter((chunk) => keywordOf(chunk) === keyword);
  expect(found).toHaveLength(1);
  return JSON.parse(Buffer.from(Buffer.from(textOf(found[0]!)).toString('latin1'), 'base64').toString()) as { spec: string; data: Record<string, unknown> };
}

/** What a card says without what we add to it. */
function saidBy(data: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  const { luminora: _ours, ...extensions } = (data['extensions'] ?? {}) as Record<string, unknown>;
  return Object.fromEntries([...fields, 'extensions'].map((field) => [field, field === 'extensions' ? extensions : data[field]]));
}

const text = fc.oneof(
  { weight: 60, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 60, arbitrary: fc.constantFrom('', ' ', '{{char}} is here. <BOT> waits for {{user}}.', '<START>\n{{user}}: hi', 'Ella es tranquila y nunca tiene prisa. Vive en el faro.', '~', 'x'.repeat(700), '\u0000\n\t') },
  { weight: 1, arbitrary: fc.constant('ñ'.repeat(100_001)) },
);
const key = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), fc.constantFrom('spec', 'spec_version', 'beside_data', '~spec', 'constructor', 'toString', 'card.nested', 'persona', 'luminora')).filter((name) => name !== '__proto__');
const anything = fc.jsonValue({ maxDepth: 3 }).map((value) => plain(value));
const unknown = fc.dictionary(key, anything, { maxKeys: 4 });
const unknownFields = unknown.map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => !cardFields.includes(name))));
const extensions = unknown.map(({ luminora: _ours, ...others }) => others);
const entry = fc.record({
  keys: fc.array(text, { maxLength: 3 }), content: text, extensions, enabled: fc.boolean(), insertion_order: fc.integer(), case_sensitive: fc.option(fc.boolean()), name: fc.oneof(text, fc.constant(null)), priority: fc.integer(), id: fc.integer(),
  comment: text, selective: fc.boolean(), secondary_keys: fc.array(text, { maxLength: 2 }), constant: fc.boolean(), position: fc.constantFrom('before_char', 'after_char', ''), use_regex: fc.boolean(),
}, { requiredKeys: ['keys', 'content'] });
const book = fc.record({ name: text, description: text, scan_depth: fc.integer({ min: -1, max: 2000 }), token_budget: fc.nat(), recursive_scanning: fc.boolean(), extensions, entries: fc.array(entry, { maxLength: 4 }) }, { requiredKeys: ['entries'] });
const required = {
  name: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 130 }).filter((name) => name.trim() !== ''), fc.constantFrom('  Ana ', 'N'.repeat(400))), description: text, personality: text, scenario: text, first_mes: text, mes_example: text,
};
const second = fc.record({
  ...required, creator_notes: text, system_prompt: text, post_history_instructions: text, alternate_greetings: fc.oneof(fc.array(text, { maxLength: 4 }), fc.constant(Array.from({ length: 130 }, (_, index) => `${index}`))),
  tags: fc.array(fc.oneof(text, fc.constant('t'.repeat(80))), { maxLength: 5 }), creator: text, character_version: fc.oneof(text, fc.constantFrom('1.2.3', 'v2', '1.0.0')), extensions,
});
const secondCard = fc.record({ data: fc.tuple(second, fc.option(book, { nil: undefined }), unknownFields).map(([data, character_book, more]) => ({ ...more, ...data, ...(character_book === undefined ? {} : { character_book }) })), beside: unknownFields })
  .map(({ data, beside: { spec: _spec, spec_version: _version, data: _data, ...beside } }) => secondVersion(data, beside));
const firstCard = fc.tuple(fc.record(required), unknownFields).map(([data, { spec: _spec, data: _data, ...more }]) => ({ ...more, ...data }));
const thirdCard = fc.tuple(secondCard, fc.record({
  nickname: text, group_only_greetings: fc.array(text, { maxLength: 2 }), source: fc.array(text, { maxLength: 2 }), creation_date: fc.nat(), modification_date: fc.nat(), creator_notes_multilingual: fc.dictionary(fc.constantFrom('en', 'es'), text),
  assets: fc.array(fc.record({ type: fc.constantFrom('icon', 'emotion', 'x_tune'), uri: fc.constantFrom('ccdefault:', 'https://nowhere.invalid/a.png', 'embeded://assets/a.png'), name: text, ext: fc.constantFrom('png', 'unknown') }), { maxLength: 3 }),
}, { requiredKeys: ['group_only_greetings'] })).map(([card, more]) => ({ ...card, spec: 'chara_card_v3', spec_version: '3.0', data: { ...card.data, ...more } }));
/** One field says what it should not. */
const crooked = fc.tuple(secondCard, fc.constantFrom(...cardFields.filter((name) => name !== 'name')), anything).map(([card, field, value]) => ({ ...card, data: { ...card.data, [field]: value } }))
  .filter(({ data }) => !(typeof data.extensions === 'object' && data.extensions !== null && 'luminora' in data.extensions));

describe('a card', () => {
  it('of the second version comes back from a PNG field by field, in both of its versions', () => {
    fc.assert(fc.property(secondCard, (card) => {
      const first = readCard(pngWith(tEXt('chara', base64Of(card))), 'card.png').personality;
      const png = written(first, 'png');
      expect(readCard(png, '').personality).toEqual(first);
      const [newer, older] = [chunkOf(png, 'ccv3'), chunkOf(png, 'chara')];
      expect([newer.spec, older.spec]).toEqual(['chara_card_v3', 'chara_card_v2']);
      for (const { data, ...beside } of [newer, older]) {
        expect(saidBy(data, Object.keys(card.data))).toEqual(saidBy(card.data, Object.keys(card.data)));
        expect({ ...card, ...beside, data: 0 }).toEqual({ ...beside, data: 0 });
      }
    }), { numRuns: 200, seed: 11 });
  }, 60_000);

  it('of any version gives the same personality after every way out and in again', () => {
    fc.assert(fc.property(fc.oneof(firstCard, secondCard, thirdCard, crooked), (card) => {
      const first = readCard(utf8(JSON.stringify(card)), 'card.json').personality;
      expect(personalitySchema.parse(first)).toEqual(first);
      for (const format of ['png', 'json', 'charx', 'luminora'] as const) expect(backFrom(first, format), format).toEqual(first);
      // A program that knows the second version alone hands on what it knows.
      expect(readCard(pngWith(tEXt('chara', base64Of(secondVersionOf(first, now)))), '').personality).toEqual(first);
      // And what the third version says of itself is what the card said.
      const data = (card as { data?: Record<string, unknown> }).data;
      if ((card as { spec?: string }).spec === 'chara_card_v3' && data) {
        const fields = Object.keys(data).filter((field) => field !== 'modification_date');
        expect(saidBy(cardOf(first, now).data, fields)).toEqual(saidBy(data, fields));
      }
    }), { numRuns: 200, seed: 12 });
  }, 60_000);
});

const shipped = readdirSync(join(import.meta.dirname, '../../../../personalities')).filter((file) => file.endsWith('.json'))
  .map((file) => readPersonality(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../personalities', file), 'utf8'))).personality!);
const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const personality = fc.tuple(fc.constantFrom(...shipped), fc.record({
  introduction: fc.option(text.map((words) => words.slice(0, 100_000)), { nil: undefined }), scenario: fc.option(line, { nil: undefined }), greetings: fc.option(fc.array(line, { maxLength: 3 }), { nil: undefined }), system_prompt: fc.option(line, { nil: undefined }),
  card: fc.option(fc.dictionary(fc.oneof(key, fc.constantFrom(...cardFields)), anything, { maxKeys: 5 }), { nil: undefined }), unknown_keys: fc.option(unknown, { nil: undefined }),
}), fc.record({ name: line, version: fc.constantFrom('1.0.0', '3.4.5'), author: fc.oneof(line, fc.constant('unknown')), description: line, tags: fc.array(line, { maxLength: 3 }) }))
  .filter(([, , persona]) => persona.name.trim() !== '')
  // A card may hold what it likes, but our part of it is written by us.
  .filter(([, { card }]) => !(typeof card?.['extensions'] === 'object' && card['extensions'] !== null && 'luminora' in card['extensions']))
  .map(([base, more, persona]) => personalitySchema.parse(plain({ ...base, ...more, persona: { ...base.persona, ...persona } })));

describe('a personality', () => {
  it('comes back from every format as it was', () => {
    expect(shipped.length).toBeGreaterThan(0);
    fc.assert(fc.property(personality, (definition) => {
      for (const format of ['png', 'json', 'charx', 'luminora'] as const) expect(backFrom(definition, format), format).toEqual(definition);
    }), { numRuns: 200, seed: 13 });
  }, 60_000);

  it('is not written twice: its long texts stand in the fields of the card alone', () => {
    const long = 'The tide comes in. '.repeat(2000);
    const { personality: read } = personalityOfCard(secondVersion({ ...sampleData(), description: long }));
    expect(JSON.stringify(cardOf(read, now)).split(long)).toHaveLength(2);
    expect(JSON.stringify(cardOf({ ...read, introduction: `${long}!` }, now)).split(long)).toHaveLength(2);
  });
});

describe('a card that changed on its way', () => {
  it('follows what was changed here', () => {
    const { personality: read } = personalityOfCard(secondVersion({ ...sampleData(), name: 'N'.repeat(400) }));
    expect(read.card?.['name']).toBe('N'.repeat(400));
    expect(cardOf(read, now).data['name']).toBe('N'.repeat(400));
    const renamed = { ...read, persona: { ...read.persona, name: 'Nora' }, greetings: ['Hi.'] };
    const { data } = cardOf(renamed, now);
    expect([data['name'], data['first_mes'], data['alternate_greetings'], data['scenario']]).toEqual(['Nora', 'Hi.', [], 'A storm has closed the road.']);
    expect(personalityOfCard(cardOf(renamed, now)).personality).toEqual(renamed);
  });

  it('follows what another program changed, and keeps the rest of the personality', () => {
    const { personality: read } = personalityOfCard(secondVersion(sampleData()));
    const ours: Personality = { ...read, persona: { ...read.persona, name: 'Marina of the north', description: 'Ours.' }, core_traits: { ...read.core_traits, archetype: 'rebel' }, advanced_parameters: { humor: 0.9 }, card: { ...read.card, nickname: 'Mar' } };
    const file = cardOf(ours, now);
    const edited = { ...file, data: { ...file.data, name: 'Marina the elder', description: 'She left the lighthouse. Nobody knows why.', nickname: '', talkative: true } };
    const { personality: merged, findings } = personalityOfCard(plain(edited));
    expect(merged.persona).toMatchObject({ name: 'Marina the elder', description: 'She left the lighthouse.' });
    expect([merged.introduction, merged.core_traits.archetype, merged.advanced_parameters, merged.card?.['nickname'], merged.card?.['talkative']]).toEqual([edited.data.description, 'rebel', { humor: 0.9 }, '', true]);
    expect(findings.map(({ path }) => path)).toEqual(['data.extensions.luminora']);
    const shorter = { ...file, data: { ...file.data, description: 'Other words.' } };
    const { personality: other, findings: told } = personalityOfCard(plain(shorter));
    expect([other.persona.name, other.persona.description, other.introduction]).toEqual(['Marina of the north', 'Other words.', 'Other words.']);
    expect(told[0]).toMatchObject({ severity: 'warning', path: 'data.extensions.luminora' });
  });

  it('warns those who read the second version of a third, and takes the warning out again', () => {
    const { personality: read } = personalityOfCard({ ...secondVersion({ ...sampleData(), nickname: 'Mar', group_only_greetings: ['All of you!'] }), spec: 'chara_card_v3', spec_version: '3.0' });
    const older = secondVersionOf(read, now);
    expect(older.data['creator_notes']).toBe(`Best read by night.\n\n${backfillNote}`);
    expect(personalityOfCard(older).personality).toEqual(read);
    const { personality: simple } = personalityOfCard(secondVersion(sampleData()));
    expect(secondVersionOf(simple, now).data['creator_notes']).toBe('Best read by night.');
  });

  it('is read without our part when that is damaged', () => {
    const { personality: read } = personalityOfCard(secondVersion(sampleData()));
    const file = cardOf(read, now);
    const withOurs = (luminora: unknown) => personalityOfCard(plain({ ...file, data: { ...file.data, extensions: { luminora } } }));
    for (const luminora of [null, 5, 'x', [], {}, { format: 2, personality: {}, absent: [], written: {} }, { format: 1, personality: 3, absent: [], written: {} }]) {
      const { personality: back, findings } = withOurs(luminora);
      expect([back.persona.name, findings[0]?.path]).toEqual(['Marina', 'data.extensions.luminora']);
    }
    const { personality: back, findings } = withOurs({ format: 1, personality: { persona: { language: 'xx', hacked: 1 }, core_traits: { archetype: 'emperor' }, behavioral_rules: ['Our rule.'], mood_config: { inertia: 9 }, strange: 1 }, absent: ['persona.version', 7], written: {} });
    expect([back.persona.language, back.core_traits.archetype, back.behavioral_rules, back.mood_config, back.persona.version]).toEqual(['en', 'caregiver', ['Our rule.'], undefined, '2.1.0']);
    expect(findings.every(({ path }) => path.startsWith('data.extensions.luminora'))).toBe(true);
    expect(findings.length).toBeGreaterThan(3);
  });
});
