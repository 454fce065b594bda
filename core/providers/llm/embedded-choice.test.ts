// Which file runs when none is named, and which of the catalogue would be better.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueModel, LanguageModelRow } from '../../inference/catalogue.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { chooseByMemory, estimatedNeed, machineMemory, recommendModel, type Candidate } from './embedded-choice.ts';
import { embeddedOptions, embeddedProvider } from './embedded.ts';
import { memoryOfGguf } from './gguf-memory.ts';
import type { LanguageModelDeps } from './llm.ts';
import { hasEmbeddedModel, shippedModelsFolder, testModelsFolder, withRealPart } from './testing/real-parts.ts';

const gb = 1e9;
const candidate = (name: string, size: number): Candidate => ({ name, path: `/${name}`, entry: null, size_bytes: size * gb });
const candidates = [candidate('small', 0.3), candidate('large', 5), candidate('middle', 2.5)];
const need = async ({ size_bytes }: Candidate) => size_bytes * 1.4;
const nameAt = async (memory: number, of = candidates, needOf: (candidate: Candidate) => Promise<number | null> = need) => (await chooseByMemory(of, needOf, memory * gb))?.file.name;

describe('the choice by memory', () => {
  it('is the largest that takes at most half of the memory', async () => {
    expect([await nameAt(1), await nameAt(4), await nameAt(8), await nameAt(16)]).toEqual(['small', 'small', 'middle', 'large']);
  });

  it('is the least hungry where none fits, and says so', async () => {
    const choice = await chooseByMemory(candidates, need, 0.5 * gb);
    expect(choice).toMatchObject({ file: { name: 'small' }, reason: expect.stringMatching(/No model here fits/) });
  });

  it('leaves out what is no model', async () => {
    expect(await nameAt(16, candidates, async (one) => (one.name === 'large' ? null : need(one)))).toBe('middle');
    expect(await nameAt(16, candidates, async () => null)).toBeUndefined();
    expect(await nameAt(16, [])).toBeUndefined();
  });
});

describe('the recommendation', () => {
  const row = (id: string, parameters: number | null, change: Partial<LanguageModelRow> = {}): LanguageModelRow => ({
    id, kind: 'llm', title: id, description: '', licence: { name: 'x', url: 'https://example.org', notice: '', needs_acceptance: false }, languages: [], folder: id, prompt_format: 'chat', is_base_model: false,
    context_tokens: 8192, parameters, sources: [{ kind: 'hub', repository: 'a/b', revision: 'main' }],
    variants: [{ precision: 'q4', weights: 'w.gguf', files: [{ path: 'w.gguf', size_bytes: null, sha256: null }] }], ...change,
  });
  const models: CatalogueModel[] = [row('base', 2e9, { is_base_model: true }), row('1b', 1e9), row('8b', 8e9), row('unknown', null)];

  it('is the largest that fits and follows instructions', () => {
    expect(recommendModel(models, 32 * gb)?.model.id).toBe('8b');
    expect(recommendModel(models, 8 * gb)?.model.id).toBe('1b');
    expect(recommendModel(models, 1 * gb)).toBeNull();
  });

  it('takes the size of the file where it is known', () => {
    const known = row('known', 8e9, { variants: [{ precision: 'q4', weights: 'w.gguf', files: [{ path: 'w.gguf', size_bytes: 1e9, sha256: null }] }] });
    expect(estimatedNeed(known)).toBeLessThan(estimatedNeed(row('8b', 8e9))! / 3);
    expect(estimatedNeed(row('unknown', null))).toBeNull();
  });
});

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'luminora-choice-'));
});
afterAll(async () => rm(scratch, { recursive: true, force: true }));

const file = 'gemma-3-270m-q4_k_m.gguf';
const deps = (change: Partial<LanguageModelDeps> = {}): LanguageModelDeps => ({
  fetch: () => Promise.reject(new Error('no network')), clock: systemClock, log: silentLog, modelsFolder: shippedModelsFolder, downloadsFolder: scratch, secret: async () => undefined, ...change,
});

/** A GGUF header with these keys (texts and 32 bit numbers) and then a vocabulary that is not there. */
function header(keys: Record<string, string | number>): Buffer {
  const long = (value: number) => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(BigInt(value)); return bytes; };
  const short = (value: number) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
  const text = (value: string) => Buffer.concat([long(Buffer.byteLength(value)), Buffer.from(value)]);
  const parts = Object.entries(keys).map(([key, value]) => Buffer.concat([text(key), ...(typeof value === 'string' ? [short(8), text(value)] : [short(4), short(value)])]));
  return Buffer.concat([Buffer.from('GGUF'), short(3), long(0), long(parts.length + 1), ...parts, text('tokenizer.ggml.tokens')]);
}

