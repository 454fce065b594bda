// Model files through a whole engine, with a model hub on loopback: fetched, stopped, gone on with, checked, removed and brought in.
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, LocalModel } from './contract/index.ts';
import { startModelHub, type ModelHub } from './testing/model-hub.ts';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';

const weights = randomBytes(2_000_000);
const small = Buffer.from('{"hidden_size":8,"max_position_embeddings":128}');
const tokenizer = Buffer.from('{"version":"1.0"}');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const total = weights.byteLength + small.byteLength;
const files = [{ path: 'config.json', size_bytes: small.byteLength, sha256: sha256(small) }, { path: 'onnx/model_quantized.onnx', size_bytes: weights.byteLength, sha256: sha256(weights) }];
const repository = { 'config.json': small, 'onnx/model_quantized.onnx': weights };
const entry = (id: string, needs_acceptance: boolean) => ({
  id, kind: 'reranker', title: `Test ${id}`, description: '', licence: { name: 'Test terms', url: 'https://example.com/terms', notice: 'Read them.', needs_acceptance }, languages: ['en'], folder: id, max_tokens: 64,
  variants: [{ precision: 'int8', files, weights: 'onnx/model_quantized.onnx' }, { precision: 'fp16', files: [{ path: 'onnx/model_fp16.onnx', size_bytes: null, sha256: null }], weights: 'onnx/model_fp16.onnx' }],
  sources: [{ kind: 'hub', repository: `acme/${id}`, revision: 'main' }],
});
const catalogue = { version: 2, hub: { base_url: 'https://example.com' }, defaults: { embedding: 'x', llm: 'x' }, models: [entry('open', false), entry('gated', true)] };

