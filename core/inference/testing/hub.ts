// A model hub for tests: a real HTTP server on loopback with the hub's listing, commits, Git hashes and ranges, and every misbehaviour a test asks for.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HubRequestSeen = { path: string; range: string | null; authorization: string | null };
/** Answers a request for a file itself and returns true, or leaves it to the hub. */
export type Misbehaviour = (seen: HubRequestSeen, response: ServerResponse, content: Buffer) => boolean;

export type TestHub = {
  baseUrl: string;
  /** repository -> path -> content. */
  repositories: Map<string, Map<string, Buffer>>;
  /** Paths listed as large files, with SHA-256; all others are listed with Git's hash. */
  isLarge: (path: string) => boolean;
  seen: HubRequestSeen[];
  /** What the next file requests meet. */
  misbehave: Misbehaviour | null;
  /** Changes what a repository's model card says. */
  info: Record<string, unknown>;
  hasRanges: boolean;
  close(): Promise<void>;
};

export const commitOf = (repository: string) => createHash('sha1').update(repository).digest('hex');
const gitOid = (content: Buffer) => createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

/** Starts the hub with these files: `owner/name` -> path -> content. */
export async function startTestHub(files: Record<string, Record<string, Buffer | string>>): Promise<TestHub> {
  const repositories = new Map(Object.entries(files).map(([name, inner]) => [name, new Map(Object.entries(inner).map(([path, content]) => [path, Buffer.from(content)]))]));
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: TestHub = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, repositories, isLarge: (path) => /\.(onnx|gguf)$|_data$/.test(path), seen: [], misbehave: null, info: {}, hasRanges: true,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };

  function answer(request: IncomingMessage, response: ServerResponse) {
    const path = decodeURIComponent(new URL(request.url ?? '/', hub.baseUrl).pathname);
    const seen = { path, range: request.headers.range ?? null, authorization: request.headers.authorization ?? null };
    hub.seen.push(seen);
    const api = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)$/.exec(path);
    const json = (value: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (api) {
      const repository = hub.repositories.get(api[1]!);
      if (!repository || !['main', commitOf(api[1]!)].includes(api[3]!)) return void response.writeHead(404).end('{"error":"Repository not found"}');
      if (api[2] === 'revision') return void json({ sha: commitOf(api[1]!), gated: false, ...hub.info });
      return void json([...repository].map(([name, content]) => ({
        type: 'file', path: name, size: content.length, oid: hub.isLarge(name) ? '0'.repeat(40) : gitOid(content),
        ...(hub.isLarge(name) ? { lfs: { oid: createHash('sha256').update(content).digest('hex'), size: content.length } } : {}),
      })).concat([{ type: 'directory', path: 'onnx', size: 0, oid: '0'.repeat(40) }]));
    }
    const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path);
    const content = file && ['main', commitOf(file[1]!)].includes(file[2]!) ? hub.repositories.get(file[1]!)?.get(file[3]!) : undefined;
    if (!content) return void response.writeHead(404).end();
    if (hub.misbehave?.(seen, response, content)) return;
    serveFile(seen, response, content, hub.hasRanges);
  }
  return hub;
}

/** The honest answer to a request for a file. */
export function serveFile(seen: HubRequestSeen, response: ServerResponse, content: Buffer, hasRanges = true): void {
  const range = hasRanges ? /^bytes=(\d+)-(\d*)$/.exec(seen.range ?? '') : null;
  if (!range) return void response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length }).end(content);
  const from = Number(range[1]);
  const to = range[2] === '' ? content.length - 1 : Math.min(content.length - 1, Number(range[2]));
  response.writeHead(206, { 'content-type': 'application/octet-stream', 'content-length': to - from + 1, 'content-range': `bytes ${from}-${to}/${content.length}` }).end(content.subarray(from, to + 1));
}
