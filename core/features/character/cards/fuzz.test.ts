// Two thousand damaged and hostile cards in every carrier: each is read or refused at a named place, quickly, and nothing is written anywhere.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLuminoraError } from '../../../contract/errors.ts';
import { personalitySchema } from '../../../contract/personality.ts';
import { personalityOfCard } from './personality-of-card.ts';
import { cardOf } from './card-of-personality.ts';
import { readCard } from './read-card.ts';
import { readSprites } from './sprites.ts';
import { apngWith, base64Of, charxWith, comment, iTXt, jpegWith, jsonOf, pngWith, sampleData, secondVersion, tEXt, utf8, webpWith, zTXt, zipOf } from './testing/make-cards.ts';
import { writeCard } from './write-card.ts';

const cases = 2000;
const slowestMs = 2000;
/** The heaviest files by hand, where the code is also being counted for coverage, which takes three times as long; without their limits they do not end in minutes. */
const heaviestMs = 3 * slowestMs;
/** What this thread itself has worked: reading never waits, and the machine may be busy with other things. */
const workedMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-cards-'));
  writeFileSync(join(folder, 'kept.txt'), 'kept');
});
afterAll(() => rmSync(folder, { recursive: true }));

const second = secondVersion(sampleData());
const third = cardOf(personalityOfCard(second).personality, 1.7e12);
const first = { name: 'Old', description: 'From before.', personality: '', scenario: '', first_mes: 'Hi.', mes_example: '' };
const ours = personalityOfCard(second).personality;
const picture = pngWith();

const carriers: Readonly<Record<string, (card: unknown) => Uint8Array>> = {
  json: (card) => utf8(jsonOf(card)), text: (card) => pngWith(tEXt('chara', base64Of(card))), packed: (card) => pngWith(zTXt('ccv3', base64Of(card))), international: (card) => pngWith(iTXt('chara', jsonOf(card), true)), animated: (card) => apngWith(tEXt('ccv3', base64Of(card))),
  twice: (card) => pngWith(tEXt('chara', base64Of(second)), tEXt('ccv3', base64Of(card)), tEXt('chara', base64Of(card))), charx: (card) => charxWith(card, { 'assets/icon/images/main.png': picture }), jpeg: (card) => jpegWith(comment(jsonOf(card))), webp: (card) => webpWith(comment(base64Of(card))),
};
const carrier = fc.constantFrom(...Object.values(carriers));
const card = fc.constantFrom<unknown>(first, second, third, ours);

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, -1, 0.5, 1e308, true, '', ' ', [], {}, [[]], [null], 'x'.repeat(200_000), '\u001b[31m', '\u202e', '(a+)+$', '{{random:' + 'a,'.repeat(5000), { toString: 1 }, { constructor: { prototype: { polluted: 1 } } }, Array.from({ length: 5000 }, () => ({})), Array.from({ length: 20_000 }, () => 'x')),
  fc.integer({ min: 2, max: 200 }).map((depth) => Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: [inner] }), 1)),
);

type Edit = readonly [at: number, kind: 'value' | 'rename' | 'add' | 'prototype', value: unknown, key: string];
/** Values replaced, keys renamed, added, or made to reach for a prototype, anywhere in a card. */
function edited(value: unknown, edits: readonly Edit[]): unknown {
  const root = JSON.parse(jsonOf(value)) as Record<string, unknown>;
  for (const [at, kind, put, key] of edits) {
    const places: [Record<string, unknown>, string][] = [];
    const waiting = [root];
    for (let holder = waiting.pop(); holder !== undefined && places.length < 2000; holder = waiting.pop()) {
      for (const [name, inner] of Object.entries(holder)) {
        places.push([holder, name]);
        if (typeof inner === 'object' && inner !== null) waiting.push(inner as Record<string, unknown>);
      }
    }
    const [holder, name] = places[at % Math.max(1, places.length)] ?? [root, 'name'];
    if (kind === 'value') holder[name] = put;
    else if (kind === 'prototype') Object.defineProperty(holder, '__proto__', { value: { polluted: put }, enumerable: true, configurable: true, writable: true });
    else {
      holder[key] = kind === 'add' ? put : holder[name];
      if (kind === 'rename') delete holder[name];
    }
  }
  return root;
}

