// A model hub on loopback for tests: repositories with a listing, files in ranges, and a tap that stops the flow.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ModelHub = {
  url: string;
  /** What was asked for: path, and the range where one was. */
  requests: { path: string; range: string | null }[];
  /** Lets so many more bytes of files through, all together and little by little; null: all. */
  allow(bytes: number | null): void;
  /** Puts another content in a file's place; its listing stays as it was. */
  replace(repository: string, path: string, bytes: Uint8Array): void;
  close(): Promise<void>;
};

const commit = 'c'.repeat(40);
const pieceBytes = 16_384;
/** Between two pieces of what is let through little by little. */
const pieceMs = 10;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const gitOid = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');

/** @param repositories name to files; weights (.onnx, .gguf) are listed with their SHA-256, the others with git's hash, as a hub does */
export async function startModelHub(repositories: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>): Promise<ModelHub> {
  const requests: ModelHub['requests'] = [];
  const replaced = new Map<string, Uint8Array>();
  let left = Infinity;
  let wake: (() => void)[] = [];

  async function sendSlowly(response: ServerResponse, bytes: Uint8Array): Promise<void> {
    const closed = new Promise<void>((resolve) => { response.once('close', resolve); });
    for (let at = 0; at < bytes.byteLength && !response.destroyed;) {
      if (left <= 0) {
        await Promise.race([closed, new Promise<void>((resolve) => { wake.push(resolve); })]);
        continue;
      }
      if (left < Infinity) await new Promise<void>((resolve) => { setTimeout(resolve, pieceMs); });
      const piece = bytes.subarray(at, at + Math.min(pieceBytes, left));
      at += piece.byteLength;
      left -= piece.byteLength;
      if (!response.write(piece)) await Promise.race([closed, new Promise<void>((resolve) => { response.once('drain', resolve); })]);
    }
    response.end();
  }
  const sendJson = (response: ServerResponse, value: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    requests.push({ path: pathname, range: request.headers.range ?? null });
    const [, listed] = /^\/api\/models\/([\w.-]+\/[\w.-]+)\/(?:revision|tree)\//.exec(pathname) ?? [];
    if (listed !== undefined && repositories[listed]) {
      if (pathname.includes('/revision/')) return sendJson(response, { sha: commit, cardData: { license: 'mit', language: ['en', 'es'] } });
      return sendJson(response, Object.entries(repositories[listed]).map(([path, bytes]) => ({
        type: 'file', path, size: bytes.byteLength, oid: gitOid(bytes), ...(/\.(onnx|gguf)$/.test(path) ? { lfs: { oid: sha256(bytes), size: bytes.byteLength } } : {}),
      })));
    }
    const [, repository = '', path = ''] = /^\/([\w.-]+\/[\w.-]+)\/resolve\/[^/]+\/(.+)$/.exec(pathname) ?? [];
    const bytes = replaced.get(`${repository}/${path}`) ?? repositories[repository]?.[path];
    if (!bytes) return response.writeHead(404).end();
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const from = range ? Number(range[1]) : 0;
    const to = range?.[2] ? Number(range[2]) + 1 : bytes.byteLength;
    if (from >= bytes.byteLength) return response.writeHead(416).end();
    response.writeHead(range ? 206 : 200, { 'content-length': to - from, 'accept-ranges': 'bytes', ...(range ? { 'content-range': `bytes ${from}-${to - 1}/${bytes.byteLength}` } : {}) });
    return sendSlowly(response, bytes.subarray(from, to));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests,
    allow(bytes) {
      left = bytes ?? Infinity;
      const woken = wake;
      wake = [];
      for (const resume of woken) resume();
    },
    replace: (repository, path, bytes) => void replaced.set(`${repository}/${path}`, bytes),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}
