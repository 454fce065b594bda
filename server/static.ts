// Serves the built screens. They hold no data of the user, so they are the one thing answered without a token.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { errorResponse } from './error-response.ts';
import { listRendererFiles } from './renderer-files.ts';

const refreshAfterMs = 1000;
const absentPage = '<!doctype html><meta charset="utf-8"><title>Luminora</title><p>The screens are not built yet. Run <code>npm start</code> once, then reload this page.</p>';

export type StaticFiles = (request: Request) => Promise<Response>;

/** @param now milliseconds; a missing address makes the folder be listed again, at most once a second (the screens may have just been built) */
export function createStaticFiles(folder: string, now: () => number): StaticFiles {
  let files = listRendererFiles(folder);
  let listedAt = now();
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return errorResponse('invalid_input', 'This address can only be read.', { status: 405, headers: { allow: 'GET, HEAD' } });
    const { pathname } = new URL(request.url);
    if (!files.has(pathname) && Math.abs(now() - listedAt) >= refreshAfterMs) {
      files = listRendererFiles(folder);
      listedAt = now();
    }
    const file = files.get(pathname);
    if (!file) return pathname === '/' ? new Response(absentPage, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } }) : errorResponse('not_found', 'There is nothing at this address.');
    const headers = { 'content-type': file.type, etag: file.etag, 'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache' };
    if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
    if (request.method === 'HEAD') return new Response(null, { headers: { ...headers, 'content-length': String(file.size) } });
    const body = await openFile(file.path);
    if (body) return new Response(body, { headers });
    listedAt = -refreshAfterMs;
    return errorResponse('not_found', 'There is nothing at this address.');
  };
}

/** The file's bytes, or null when it is gone since the folder was listed. */
async function openFile(path: string): Promise<ReadableStream<Uint8Array> | null> {
  const stream = createReadStream(path);
  const opened = await new Promise<boolean>((resolve) => {
    stream.once('open', () => resolve(true));
    stream.once('error', () => resolve(false));
  });
  if (!opened) return null;
  const web: NodeReadableStream<Uint8Array> = Readable.toWeb(stream);
  return web as ReadableStream<Uint8Array>;
}