type Damage = readonly [at: number, kind: 'flip' | 'cut' | 'length' | 'insert' | 'double' | 'zero', some: Uint8Array];
function damaged(whole: Uint8Array, damages: readonly Damage[]): Uint8Array {
  let bytes = Buffer.from(whole);
  for (const [at, kind, some] of damages) {
    const offset = at % (bytes.length + 1);
    const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
    if (kind === 'flip' && offset < bytes.length) bytes[offset]! ^= some[0]! || 1;
    else if (kind === 'cut') bytes = Buffer.from(before);
    else if (kind === 'insert') bytes = Buffer.concat([before, some, after]);
    else if (kind === 'double') bytes = Buffer.concat([before, after.subarray(0, 300), after]);
    else if (kind === 'zero') bytes.subarray(offset, offset + 40).fill(0);
    else {
      // The length of a chunk, or of an entry of a ZIP, wherever one begins after here.
      const mark = [Buffer.from('tEXt'), Buffer.from('IDAT'), Buffer.from('EXIF'), Buffer.from('PK\u0001\u0002')].map((word) => bytes.indexOf(word, offset % 200)).filter((found) => found >= 4).at(-1);
      if (mark !== undefined) bytes.set(some.subarray(0, 4), bytes[mark] === 0x50 && bytes[mark + 1] === 0x4b ? mark + 20 + (at % 2) * 4 : mark - 4);
    }
  }
  return new Uint8Array(bytes);
}

