// Cards of every version in every carrier, and files that only look like one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isLuminoraError } from '../../../contract/errors.ts';
import { personalitySchema } from '../../../contract/personality.ts';
import { lengths, limits } from './limits.ts';
import { pngSignature, writePng } from './png.ts';
import { readCard } from './read-card.ts';
import { readSprites } from './sprites.ts';
import { apngWith, base64Of, charxWith, comment, iTXt, jpegWith, jsonOf, latin1, pngWith, sampleData, secondVersion, tEXt, utf8, webpWith, zTXt, zipOf } from './testing/make-cards.ts';
import { writeCard } from './write-card.ts';

const card = secondVersion(sampleData());
const picture = pngWith();

/** What a file is refused with. */
function refused(bytes: Uint8Array): { field: unknown; message: string } {
  try {
    readCard(bytes, 'card');
  } catch (error) {
    if (!isLuminoraError(error)) throw error;
    expect(error.code).toBe('invalid_input');
    return { field: error.details['field'], message: error.message };
  }
  throw new Error('it was read');
}

describe('carriers', () => {
  it.each<[string, Uint8Array, string]>([
    ['JSON', utf8(jsonOf(card)), 'json v2'], ['JSON with a byte order mark', utf8(`\uFEFF${jsonOf(card)}`), 'json v2'], ['tEXt', pngWith(tEXt('chara', base64Of(card))), 'png v2'], ['another case', pngWith(tEXt('Chara', base64Of(card))), 'png v2'],
    ['zTXt', pngWith(zTXt('chara', base64Of(card))), 'png v2'], ['iTXt', pngWith(iTXt('chara', base64Of(card))), 'png v2'], ['packed iTXt', pngWith(iTXt('CHARA', base64Of(card), true)), 'png v2'], ['iTXt with plain JSON', pngWith(iTXt('chara', jsonOf(card))), 'png v2'],
    ['APNG', apngWith(tEXt('ccv3', base64Of({ ...card, spec: 'chara_card_v3', spec_version: '3.0' }))), 'png v3'], ['base64 in lines', pngWith(tEXt('chara', base64Of(card).replaceAll(/.{76}/g, '$&\n'))), 'png v2'], ['CHARX', charxWith(card), 'charx v2'],
    ['a JPEG before a CHARX', new Uint8Array(Buffer.concat([jpegWith(comment('x')), charxWith(card)])), 'charx v2'], ['JPEG', jpegWith(comment(jsonOf(card))), 'jpg v2'], ['WEBP', webpWith(comment(jsonOf(card))), 'webp v2'], ['WEBP with base64', webpWith(comment(base64Of(card))), 'webp v2'],
    ['WEBP with numbers', webpWith(comment(utf8(jsonOf(card)).join(','))), 'webp v2'], ['JPEG in UTF-16', jpegWith(new Uint8Array(Buffer.concat([latin1('UNICODE\0'), Buffer.from(jsonOf(card), 'utf16le')]))), 'jpg v2'],
  ])('%s', (_name, bytes, format) => {
    const read = readCard(bytes, 'card');
    expect([read.format, read.findings]).toEqual([format, []]);
    expect(read.personality).toMatchObject({
      persona: { name: 'Marina', version: '2.1.0', author: 'Ines', tags: ['calm', 'sea'], language: 'en', description: 'Marina keeps the lighthouse at the end of the world.' }, core_traits: { temperament: 'calm' },
      introduction: card.data['description'], scenario: card.data['scenario'], greetings: ['Come in, {{user}}, before the wind does.', 'You again.', 'Is it Tuesday?'], system_prompt: '{{original}} Keep it short.', post_history_instructions: 'Stay in the lighthouse.',
      lorebook: { name: 'The coast', entries: [{ keys: ['lamp'], position: 'before_char', 'vendor/extra': [1, 2] }] },
    });
    expect(read.personality.card).toMatchObject({ personality: 'patient, dry', mes_example: card.data['mes_example'], creator_notes: 'Best read by night.', 'vendor/unknown': { deep: [null, true, { a: 1 }] } });
    expect(Object.entries(read.personality.card?.['extensions'] as object)).toEqual(Object.entries(card.data['extensions'] as object));
  });

  it('the third version is taken where both are, and the older one where the newer is damaged', () => {
    const third = { ...card, spec: 'chara_card_v3', spec_version: '3.0', data: { ...card.data, name: 'Third' } };
    expect(readCard(pngWith(tEXt('chara', base64Of(card)), tEXt('ccv3', base64Of(third))), '').personality.persona.name).toBe('Third');
    const damaged = readCard(pngWith(tEXt('ccv3', `${base64Of(third).slice(0, 200)}`), tEXt('chara', base64Of(card))), '');
    expect([damaged.personality.persona.name, damaged.findings[0]?.path]).toEqual(['Marina', 'ccv3']);
  });

  it('a first version, a newer one, a personality of ours', () => {
    const first = readCard(utf8(jsonOf({ name: 'Old', description: 'From before.', personality: '', scenario: '', first_mes: '', mes_example: '', metadata: { tool: 1 } })), '');
    expect([first.format, first.personality.persona.name, first.personality.card]).toEqual(['json v1', 'Old', { metadata: { tool: 1 } }]);
    const newer = readCard(utf8(jsonOf({ ...card, spec: 'chara_card_v3', spec_version: '3.1', data: { ...card.data, holograms: 2 } })), '');
    expect([newer.findings.map(({ path }) => path), newer.personality.card?.['holograms']]).toEqual([['spec_version'], 2]);
    const again = readCard(utf8(jsonOf(first.personality)), '');
    expect([again.format, again.personality]).toEqual(['json luminora', first.personality]);
    expect(refused(utf8(jsonOf({ spec: 'lorebook_v3', data: { entries: [] } }))).field).toBe('spec');
  });

  it('reads Spanish as Spanish and Japanese as Japanese', () => {
    const language = (description: string) => readCard(utf8(jsonOf({ name: 'X', description })), '').personality.persona.language;
    expect([language('Es una mujer tranquila que vive sola en el faro y nunca tiene prisa.'), language('彼女は灯台に住んでいる。'), language('ok')]).toEqual(['es', 'ja', 'en']);
  });
});

