// One hash that says which data a figure belongs to.
import { createHash } from 'node:crypto';

/** A file as it was read: its name and its text. */
export type DataFile = { name: string; text: string };

/** SHA-256 in hex over names and contents, in the order of the names; lengths keep a name from running into a content. */
export function datasetHash(files: readonly DataFile[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const part of [name, text]) {
      const bytes = Buffer.from(part, 'utf8');
      hash.update(`${bytes.length}:`).update(bytes);
    }
  }
  return hash.digest('hex');
}
