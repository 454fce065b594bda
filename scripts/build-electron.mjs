// Bundles the desktop host into dist/electron: main.js (and the worker it starts) as modules, preload.cjs for the sandbox.
// Packages stay outside: electron-builder ships node_modules, and native parts cannot be bundled.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './bootstrap/built.mjs';
import { root } from './bootstrap/project.mjs';

const sources = ['electron', 'core', 'package-lock.json'];

/** Answers whether it had to build. */
export function buildElectron() {
  if (!existsSync(join(root, 'electron', 'main.ts'))) throw new Error('electron/main.ts is missing: the desktop host cannot be built.');
  return buildIfStale({ name: 'electron', sources, result: 'dist/electron/main.js', build: bundle });
}

async function bundle() {
  const { build } = await import('vite');
  const entry = (input, format, extension, isFirst) => build({
    configFile: false, root, logLevel: 'warn', publicDir: false,
    build: {
      ssr: true, outDir: join(root, 'dist', 'electron'), emptyOutDir: isFirst, target: 'node24', minify: false, sourcemap: true,
      rollupOptions: { input, external: ['electron'], output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `chunk-[name]-[hash].${extension}` } },
    },
    ssr: { external: ['electron'], noExternal: format === 'cjs' ? true : undefined },
  });
  await entry({ 'main': join(root, 'electron/main.ts'), 'encoder-worker': join(root, 'core/inference/encoder-worker.ts') }, 'es', 'js', true);
  await entry({ preload: join(root, 'electron/preload.ts') }, 'cjs', 'cjs', false);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write((await buildElectron()) ? 'dist/electron is built.\n' : 'dist/electron is up to date.\n');