describe('pictures', () => {
  const jpeg = jpegWith(comment('nothing'));
  it('the picture is the portrait, without the card in it', () => {
    const { portrait } = readCard(pngWith(tEXt('chara', base64Of(card)), tEXt('Comment', 'kept')), '');
    expect(Buffer.from(portrait!)).toEqual(Buffer.from(pngWith(tEXt('Comment', 'kept'))));
    const written = writeCard('png', { id: 'm', personality: readCard(utf8(jsonOf(card)), '').personality, portrait, expressions: [], now: 0 });
    expect(Buffer.from(readCard(written.bytes, '').portrait!)).toEqual(Buffer.from(portrait!));
    expect(Buffer.from(written.bytes).includes('kept')).toBe(true);
  });

  it('a companion without one has none after an export either; one that is no PNG travels inside', () => {
    const { personality } = readCard(utf8(jsonOf(card)), '');
    expect(readCard(writeCard('png', { id: 'm', personality, portrait: null, expressions: [], now: 0 }).bytes, '').portrait).toBeNull();
    expect(Buffer.from(readCard(writeCard('png', { id: 'm', personality, portrait: jpeg, expressions: [], now: 0 }).bytes, '').portrait!)).toEqual(Buffer.from(jpeg));
  });

  it('a CHARX carries portrait and expressions', () => {
    const { personality } = readCard(utf8(jsonOf(card)), '');
    const { bytes } = writeCard('charx', { id: 'm', personality, portrait: jpeg, expressions: [{ name: 'joy', bytes: picture }, { name: 'fear', bytes: jpeg }], now: 1.7e12 });
    const read = readCard(bytes, '');
    expect([read.personality, read.findings, Buffer.from(read.portrait!)]).toEqual([personality, [], Buffer.from(jpeg)]);
    expect(read.expressions.map(({ name, bytes: each }) => [name, each.length])).toEqual([['joy', picture.length], ['fear', jpeg.length]]);
  });

  it('assets are taken from the file and from nowhere else', () => {
    const assets = [
      { type: 'icon', uri: 'embeded://assets/icon/images/main.png', name: 'main', ext: 'png' }, { type: 'emotion', uri: 'embeded://e/happy.png', name: 'Happy', ext: 'png' }, { type: 'emotion', uri: 'https://tracker.invalid/x.png', name: 'anger', ext: 'png' },
      { type: 'emotion', uri: 'file:///etc/passwd', name: 'fear', ext: 'png' }, { type: 'emotion', uri: 'embeded://../../etc/passwd', name: 'grief', ext: 'png' }, { type: 'emotion', uri: 'embeded://e/script.png', name: 'love', ext: 'png' }, { type: 'emotion', uri: 'data:image/png;base64,' + Buffer.from(picture).toString('base64'), name: 'pride', ext: 'png' },
      { type: 'emotion', uri: 'ccdefault:', name: 'smirk', ext: 'png' }, { type: 'background', uri: 'embeded://b.png', name: 'main', ext: 'png' },
    ];
    const read = readCard(charxWith({ ...card, spec: 'chara_card_v3', data: { ...card.data, assets } }, { 'assets/icon/images/main.png': picture, 'e/happy.png': picture, 'e/script.png': utf8('<svg onload="x()">') }), '');
    expect([read.expressions.map(({ name }) => name), read.portrait?.length, read.personality.card?.['assets']]).toEqual([['joy', 'pride'], picture.length, assets]);
    expect(read.findings.map(({ path }) => path)).toEqual(['data.assets.2.uri', 'data.assets.3.uri', 'data.assets.4.uri', 'data.assets.5', 'data.assets.7.name', 'data.assets.8']);
  });

  it('PNG chunks that carry assets are read', () => {
    const assets = [{ type: 'emotion', uri: '__asset:7', name: 'sadness', ext: 'png' }];
    const read = readCard(pngWith(tEXt('chara-ext-asset_:7', Buffer.from(picture).toString('base64')), tEXt('ccv3', base64Of({ ...card, spec: 'chara_card_v3', data: { ...card.data, assets } }))), '');
    expect([read.expressions.map(({ name }) => name), Buffer.from(read.portrait!)]).toEqual([['sadness'], Buffer.from(picture)]);
  });

  it('a pack of expressions is read by its names', () => {
    const { sprites, findings } = readSprites(zipOf({ 'joy.png': picture, 'Anger.PNG': picture, 'sad.webp': webpWith(comment('x')), 'joy.jpg': jpeg, 'smirk.png': picture, 'love.png': utf8('no'), '__MACOSX/joy.png': picture, '.DS_Store': picture, '../../escape.png': picture, 'in/fear.gif': latin1('GIF89a......') }));
    expect(sprites.map(({ name }) => name)).toEqual(['joy', 'anger', 'sadness', 'fear']);
    expect(findings.map(({ path }) => path)).toEqual(['joy.jpg', 'smirk.png', 'love.png', '../../escape.png']);
  });
});

