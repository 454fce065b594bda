// Builds the screens into dist/renderer when they changed. Run alone: node scripts/build-renderer.mjs
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './bootstrap/built.mjs';
import { root } from './bootstrap/project.mjs';

const sources = ['renderer', 'core/contract', 'core/lib', 'vite.config.ts', 'package-lock.json'];

/** Answers whether it had to build. */
export function buildRenderer() {
  if (!existsSync(join(root, 'renderer', 'index.html'))) throw new Error('renderer/index.html is missing: the screens cannot be built.');
  return buildIfStale({
    name: 'renderer', sources, result: 'dist/renderer/index.html',
    build: async () => {
      const { build } = await import('vite');
      await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write((await buildRenderer()) ? 'dist/renderer is built.\n' : 'dist/renderer is up to date.\n');
