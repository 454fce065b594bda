// The model store over real folders and a real HTTP hub: what it lists, fetches, pins, verifies, puts aside, deletes, imports and adds.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueModel } from './catalogue/schema.ts';
import type { ModelStore } from './model-store.ts';
import { collect, createStoreFixture, someBytes, tinyFiles, tinyModel, type StoreFixture } from './testing/store-fixture.ts';
import { commitOf, serveFile, startTestHub } from './testing/hub.ts';

let fixture: StoreFixture;
beforeEach(async () => { fixture = await createStoreFixture(); });
afterEach(async () => { await fixture.close(); });
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
const place = (path: string) => join(fixture.downloads, 'tiny', path);
const stateOf = async (precision: string, store = fixture.store) => (await store.list())[0]?.variants.find((variant) => variant.precision === precision)?.state;

/** Each range gets a part of its bytes and then nothing more. */
const beginOnly: NonNullable<StoreFixture['hub']['misbehave']> = (seen, response, content) => {
  const [, from, to] = /bytes=(\d+)-(\d+)/.exec(seen.range ?? '') ?? [];
  if (from === undefined) return false;
  response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${content.length}`, 'content-length': Number(to) - Number(from) + 1 });
  response.write(content.subarray(Number(from), Number(from) + 100_000));
  return true;
};

describe('a model only the hub knows', () => {
  it('is asked for first, fetched, pinned to its commit, and verified at every load', async () => {
    expect((await fixture.store.list())[0]).toMatchObject({ origin: 'catalogue', problem: null, variants: [{ precision: 'int8', state: 'absent', size_bytes: null }, { precision: 'fp32', state: 'absent' }] });
    await expect(fixture.store.locate('tiny')).rejects.toMatchObject({ code: 'model_missing' });
    const steps = await collect(fixture.store.download('tiny'));
    expect(steps[0]).toMatchObject({ status: 'listing', total_bytes: null });
    expect(steps.at(-1)).toMatchObject({ status: 'done', completed_bytes: steps.at(-1)?.total_bytes });
    const bytes = steps.map((step) => step.completed_bytes);
    expect(bytes).toEqual([...bytes].sort((left, right) => left - right));
    expect(fixture.hub.seen.filter((request) => request.path.includes('/resolve/')).every((request) => request.path.includes(commitOf('someone/tiny')))).toBe(true);
    const located = await fixture.store.locate('tiny');
    expect(located).toMatchObject({ precision: 'int8', folder: join(fixture.downloads, 'tiny'), weights: 'onnx/model_quantized.onnx', revision: sha256(tinyFiles['onnx/model_quantized.onnx']), llm: null });
    // Small files are listed with Git's hash alone; their SHA-256 is computed when they have come and pinned from then on.
    expect(located.files.find((file) => file.path === 'config.json')).toEqual({ path: 'config.json', size_bytes: tinyFiles['config.json'].length, sha256: sha256(tinyFiles['config.json']) });
    expect(located.embedding).toMatchObject({ dimension: 8, precision: 'int8', pooling: 'mean' });
    const before = fixture.hub.seen.length;
    expect(await fixture.open().locate('tiny', 'int8')).toMatchObject({ precision: 'int8' });
    expect((await collect(fixture.open().download('tiny'))).at(-1)?.status).toBe('done');
    expect(fixture.hub.seen).toHaveLength(before);
  });

  it('is fetched in four ranges at once where the server has them, and in one piece where it has not', async () => {
    await collect(fixture.store.download('tiny', 'fp32'));
    const ranges = fixture.hub.seen.filter((request) => request.path.endsWith('model.onnx')).map((request) => request.range).sort();
    expect(ranges).toEqual(['bytes=0-224999', 'bytes=225000-449999', 'bytes=450000-674999', 'bytes=675000-899999']);
    await fixture.store.remove('tiny');
    expect(await readdir(fixture.downloads)).not.toContain('tiny');
    fixture.hub.hasRanges = false;
    await collect(fixture.store.download('tiny', 'fp32'));
    expect(await readFile(place('onnx/model.onnx'))).toEqual(tinyFiles['onnx/model.onnx']);
  });

  it('shares small files between precisions, and removing one precision leaves what the other needs', async () => {
    await collect(fixture.store.download('tiny', 'int8'));
    expect(await stateOf('fp32')).toBe('absent');
    const asked = fixture.hub.seen.length;
    await collect(fixture.store.download('tiny', 'fp32'));
    expect(fixture.hub.seen.slice(asked).filter((request) => request.path.endsWith('config.json'))).toHaveLength(0);
    expect(await fixture.store.remove('tiny', 'fp32')).toBe(900_000);
    expect([await stateOf('int8'), await stateOf('fp32')]).toEqual(['ready', 'absent']);
    await fixture.store.locate('tiny', 'int8');
    await expect(fixture.store.locate('tiny', 'q4')).rejects.toMatchObject({ code: 'model_missing', message: expect.stringContaining('int8, fp32') });
  });

  it('sends a key to the hub, and says what a gated repository wants', async () => {
    fixture.hub.misbehave = (seen, response) => seen.authorization === null && Boolean(response.writeHead(401).end());
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('accepted the model\'s licence') });
    await collect(fixture.open({ hubToken: async () => 'key' }).download('tiny'));
    expect(fixture.hub.seen.at(-1)?.authorization).toBe('Bearer key');
  });
});

describe('the key', () => {
  it('is for the catalogue\'s hub alone: no mirror sees it, and nobody the hub sends on to', async () => {
    const other = await startTestHub({ 'someone/tiny': tinyFiles });
    try {
      await collect(fixture.open({ hubToken: async () => 'key', hubBaseUrl: other.baseUrl, downloadsFolder: join(fixture.scratch, 'mirrored') }).download('tiny'));
      expect(new Set(other.seen.map(({ authorization }) => authorization))).toEqual(new Set([null]));
      other.seen.length = 0;
      fixture.hub.misbehave = (seen, response) => Boolean(response.writeHead(302, { location: `${other.baseUrl}${seen.path}` }).end());
      await collect(fixture.open({ hubToken: async () => 'key' }).download('tiny'));
      expect(new Set(fixture.hub.seen.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer key']));
      expect(new Set(other.seen.map(({ authorization }) => authorization))).toEqual(new Set([null]));
    } finally {
      await other.close();
    }
  });
});

describe('a download that does not go well', () => {
  it('goes on where it stopped also when other sources were asked in vain', async () => {
    const both: CatalogueModel = { ...tinyModel, sources: [...tinyModel.sources, { kind: 'folder' }] };
    const other = await createStoreFixture([both]);
    other.hub.misbehave = (seen, response, content) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(seen.range ?? '') ?? [];
      if (from === undefined) return false;
      if (Number(to) - Number(from) < 200_000) return Boolean(response.writeHead(503).end());
      response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${content.length}`, 'content-length': Number(to) - Number(from) + 1 });
      response.write(content.subarray(Number(from), Number(from) + 100_000), () => setTimeout(() => response.socket?.resetAndDestroy(), 200));
      return true;
    };
    await expect(collect(other.store.download('tiny', 'fp32'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringMatching(/hub: .*HTTP 503; folder: no local folder/) });
    expect((await other.store.list())[0]?.variants[1]?.completed_bytes).toBeLessThan(900_000);
    other.hub.misbehave = null;
    other.hub.seen.length = 0;
    await collect(other.store.download('tiny', 'fp32'));
    expect(other.hub.seen.map((request) => request.range)).toContain('bytes=100000-224999');
    await other.close();
  });

  it('goes on where it stopped after a pause, also in a new process', async () => {
    fixture.hub.misbehave = beginOnly;
    const pause = new AbortController();
    const running = (async () => {
      for await (const step of fixture.open({ idleTimeoutMs: 20_000 }).download('tiny', 'fp32', pause.signal)) if (step.completed_bytes > 400_000) pause.abort();
    })();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    fixture.hub.misbehave = null;
    fixture.hub.seen.length = 0;
    const again = fixture.open();
    expect(await stateOf('fp32', again)).toBe('partial');
    expect((await again.list())[0]?.variants[1]?.completed_bytes).toBeGreaterThan(400_000);
    const steps = await collect(again.download('tiny', 'fp32'));
    expect(steps.find((step) => step.status === 'downloading')?.completed_bytes).toBeGreaterThan(400_000);
    expect(fixture.hub.seen.map((request) => request.range)).toContain('bytes=100000-224999');
    expect(fixture.hub.seen.some((request) => request.path.includes('/api/'))).toBe(false);
    expect(await readFile(place('onnx/model.onnx'))).toEqual(tinyFiles['onnx/model.onnx']);
    expect((await readdir(place('onnx'))).sort()).toEqual(['model.onnx']);
  });

  it('takes cut connections up again by itself, as long as something comes', async () => {
    let cuts = 0;
    fixture.hub.misbehave = (seen, response, content) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(seen.range ?? '') ?? [];
      if (from === undefined || Number(to) - Number(from) < 70_000) return false;
      cuts += 1;
      response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${content.length}`, 'content-length': Number(to) - Number(from) + 1 });
      response.write(content.subarray(Number(from), Number(from) + 70_000), () => setTimeout(() => response.socket?.resetAndDestroy(), 30));
      return true;
    };
    await collect(fixture.store.download('tiny', 'fp32'));
    expect(cuts).toBeGreaterThanOrEqual(4);
    expect(await readFile(place('onnx/model.onnx'))).toEqual(tinyFiles['onnx/model.onnx']);
  });

  it('never gives wrong bytes their name: it starts once more, and then says so', async () => {
    fixture.hub.misbehave = (seen, response, content) => {
      if (!seen.path.endsWith('.onnx')) return false;
      serveFile(seen, response, Buffer.alloc(content.length, 7));
      return true;
    };
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('SHA-256') });
    expect(existsSync(place('onnx/model_quantized.onnx'))).toBe(false);
    await expect(fixture.store.locate('tiny')).rejects.toMatchObject({ code: 'model_missing' });
    fixture.hub.misbehave = (seen, response, content) => seen.path.endsWith('tokenizer.json') && (serveFile(seen, response, Buffer.alloc(content.length, 32)), true);
    await rm(place('tokenizer.json'));
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('SHA-256') });
    fixture.hub.misbehave = null;
    await collect(fixture.store.download('tiny'));
    await fixture.store.locate('tiny');
  });

  it('refuses ranges that are not those asked for, a web page, and a file of another size', async () => {
    const answers: [RegExp, NonNullable<StoreFixture['hub']['misbehave']>][] = [
      [/continued at byte 5/, (_, response, content) => Boolean(response.writeHead(206, { 'content-range': `bytes 5-9/${content.length}` }).end('56789'))],
      [/offers 99 bytes instead of 300000/, (_, response) => Boolean(response.writeHead(206, { 'content-range': 'bytes 0-9/99' }).end('0123456789'))],
      [/web page/, (_, response) => Boolean(response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'))],
      [/HTTP 503/, (_, response) => Boolean(response.writeHead(503).end())],
    ];
    for (const [reason, misbehave] of answers) {
      fixture.hub.misbehave = (seen, response, content) => seen.path.endsWith('.onnx') && misbehave(seen, response, content);
      await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringMatching(reason) });
    }
  });

  it('asks nobody when the program is to stay offline, and is done when all is there', async () => {
    const offline = fixture.open({ isOffline: () => true });
    await expect(collect(offline.download('tiny'))).rejects.toMatchObject({ code: 'feature_off' });
    await expect(offline.addFromHub('someone/tiny')).rejects.toMatchObject({ code: 'feature_off', details: { field: 'models.offline' } });
    expect(fixture.hub.seen).toHaveLength(0);
    await collect(fixture.store.download('tiny'));
    expect((await collect(offline.download('tiny'))).at(-1)?.status).toBe('done');
    // Of the right length: only its hash tells that it would have to be fetched.
    const asked = fixture.hub.seen.length;
    await writeFile(place('onnx/model_quantized.onnx'), Buffer.alloc(300_000));
    await expect(collect(offline.download('tiny'))).rejects.toMatchObject({ code: 'feature_off' });
    expect(fixture.hub.seen).toHaveLength(asked);
  });

  it('ends when the program is to stay offline from now on, and keeps what has come', async () => {
    let isOffline = false;
    const store = fixture.open({ isOffline: () => isOffline });
    fixture.hub.misbehave = beginOnly;
    const running = (async () => {
      for await (const step of store.download('tiny', 'fp32')) if (step.completed_bytes > 300_000) isOffline = true;
    })();
    await expect(running).rejects.toMatchObject({ code: 'feature_off' });
    expect((await store.list())[0]?.variants[1]).toMatchObject({ state: 'partial' });
    expect((await store.list())[0]?.variants[1]?.completed_bytes).toBeGreaterThan(300_000);
    // Nothing is left that holds the model.
    await store.discard('tiny');
  });

  it('says that the hub does not have it, and that it cannot be reached', async () => {
    fixture.hub.repositories.get('someone/tiny')!.delete('config.json');
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('no config.json') });
    fixture.hub.repositories.clear();
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(collect(fixture.open({ hubBaseUrl: 'http://127.0.0.1:9' }).download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('cannot be reached') });
  });

  it('takes the listing anew when the pinned commit is gone', async () => {
    await collect(fixture.store.download('tiny'));
    await rm(place('onnx/model_quantized.onnx'));
    fixture.hub.misbehave = (seen, response) => seen.path.endsWith('.onnx') && Boolean(response.writeHead(404).end());
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed' });
    fixture.hub.misbehave = null;
    fixture.hub.seen.length = 0;
    await collect(fixture.store.download('tiny'));
    expect(fixture.hub.seen.some((request) => request.path.includes('/tree/'))).toBe(true);
  });

  it('refuses a second download of the same model, and to delete it meanwhile', async () => {
    const first = fixture.store.download('tiny');
    await first.next();
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'conflict' });
    await expect(fixture.store.remove('tiny')).rejects.toMatchObject({ code: 'conflict' });
    await first.return();
    await collect(fixture.store.download('tiny'));
  });

  it.skipIf(process.platform === 'win32').each([
    ['checked', (store: ModelStore) => store.verify('tiny')], ['deleted', (store: ModelStore) => store.discard('tiny')], ['deleted', (store: ModelStore) => store.remove('tiny', 'fp32')],
  ] as const)('does not begin while the files are %s, nor is anything else done with them', async (doing, work) => {
    await collect(fixture.store.download('tiny'));
    await collect(fixture.store.download('tiny', 'fp32'));
    // The work stops in its middle: it reads a pipe into which nothing is written.
    const path = place('.tiny.fp32.json');
    const manifest = await readFile(path);
    await rm(path);
    execFileSync('mkfifo', [path]);
    const running = work(fixture.store);
    const writer = await open(path, 'w');
    try {
      const others = [() => collect(fixture.store.download('tiny')), () => fixture.store.verify('tiny'), () => fixture.store.remove('tiny'), () => fixture.store.discard('tiny')];
      for (const other of others) await expect(other()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`is being ${doing}`) });
    } finally {
      await rm(path);
      await writeFile(path, manifest);
      await writer.close();
    }
    await running;
    await collect(fixture.store.download('tiny', 'fp32'));
    await fixture.store.locate('tiny', 'fp32');
  });

  it('needs room on the disk before it begins, and a folder it may write', async () => {
    const huge: CatalogueModel = { ...tinyModel, variants: [{ precision: 'int8', weights: 'a.onnx', files: [{ path: 'a.onnx', size_bytes: 1e15, sha256: 'a'.repeat(64) }] }] };
    const other = await createStoreFixture([huge]);
    await expect(collect(other.store.download('tiny'))).rejects.toMatchObject({ code: 'storage_full', message: expect.stringMatching(/MB free; 1000000000 MB are needed/) });
    expect(other.hub.seen).toHaveLength(0);
    await writeFile(join(other.scratch, 'file'), '');
    await expect(collect(other.open({ downloadsFolder: join(other.scratch, 'file') }).download('tiny'))).rejects.toMatchObject({ message: expect.any(String) });
    await other.close();
  });

  it('forgets what has come when told to', async () => {
    fixture.hub.misbehave = (seen, response, content) => {
      if (!seen.path.endsWith('.onnx')) return false;
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(seen.range ?? '')!;
      response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${content.length}` }).end(content.subarray(Number(from), Number(from) + 1000));
      return true;
    };
    await expect(collect(fixture.store.download('tiny'))).rejects.toMatchObject({ code: 'download_failed', message: expect.stringMatching(/ended after \d+ of 300000/) });
    expect(await fixture.store.discard('tiny')).toBeGreaterThanOrEqual(4000);
    expect(await stateOf('int8')).toBe('absent');
    expect(await readdir(place('onnx'))).toEqual([]);
  });
});

