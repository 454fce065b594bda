// How models come into the store from a folder, the hub and a catalogue of the user's own.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../lib/log.ts';
import { loadCatalogue } from './catalogue.ts';
import { collect, createStoreFixture, someBytes, tinyFiles, tinyModel, type StoreFixture } from './testing/store-fixture.ts';
import { ggufFile } from './testing/gguf-file.ts';
import { commitOf } from './testing/hub.ts';

let fixture: StoreFixture;
beforeEach(async () => { fixture = await createStoreFixture(); });
afterEach(async () => { await fixture.close(); });

describe('a model from a folder', () => {
  async function carry(files: Record<string, Buffer | string>): Promise<string> {
    const folder = join(fixture.scratch, 'Mi modelo e5');
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  it('is copied, hashed, described by its own small files, and there after a restart', async () => {
    const folder = await carry({
      ...tinyFiles, 'README.md': '---\nlicense: apache-2.0\n---\n', '1_Pooling/config.json': '{"pooling_mode_cls_token":true}', 'modules.json': '[{"type":"sentence_transformers.models.Pooling"}]',
      'notes.txt': 'not ours',
    });
    const added = await fixture.store.importFolder(folder);
    expect(added).toMatchObject({ origin: 'custom', problem: null, variants: [{ precision: 'int8', state: 'ready' }, { precision: 'fp32', state: 'ready' }] });
    expect(added.model).toMatchObject({ id: 'Mi-modelo-e5', kind: 'embedding', dimension: 8, max_tokens: 128, pooling: 'cls', is_normalized: false, query_prefix: 'query: ', licence: { name: 'apache-2.0' } });
    const located = await fixture.open().locate('Mi-modelo-e5', 'fp32');
    expect(await readFile(join(located.folder, located.weights))).toEqual(tinyFiles['onnx/model.onnx']);
    expect(existsSync(join(located.folder, 'notes.txt'))).toBe(false);
    await expect(fixture.store.importFolder(folder)).rejects.toMatchObject({ code: 'conflict' });
    await fixture.store.importFolder(folder, 'Another');
    await fixture.store.remove('Mi-modelo-e5');
    expect((await fixture.open().list()).map((model) => model.model.id)).toEqual(['tiny', 'Another']);
    expect(existsSync(join(folder, 'onnx/model.onnx'))).toBe(true);
  });

  it('may be one GGUF file, described by its own header', async () => {
    const file = join(fixture.scratch, 'Some Model-Q8_0.gguf');
    await writeFile(file, ggufFile({ 'general.architecture': 'llama', 'general.name': 'Some Model', 'general.size_label': '1.2B', 'llama.context_length': 8192, 'tokenizer.ggml.tokens': ['a', 'b'], 'tokenizer.chat_template': '{{ messages }}' }));
    const added = await fixture.store.importFolder(file);
    expect(added.model).toMatchObject({ id: 'Some-Model-Q8_0', kind: 'llm', title: 'Some Model', prompt_format: 'chat', is_base_model: false, context_tokens: 8192, parameters: 1.2e9 });
    expect(added.variants).toMatchObject([{ precision: 'int8', state: 'ready' }]);
    expect((await fixture.open().locate('Some-Model-Q8_0')).llm?.file.path).toBe('Some-Model-Q8_0.gguf');
  });

  it('takes no other model\'s file, and an empty title is none', async () => {
    const file = join(fixture.scratch, 'Chat.gguf');
    await writeFile(file, ggufFile({ 'general.architecture': 'llama', 'general.name': 'Chat' }));
    expect((await fixture.store.importFolder(file, ' ')).model).toMatchObject({ id: 'Chat', title: 'Chat' });
    await rm(join(fixture.downloads, 'Chat.gguf'));
    await expect(fixture.store.importFolder(file, 'Other')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Rename the file') });
    expect(existsSync(join(fixture.downloads, 'Chat.gguf'))).toBe(false);
  });

  it('that a crash left without an entry is cleared by the next import, which may be of the same name; what is listed stays', async () => {
    const folder = await carry(tinyFiles);
    const added = await fixture.store.importFolder(folder);
    const list = join(fixture.downloads, 'custom-models.json');
    const note = join(fixture.downloads, '.importing.json');
    expect(existsSync(note)).toBe(false);
    // As a crash leaves it: before the entry is written, in the middle of a copy, with the note of what is being copied.
    const leave = async () => {
      await rm(list, { force: true });
      const paths = Object.keys(tinyFiles).map((path) => `${added.model.id}/${path}`);
      await writeFile(note, JSON.stringify({ version: 1, files: [...paths, 'Half/onnx/model.onnx'] }));
      await mkdir(join(fixture.downloads, 'Half/onnx'), { recursive: true });
      await writeFile(join(fixture.downloads, 'Half/onnx/model.onnx.importing'), 'half');
    };
    await leave();
    const again = fixture.open();
    expect((await again.list()).map(({ model }) => model.id)).toEqual(['tiny']);
    await again.importFolder(folder, 'Another');
    expect((await readdir(fixture.downloads)).sort()).toEqual(['Another', 'custom-models.json']);
    await again.importFolder(folder);
    await leave();
    await again.importFolder(folder);
    await again.locate(added.model.id);
    // The entry was written, and only the note remained: nothing is deleted.
    await writeFile(note, JSON.stringify({ version: 1, files: [`${added.model.id}/config.json`] }));
    await again.importFolder(folder, 'Third');
    await again.locate(added.model.id);
    // What nobody noted as a leftover may be anything: it stays, and is said.
    await rm(list);
    await expect(again.importFolder(folder)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('lies in') });
    expect(existsSync(join(fixture.downloads, added.model.id, 'config.json'))).toBe(true);
    expect(existsSync(note)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('comes again after a program that ended between copying and listing', async () => {
    const folder = await carry(tinyFiles);
    await mkdir(fixture.downloads);
    // The import stops there: it writes its entry into a pipe that nobody reads.
    const pipe = join(fixture.downloads, 'custom-models.json.tmp');
    execFileSync('mkfifo', [pipe]);
    const running = fixture.store.importFolder(folder);
    await vi.waitFor(() => { for (const path of Object.keys(tinyFiles)) expect(existsSync(join(fixture.downloads, 'Mi-modelo-e5', path)), path).toBe(true); });
    const left = join(fixture.scratch, 'left');
    await cp(fixture.downloads, left, { recursive: true, filter: (path) => path !== pipe });
    await readFile(pipe);
    await running;
    const after = fixture.open({ downloadsFolder: left });
    expect((await after.list()).map(({ model }) => model.id)).toEqual(['tiny']);
    await after.importFolder(folder);
    await after.locate('Mi-modelo-e5');
  });

  it('stays on the list when several come at once, and comes once', async () => {
    const folder = await carry(tinyFiles);
    const results = await Promise.allSettled(['One', 'Two', 'Two', 'Three'].map((title) => fixture.store.importFolder(folder, title)));
    expect(results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'ready'))).toEqual(['ready', 'ready', 'conflict', 'ready']);
    expect((await fixture.open().list()).map(({ model, problem }) => [model.id, problem])).toEqual([['tiny', null], ['One', null], ['Two', null], ['Three', null]]);
    for (const id of ['One', 'Two', 'Three']) await fixture.store.locate(id);
  });

  it('is refused with what is missing, and nothing of it stays', async () => {
    const refusals: [Record<string, Buffer | string>, RegExp][] = [
      [{ 'notes.txt': 'x' }, /holds no model/],
      [{ 'model.onnx': 'x' }, /lacks config\.json, tokenizer\.json, tokenizer_config\.json/],
      [{ ...tinyFiles, 'config.json': '{' }, /config\.json of .* is not readable/],
      [{ ...tinyFiles, 'config.json': '{}' }, /length of its vectors/],
      [{ ...tinyFiles, 'config.json': '{"hidden_size":70000}' }, /what its files say of dimension cannot be/],
      [{ ...tinyFiles, 'tokenizer.json': '' }, /is empty/],
      [{ 'a.gguf': 'GGUF', 'b.gguf': 'GGUF' }, /several GGUF files/],
      [{ 'a.gguf': '<html>' }, /is no GGUF file/],
      [{ 'a.gguf': Buffer.concat([Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 7])]) }, /ends inside its header/],
      [{ 'a.gguf': 'GGUF and nothing more, but long enough to have a header' }, /version .* is not known/],
    ];
    for (const [files, reason] of refusals) {
      const folder = await carry(files);
      await expect(fixture.store.importFolder(folder)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(reason) });
      await rm(folder, { recursive: true });
    }
    await expect(fixture.store.importFolder(join(fixture.scratch, 'none'))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(fixture.store.importFolder(join(fixture.scratch, 'models/catalogue.json'))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('not a .gguf file') });
    expect(await fixture.store.list()).toHaveLength(1);
    expect(await readdir(fixture.downloads).then((names) => names.filter((name) => !name.startsWith('Mi')), () => [])).toEqual([]);
  });
});

