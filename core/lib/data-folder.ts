// Where everything is kept by default, and how private folders and files are made (0700 and 0600 on systems that know modes).
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

/** The system's own place for program data (Linux: ~/.local/share/luminora). */
export function defaultDataFolder(): string {
  return envPaths('luminora', { suffix: '' }).data;
}

/** Makes a folder only its owner may enter; narrows the rights of one that is there. */
export function makePrivateFolder(folder: string): void {
  makeFolder(folder);
  chmodSync(folder, 0o700);
}

/** Step by step: where nothing can ever be made (/proc), the system's own recursive way never comes to an end. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have just made it.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
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
