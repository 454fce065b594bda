// Cards made by hand, byte for byte, in every carrier: what tests read must not be made by what they test.
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { writePng } from '../png.ts';
import type { PngChunk } from '../png.ts';
import { plainPicture } from '../plain-picture.ts';

export const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
export const utf8 = (text: string) => new TextEncoder().encode(text);
export const jsonOf = (value: unknown) => JSON.stringify(value);
export const base64Of = (value: unknown) => Buffer.from(jsonOf(value)).toString('base64');
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

export const tEXt = (keyword: string, text: string): PngChunk => ({ type: 'tEXt', data: latin1(`${keyword}\0${text}`) });
export const zTXt = (keyword: string, text: string): PngChunk => ({ type: 'zTXt', data: joined(latin1(`${keyword}\0\0`), deflateSync(latin1(text))) });
export const iTXt = (keyword: string, text: string, isPacked = false): PngChunk => ({
  type: 'iTXt', data: joined(latin1(`${keyword}\0${isPacked ? '\u0001' : '\0'}\0en\0\0`), isPacked ? deflateSync(utf8(text)) : utf8(text)),
});

/** A small picture with these chunks before its end. */
export function pngWith(...chunks: readonly PngChunk[]): Uint8Array {
  const picture = plainPicture(30);
  return writePng([...picture.slice(0, -1), ...chunks, picture.at(-1)!]);
}

/** The same with the chunks of an animation. */
export function apngWith(...chunks: readonly PngChunk[]): Uint8Array {
  const [header, ...rest] = plainPicture(30);
  const numbers = (...values: number[]) => new Uint8Array(new Uint32Array(values).buffer);
  return writePng([header!, { type: 'acTL', data: numbers(1, 0) }, { type: 'fcTL', data: new Uint8Array(26) }, ...chunks, ...rest]);
}

/** TIFF with one folder that points to another with the user comment, little-endian. */
function tiff(comment: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(44));
  head.setUint16(0, 0x4949);
  head.setUint16(2, 42, true);
  head.setUint32(4, 8, true);
  head.setUint16(8, 1, true);
  entry(head, 10, 0x8769, 4, 1, 26);
  head.setUint16(26, 1, true);
  entry(head, 28, 0x9286, 7, comment.length, 44);
  return joined(new Uint8Array(head.buffer), comment);
}

function entry(view: DataView, at: number, tag: number, type: number, count: number, value: number): void {
  view.setUint16(at, tag, true);
  view.setUint16(at + 2, type, true);
  view.setUint32(at + 4, count, true);
  view.setUint32(at + 8, value, true);
}

export const comment = (text: string) => joined(latin1('ASCII\0\0\0'), utf8(text));

export function jpegWith(userComment: Uint8Array): Uint8Array {
  const data = joined(latin1('Exif\0\0'), tiff(userComment));
  const length = data.length + 2;
  return joined(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 0xff), data, Uint8Array.of(0xff, 0xd9));
}

export function webpWith(userComment: Uint8Array): Uint8Array {
  const data = tiff(userComment);
  const padded = data.length % 2 === 0 ? data : joined(data, Uint8Array.of(0));
  const size = new Uint8Array(new Uint32Array([data.length]).buffer);
  return joined(latin1('RIFF'), new Uint8Array(new Uint32Array([12 + padded.length]).buffer), latin1('WEBP'), latin1('EXIF'), size, padded);
}

export const charxWith = (card: unknown, files: Readonly<Record<string, Uint8Array>> = {}) => zipSync({ 'card.json': utf8(jsonOf(card)), ...files });
/** Any names and bytes. */
export const zipOf = (files: Readonly<Record<string, Uint8Array>>) => zipSync(files);

export const secondVersion = (data: Record<string, unknown>, beside: Record<string, unknown> = {}) => ({ spec: 'chara_card_v2', spec_version: '2.0', data, ...beside });

/** A card of the second version with something in every field, and keys that nobody knows. */
export const sampleData = (): Record<string, unknown> => ({
  name: 'Marina', description: '{{char}} keeps the lighthouse at the end of the world. She counts ships.', personality: 'patient, dry', scenario: 'A storm has closed the road.', first_mes: 'Come in, {{user}}, before the wind does.',
  mes_example: '<START>\n{{user}}: How many ships?\n{{char}}: Four. One was a cloud.', creator_notes: 'Best read by night.', system_prompt: '{{original}} Keep it short.', post_history_instructions: 'Stay in the lighthouse.',
  alternate_greetings: ['You again.', 'Is it Tuesday?'], tags: ['calm', 'sea'], creator: 'Ines', character_version: '2.1.0',
  character_book: { name: 'The coast', scan_depth: 4, token_budget: 300, recursive_scanning: false, extensions: { colour: 'grey' }, entries: [{ keys: ['lamp'], content: 'The lamp burns whale oil.', extensions: { depth: 2 }, enabled: true, insertion_order: 3, case_sensitive: false, position: 'before_char', 'vendor/extra': [1, 2] }] },
  extensions: { talkativeness: '0.5', depth_prompt: { prompt: 'wind', depth: 4, role: 'system' }, constructor: 'shipyard' }, 'vendor/unknown': { deep: [null, true, { a: 1 }] },
});
