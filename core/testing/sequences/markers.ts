// Words that exist nowhere else, so that a text can be looked for in every byte of a folder.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const letters = 'bcdfgklmnptvz';
/** Letters of a marker that are its own; the tag after them is every marker's. */
const ownLength = 8;
const tag = 'qvek';
/** An index keeps a word without the start it shares with the word before it: so much of the end still gives a word away. */
const tellingEnd = 5;

/** The n-th marker: a name nobody bears, neighbours in no order. */
export function markerOf(n: number): string {
  let rest = (Math.imul(n + 1, 0x9e3779b1) >>> 0) * 4096 + (n % 4096);
  let own = '';
  for (let at = 0; at < ownLength; at += 1) {
    own += letters[rest % letters.length];
    rest = Math.floor(rest / letters.length) + (at === 3 ? n : 0);
  }
  return `${own[0]!.toUpperCase()}${own.slice(1)}${tag}`;
}

const inUtf8 = new RegExp(`[${letters}]{${tellingEnd},${ownLength}}${tag}`, 'giu');
const inUtf16 = new RegExp(`(?:[${letters}]\\0){${tellingEnd},${ownLength}}${[...tag].map((letter) => `${letter}\\0`).join('')}`, 'gi');

/** The markers a text holds, in lower case. */
export function markersIn(text: string): string[] {
  return [...new Set([...text.matchAll(inUtf8)].map(([found]) => found.toLowerCase()))];
}

/** Ends of markers in any byte of these files, in UTF-8 and UTF-16, lower case; with the file each was first seen in. */
async function endsInFiles(files: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of files) {
    const bytes = (await readFile(file)).toString('latin1');
    for (const pattern of [inUtf8, inUtf16]) {
      for (const [end] of bytes.matchAll(pattern)) {
        const plain = end.replaceAll('\0', '').toLowerCase();
        if (!found.has(plain)) found.set(plain, file);
      }
    }
  }
  return found;
}

export async function filesBelow(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Of these markers, those whose word (or telling end, when no living word has the same) is in a byte of the folder. */
export async function leaksIn(folder: string, gone: Iterable<string>, living: Iterable<string>): Promise<{ marker: string; file: string }[]> {
  const ends = await endsInFiles(await filesBelow(folder));
  const endsOf = (markers: Iterable<string>) => new Map([...markers].flatMap((marker) => {
    const word = marker.toLowerCase();
    return Array.from({ length: ownLength - tellingEnd + 1 }, (_, cut) => [word.slice(cut), word] as const);
  }));
  const alive = endsOf(living);
  return [...endsOf(gone)].flatMap(([end, marker]) => {
    const file = alive.has(end) ? undefined : ends.get(end);
    return file === undefined ? [] : [{ marker, file }];
  });
}