describe('files that are none', () => {
  const png = pngWith(tEXt('chara', base64Of(card)));
  const withEntry = (name: string, change: (zip: Buffer) => void) => {
    const zip = Buffer.from(zipOf({ [name]: utf8(jsonOf(card)) }));
    change(zip);
    return new Uint8Array(zip);
  };
  const directoryOf = (zip: Buffer) => zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'file'], ['a text', utf8('hello'), 'file'], ['a list', utf8('[1]'), 'card'], ['a number', utf8('{"a":1}'), 'card'], ['broken JSON', utf8('{"spec":'), 'json'], ['not UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe), 'json'],
    ['deep JSON', utf8('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)), 'json'], ['no data', utf8(jsonOf({ spec: 'chara_card_v2', data: 5 })), 'data'], ['no name', utf8(jsonOf(secondVersion({ description: 'x' }))), 'data.name'], ['a blank name', utf8(jsonOf(secondVersion({ name: '  ' }))), 'data.name'],
    ['a first version without a name', utf8(jsonOf({ name: '', description: 'x' })), 'name'], ['a plain picture', picture, 'png'], ['a cut picture', png.subarray(0, 600), 'png chunk 1 (PLTE)'], ['a chunk with a wrong name', new Uint8Array([...pngSignature, 0, 0, 0, 1, 1, 2, 3, 4, 0, 0, 0, 0, 0]), 'png chunk 0'],
    ['no base64', pngWith(tEXt('chara', '***')), 'chara'], ['an endless chunk', new Uint8Array([...pngSignature, 0xff, 0xff, 0xff, 0xff, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0]), 'png chunk 0 (tEXt)'], ['a JPEG without a card', jpegWith(comment('hello')), 'UserComment'], ['a cut JPEG', jpegWith(comment(jsonOf(card))).subarray(0, 300), 'jpeg byte 2'],
    ['a GIF', latin1('GIF89a......'), 'file'], ['a ZIP without a card', zipOf({ 'x.json': utf8('{}') }), 'charx'], ['a cut ZIP', charxWith(card).subarray(0, 300), 'charx'],
    ['an encrypted ZIP', withEntry('card.json', (zip) => { zip[directoryOf(zip) + 8]! |= 1; }), 'charx "card.json"'], ['a ZIP packed strangely', withEntry('card.json', (zip) => { zip[directoryOf(zip) + 10] = 99; }), 'charx "card.json"'],
    ['a ZIP that lies about its size', withEntry('card.json', (zip) => zip.writeUInt32LE(10, directoryOf(zip) + 24)), 'charx "card.json"'], ['a ZIP with a wrong checksum', withEntry('card.json', (zip) => zip.writeUInt32LE(10, directoryOf(zip) + 16)), 'charx "card.json"'],
    ['a personality without a name', utf8(jsonOf({ persona: { description: 'x' } })), 'persona.name'],
  ])('%s is refused at its place', (_name, bytes, field) => {
    expect(refused(bytes).field).toBe(field);
  });

  it('bombs are refused before they are felt', () => {
    const before = process.memoryUsage().rss;
    const large = new Uint8Array(65 * 1024 * 1024);
    const bomb = zipOf({ 'card.json': large });
    expect(refused(bomb).message).toContain('Unpacked');
    // What is announced is small, what is packed is not.
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(100, directoryOf(lying) + 24);
    expect(refused(new Uint8Array(lying)).field).toBe('charx "card.json"');
    const many = Object.fromEntries(Array.from({ length: limits.zipEntries + 1 }, (_, index) => [`${index}`, new Uint8Array(0)]));
    expect(refused(zipOf(many)).message).toContain('files');
    expect(refused(pngWith({ type: 'zTXt', data: new Uint8Array(Buffer.concat([latin1('chara\0\0'), deflateRawSync(large)])) })).field).toBe('chara (zTXt)');
    expect(refused(pngWith(zTXt('chara', '{'.padEnd(20 * 1024 * 1024, ' ')))).field).toBe('chara (zTXt)');
    expect(refused(writePng(Array.from({ length: limits.pngChunks + 1 }, () => tEXt('x', 'y')))).message).toContain('chunks');
    expect(refused(utf8(`{"name":"x","description":"","a":[${'1,'.repeat(limits.jsonValues)}1]}`)).message).toContain('values');
    expect(refused(utf8(jsonOf({ name: 'x', description: '', ...Object.fromEntries(Array.from({ length: limits.jsonKeys }, (_, index) => [`k${index}`, 1])) }))).message).toContain('keys');
    expect(refused(new Uint8Array(limits.fileBytes + 1)).field).toBe('file');
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });

  it('keys of JavaScript itself are harmless', () => {
    const text = `{"spec":"chara_card_v2","data":{"name":"X","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":5,"extensions":{"__proto__":{"polluted":2},"hasOwnProperty":1}}}`;
    const { personality, findings } = readCard(utf8(text), '');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(findings.map(({ path }) => path)).toEqual(['json', 'json']);
    expect(Object.entries(personality.card ?? {})).toEqual(expect.arrayContaining([['constructor', { prototype: { polluted: 1 } }], ['toString', 5], ['extensions', { hasOwnProperty: 1 }]]));
    expect(readCard(writeCard('png', { id: 'x', personality, portrait: null, expressions: [], now: 0 }).bytes, '').personality).toEqual(personality);
  });

  it('a wrong checksum is told and not minded', () => {
    const bytes = png.slice();
    bytes[bytes.length - 13]! ^= 0xff;
    const { personality, findings } = readCard(bytes, '');
    expect([personality.persona.name, findings[0]?.path]).toEqual(['Marina', 'png chunk 3 (tEXt)']);
  });

  it('every field that is wrong is named', () => {
    const wrong = { name: 5, description: ['x'], first_mes: {}, alternate_greetings: 'hi', tags: ['a', 3], creator: 'c'.repeat(300), character_version: 'v2', nickname: 7, extensions: 3, character_book: { entries: [{ keys: ['a', 5], content: 'x' }, 7, { keys: 'solo', content: 'y', position: 'above', insertion_order: 'first' }] } };
    const { personality, findings } = readCard(utf8(jsonOf(secondVersion(wrong))), '');
    expect([personality.persona.name, personality.greetings, personality.lorebook?.entries.map(({ keys, insertion_order }) => [keys, insertion_order])]).toEqual(['5', ['hi'], [[['a'], 100], [['solo'], 100]]]);
    expect(findings.map(({ path }) => path).toSorted()).toEqual([
      'data.alternate_greetings', 'data.character_book.entries.0.keys.1', 'data.character_book.entries.1', 'data.character_book.entries.2.insertion_order', 'data.character_book.entries.2.position', 'data.creator', 'data.description', 'data.extensions', 'data.first_mes', 'data.name', 'data.nickname', 'data.tags.1',
    ].toSorted());
  });
});

