// A file from a stranger to a personality. Told by its content, never by its name; nothing is written, run or fetched.
import type { Finding } from '../../../contract/characters.ts';
import { personalitySchema } from '../../../contract/personality.ts';
import type { Personality } from '../../../contract/personality.ts';
import { readPersonality } from '../read-personality.ts';
import { readPictures } from './card-pictures.ts';
import type { NamedPicture } from './card-pictures.ts';
import { toCard } from './card-fields.ts';
import { limits } from './limits.ts';
import { isRecord, parseJson } from './parse-json.ts';
import { readCardValue } from './personality-of-card.ts';
import { readExifCard, readPngCard } from './picture-carriers.ts';
import type { Carried } from './picture-carriers.ts';
import { pictureKind } from './picture-kind.ts';
import { createFindings, quoted, refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';
import { openZip } from './zip.ts';

export type ReadCard = { personality: Personality; /** For example "png v2", "charx v3", "json luminora". */ format: string; findings: Finding[]; portrait: Uint8Array | null; expressions: NamedPicture[] };

/**
 * @param fileName only repeated in messages
 * @throws LuminoraError `invalid_input` naming the field or the place that is wrong
 */
export function readCard(bytes: Uint8Array, fileName: string): ReadCard {
  if (bytes.length > limits.fileBytes) throw refusal('file', `${fileName === '' ? 'The file' : quoted(fileName)} is larger than ${limits.fileBytes} bytes.`);
  if (bytes.length === 0) throw refusal('file', `${fileName === '' ? 'The file' : quoted(fileName)} is empty.`);
  const findings = createFindings();
  const { carrier, carried } = open(bytes, findings);
  if (isLuminoraFile(carried.value)) return luminoraFile(carried, carrier, findings);
  const card = toCard(carried.value, findings);
  const personality = readCardValue(card, findings);
  return { personality, format: `${carrier} v${card.version}`, findings: findings.list, ...readPictures(card.data, carried.embedded, carried.picture, findings) };
}

function open(bytes: Uint8Array, findings: Findings): { carrier: string; carried: Carried } {
  const kind = pictureKind(bytes)?.extension;
  if (kind === 'png') return { carrier: 'png', carried: readPngCard(bytes, findings) };
  // A card may hide behind a picture: some programs write a ZIP after a JPEG.
  if (kind === 'jpg' || kind === 'webp') return hasZipEnd(bytes) ? { carrier: 'charx', carried: readCharx(bytes, findings) } : { carrier: kind, carried: readExifCard(bytes, kind, findings) };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { carrier: 'charx', carried: readCharx(bytes, findings) };
  if (kind !== undefined) throw refusal('file', `A picture of the kind ${kind} carries no card.`);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = hasMark ? bytes.subarray(3) : bytes;
  if (!/^\s*[{[]/.test(Buffer.from(text.subarray(0, 256)).toString('latin1'))) throw refusal('file', 'This is no character card: neither a PNG, JPEG or WEBP picture, a CHARX file nor JSON.');
  return { carrier: 'json', carried: { value: parseJson(text, 'json', findings), picture: null, embedded: () => null } };
}

const hasZipEnd = (bytes: Uint8Array) => Buffer.from(bytes.subarray(-22, -18)).toString('latin1') === 'PK\u0005\u0006';

function readCharx(bytes: Uint8Array, findings: Findings): Carried {
  const entries = openZip(bytes, 'charx');
  const card = entries.find(({ name }) => name === 'card.json') ?? entries.find(({ name }) => name.toLowerCase() === 'card.json');
  if (!card) throw refusal('charx', 'There is no "card.json" in it.');
  if (card.size > limits.jsonBytes) throw refusal('card.json', `The card is larger than ${limits.jsonBytes} bytes as JSON.`);
  const value = parseJson(card.read(), 'card.json', findings);
  return { value, picture: null, embedded };

  function embedded(path: string): Uint8Array | null {
    const entry = entries.find(({ name }) => name === path);
    if (!entry || entry.size > limits.assetBytes) return null;
    try {
      return entry.read();
    } catch (error) {
      findings.warn(`charx ${quoted(path)}`, error instanceof Error ? error.message : 'It could not be read.');
      return null;
    }
  }
}

/** A card may have a key of that name as well, but a personality has none of a card's. */
const isLuminoraFile = (value: unknown) => isRecord(value) && isRecord(value['persona']) && !['spec', 'data', 'name'].some((key) => Object.hasOwn(value, key));

function luminoraFile(carried: Carried, carrier: string, findings: Findings): ReadCard {
  // What we wrote ourselves needs no mending.
  const strict = personalitySchema.safeParse(carried.value);
  const { personality, findings: found } = strict.success ? { personality: strict.data, findings: [] } : readPersonality(carried.value);
  const wrong = found.find(({ severity }) => severity === 'error');
  if (personality === null) throw refusal(wrong?.path || 'personality', wrong?.message ?? 'The personality could not be read.');
  return { personality, format: `${carrier} luminora`, findings: [...findings.list, ...found.map((each) => ({ ...each, path: each.path || 'personality' }))].slice(0, limits.findings), ...readPictures({}, carried.embedded, carried.picture, findings) };
}
