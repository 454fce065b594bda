// A picture for a companion that has none, so that its card can be a PNG: two shades of its colour, 200 by 300.
import { deflateSync } from 'node:zlib';
import type { PngChunk } from './png.ts';

const width = 200;
const height = 300;

/** @param hue in degrees */
export function plainPicture(hue: number): PngChunk[] {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits, a palette.
  header.set([8, 3, 0, 0, 0], 8);
  const palette = new Uint8Array(256 * 3);
  for (let shade = 0; shade < 256; shade++) palette.set(hslToRgb(hue, 0.35, 0.25 + (shade / 255) * 0.4), shade * 3);
  // Each line begins with its filter, 0: none.
  const lines = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) lines.fill(Math.round(255 * (1 - y / (height - 1))), y * (width + 1) + 1, (y + 1) * (width + 1));
  return [{ type: 'IHDR', data: header }, { type: 'PLTE', data: palette }, { type: 'IDAT', data: new Uint8Array(deflateSync(lines)) }, { type: 'IEND', data: new Uint8Array(0) }];
}

/** CSS Color 4, section 7.1. Hue in degrees, the others 0 to 1; bytes come back. */
function hslToRgb(hue: number, saturation: number, lightness: number): [number, number, number] {
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}
