// Puts a file in place all at once: after a crash or on a full disk either the old or the new content is there, whole.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/**
 * Writes beside the file, waits for the disk, renames, waits for the folder. Mode 0600. A link is followed. Throws the system's own error.
 * The handle's writeFile goes on after a short write; a single write would leave half a file on a nearly full disk.
 */
export async function writeFileWhole(file: string, content: string | Uint8Array): Promise<void> {
  const target = await fs.realpath(file).catch(() => path.resolve(file));
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  try {
    const handle = await fs.open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(path.dirname(target));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle on a folder; there the rename itself is all there is.
  const handle = await fs.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