describe('a repository of the hub', () => {
  it('is added with its commit and hashes, downloaded later, and removed with its entry', async () => {
    fixture.hub.repositories.set('other/bge', new Map([...fixture.hub.repositories.get('someone/tiny')!, ['config_sentence_transformers.json', Buffer.from('{"prompts":{"query":"Q: ","document":"D: "}}')]]));
    fixture.hub.info = { cardData: { license: 'mit', language: ['en', 'es'] } };
    const added = await fixture.store.addFromHub('other/bge');
    expect(added.model).toMatchObject({ id: 'bge', kind: 'embedding', query_prefix: 'Q: ', passage_prefix: 'D: ', languages: ['en', 'es'], licence: { name: 'mit', needs_acceptance: false }, sources: [{ kind: 'hub', repository: 'other/bge', revision: commitOf('other/bge') }] });
    expect(added.variants[0]).toMatchObject({ precision: 'int8', state: 'absent' });
    expect(fixture.hub.seen.some((request) => request.path.endsWith('.onnx'))).toBe(false);
    await collect(fixture.open().download('bge', 'int8'));
    expect(await fixture.store.locate('bge')).toMatchObject({ origin: 'custom', precision: 'int8' });
    await expect(fixture.store.addFromHub('other/bge')).rejects.toMatchObject({ code: 'conflict' });
    await fixture.store.remove('bge');
    expect(await fixture.store.list()).toHaveLength(1);
  });

  it('with GGUF files is a language model; a gated one wants its licence accepted', async () => {
    fixture.hub.repositories.set('other/chat-GGUF', new Map([['chat-Q4_K_M.gguf', someBytes(1000, 3)], ['chat-Q8_0.gguf', someBytes(2000, 4)], ['mmproj-f16.gguf', someBytes(10, 5)]]));
    fixture.hub.info = { gated: 'auto', cardData: { license: 'other', license_name: 'gemma' } };
    const added = await fixture.store.addFromHub('other/chat-GGUF');
    expect(added.model).toMatchObject({ kind: 'llm', prompt_format: 'chat', licence: { name: 'gemma', needs_acceptance: true } });
    expect(added.variants.map((variant) => [variant.precision, variant.size_bytes])).toEqual([['q4', 1000], ['int8', 2000]]);
    await collect(fixture.store.download('chat-GGUF'));
    const located = await fixture.store.locate('chat-GGUF');
    expect(located.llm).toMatchObject({ file: { path: 'chat-GGUF/chat-Q4_K_M.gguf', size_bytes: 1000 } });
    expect(existsSync(join(fixture.downloads, 'chat-GGUF/chat-Q4_K_M.gguf'))).toBe(true);
  });

  it('leaves files of the same name alone that another repository or another folder of it has', async () => {
    fixture.hub.repositories.set('one/chat', new Map([['Q4_K_M/chat.gguf', someBytes(1000, 3)], ['Q8_0/chat.gguf', someBytes(2000, 4)]]));
    fixture.hub.repositories.set('two/chat-too', new Map([['Q4_K_M/chat.gguf', someBytes(3000, 5)]]));
    await fixture.store.addFromHub('one/chat');
    await fixture.store.addFromHub('two/chat-too');
    for (const [id, precision] of [['chat', 'q4'], ['chat', 'int8'], ['chat-too', 'q4']] as const) await collect(fixture.store.download(id, precision));
    expect([(await fixture.store.locate('chat', 'q4')).files, (await fixture.store.locate('chat', 'int8')).files, (await fixture.store.locate('chat-too')).files].map(([file]) => file?.size_bytes)).toEqual([1000, 2000, 3000]);
    await fixture.store.remove('chat');
    expect(await readdir(fixture.downloads)).not.toContain('chat');
    await fixture.store.locate('chat-too');
  });

  it('is refused when there is nothing in it to use, it does not exist, or it is locked', async () => {
    fixture.hub.repositories.set('other/empty', new Map([['README.md', Buffer.from('x')]]));
    await expect(fixture.store.addFromHub('other/empty')).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('neither ONNX') });
    fixture.hub.repositories.set('other/half', new Map([['model.onnx', Buffer.from('x')]]));
    await expect(fixture.store.addFromHub('other/half')).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('lacks config.json') });
    await expect(fixture.store.addFromHub('other/none')).rejects.toMatchObject({ code: 'not_found' });
    fixture.hub.info = { sha: 'no commit' };
    await expect(fixture.store.addFromHub('someone/tiny')).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('not a listing') });
    expect(await fixture.store.list()).toHaveLength(1);
  });
});

