// Cards inside pictures: the text chunks of a PNG, the EXIF of a JPEG or WEBP.
import { decodeBase64 } from './base64.ts';
import { readExifTexts } from './exif.ts';
import { limits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { keywordOf, readPngChunks, textChunk, textOf, writePng } from './png.ts';
import type { PngChunk } from './png.ts';
import { refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';

/** `picture`: without the card, or null when the picture was only made to carry it. */
export type Carried = { value: unknown; picture: Uint8Array | null; embedded: (path: string) => Uint8Array | null };

/** The newest first: where both are, the third version is the whole card. */
const cardKeywords = ['ccv3', 'chara'];
const assetPrefix = 'chara-ext-asset_';
/** Says that the picture was made for a companion without one. */
const plainKeyword = 'luminora-plain';

const isCardChunk = (chunk: PngChunk) => {
  const keyword = keywordOf(chunk);
  return keyword !== null && (cardKeywords.includes(keyword) || keyword === plainKeyword || keyword.startsWith(assetPrefix));
};

/** @throws LuminoraError `invalid_input` when there is no card in it, or none that can be read */
export function readPngCard(bytes: Uint8Array, findings: Findings): Carried {
  const chunks = readPngChunks(bytes, findings);
  const found = cardKeywords.flatMap((keyword) => chunks.filter((chunk) => keywordOf(chunk) === keyword).map((chunk) => ({ keyword, chunk })));
  if (found.length === 0) throw refusal('png', 'This picture carries no character card.');
  let first: unknown;
  for (const { keyword, chunk } of found.slice(0, limits.triedTexts)) {
    try {
      const value = parseJson(jsonBytes(textOf(chunk), keyword), keyword, findings);
      return { value, picture: chunks.some((each) => keywordOf(each) === plainKeyword) ? null : writePng(withEnd(chunks.filter((each) => !isCardChunk(each)))), embedded: embeddedIn(chunks) };
    } catch (error) {
      findings.warn(keyword, `A card in the picture could not be read: ${error instanceof Error ? error.message : 'unreadable'}`);
      first ??= error;
    }
  }
  throw first;
}

const withEnd = (chunks: readonly PngChunk[]): PngChunk[] => [...chunks.filter(({ type }) => type !== 'IEND'), { type: 'IEND', data: new Uint8Array(0) }];

/** By the specification it is base64; some programs write the JSON as it is. */
function jsonBytes(text: Uint8Array, place: string): Uint8Array {
  if (looksLikeJson(text)) return text;
  const decoded = decodeBase64(Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1').replace(/\0+$/, ''));
  if (decoded === null) throw refusal(place, 'The text is neither base64 nor JSON.');
  return decoded;
}

const looksLikeJson = (text: Uint8Array) => Buffer.from(text.subarray(0, 64)).toString('latin1').trimStart().startsWith('{');

/** Assets as chunks of their own: "chara-ext-asset_:PATH". Each is decoded once, however often a card names it. */
function embeddedIn(chunks: readonly PngChunk[]): (path: string) => Uint8Array | null {
  const assets = new Map(chunks.filter(({ type }) => type === 'tEXt').flatMap((chunk) => {
    const keyword = keywordOf(chunk);
    return keyword?.startsWith(assetPrefix) ? [[keyword.slice(assetPrefix.length).replace(/^:/, ''), chunk] as const] : [];
  }));
  const decoded = new Map<PngChunk, Uint8Array | null>();
  return (path) => {
    const chunk = assets.get(path.toLowerCase());
    if (chunk === undefined) return null;
    if (!decoded.has(chunk)) decoded.set(chunk, decodeBase64(Buffer.from(textOf(chunk)).toString('latin1')));
    return decoded.get(chunk) ?? null;
  };
}

/** @throws LuminoraError `invalid_input` when there is no card in it, or none that can be read */
export function readExifCard(bytes: Uint8Array, kind: 'jpg' | 'webp', findings: Findings): Carried {
  let first: unknown;
  for (const text of readExifTexts(bytes, kind)) {
    try {
      return { value: parseJson(exifJson(text), 'UserComment', findings), picture: bytes, embedded: () => null };
    } catch (error) {
      first ??= error;
    }
  }
  throw first ?? refusal(kind, 'This picture carries no character card.');
}

/** The JSON as it is, as base64, or as the numbers of its bytes with commas between: all three were written. */
function exifJson(text: Uint8Array): Uint8Array {
  const end = text.indexOf(0);
  const bare = end < 0 ? text : text.subarray(0, end);
  if (looksLikeJson(bare)) return bare;
  const words = Buffer.from(bare.buffer, bare.byteOffset, bare.byteLength).toString('latin1').trim();
  if (/^\d{1,3}(,\d{1,3})+$/.test(words.slice(0, 200).replace(/,\d{0,3}$/, ''))) return Uint8Array.from(words.split(','), Number);
  const decoded = decodeBase64(words);
  if (decoded === null) throw refusal('UserComment', 'The comment of the picture is no character card.');
  return decoded;
}

/** @param picture a PNG; its old cards are taken out. @param isPlain the picture was made for this */
export function writePngCard(picture: readonly PngChunk[], texts: Readonly<Record<string, string>>, isPlain: boolean): Uint8Array {
  const body = picture.filter((chunk) => !isCardChunk(chunk) && chunk.type !== 'IEND');
  const cards = Object.entries(texts).map(([keyword, json]) => textChunk(keyword, Buffer.from(json).toString('base64')));
  return writePng(withEnd([...body, ...cards, ...(isPlain ? [textChunk(plainKeyword, '1')] : [])]));
}
