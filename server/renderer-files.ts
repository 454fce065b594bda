// The built screens as a table from address to file. Only what the folder listing gave can be served, so no address can leave the folder.
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export type RendererFile = { path: string; type: string; size: number; etag: string; isImmutable: boolean };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.map': 'application/json', '.txt': 'text/plain; charset=utf-8', '.md': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.avif': 'image/avif', '.gif': 'image/gif', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.woff': 'font/woff', '.ttf': 'font/ttf', '.wasm': 'application/wasm', '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg', '.wav': 'audio/wav',
};

/** Everything below `folder`, links and hidden files left out. An absent folder gives an empty table. */
export function listRendererFiles(folder: string): ReadonlyMap<string, RendererFile> {
  const files = new Map<string, RendererFile>();
  const visit = (directory: string, prefix: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path, `${prefix}${entry.name}/`);
      if (entry.isFile()) files.set(`${prefix}${entry.name}`, describe(path, `${prefix}${entry.name}`));
    }
  };
  try {
    visit(folder, '/');
  } catch {
    return new Map();
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

function describe(path: string, address: string): RendererFile {
  const { size, mtimeMs } = statSync(path);
  return {
    path, size,
    type: types[extname(path).toLowerCase()] ?? 'application/octet-stream',
    etag: `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`,
    /** The bundler puts a content hash in these names. */
    isImmutable: address.startsWith('/assets/'),
  };
}
