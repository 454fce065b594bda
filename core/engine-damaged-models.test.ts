// Two hundred damaged model files, each in a way that happens: all are found before anything loads them, none is tried twice, and chat goes on without.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogueSchema, type Catalogue } from './inference/catalogue.ts';
import { createModelStore } from './inference/model-store.ts';
import { startTestHub } from './inference/testing/hub.ts';
import { ggufFile } from './inference/testing/gguf-file.ts';
import { systemClock } from './lib/clock.ts';
import { silentLog } from './lib/log.ts';
import { writeModelsFolder } from './testing/models/models-folder.ts';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';

const words = ['el', 'faro', 'de', 'la', 'costa', 'quiero', 'aprender', 'piano', 'mi', 'perra', 'se', 'llama', 'nube'];
const rounds = 20;
let scratch = '';
/** The shipped list, without files: both models were fetched. */
let models = '';
let fetched = '';
let catalogue: Catalogue;
let otherWeights: Buffer;
let test: TestEngine | null = null;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-damaged-'));
  models = join(scratch, 'models');
  fetched = join(scratch, 'fetched');
  await mkdir(models);
  await mkdir(fetched);
  await writeModelsFolder(fetched, [{ id: 'random', dimension: 64 }, { id: 'other', dimension: 64, seed: 7 }], words);
  const listed = JSON.parse(await readFile(join(fetched, 'catalogue.json'), 'utf8')) as Catalogue;
  const gguf = Buffer.concat([ggufFile({ 'general.architecture': 'llama', 'general.name': 'Small' }), Buffer.alloc(50_000, 3)]);
  await writeFile(join(fetched, 'small.gguf'), gguf);
  const [random, other] = listed.models;
  otherWeights = await readFile(join(fetched, 'other', other!.variants[0]!.weights));
  const llm = {
    kind: 'llm', id: 'small', title: 'Small', description: '', licence: random!.licence, languages: [], folder: '', prompt_format: 'chat', is_base_model: false, context_tokens: 2048, parameters: null,
    variants: [{ precision: 'q4', weights: 'small.gguf', files: [{ path: 'small.gguf', size_bytes: gguf.length, sha256: createHash('sha256').update(gguf).digest('hex') }] }], sources: [{ kind: 'folder' }],
  };
  catalogue = catalogueSchema.parse({ ...listed, models: [{ ...random!, sources: [{ kind: 'hub', repository: 'acme/random', revision: 'main' }] }, llm] });
  await writeFile(join(models, 'catalogue.json'), JSON.stringify(catalogue));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));
afterEach(async () => {
  await test?.close();
  test = null;
});

