// Damaged files of the downloads folder are put aside, so that nothing loads them again and the next fetch finds their place free.
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Files put aside of this one, oldest first. */
export async function quarantined(path: string): Promise<string[]> {
  const prefix = `${basename(path)}.damaged-`;
  const names = (await readdir(dirname(path)).catch(() => [])).filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)));
  return names.sort((left, right) => Number(left.slice(prefix.length)) - Number(right.slice(prefix.length))).map((name) => join(dirname(path), name));
}

/** Renames the file to `.damaged-N` and deletes those put aside before: at most one is kept to look at. False where it cannot be renamed. */
export async function putAside(path: string): Promise<boolean> {
  const earlier = await quarantined(path);
  const number = Number(/\d+$/.exec(earlier.at(-1) ?? '0')?.[0] ?? 0) + 1;
  try {
    await rename(path, `${path}.damaged-${number}`);
  } catch {
    return false;
  }
  for (const old of earlier) await rm(old, { force: true });
  return true;
}

/** Deletes what was put aside of this file; answers the bytes freed. */
export async function deleteQuarantined(path: string): Promise<number> {
  let freed = 0;
  for (const old of await quarantined(path)) {
    freed += await stat(old).then((info) => info.size, () => 0);
    await rm(old, { force: true });
  }
  return freed;
}
