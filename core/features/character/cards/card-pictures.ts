// Pictures that a card brings: its icon becomes the portrait, its emotions the expressions. What lies elsewhere is named, never fetched.
import { emotionLabels } from '../../../contract/emotions.ts';
import type { EmotionLabel } from '../../../contract/emotions.ts';
import { decodeBase64 } from './base64.ts';
import type { CardData } from './card-fields.ts';
import { limits } from './limits.ts';
import { isRecord } from './parse-json.ts';
import { pictureKind } from './picture-kind.ts';
import { quoted } from './refuse.ts';
import type { Findings } from './refuse.ts';
import { own } from './same.ts';

export type NamedPicture = { name: string; bytes: Uint8Array };
export type CardPictures = { portrait: Uint8Array | null; expressions: NamedPicture[] };
/** Bytes by the path inside the file; null when there is nothing of that name. */
export type Embedded = (path: string) => Uint8Array | null;

const maximumAssets = 1000;

/** What sprite packs and cards call the 28 labels. */
const otherNames: Readonly<Record<string, EmotionLabel>> = {
  happy: 'joy', happiness: 'joy', smile: 'joy', sad: 'sadness', crying: 'grief', angry: 'anger', mad: 'anger', scared: 'fear', afraid: 'fear', surprised: 'surprise', shocked: 'surprise', shy: 'embarrassment',
  embarrassed: 'embarrassment', blush: 'embarrassment', excited: 'excitement', nervous: 'nervousness', confused: 'confusion', curious: 'curiosity', disgusted: 'disgust', annoyed: 'annoyance', disappointed: 'disappointment',
  proud: 'pride', grateful: 'gratitude', loving: 'love', relieved: 'relief', amused: 'amusement', laughing: 'amusement', default: 'neutral', normal: 'neutral', calm: 'neutral', serious: 'neutral',
};

/** One of the 28 labels, from a file's or an asset's name; null when it is none. */
export function expressionOf(name: string): EmotionLabel | null {
  const word = name.trim().toLowerCase().replace(/\.[a-z0-9]{1,5}$/, '');
  return emotionLabels.find((label) => label === word) ?? (own(otherNames, word) as EmotionLabel | undefined) ?? null;
}

/** @param carrier the picture that the card came in, when it came in one */
export function readPictures(data: CardData, embedded: Embedded, carrier: Uint8Array | null, findings: Findings): CardPictures {
  const listed = own(data, 'assets');
  const assets = (Array.isArray(listed) ? listed.slice(0, maximumAssets) : []).map((asset: unknown, index) => ({ asset: isRecord(asset) ? asset : {}, path: `data.assets.${index}` }));
  const icons = assets.filter(({ asset }) => asset['type'] === 'icon');
  const main = icons.find(({ asset }) => asset['name'] === 'main') ?? icons[0];
  const given = main && main.asset['uri'] !== 'ccdefault:' ? picture(main.asset['uri'], main.path) : null;
  const expressions = new Map<EmotionLabel, Uint8Array>();
  for (const { asset, path } of assets) {
    if (asset['type'] === 'icon') continue;
    if (asset['type'] !== 'emotion') {
      if (asset['uri'] !== 'ccdefault:') findings.warn(path, `An asset of the kind ${typeof asset['type'] === 'string' ? quoted(asset['type']) : 'unknown'} is not used; what the card says of it is kept, its file is not.`);
      continue;
    }
    const label = typeof asset['name'] === 'string' ? expressionOf(asset['name']) : null;
    if (label === null) findings.warn(`${path}.name`, 'This expression is none of the 28 that are known; it was left out.');
    else if (expressions.has(label)) findings.warn(path, `There is a picture for "${label}" already; this one was left out.`);
    else {
      const bytes = picture(asset['uri'], path);
      if (bytes) expressions.set(label, bytes);
    }
  }
  return { portrait: given ?? fitting(carrier, 'picture'), expressions: [...expressions].map(([name, bytes]) => ({ name, bytes })) };

  function picture(uri: unknown, path: string): Uint8Array | null {
    if (typeof uri !== 'string' || uri === 'ccdefault:') return null;
    if (/^https?:/i.test(uri)) {
      findings.warn(`${path}.uri`, 'The picture lies on another computer; it was not fetched.');
      return null;
    }
    const inside = /^(?:embedd?ed:\/\/|__asset:)(.*)$/s.exec(uri)?.[1];
    const bytes = inside === undefined ? dataUrl(uri) : embedded(inside);
    if (bytes === null) findings.warn(`${path}.uri`, 'There is no picture at this place of the file.');
    return fitting(bytes, path);
  }

  function fitting(bytes: Uint8Array | null, path: string): Uint8Array | null {
    if (bytes === null) return null;
    if (bytes.length > limits.assetBytes) findings.warn(path, `The picture is larger than ${limits.assetBytes} bytes; it was left out.`);
    else if (pictureKind(bytes) === null) findings.warn(path, 'This is no PNG, JPEG, WEBP, GIF or AVIF picture; it was left out.');
    else return bytes;
    return null;
  }
}

function dataUrl(uri: string): Uint8Array | null {
  const comma = uri.indexOf(',');
  return /^data:[^,]{0,200};base64$/i.test(uri.slice(0, Math.max(0, comma))) ? decodeBase64(uri.slice(comma + 1)) : null;
}