describe('a book inside a card', () => {
  const bookOf = (character_book: unknown) => readCard(utf8(jsonOf(secondVersion({ ...sampleData(), character_book }))), '');
  it('is read with what other programs leave empty', () => {
    const { personality, findings } = bookOf({ name: null, scan_depth: null, entries: [{ keys: ['a'], content: 'x', name: null, priority: null, position: '', id: 'one' }] });
    expect(findings).toEqual([]);
    expect(personality.lorebook?.entries).toMatchObject([{ keys: ['a'], content: 'x', enabled: true, insertion_order: 100, id: 'one' }]);
  });

  it('may be world information', () => {
    const { personality } = bookOf({ entries: { 0: { uid: 3, key: ['a'], keysecondary: [], content: 'x', order: 7, disable: true, position: 0 } } });
    expect(personality.lorebook?.entries).toMatchObject([{ keys: ['a'], content: 'x', enabled: false, insertion_order: 7, position: 'before_char' }]);
  });

  it('that is none is left out', () => {
    const { personality, findings } = bookOf('words');
    expect([personality.lorebook, findings.map(({ path }) => path)]).toEqual([undefined, ['data.character_book']]);
  });
});

describe('the limits', () => {
  it('are those of the personality schema', () => {
    const { personality } = readCard(utf8(jsonOf(card)), '');
    const { persona } = personality;
    const at = (more: number) => [
      { ...personality, persona: { ...persona, name: 'n'.repeat(lengths.name + more) } }, { ...personality, persona: { ...persona, description: 'n'.repeat(lengths.description + more) } }, { ...personality, persona: { ...persona, author: 'n'.repeat(lengths.author + more) } },
      { ...personality, persona: { ...persona, tags: ['n'.repeat(lengths.tag + more)] } }, { ...personality, persona: { ...persona, tags: Array.from({ length: lengths.tags + more }, () => 'n') } }, { ...personality, scenario: 'n'.repeat(lengths.text + more) },
      { ...personality, greetings: Array.from({ length: lengths.greetings + more }, () => 'n') },
    ].map((definition) => personalitySchema.safeParse(definition).success);
    expect([at(0), at(1)]).toEqual([Array.from({ length: 7 }, () => true), Array.from({ length: 7 }, () => false)]);
  });
});

const samples = join(import.meta.dirname, '../../../../../shared/data/cards');
const missing = existsSync(samples) ? null : `there is no folder ${samples}`;
if (missing !== null) process.stderr.write(`skipped: cards of the community (${missing})\n`);

describe.skipIf(missing !== null)('cards of the community', () => {
  it.each([['Shodan_v2.png', 'png v2', 'Shodan'], ['Skynet_v2.png', 'png v1', 'Skynet'], ['example_character_v3.json', 'json v3', 'Example Character']])('%s', (file, format, name) => {
    const read = readCard(new Uint8Array(readFileSync(join(samples, file))), file);
    expect([read.format, read.personality.persona.name, read.findings, read.personality.persona.language]).toEqual([format, name, [], 'en']);
    for (const each of ['png', 'json', 'charx', 'luminora'] as const) {
      const again = readCard(writeCard(each, { id: 'x', personality: read.personality, portrait: read.portrait, expressions: [], now: 1.7e12 }).bytes, '');
      expect([again.personality, again.findings]).toEqual([read.personality, []]);
      if (each === 'png' || each === 'charx') expect(again.portrait?.length).toBe(read.portrait?.length);
    }
  });
});