describe('damaged files', () => {
  it('are put aside before they are loaded, said, and fetched again', async () => {
    await collect(fixture.store.download('tiny'));
    const weights = place('onnx/model_quantized.onnx');
    for (const round of [1, 2]) {
      const bytes = await readFile(weights);
      bytes[1234]! ^= 1;
      await writeFile(weights, bytes);
      await expect(fixture.store.locate('tiny')).rejects.toMatchObject({ code: 'model_damaged' });
      await expect(fixture.open().locate('tiny')).rejects.toMatchObject({ code: 'model_missing' });
      expect(await readdir(place('onnx'))).toEqual(['model_quantized.onnx.damaged-1']);
      const listed = (await fixture.store.list())[0];
      expect(listed?.variants[0]?.state).toBe('damaged');
      expect(listed?.problem).toMatchObject({ code: 'model_damaged', message: expect.stringContaining('model_quantized.onnx') });
      await collect(fixture.store.download('tiny'));
      expect(await readdir(place('onnx')), `round ${round}`).toEqual(['model_quantized.onnx']);
    }
    await fixture.store.locate('tiny');
  });

  it('are found by a check of every file, which also says which are good', async () => {
    await expect(fixture.store.verify('tiny')).rejects.toMatchObject({ code: 'model_missing' });
    await collect(fixture.store.download('tiny'));
    expect((await fixture.store.verify('tiny')).every((check) => check.is_good)).toBe(true);
    await writeFile(place('tokenizer.json'), '{"tiny":nope}');
    await rm(place('config.json'));
    await writeFile(place('config.json.damaged-3'), 'old');
    const checks = await fixture.store.verify('tiny');
    expect(checks.filter((check) => !check.is_good)).toEqual([{ path: 'config.json', is_good: false, reason: 'It is missing.' }, { path: 'tokenizer.json', is_good: false, reason: expect.stringContaining('SHA-256') }]);
    expect(await stateOf('int8')).toBe('damaged');
    expect(await fixture.store.remove('tiny')).toBeGreaterThan(300_000);
    expect(await readdir(fixture.downloads)).not.toContain('tiny');
  });

  it('of the program\'s own are left alone: a fetched copy is used instead, where there is one', async () => {
    const file = (path: string, content: Buffer) => ({ path, size_bytes: content.length, sha256: sha256(content) });
    const content = someBytes(5000, 9);
    const bundled: CatalogueModel = { ...tinyModel, folder: 'own', variants: [{ precision: 'int8', weights: 'a.onnx', files: [file('a.onnx', content), { path: 'good.json', size_bytes: 4, sha256: sha256('good') }] }], sources: [{ kind: 'bundled' }, { kind: 'folder' }] };
    const other = await createStoreFixture([bundled], { localFolder: null });
    const own = join(other.scratch, 'models/own');
    await mkdir(own);
    await writeFile(join(own, 'a.onnx'), content);
    await writeFile(join(own, 'good.json'), 'good');
    expect((await other.store.list())[0]).toMatchObject({ origin: 'bundled', variants: [{ state: 'ready' }] });
    await expect(other.store.remove('tiny')).rejects.toMatchObject({ code: 'unsupported' });
    expect((await other.store.locate('tiny')).folder).toBe(own);
    expect((await collect(other.store.download('tiny'))).map((step) => step.status)).toEqual(['done']);
    await writeFile(join(own, 'a.onnx'), content.subarray(0, 100));
    await expect(other.store.locate('tiny')).rejects.toMatchObject({ code: 'model_damaged' });
    expect(await readdir(own)).toEqual(['a.onnx', 'good.json']);
    expect((await other.store.list())[0]).toMatchObject({ variants: [{ state: 'damaged' }], problem: { code: 'model_damaged' } });
    const carried = join(other.scratch, 'carried');
    await mkdir(carried);
    await writeFile(join(carried, 'a.onnx'), content);
    // Of the right length, so that only its hash tells.
    await writeFile(join(own, 'a.onnx'), Buffer.alloc(content.length));
    expect((await other.store.list())[0]).toMatchObject({ variants: [{ state: 'ready' }] });
    // Also while the program is to stay offline: a folder is no network.
    await collect(other.open({ localFolder: carried, isOffline: () => true }).download('tiny'));
    expect((await other.store.locate('tiny')).folder).toBe(join(other.downloads, 'own'));
    expect((await other.store.verify('tiny')).every((check) => check.is_good)).toBe(true);
    await other.close();
  });

  it('of the program\'s own that a check finds are remembered as bad: they are not loaded any more', async () => {
    const content = someBytes(5000, 9);
    const bundled: CatalogueModel = { ...tinyModel, folder: 'own', variants: [{ precision: 'int8', weights: 'a.onnx', files: [{ path: 'a.onnx', size_bytes: content.length, sha256: sha256(content) }] }], sources: [{ kind: 'bundled' }] };
    const other = await createStoreFixture([bundled]);
    const own = join(other.scratch, 'models/own/a.onnx');
    await mkdir(join(own, '..'));
    await writeFile(own, Buffer.alloc(content.length, 7));
    await expect(other.store.locate('tiny')).rejects.toMatchObject({ code: 'model_damaged' });
    // As after bytes have rotted on the disk: the file looks untouched, and what is remembered is its good hash.
    const memory = join(other.downloads, '.checksums.json');
    const kept = JSON.parse(await readFile(memory, 'utf8')) as Record<string, { sha256: string }>;
    kept[own]!.sha256 = sha256(content);
    await writeFile(memory, JSON.stringify(kept));
    const store = other.open();
    await store.locate('tiny');
    expect(await store.verify('tiny')).toEqual([{ path: 'a.onnx', is_good: false, reason: expect.stringContaining('SHA-256') }]);
    for (const one of [store, other.open()]) await expect(one.locate('tiny')).rejects.toMatchObject({ code: 'model_damaged' });
    await other.close();
  });

  it('in what the store itself keeps are survived: the list of added models, the pinned answers, the remembered hashes', async () => {
    await collect(fixture.store.download('tiny'));
    await writeFile(join(fixture.downloads, 'custom-models.json'), '{"version":1,"models":[{"id":');
    await writeFile(join(fixture.downloads, '.checksums.json'), 'nothing');
    await writeFile(place('.tiny.int8.json'), '{');
    const again = fixture.open();
    expect(await again.list()).toHaveLength(1);
    await expect(again.locate('tiny')).rejects.toMatchObject({ code: 'model_missing' });
    await collect(again.download('tiny'));
    await again.locate('tiny');
    expect(await readdir(fixture.downloads)).toContain('custom-models.json.damaged-1');
  });
});
