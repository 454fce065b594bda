// The hub's answers one by one: what a continued, an odd or a wrong answer leaves in the part that was fetched so far.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../lib/log.ts';
import { readFromFolder } from './source-folder.ts';
import { readFromHub } from './source-hub.ts';
import type { SourceContext } from './source.ts';

let scratch = '';
let server: Server | undefined;
beforeEach(async () => { scratch = await mkdtemp(join(tmpdir(), 'luminora-hub-')); });
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(scratch, { recursive: true });
});

/** Fetches a file of ten bytes, `before` of which are there; returns what is there afterwards and what went wrong. */
async function fetchTen(answer: RequestListener, before: string): Promise<{ part: string; error: string | null; range: string | undefined }> {
  let range: string | undefined;
  server = createServer((request, response) => {
    range = request.headers.range;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const partPath = join(scratch, 'part');
  if (before !== '') await writeFile(partPath, before);
  const context = {
    entry: { file: { size_bytes: 10 } }, source: { kind: 'hub', repository: 'a/b', revision: 'main', file: 'f' }, partPath, signal: new AbortController().signal, localFolder: null, log: silentLog,
    hubBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, fetch: globalThis.fetch, connectTimeoutMs: 1000, idleTimeoutMs: 1000, pythonCommands: [],
  } as unknown as SourceContext;
  let error: string | null = null;
  try {
    for await (const step of readFromHub(context as Parameters<typeof readFromHub>[0])) expect(step.completedBytes).toBeLessThanOrEqual(10);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return { part: await readFile(partPath, 'utf8').catch(() => ''), error, range };
}
const ten = '0123456789';
const whole: RequestListener = (_, response) => response.end(ten);

describe('the hub', () => {
  it.each<[string, RequestListener, string, string, RegExp | null, string | undefined]>([
    ['gives the rest of a part', (_, response) => response.writeHead(206, { 'content-range': 'bytes 4-9/10' }).end('456789'), '0123', ten, null, 'bytes=4-'],
    ['gives the whole although the rest was asked for', whole, 'xxxx', ten, null, 'bytes=4-'],
    ['is asked anew when the part is too large', whole, 'x'.repeat(11), ten, null, undefined],
    ['is not asked when the part is whole', (_, response) => response.writeHead(500).end(), ten, ten, null, undefined],
    ['cannot continue', (_, response) => response.writeHead(416).end(), '0123', '', /starts again/, 'bytes=4-'],
    ['continues elsewhere', (_, response) => response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('56789'), '0123', '0123', /at byte 5 instead of 4/, 'bytes=4-'],
    ['continues it does not say where', (_, response) => response.writeHead(206).end('456789'), '0123', '0123', /at byte \? instead of 4/, 'bytes=4-'],
    ['does not have it', (_, response) => response.writeHead(404).end(), '0123', '0123', /HTTP 404/, 'bytes=4-'],
    ['wants a sign-in', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>1234'), '', '', /web page/, undefined],
    ['offers another size', (_, response) => response.writeHead(200, { 'content-length': '11' }).end('01234567890'), '', '', /offers 11 bytes/, undefined],
    ['sends more than there is', (_, response) => { response.write('01234'); setTimeout(() => response.end('5678901'), 50); }, '', '01234', /more than 10/, undefined],
    ['sends less than there is', (_, response) => { response.write('01'); response.end('23'); }, '', '0123', /ended after 4 of 10/, undefined],
  ])('%s', async (_, answer, before, part, error, range) => {
    const result = await fetchTen(answer, before);
    expect(result.range).toBe(range);
    if (error === null) expect(result.error).toBeNull();
    else expect(result.error).toMatch(error);
    expect(result.part).toBe(part);
  });
});

describe('a folder', () => {
  it.each([[null, /no local folder/], ['none', /is not there/], ['short', /has 3 bytes instead of 10/]])('%s is refused before anything is copied', async (folder, error) => {
    await writeFile(join(scratch, 'f'), 'abc');
    const context = { entry: { file: { size_bytes: 10 } }, source: { kind: 'folder', file: folder === 'short' ? 'f' : 'g' }, partPath: join(scratch, 'part'), signal: new AbortController().signal, localFolder: folder === null ? null : scratch } as unknown as SourceContext;
    await expect(readFromFolder(context as Parameters<typeof readFromFolder>[0]).next()).rejects.toThrow(error);
    await expect(readFile(join(scratch, 'part'))).rejects.toThrow('ENOENT');
  });
});