describe('the user\'s own catalogue', () => {
  const written = (models: unknown[]) => JSON.stringify({ version: 2, hub: { base_url: 'http://localhost' }, defaults: { embedding: '', llm: '' }, models });

  it('adds entries and replaces ours of the same id', async () => {
    const path = join(fixture.scratch, 'own.json');
    await writeFile(path, written([{ ...tinyModel, title: 'Mine' }, { ...tinyModel, id: 'second' }]));
    const store = fixture.open({ cataloguePath: path });
    expect((await store.list()).map((model) => model.model.title)).toEqual(['Mine', 'Tiny']);
    expect(await store.catalogueProblem()).toBeNull();
  });

  it('that is wrong or missing takes no other model away: it is said with the file and what to do, and its files stay', async () => {
    await collect(fixture.store.download('tiny'));
    const path = join(fixture.scratch, 'own.json');
    const errors: unknown[] = [];
    const log = { ...silentLog, error: (event: string, fields?: unknown) => { errors.push([event, fields]); } };
    const store = fixture.open({ cataloguePath: path, log });
    for (const text of [null, '[]', '{', written([{ ...tinyModel, id: '../x' }])]) {
      if (text !== null) await writeFile(path, text);
      errors.length = 0;
      expect((await store.list()).map(({ model }) => model.id)).toEqual(['tiny']);
      await store.locate('tiny');
      await expect(store.locate('second')).rejects.toMatchObject({ code: 'model_missing', message: expect.stringMatching(/no model "second".*own\.json.*Correct that file, or take models\.catalogue out/) });
      expect((await store.catalogueProblem())?.message).not.toContain('Install');
      expect(errors).toEqual([['own-catalogue-unreadable', { path, reason: expect.stringContaining(path) }]]);
    }
    // Its entry may be another one of the same id: what does not fit ours is left where it is.
    const weights = join(fixture.downloads, 'tiny/onnx/model_quantized.onnx');
    await writeFile(weights, 'of another kind');
    await expect(store.locate('tiny', 'int8')).rejects.toMatchObject({ code: 'model_damaged' });
    await store.verify('tiny');
    expect(await readFile(weights, 'utf8')).toBe('of another kind');
    await writeFile(path, written([{ ...tinyModel, id: 'second' }]));
    expect((await store.list()).map(({ model }) => model.id)).toEqual(['tiny', 'second']);
    // A mistake made while the program runs: what it said before counts on.
    await writeFile(path, written([]).slice(1));
    expect((await store.list()).map(({ model }) => model.id)).toEqual(['tiny', 'second']);
    expect(await store.catalogueProblem()).toMatchObject({ code: 'model_damaged' });
  });
});

describe('the shipped catalogue', () => {
  it('lists both bundled models as ready, each file verified', async () => {
    const modelsFolder = join(import.meta.dirname, '../../models');
    const store = fixture.open({ modelsFolder });
    for (const id of ['all-MiniLM-L6-v2', 'multilingual-e5-small-latin']) {
      const located = await store.locate(id);
      expect(located).toMatchObject({ origin: 'bundled', folder: join(modelsFolder, id), precision: 'int8' });
      expect(located.embedding?.files).toHaveLength((await readdir(located.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && entry.name !== 'MODEL_CARD.md').length);
    }
  });

  it('never gives half of what is known of a file, and every entry has a licence and a source', async () => {
    const catalogue = await loadCatalogue(join(import.meta.dirname, '../../models'));
    for (const model of catalogue.models) {
      expect(model.licence.name, model.id).not.toBe('');
      expect(model.licence.url, model.id).toMatch(/^https:/);
      for (const variant of model.variants) for (const file of variant.files) expect(file.sha256 === null, `${model.id} ${file.path}`).toBe(file.size_bytes === null);
    }
  });
});
