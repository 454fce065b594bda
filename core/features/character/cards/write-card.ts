// A personality to a file, for other programs or for another Luminora.
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { cardFormats } from '../../../contract/characters.ts';
import type { Personality } from '../../../contract/personality.ts';
import type { NamedPicture } from './card-pictures.ts';
import { encodeBase64 } from './base64.ts';
import { cardOf, secondVersionOf } from './card-of-personality.ts';
import { isRecord } from './parse-json.ts';
import { writePngCard } from './picture-carriers.ts';
import { pictureKind } from './picture-kind.ts';
import { plainPicture } from './plain-picture.ts';
import { readPngChunks } from './png.ts';
import { createFindings } from './refuse.ts';

export type CardFormat = (typeof cardFormats)[number];
export type CardInput = { id: string; personality: Personality; portrait: Uint8Array | null; expressions: readonly NamedPicture[]; /** Milliseconds. */ now: number };
export type WrittenCard = { file_name: string; media_type: string; bytes: Uint8Array };

/** A PNG holds the card twice, in its second and third version, and the portrait; expressions travel in a CHARX alone. */
export function writeCard(format: CardFormat, input: CardInput): WrittenCard {
  const writers: Record<CardFormat, () => WrittenCard> = {
    png: () => ({ file_name: `${input.id}.png`, media_type: 'image/png', bytes: pngFile(input) }),
    json: () => ({ file_name: `${input.id}.json`, media_type: 'application/json', bytes: utf8(JSON.stringify(cardOf(input.personality, input.now), null, 2)) }),
    charx: () => ({ file_name: `${input.id}.charx`, media_type: 'application/zip', bytes: charxFile(input) }),
    luminora: () => ({ file_name: `${input.id}.luminora.json`, media_type: 'application/json', bytes: utf8(JSON.stringify(input.personality, null, 2)) }),
  };
  return writers[format]();
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function pngFile({ personality, portrait, now }: CardInput): Uint8Array {
  const kind = portrait === null ? null : pictureKind(portrait);
  const isPng = portrait !== null && kind?.extension === 'png';
  // A portrait that is no PNG cannot be the picture itself: it travels inside the card.
  const assets = portrait !== null && kind !== null && !isPng ? [{ type: 'icon', uri: `data:${kind.mediaType};base64,${encodeBase64(portrait)}`, name: 'main', ext: kind.extension }] : undefined;
  const picture = isPng ? readPngChunks(portrait, createFindings()) : plainPicture(personality.appearance?.accent_hue ?? 220);
  return writePngCard(picture, { chara: JSON.stringify(secondVersionOf(personality, now)), ccv3: JSON.stringify(cardOf(personality, now, assets)) }, !isPng);
}

function charxFile({ personality, portrait, expressions, now }: CardInput): Uint8Array {
  const pictures = [...(portrait === null ? [] : [{ type: 'icon', name: 'main', bytes: portrait }]), ...expressions.map((each) => ({ type: 'emotion', ...each }))].flatMap(({ type, name, bytes }) => {
    const kind = pictureKind(bytes);
    return kind === null ? [] : [{ bytes, path: `assets/${type}/images/${name}.${kind.extension}`, asset: { type, uri: `embeded://assets/${type}/images/${name}.${kind.extension}`, name, ext: kind.extension } }];
  });
  // What lies elsewhere is still there; what lay inside the file that was imported is not.
  const replaced = new Set(pictures.map(({ asset }) => `${asset.type} ${asset.name}`));
  const others = (Array.isArray(personality.card?.['assets']) ? personality.card['assets'] : []).filter((asset: unknown): asset is Record<string, string> => isRecord(asset) && typeof asset['uri'] === 'string' && /^(?:https?|data|ccdefault):/i.test(asset['uri']) && !replaced.has(`${asset['type']} ${asset['name']}`));
  const assets = [...pictures.map(({ asset }) => asset), ...others];
  const files: Zippable = { 'card.json': utf8(JSON.stringify(cardOf(personality, now, assets.length === 0 ? undefined : assets), null, 2)) };
  // Pictures are packed already.
  for (const { path, bytes } of pictures) files[path] = [bytes, { level: 0 }];
  return zipSync(files, { level: 6, mtime: new Date(Math.min(Math.max(now, Date.UTC(1980, 0, 2)), Date.UTC(2099, 11, 30))) });
}
