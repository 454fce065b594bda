// Builds a bundle when its sources changed: compared by path, size and time, so an up-to-date one costs milliseconds.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** One line per file below the given paths. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stats) return;
    if (stats.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    else if (!/\.(test|spec)\.tsx?$/.test(path)) hash.update(`${path} ${stats.size} ${Math.floor(stats.mtimeMs)}\n`);
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/**
 * Builds unless `result` is there and its sources are unchanged. Answers whether it built.
 * @param target { name, sources, result, build }: paths are relative to the project
 */
export async function buildIfStale({ name, sources, result, build }) {
  const stampFile = join(root, 'dist', `.${name}.stamp`);
  const stamp = fingerprint(sources);
  if (existsSync(join(root, result)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  await build();
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}