describe('memory', () => {
  const shape = { contextTokens: 1000, sequences: 2 };
  const llama = { 'general.architecture': 'llama', 'llama.block_count': 10, 'llama.attention.head_count': 8, 'llama.attention.head_count_kv': 2, 'llama.embedding_length': 512, 'llama.context_length': 4000 };
  const needOf = async (content: string | Buffer, of = shape) => {
    await writeFile(join(scratch, 'header.gguf'), content);
    return memoryOfGguf(join(scratch, 'header.gguf'), of);
  };

  it('of this machine is some', () => {
    expect(machineMemory()).toBeGreaterThan(100_000_000);
  });

  it('of a file is its weights, working space, and two numbers of 16 bits for each layer, head, place and token', async () => {
    const bytes = header(llama);
    expect(await needOf(bytes)).toBe(bytes.length + 150_000_000 + 10 * 2 * (64 + 64) * 2 * 1000 * 2);
    expect(await needOf(bytes, { contextTokens: 100_000, sequences: 1 }), 'never more tokens than the model was taught').toBe(bytes.length + 150_000_000 + 10 * 2 * 128 * 2 * 4000);
  });

  it('is unknown of what is no language model, wherever it was cut', async () => {
    const bytes = header(llama);
    for (const content of ['', 'GGUF', 'GGUF and nothing after it', '<html>', Buffer.alloc(100), header({ 'general.architecture': 'clip' })]) expect(await needOf(content)).toBeNull();
    for (let end = 0; end < bytes.length - 40; end += 7) expect(await needOf(bytes.subarray(0, end)), `${end}`).toBeNull();
    expect(await memoryOfGguf(join(scratch, 'nothing.gguf'), shape)).toBeNull();
  });
});

withRealPart(hasEmbeddedModel, `${file} is not in ${testModelsFolder}; fetch it with scripts/fetch-model.ts`, () => {
  describe('a real file', () => {
    it('needs more memory with a longer window and more conversations', async () => {
      const of = (contextTokens: number, sequences: number) => memoryOfGguf(join(testModelsFolder, file), { contextTokens, sequences });
      const [small, long, many] = [await of(512, 1), await of(8192, 1), await of(8192, 3)];
      expect(small).toBeGreaterThan(250_000_000);
      expect(long).toBeGreaterThan(small!);
      expect(many! - long!).toBeGreaterThan(200_000_000);
    }, 60_000);

    it('is chosen before one that is no model, also under the name "auto"; a named one comes before', async () => {
      const folder = join(scratch, 'installed');
      await mkdir(folder, { recursive: true });
      await symlink(join(testModelsFolder, file), join(folder, 'mine.gguf'));
      await writeFile(join(folder, 'junk.gguf'), 'x'.repeat(1000));
      for (const main of [undefined, 'auto']) {
        const model = await embeddedProvider.create(embeddedOptions.parse({ models: { main } }), deps({ downloadsFolder: folder, memoryBytes: 8 * gb }));
        expect(await model.identity()).toMatchObject({ model: 'mine.gguf' });
        expect(await model.health()).toMatchObject({ status: 'ok', details: { model: 'mine.gguf', reason: 'It is the only model here.' } });
        await model.close();
      }
      const named = await embeddedProvider.create(embeddedOptions.parse({ models: { main: 'junk.gguf' } }), deps({ downloadsFolder: folder }));
      expect(await named.identity()).toMatchObject({ model: 'junk.gguf' });
      await named.close();
    }, 60_000);
  });
});

describe('with nothing installed', () => {
  it('the catalogue\'s own is named', async () => {
    const model = await embeddedProvider.create(embeddedOptions.parse({}), deps({ downloadsFolder: join(scratch, 'empty') }));
    expect((await model.identity()).model).toBe('gemma-3-270m-q4_k_m');
    await model.close();
  });
});

describe('models of the store', () => {
  it('are listed and found by their id', async () => {
    const folder = join(scratch, 'stored');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'w.gguf'), 'junk');
    const row: LanguageModelRow = {
      id: 'added', kind: 'llm', title: 'Added', description: '', licence: { name: 'x', url: 'https://example.org', notice: '', needs_acceptance: false }, languages: [], folder: 'added', prompt_format: 'chat', is_base_model: false,
      context_tokens: 8192, parameters: 1e9, sources: [{ kind: 'hub', repository: 'a/b', revision: 'main' }], variants: [{ precision: 'q4', weights: 'w.gguf', files: [{ path: 'w.gguf', size_bytes: 4, sha256: null }] }],
    };
    const asked: string[] = [];
    const store: NonNullable<LanguageModelDeps['store']> = {
      async *download(id) {
        asked.push(id);
        yield { status: 'done', completed_bytes: 4, total_bytes: 4, bytes_per_second: null, source: 'hub', file: null };
      },
      list: async () => [{ model: row, origin: 'custom', problem: null, variants: [{ precision: 'q4', state: 'ready', size_bytes: 4, completed_bytes: 4, memory_bytes: null, estimated_bytes: null }] }],
      locate: async () => ({ model: row, origin: 'custom', precision: 'q4', folder, files: [], weights: 'w.gguf', revision: 'r', embedding: null, llm: null }),
    };
    const model = await embeddedProvider.create(embeddedOptions.parse({ models: { main: 'added' } }), deps({ downloadsFolder: join(scratch, 'empty'), store }));
    expect(await model.models()).toContainEqual(expect.objectContaining({ name: 'added', is_installed: true, size_bytes: 4 }));
    expect(await model.health()).toMatchObject({ status: 'ok', details: { model: 'added', reason: 'It is set.' } });
    // The store knows the mirror and whether anything may be fetched: the network of this provider refuses everything here.
    const progress = [];
    for await (const step of model.pull('')) progress.push(step);
    expect([asked, progress]).toEqual([['gemma-3-270m-q4_k_m'], [{ status: 'done', completed_bytes: 4, total_bytes: 4, bytes_per_second: null, source: 'hub' }]]);
    await model.close();
    const own = await embeddedProvider.create(embeddedOptions.parse({ hub_base_url: 'http://127.0.0.1:9' }), deps({ downloadsFolder: join(scratch, 'empty'), store }));
    for await (const step of own.pull('')) {
      expect([step.status, step.completed_bytes, asked.length]).toEqual(['downloading', 0, 1]);
      break;
    }
    await own.close();
  });
});