const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom('value', 'rename', 'add', 'prototype'), strange, fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('data', 'extensions', 'luminora', 'character_book', 'assets', 'persona', 'spec')).filter((key) => key !== '__proto__')), { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Edit[]>;
const damages = fc.array(fc.tuple(fc.nat(), fc.constantFrom('flip', 'cut', 'length', 'insert', 'double', 'zero'), fc.uint8Array({ minLength: 4, maxLength: 12 })), { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Damage[]>;
const names = fc.constantFrom('../../kept.txt', '/etc/passwd', '..\\..\\kept.txt', 'C:\\kept.txt', 'card.json/../kept.txt', 'kept\0.txt', 'NUL', 'a'.repeat(60_000), '%2e%2e/kept.txt', 'CARD.JSON', '\u202egnp.exe');

const hostile = fc.oneof(
  fc.tuple(carrier, card, edits).map(([pack, value, all]) => pack(edited(value, all))),
  fc.tuple(carrier, card, damages).map(([pack, value, all]) => damaged(pack(value), all)),
  fc.tuple(carrier, card, edits, damages).map(([pack, value, all, more]) => damaged(pack(edited(value, all)), more)),
  fc.tuple(card, fc.array(names, { minLength: 1, maxLength: 4 }), fc.boolean(), damages).map(([value, all, isDamaged, more]) => {
    const zip = zipOf({ ...Object.fromEntries(all.map((name) => [name, picture])), [join(tmpdir(), `${basename(folder)}-written.png`)]: picture, 'card.json': utf8(jsonOf({ ...second, data: { ...sampleData(), assets: all.map((name) => ({ type: 'emotion', uri: `embeded://${name}`, name: 'joy', ext: 'png' })) }, value })) });
    return isDamaged ? damaged(zip, more) : zip;
  }),
  fc.uint8Array({ maxLength: 400 }),
);

type Reader = (bytes: Uint8Array) => { personality: unknown; findings: readonly { path: string }[] };

/** Everything that went wrong over all the cases. */
function fuzz(read: Reader, runs: number): { wrong: string[]; read: number; refused: number; slowestMs: number } {
  const outcome = { wrong: [] as string[], read: 0, refused: 0, slowestMs: 0 };
  for (const [index, bytes] of fc.sample(hostile, { numRuns: runs, seed: 20_260_801 }).entries()) {
    const start = workedMs();
    try {
      const { personality, findings } = read(bytes);
      outcome.read += 1;
      if (!personalitySchema.safeParse(personality).success) outcome.wrong.push(`case ${index}: what was read is no personality`);
      if (findings.some(({ path }) => path === '')) outcome.wrong.push(`case ${index}: a finding without a place`);
    } catch (error) {
      outcome.refused += 1;
      if (!isLuminoraError(error)) outcome.wrong.push(`case ${index}: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)}`);
      else if (error.code !== 'invalid_input' || typeof error.details['field'] !== 'string' || error.details['field'] === '') outcome.wrong.push(`case ${index}: ${error.message} names no place`);
    }
    const took = workedMs() - start;
    outcome.slowestMs = Math.max(outcome.slowestMs, took);
    if (took > slowestMs) outcome.wrong.push(`case ${index}: ${Math.round(took)} ms`);
  }
  return outcome;
}

describe('hostile cards', () => {
  it(`${cases} of them: no crash, no wait, no place unnamed, no write`, () => {
    const before = readdirSync(folder);
    const outside = readdirSync(tmpdir()).filter((name) => name.startsWith(basename(folder)));
    const outcome = fuzz((bytes) => {
      const found = readCard(bytes, 'card.png');
      // What was read can be written and read again.
      const { bytes: again } = writeCard('charx', { id: 'x', personality: found.personality, portrait: found.portrait, expressions: found.expressions, now: 1.7e12 });
      expect(readCard(again, '').personality).toEqual(found.personality);
      return found;
    }, cases);
    expect(outcome.wrong).toEqual([]);
    // Neither all read nor all refused: the damage is of every degree.
    expect([outcome.read > cases / 5, outcome.refused > cases / 5]).toEqual([true, true]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect([readdirSync(folder), readFileSync(join(folder, 'kept.txt'), 'utf8'), readdirSync(tmpdir()).filter((name) => name.startsWith(basename(folder)))]).toEqual([before, 'kept', outside]);
  }, 120_000);

  it('that ask for the same work again and again are not obeyed', () => {
    const large = `{"a":"${'x'.repeat(11_000_000)}`;
    const entries = 900;
    const folderOf = new DataView(new ArrayBuffer(10 + entries * 12));
    folderOf.setUint16(0, 0x4949);
    folderOf.setUint16(2, 42, true);
    folderOf.setUint32(4, 8, true);
    folderOf.setUint16(8, entries, true);
    const text = utf8(large);
    for (let index = 0; index < entries; index++) {
      folderOf.setUint16(10 + index * 12, index % 2 === 0 ? 0x9286 : 0x010e, true);
      folderOf.setUint32(14 + index * 12, text.length, true);
      folderOf.setUint32(18 + index * 12, 10 + entries * 12, true);
    }
    const chunk = new Uint8Array(Buffer.concat([new Uint8Array(folderOf.buffer), text]));
    const webp = new Uint8Array(Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPEXIF'), new Uint8Array(new Uint32Array([chunk.length]).buffer), chunk]));
    const packed = zTXt('chara', large);
    const asset = tEXt('chara-ext-asset_:a', 'QUFB'.repeat(2_000_000));
    const named = { ...third, data: { ...third.data, assets: Array.from({ length: 900 }, () => ({ type: 'emotion', uri: '__asset:a', name: 'joy', ext: 'png' })) } };
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    const patient: Readonly<Record<string, Uint8Array>> = {
      webp, packed: pngWith(...Array.from({ length: 900 }, () => packed)), assets: pngWith(asset, tEXt('ccv3', base64Of(named))), spaces: carriers['json']!({ name: 'x', description: ' '.repeat(11_000_000) }), sentence: carriers['json']!({ name: 'x', description: 'a.'.repeat(5_000_000) }),
      keys: carriers['json']!(secondVersion({ ...sampleData(), ...keys(9900), extensions: keys(9900) })), list: utf8(`{"name":"x","description":"","a":[${'1,'.repeat(5_000_000)}1]}`), tags: carriers['json']!(secondVersion({ ...sampleData(), tags: Array.from({ length: 190_000 }, () => 'x') })),
      rules: carriers['json']!({ ...ours, behavioral_rules: Array.from({ length: 190_000 }, () => 1) }), entries: carriers['json']!(secondVersion({ ...sampleData(), character_book: { entries: Array.from({ length: 25_000 }, () => ({ keys: [1], content: 3, position: 'x' })) } })),
    };
    const slow = Object.entries(patient).map(([name, bytes]) => {
      const start = workedMs();
      try {
        readCard(bytes, name);
      } catch (error) {
        expect(isLuminoraError(error), `${name}: ${String(error)}`).toBe(true);
      }
      return { name, ms: Math.round(workedMs() - start) };
    }).filter(({ ms }) => ms > heaviestMs);
    expect(slow).toEqual([]);
  }, 60_000);

  it('packs of expressions fare no better', () => {
    for (const bytes of fc.sample(hostile, { numRuns: 300, seed: 7 })) {
      try {
        expect(readSprites(bytes).sprites.length).toBeLessThanOrEqual(28);
      } catch (error) {
        expect(isLuminoraError(error), String(error)).toBe(true);
      }
    }
  }, 60_000);

  it('would be told: a reader that trusts a field is caught, and one that names no place', () => {
    const trusting: Reader = (bytes) => {
      const found = readCard(bytes, '');
      const greeting = (found.personality.card?.['extensions'] as { depth_prompt: { prompt: string } } | undefined)?.depth_prompt.prompt.trim();
      return greeting === undefined ? found : { ...found };
    };
    expect(fuzz(trusting, 600).wrong.some((sentence) => sentence.includes('TypeError'))).toBe(true);
    const silent: Reader = (bytes) => ({ ...readCard(bytes, ''), findings: [{ path: '' }] });
    expect(fuzz(silent, 200).wrong.length).toBeGreaterThan(0);
  }, 60_000);

  it('meet no way to a disk, a network or another program', () => {
    const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), 'utf8') }));
    expect(sources.length).toBeGreaterThan(15);
    const ways = /['"](?:node:)?(?:fs|fs\/promises|net|http|https|dgram|child_process|worker_threads|vm)['"]|\bfetch\(|\beval\(|new Function|\bimport\(/;
    expect(sources.filter(({ text }) => ways.test(text)).map(({ name }) => name)).toEqual([]);
    expect(ways.test(`import { writeFile } from 'node:fs/promises';`)).toBe(true);
  });
});