let folder: string;
let hub: ModelHub;
let test: TestEngine;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-model-files-'));
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(catalogue));
  hub = await startModelHub({ 'acme/open': repository, 'acme/gated': repository, 'acme/encoder': { ...repository, 'tokenizer.json': tokenizer, 'tokenizer_config.json': tokenizer } });
  test = await createTestEngine({ defaults: { models: { catalogue: join(folder, 'catalogue.json'), hub_base_url: hub.url } } });
});
afterEach(async () => {
  await test.close();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const api = () => test.engine.client.localModels;
async function find(id: string): Promise<LocalModel> {
  const found = (await api().list()).models.find((model) => model.id === id);
  if (!found) throw new Error(`no model ${id}`);
  return found;
}
const stateOf = async (id: string, precision = 'int8') => (await find(id)).variants.find((variant) => variant.precision === precision)?.state;
/** Events from now on. */
async function watch(): Promise<{ seen: EngineEvent[]; leave(): Promise<void> }> {
  const leaving = new AbortController();
  const events = await test.engine.client.system.events(undefined, { signal: leaving.signal });
  await events.next();
  const seen: EngineEvent[] = [];
  const reading = (async () => { for await (const event of events) seen.push(event); })().catch(() => undefined);
  return { seen, leave: async () => { leaving.abort(); await reading; } };
}
const far = async (id: string) => (await find(id)).download?.completed_bytes ?? 0;

describe('the list', () => {
  it('has what comes with the program, what can be fetched, this machine, and who uses what', async () => {
    const { models, machine, is_offline, downloads_folder } = await api().list();
    expect(models.find(({ id }) => id === 'multilingual-e5-small-latin')).toMatchObject({ kind: 'embedding', origin: 'bundled', dimension: 384, used_for: expect.arrayContaining(['documents']), variants: [{ precision: 'int8', state: 'ready', fit: 'well', is_chosen: true }] });
    expect(models.find(({ id }) => id === 'gated')).toMatchObject({ origin: 'catalogue', licence: { needs_acceptance: true, is_accepted: false }, used_for: [], download: null, problem: null });
    expect((await find('open')).variants).toMatchObject([{ precision: 'int8', size_bytes: total, state: 'absent', is_chosen: true }, { precision: 'fp16', size_bytes: null, is_chosen: false }]);
    expect([machine.cores > 0, machine.devices.map(({ device }) => device).sort(), is_offline, downloads_folder]).toEqual([true, ['cpu', 'cuda', 'webgpu'], false, join(test.folder, 'models')]);
  });

  it('says of every use which model serves it and why', async () => {
    const { choices } = await api().choices();
    expect(choices.map(({ use }) => use)).toEqual(['chat_memory', 'documents', 'code', 'multilingual']);
    for (const { reason } of choices) expect(reason).toMatch(/\w.*\./);
    expect(choices[1]).toMatchObject({ model: 'multilingual-e5-small-latin', precision: 'int8', device: expect.any(String) });
  });
});

describe('a download', () => {
  it('runs in the engine, tells every screen, and is there when it ends', async () => {
    const { seen, leave } = await watch();
    expect(await api().download({ model: 'open' })).toMatchObject({ model: 'open', precision: 'int8', state: 'running', completed_bytes: 0, total_bytes: total });
    await expect.poll(() => stateOf('open'), { timeout: 10_000 }).toBe('ready');
    await expect.poll(() => seen.some(({ type }) => type === 'local-models-changed')).toBe(true);
    await leave();
    expect(seen.filter(({ type }) => type === 'local-model-progress').length).toBeGreaterThan(0);
    expect(await find('open')).toMatchObject({ download: null, problem: null });
    expect((await api().verify({ model: 'open' })).files).toEqual([{ path: 'config.json', is_good: true, reason: null }, { path: 'onnx/model_quantized.onnx', is_good: true, reason: null }]);
    expect(await api().remove({ model: 'open' })).toEqual({ freed_bytes: total });
    expect(await stateOf('open')).toBe('absent');
  });

  it('is paused, and goes on where it stopped, also after the program ended', async () => {
    hub.allow(700_000);
    await api().download({ model: 'open' });
    await expect.poll(() => far('open'), { timeout: 10_000 }).toBeGreaterThan(200_000);
    await api().pause({ model: 'open' });
    const paused = (await find('open')).download;
    expect(paused).toMatchObject({ state: 'paused', precision: 'int8', total_bytes: total, error: null });
    await test.restart();
    const left = (await find('open')).download;
    expect([left?.state, left?.total_bytes, (left?.completed_bytes ?? 0) > 200_000]).toEqual(['paused', total, true]);
    hub.allow(null);
    hub.requests.length = 0;
    expect((await api().download({ model: 'open' })).completed_bytes).toBe(left?.completed_bytes);
    await expect.poll(() => stateOf('open'), { timeout: 10_000 }).toBe('ready');
    expect(Number(/^bytes=(\d+)-/.exec(hub.requests.at(-1)?.range ?? '')?.[1])).toBeGreaterThan(200_000);
  });

  it('that the program leaves behind when it ends is paused, not lost', async () => {
    hub.allow(700_000);
    await api().download({ model: 'open' });
    await expect.poll(() => far('open'), { timeout: 10_000 }).toBeGreaterThan(200_000);
    await test.restart();
    expect(await stateOf('open')).toBe('partial');
  });

  it('is cancelled with what has come', async () => {
    hub.allow(700_000);
    await api().download({ model: 'open' });
    await expect.poll(() => far('open'), { timeout: 10_000 }).toBeGreaterThan(200_000);
    await expect(api().download({ model: 'open', precision: 'fp16' })).rejects.toMatchObject({ code: 'conflict' });
    await api().cancel({ model: 'open' });
    expect(await find('open')).toMatchObject({ download: null, variants: [{ state: 'absent' }, { state: 'absent' }] });
    expect(readdirSync(join(test.folder, 'models'), { recursive: true }).filter((name) => String(name).includes('part'))).toEqual([]);
  });

  it('that is removed while it runs is stopped first', async () => {
    hub.allow(700_000);
    await api().download({ model: 'open' });
    await expect.poll(() => far('open'), { timeout: 10_000 }).toBeGreaterThan(200_000);
    await api().remove({ model: 'open' });
    expect(await find('open')).toMatchObject({ download: null, variants: [{ state: 'absent' }, { state: 'absent' }] });
  });

  it('of something else than was published fails and says so', async () => {
    hub.replace('acme/open', 'onnx/model_quantized.onnx', randomBytes(weights.byteLength));
    const { seen, leave } = await watch();
    await api().download({ model: 'open' });
    await expect.poll(async () => (await find('open')).download?.state, { timeout: 20_000 }).toBe('failed');
    await leave();
    expect((await find('open')).download?.error).toMatchObject({ code: 'download_failed' });
    expect(seen.findLast(({ type }) => type === 'local-model-progress')).toMatchObject({ download: { state: 'failed', error: { code: 'download_failed' } } });
    expect(await stateOf('open')).not.toBe('ready');
  }, 30_000);

  it('needs the licence accepted once where there is one to accept', async () => {
    await expect(api().download({ model: 'gated' })).rejects.toMatchObject({ code: 'invalid_input', data: { details: { needs: 'accepts_licence', licence: { name: 'Test terms' } } } });
    expect(hub.requests).toEqual([]);
    await api().download({ model: 'gated', accepts_licence: true });
    await expect.poll(() => stateOf('gated'), { timeout: 10_000 }).toBe('ready');
    await test.restart();
    expect((await find('gated')).licence.is_accepted).toBe(true);
    await api().remove({ model: 'gated' });
    await api().download({ model: 'gated' });
    await expect.poll(() => stateOf('gated'), { timeout: 10_000 }).toBe('ready');
  });

  it('is refused offline, of an unknown model, and of a precision that is not offered', async () => {
    await expect(api().download({ model: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(api().download({ model: 'open', precision: 'q4' })).rejects.toMatchObject({ code: 'model_missing' });
    await test.engine.client.settings.write({ changes: [{ path: 'models.offline', value: true }] });
    expect((await api().list()).is_offline).toBe(true);
    await expect(api().download({ model: 'open' })).rejects.toMatchObject({ code: 'feature_off' });
    await expect(api().addFromHub({ repository: 'acme/encoder', accepts_request: true })).rejects.toMatchObject({ code: 'feature_off' });
    await expect(test.engine.client.models.pull({}).then((events) => events.next())).rejects.toMatchObject({ code: 'feature_off' });
    expect(hub.requests).toEqual([]);
  });

  it('by a provider of its own keeps to the licence too', async () => {
    const pull = test.engine.client.models.pull({ provider: 'embedded', model: 'gated' });
    await expect(pull.then((events) => events.next())).rejects.toMatchObject({ code: 'invalid_input', data: { details: { needs: 'accepts_licence' } } });
  });
});

describe('what is here', () => {
  it('is found damaged, put aside, and fetched again', async () => {
    await api().download({ model: 'open' });
    await expect.poll(() => stateOf('open'), { timeout: 10_000 }).toBe('ready');
    const path = join(test.folder, 'models', 'open', 'onnx', 'model_quantized.onnx');
    const bytes = readFileSync(path);
    bytes[1_000_000] = bytes[1_000_000]! ^ 0xff;
    writeFileSync(path, bytes);
    expect((await api().verify({ model: 'open' })).files.map(({ path: name, is_good }) => [name, is_good])).toEqual([['config.json', true], ['onnx/model_quantized.onnx', false]]);
    expect(await find('open')).toMatchObject({ problem: { code: 'model_damaged' }, variants: [{ state: 'damaged' }, {}] });
    await api().download({ model: 'open' });
    await expect.poll(() => stateOf('open'), { timeout: 10_000 }).toBe('ready');
    expect((await find('open')).problem).toBeNull();
  });

  it('is fetched anew of itself when it cannot be loaded, and memory goes on with it', async () => {
    await test.close();
    await hub.close();
    const minilm = (name: string) => readFileSync(join(import.meta.dirname, '../models/all-MiniLM-L6-v2', name));
    const names = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'onnx/model_quantized.onnx'];
    hub = await startModelHub({ 'acme/mine': Object.fromEntries(names.map((name) => [name, minilm(name)])) });
    test = await createTestEngine({ dataFolder: join(folder, 'data'), realEmbeddings: true, defaults: { models: { hub_base_url: hub.url, uses: { chat_memory: 'mine' } } } });
    expect((await api().addFromHub({ repository: 'acme/mine', accepts_request: true })).id).toBe('mine');
    await api().download({ model: 'mine' });
    await expect.poll(() => stateOf('mine'), { timeout: 30_000 }).toBe('ready');
    const { id } = await test.engine.client.sessions.create({});
    await test.say(id, 'My dog is called Max');
    const found = async () => test.engine.client.memory.search({ query: 'the name of my pet', limit: 1 });
    await expect.poll(async () => (await found()).keyword_only, { timeout: 30_000 }).toBe(false);

    writeFileSync(join(folder, 'data', 'models', 'mine', 'onnx', 'model_quantized.onnx'), '<html>sign in</html>');
    hub.requests.length = 0;
    await test.restart();
    await expect.poll(() => hub.requests.filter(({ path: asked }) => asked.endsWith('.onnx')).length, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(async () => (await found()).keyword_only, { timeout: 60_000 }).toBe(false);
    expect(readFileSync(join(folder, 'data', 'models', 'mine', 'onnx', 'model_quantized.onnx')).byteLength).toBe(minilm('onnx/model_quantized.onnx').byteLength);
  }, 180_000);

  it('of the program itself stays', async () => {
    await expect(api().remove({ model: 'all-MiniLM-L6-v2' })).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('is brought in from a folder, and goes again', async () => {
    const brought = join(folder, 'mine');
    cpSync(join(import.meta.dirname, '../models/all-MiniLM-L6-v2'), brought, { recursive: true });
    const model = await api().importFolder({ path: brought, title: 'Mine' });
    expect(model).toMatchObject({ kind: 'embedding', origin: 'custom', title: 'Mine', dimension: 384, variants: [{ precision: 'int8', state: 'ready' }] });
    expect((await api().verify({ model: model.id })).files.every(({ is_good }) => is_good)).toBe(true);
    expect((await api().remove({ model: model.id })).freed_bytes).toBeGreaterThan(22_000_000);
    expect((await api().list()).models.some(({ id }) => id === model.id)).toBe(false);
    await expect(api().importFolder({ path: 'mine' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is added from the hub, fetched only when asked, in the precision that is offered', async () => {
    const model = await api().addFromHub({ repository: 'acme/encoder', accepts_request: true });
    expect(model).toMatchObject({ id: 'encoder', kind: 'embedding', origin: 'custom', dimension: 8, languages: ['en', 'es'], licence: { name: 'mit', needs_acceptance: false }, variants: [{ precision: 'int8', state: 'absent' }] });
    expect(hub.requests.some(({ path }) => path.endsWith('.onnx'))).toBe(false);
    await api().download({ model: 'encoder' });
    await expect.poll(() => stateOf('encoder'), { timeout: 10_000 }).toBe('ready');
  });
});
