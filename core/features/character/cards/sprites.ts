// A pack of expressions: a flat ZIP of pictures named after the 28 labels.
import type { Finding } from '../../../contract/characters.ts';
import { expressionOf } from './card-pictures.ts';
import type { NamedPicture } from './card-pictures.ts';
import { limits } from './limits.ts';
import { pictureKind } from './picture-kind.ts';
import { createFindings, quoted, refusal } from './refuse.ts';
import { openZip } from './zip.ts';

/**
 * The pictures that name a label; a finding for each of the others. Names are only compared, nothing is written.
 * @throws LuminoraError `invalid_input` when it is no ZIP, or one that would unpack to more than a card may
 */
export function readSprites(bytes: Uint8Array): { sprites: NamedPicture[]; findings: Finding[] } {
  if (bytes.length > limits.fileBytes) throw refusal('file', `The file is larger than ${limits.fileBytes} bytes.`);
  const findings = createFindings();
  const sprites = new Map<string, Uint8Array>();
  for (const entry of openZip(bytes, 'zip')) {
    const name = entry.name.split(/[/\\]/).at(-1) ?? '';
    // What operating systems leave in every ZIP.
    if (name.startsWith('.') || entry.name.startsWith('__MACOSX/') || name === 'Thumbs.db') continue;
    const label = expressionOf(name);
    if (label === null) findings.warn(entry.name, 'The name is none of the 28 labels of expressions; it was left out.');
    else if (sprites.has(label)) findings.warn(entry.name, `There is a picture for ${quoted(label)} already; this one was left out.`);
    else if (entry.size > limits.assetBytes) findings.warn(entry.name, `The picture is larger than ${limits.assetBytes} bytes; it was left out.`);
    else {
      const picture = read(entry.read);
      if (typeof picture === 'string') findings.warn(entry.name, picture);
      else sprites.set(label, picture);
    }
  }
  return { sprites: [...sprites].map(([name, picture]) => ({ name, bytes: picture })), findings: findings.list };
}

/** The picture, or what is wrong with it. */
function read(entry: () => Uint8Array): Uint8Array | string {
  try {
    const bytes = entry();
    return pictureKind(bytes) === null ? 'This is no PNG, JPEG, WEBP, GIF or AVIF picture; it was left out.' : bytes;
  } catch (error) {
    return error instanceof Error ? error.message : 'It could not be read.';
  }
}