/** Numbers that are the same in every run. */
function numbers(seed: number) {
  let state = (seed * 7919 + 17) >>> 0;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
type Random = ReturnType<typeof numbers>;
const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to continue.</body></html>';
const damages: [string, (path: string, bytes: Buffer, random: Random) => Promise<void>][] = [
  ['cut', async (path, bytes, random) => truncate(path, 1 + random(bytes.length - 1))],
  ['cut by one byte', async (path, bytes) => truncate(path, bytes.length - 1)],
  ['one bit flipped', async (path, bytes, random) => { bytes[random(bytes.length)]! ^= 1 << random(8); await writeFile(path, bytes); }],
  ['a block of zeros', async (path, bytes, random) => { const from = random(bytes.length); bytes.fill(0, from, Math.min(bytes.length, from + 512)); bytes[from]! ^= 255; await writeFile(path, bytes); }],
  ['a web page', async (path) => writeFile(path, page)],
  ['a web page of the right length', async (path, bytes) => writeFile(path, Buffer.alloc(bytes.length, page))],
  ['empty', async (path) => writeFile(path, '')],
  ['another model', async (path, bytes) => writeFile(path, otherWeights.equals(bytes) ? page : otherWeights)],
  ['grown', async (path, bytes, random) => writeFile(path, Buffer.concat([bytes, Buffer.alloc(1 + random(100), 1)]))],
  ['a folder in its place', async (path) => { await rm(path); await mkdir(path); }],
];
const cases = damages.flatMap(([name, damage]) => Array.from({ length: rounds }, (_, round) => ({ name, damage, round })));

/** A fresh folder of downloads with one file damaged; the file's path in it, and whose it is. */
async function prepare(index: number, damage: (typeof damages)[number][1], onlyEmbedding = false) {
  const downloads = join(scratch, 'downloads');
  await rm(downloads, { recursive: true, force: true });
  await cp(join(fetched, 'random'), join(downloads, 'random'), { recursive: true });
  await cp(join(fetched, 'small.gguf'), join(downloads, 'small.gguf'));
  const places = catalogue.models.flatMap((model) => model.variants[0]!.files.map((file) => ({ id: model.id, inner: join(model.folder, file.path) })));
  const candidates = onlyEmbedding ? places.filter(({ id }) => id === 'random') : places;
  const { id, inner } = candidates[index % candidates.length]!;
  const path = join(downloads, inner);
  const bytes = await readFile(path);
  await damage(path, bytes, numbers(index));
  return { downloads, id, path };
}
const open = (downloadsFolder: string) => createModelStore({ modelsFolder: models, downloadsFolder, fetch: globalThis.fetch, clock: systemClock, log: silentLog, isOffline: () => true });

describe('damaged model files', () => {
  it(`${cases.length} of them are found before they are loaded, put aside, and not tried again after a restart`, async () => {
    const found = new Map<string, number>();
    for (const [index, { name, damage }] of cases.entries()) {
      const { downloads, id, path } = await prepare(index, damage);
      const error = await open(downloads).locate(id).then(() => null, (thrown: unknown) => thrown);
      expect(error, `${name}: ${path}`).toMatchObject({ code: 'model_damaged' });
      await expect(open(downloads).locate(id), `${name}: ${path} after a restart`).rejects.toMatchObject({ code: 'model_missing' });
      expect((await readdir(join(path, '..'))).filter((file) => file.startsWith(path.split('/').at(-1)!))).toEqual([`${path.split('/').at(-1)!}.damaged-1`]);
      // The model beside it is not touched.
      await open(downloads).locate(id === 'small' ? 'random' : 'small');
      found.set(name, (found.get(name) ?? 0) + 1);
    }
    expect([...found.values()].reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(found.size).toBe(10);
  }, 120_000);

  it.each(damages)('%s: the engine answers, and finds what was said by its words', async (name, damage) => {
    const { downloads } = await prepare(damages.findIndex(([other]) => other === name), damage, true);
    // Offline: otherwise it would be fetched anew of itself.
    const options = { defaults: { models: { folder: models, downloads_folder: downloads, offline: true }, embedding_provider: { name: 'local' } }, realEmbeddings: true };
    test = await createTestEngine(options);
    const told = async ({ engine, say }: TestEngine) => {
      const session = await engine.client.sessions.create({});
      const events = await say(session.id, 'Mi perra se llama Nube');
      expect(events.at(-1)).toMatchObject({ type: 'turn-end', error: null, message: { status: 'complete' } });
      const { results, keyword_only } = await engine.client.memory.search({ query: 'perra', limit: 3, filters: { kinds: ['message'], speaker: 'user' } });
      expect(keyword_only).toBe(true);
      expect(results[0]?.text).toBe('Mi perra se llama Nube');
      const { components } = await engine.client.system.health({});
      expect(components.find(({ component }) => component === 'embeddings')?.status).not.toBe('ok');
    };
    await told(test);
    await test.restart();
    await told(test);
  }, 60_000);

  it('fetched again while the program runs, vectors are back', async () => {
    const { downloads, path } = await prepare(4, damages[2]![1], true);
    const files = await Promise.all(catalogue.models[0]!.variants[0]!.files.map(async (file) => [file.path, await readFile(join(fetched, 'random', file.path))] as const));
    const hub = await startTestHub({ 'acme/random': Object.fromEntries(files) });
    try {
      test = await createTestEngine({ defaults: { models: { folder: models, downloads_folder: downloads, hub_base_url: hub.baseUrl, offline: true }, embedding_provider: { name: 'local' } }, realEmbeddings: true });
      const session = await test.engine.client.sessions.create({});
      await test.say(session.id, 'Mi perra se llama Nube');
      const isByWords = async () => (await test!.engine.client.memory.search({ query: 'perra', limit: 3 })).keyword_only;
      expect(await isByWords()).toBe(true);
      expect((await test.engine.client.localModels.list()).models.find(({ id }) => id === 'random')).toMatchObject({ variants: [{ state: 'damaged' }], problem: { code: 'model_damaged' } });
      await test.engine.client.settings.write({ changes: [{ path: 'models.offline', value: false }] });
      await test.engine.client.localModels.download({ model: 'random' });
      await expect.poll(isByWords, { timeout: 20_000, interval: 300 }).toBe(false);
      expect(await readFile(path)).toEqual(await readFile(path.replace(downloads, fetched)));
      // Only the damaged file was fetched.
      expect(hub.seen.map((seen) => seen.path.split('/').at(-1))).toEqual([path.split('/').at(-1)]);
    } finally {
      await hub.close();
    }
  }, 60_000);
});
