// Where everything is kept by default, and how private folders and files are made (0700 and 0600 on systems that know modes).
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** The system's own place for program data (Linux: ~/.local/share/luminora). */
export function defaultDataFolder(): string {
  return envPaths('luminora', { suffix: '' }).data;
}

/** Makes a folder only its owner may enter; narrows the rights of one that is there. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** Replaces a file in one step, readable by its owner only: a reader sees the old text or the new one, never half. */
export function writePrivateFile(folder: string, name: string, text: string): void {
  makePrivateFolder(folder);
  const temporary = join(folder, `.${name}.${process.pid}.new`);
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    // Unlike a single write, this goes on after a short one: on a nearly full disk half a file would be put in place.
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, join(folder, name));
}
