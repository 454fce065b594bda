// The engine as a whole: starting and failing to start, settings that take effect at once, events, the library on top.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, loadConfig, Luminora, openEngine, productFolder } from './index.ts';
import type { OpenOptions } from './index.ts';
import type { EngineEvent } from './contract/events.ts';
import { silentLog } from './lib/log.ts';
import { lockDataFolder, readDataFolderOwner } from './providers/storage/sqlite-lock.ts';
import { endOf } from './testing/test-chat.ts';
import { createTestEngine } from './testing/test-engine.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-engine-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const scripted = { llm_provider: { name: 'scripted' }, embedding_provider: { name: 'scripted' } };
const open = (options: Partial<OpenOptions> = {}) => openEngine({ dataFolder: join(folder, 'data'), productFolder, env: {}, defaults: scripted, ...options });
/** A copy of the product's small folders, to spoil. */
const spoiltProduct = () => {
  const product = join(folder, 'product');
  for (const part of ['migrations', 'personalities']) cpSync(join(productFolder, part), join(product, part), { recursive: true });
  mkdirSync(join(product, 'models'));
  return product;
};

describe('starting', () => {
  it.each<[string, (product: string) => Partial<OpenOptions> | undefined, string]>([
    ['a wrong value', () => ({ flags: { 'llm_provider.name': 'nobody' } }), 'invalid_configuration'],
    ['a storage this version has not', () => ({ flags: { 'storage_provider.name': 'mongodb' } }), 'invalid_configuration|unsupported'],
    ['a vector store this version has not', () => ({ flags: { 'vector_store_provider.name': 'faiss' } }), 'invalid_configuration|unsupported'],
    ['a database outside the folder', () => ({ flags: { 'storage_provider.config.database_path': '../elsewhere.db' } }), 'invalid_configuration'],
    ['an option of the wrong kind', () => ({ flags: { 'storage_provider.config.database_path': 5 } }), 'invalid_configuration'],
    ['a personality that is no JSON', (product) => { writeFileSync(join(product, 'personalities', 'a.json'), '{'); return undefined; }, 'invalid_configuration'],
    ['a personality without a name', (product) => { writeFileSync(join(product, 'personalities', 'a.json'), '{"persona":{}}'); return undefined; }, 'invalid_configuration'],
    ['no personalities at all', (product) => { rmSync(join(product, 'personalities'), { recursive: true }); return undefined; }, 'invalid_configuration'],
  ])('with %s fails, frees the folder and leaves nothing open', async (_what, spoil, codes) => {
    const product = spoiltProduct();
    const options = spoil(product) ?? {};
    const error: unknown = await open({ productFolder: product, ...options }).then(() => null, (failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'LuminoraError', code: expect.stringMatching(new RegExp(`^(?:${codes})$`)) });
    const engine = await open();
    await engine.close();
  });

  it('with an option its provider cannot take names the place in the file', async () => {
    const file = join(folder, 'luminora.json');
    writeFileSync(file, '{"llm_provider":{"name":"scripted","config":{\n"replies":"no list"}}}');
    await expect(open({ configFile: file })).rejects.toMatchObject({
      code: 'invalid_configuration', details: { issues: [{ file, path: 'llm_provider.config.replies', line: 2, got: '"no list"', expected: 'a list [ … ]' }] },
    });
    writeFileSync(file, '{"llm_provider":{"name":"auto","config":{"embedded":{"threads":"many"}}}}');
    await expect(open({ configFile: file })).rejects.toMatchObject({ details: { issues: [{ path: 'llm_provider.config.embedded.threads' }] } });
  });

  it('with an embedding service this version has not goes by words, and health says why', async () => {
    const engine = await open({ flags: { 'embedding_provider.name': 'voyage' } });
    const { components } = await engine.client.system.health();
    expect(components.find(({ component }) => component === 'embeddings')).toMatchObject({ status: 'warning', message: expect.stringContaining('"voyage" is not part of this version') });
    await engine.close();
  });

  it('with a store this version has not leaves nothing on the disk', async () => {
    for (const section of ['storage_provider', 'vector_store_provider']) await expect(open({ flags: { [`${section}.name`]: section === 'storage_provider' ? 'mysql' : 'chromadb' } })).rejects.toMatchObject({ code: 'unsupported' });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('with a configuration file that is not there does not start on defaults', async () => {
    await expect(open({ configFile: join(folder, 'typo.json') })).rejects.toMatchObject({ code: 'invalid_configuration', details: { issues: [{ file: join(folder, 'typo.json'), got: 'no such file' }] } });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('with a file where a folder should be says so', async () => {
    writeFileSync(join(folder, 'data'), '');
    writeFileSync(join(folder, 'own.json'), '{}');
    await expect(open({ configFile: join(folder, 'own.json') })).rejects.toMatchObject({ code: 'storage_failed', message: expect.stringContaining(join(folder, 'data')) });
    rmSync(join(folder, 'data'));
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'models'), '');
    await expect(open()).rejects.toMatchObject({ code: 'storage_failed', message: expect.stringContaining('models') });
  });

  it('a second one is told who has the folder; the first tells where it is reached', async () => {
    const engine = await open();
    await engine.publishAddress({ url: 'http://127.0.0.1:1', token: 'secret' });
    expect(readDataFolderOwner(join(folder, 'data'))).toMatchObject({ url: 'http://127.0.0.1:1', pid: process.pid });
    expect(() => lockDataFolder(join(folder, 'data'), { pid: 1 })).toThrow(expect.objectContaining({ code: 'data_folder_in_use' }));
    await expect(open()).rejects.toMatchObject({ code: 'data_folder_in_use' });
    await Promise.all([engine.close(), engine.close()]);
    expect(engine).toMatchObject({ dataFolder: join(folder, 'data'), version: expect.stringMatching(/^\d/) });
  });

  it('a changed shipped personality replaces the old one, the rest is left alone', async () => {
    const product = spoiltProduct();
    await (await open({ productFolder: product })).close();
    const file = join(product, 'personalities', 'luna.json');
    const luna = JSON.parse(readFileSync(file, 'utf8')) as { persona: { description: string }; appearance?: unknown };
    luna.persona.description = 'Another';
    delete luna.appearance;
    writeFileSync(file, JSON.stringify(luna));
    const engine = await open({ productFolder: product });
    expect((await engine.client.characters.list()).personalities.find(({ id }) => id === 'luna')).toMatchObject({ description: 'Another', accent_hue: null });
    await engine.close();
  });

  it('on a configuration given whole works, and keeps no settings', async () => {
    const { config, warnings } = await loadConfig({ defaults: scripted });
    expect(warnings).toEqual([]);
    const engine = await createEngine(config, { dataFolder: join(folder, 'data'), productFolder, log: silentLog });
    expect(await engine.client.settings.read()).toMatchObject({ file: null, warnings: [] });
    expect(Object.keys((await engine.client.settings.schema()).providers)).toEqual(['llm_provider', 'embedding_provider', 'storage_provider', 'vector_store_provider', 'cache_provider']);
    await expect(engine.client.settings.write({ changes: [{ path: 'llm_provider.name', value: 'auto' }] })).rejects.toMatchObject({ code: 'unsupported' });
    await engine.close();
  });

  it('once closed it answers nothing and can be opened again', async () => {
    const engine = await open();
    await engine.close();
    await expect(engine.client.sessions.create({})).rejects.toMatchObject({ code: 'storage_failed' });
    await (await open()).close();
  });
});

describe('health', () => {
  it('names every part', async () => {
    const engine = await open();
    const report = await engine.client.system.health();
    expect(report).toMatchObject({ status: 'warning' });
    expect(report.components.map(({ component, status }) => [component, status])).toEqual([['storage', 'ok'], ['llm', 'warning'], ['embeddings', 'warning'], ['vectors', 'ok'], ['cache', 'ok']]);
    await engine.close();
  });
});

describe('settings', () => {
  it('switch the model without a restart, with comments kept', async () => {
    const file = join(folder, 'config.jsonc');
    writeFileSync(file, '{\n  // who answers\n  "llm_provider": { "name": "scripted", "config": { "replies": ["one"] } }\n}\n');
    const test = await createTestEngine({ configFile: file });
    const session = await test.engine.client.sessions.create({});
    expect(endOf(await test.say(session.id, 'Hi')).message.content).toBe('one');
    const watching = (await test.engine.client.system.events())[Symbol.asyncIterator]();
    await watching.next();
    const written = await test.engine.client.settings.write({ changes: [{ path: 'llm_provider.config.replies', value: ['two'] }] });
    expect(written.restart_needed).toEqual([]);
    expect([(await watching.next()).value, (await watching.next()).value]).toEqual([{ type: 'model-changed' }, { type: 'settings-changed', paths: ['llm_provider.config.replies'] }] satisfies EngineEvent[]);
    expect(endOf(await test.say(session.id, 'Hi')).message.content).toBe('two');
    expect(readFileSync(file, 'utf8')).toContain('// who answers');
    expect((await test.engine.client.settings.write({ changes: [{ path: 'memory.recall_limit', value: 3 }, { path: 'embedding_provider.dimension', value: 32 }] })).restart_needed).toEqual(['embedding_provider.dimension']);
    expect((await test.engine.client.settings.read()).values).toContainEqual({ path: 'memory.recall_limit', value: 3, source: 'file' });
    await test.close();
  });

  it('that are wrong are refused, and the file stays byte for byte', async () => {
    const file = join(folder, 'config.json');
    const text = '{"memory": {"recall_limit":   3}} // mine\n';
    writeFileSync(file, text);
    const test = await createTestEngine({ configFile: file });
    for (const [path, value] of [['memory.recall_limit', -1], ['llm_provider.name', 'nobody'], ['memory.recall_limit', 'three']] as const) {
      await expect(test.engine.client.settings.write({ changes: [{ path: 'memory.recall_token_budget', value: 100 }, { path, value }] })).rejects.toMatchObject({ code: 'invalid_configuration' });
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect((await test.engine.client.settings.read()).values).toContainEqual(expect.objectContaining({ path: 'memory.recall_token_budget', value: 800 }));
    await test.close();
  });

  it('written at the same time are all kept', async () => {
    const test = await createTestEngine();
    const changes = [['memory.recall_limit', 3], ['memory.recall_token_budget', 333], ['features.mood', false], ['features.affinity', false], ['safety.max_message_chars', 99], ['character.language', 'es']] as const;
    await Promise.all([...changes.map(([path, value]) => test.engine.client.settings.write({ changes: [{ path, value }] })), test.engine.client.settings.write({ changes: [{ path: 'memory.recall_limit', value: -1 }] }).catch(() => undefined)]);
    const { values } = await test.engine.client.settings.read();
    for (const [path, value] of changes) expect(values).toContainEqual({ path, value, source: 'file' });
    await test.close();
  });

  it('an option the chosen provider cannot take is refused, and nothing changes', async () => {
    const test = await createTestEngine();
    await expect(test.engine.client.settings.write({ changes: [{ path: 'llm_provider.config.delay_ms', value: 'soon' }] })).rejects.toMatchObject({ code: 'invalid_configuration', message: expect.stringContaining('llm_provider.config.delay_ms') });
    await expect(test.engine.client.settings.write({ changes: [{ path: 'embedding_provider.config.threads', value: 0 }, { path: 'embedding_provider.name', value: 'local' }] })).rejects.toMatchObject({ code: 'invalid_configuration' });
    const session = await test.engine.client.sessions.create({});
    expect(endOf(await test.say(session.id, 'Hi'))).toMatchObject({ error: null });
    await test.close();
  });

  it('a model whose options are wrong, where no file was checked, fails the turn by name', async () => {
    const { config } = await loadConfig({ defaults: { ...scripted, llm_provider: { name: 'scripted', config: { delay_ms: 'soon' } } } });
    const engine = await createEngine(config, { dataFolder: join(folder, 'data'), productFolder });
    const session = await engine.client.sessions.create({});
    const events = [];
    for await (const event of await engine.client.chat.send({ session_id: session.id, message: 'Hi' })) events.push(event);
    expect(endOf(events)).toMatchObject({ error: { code: 'invalid_configuration', message: expect.stringContaining('llm_provider.config.delay_ms') } });
    expect(await engine.client.models.status()).toMatchObject({ current: null, configured: 'scripted' });
    await engine.close();
  });

  it('local providers are asked with the settings of now', async () => {
    const asked: string[] = [];
    const test = await createTestEngine({ fetch: async (input) => {
      asked.push(new URL(input instanceof Request ? input.url : input).host);
      throw new TypeError('nobody there');
    } });
    await test.engine.client.models.list();
    await test.engine.client.settings.write({ changes: [{ path: 'llm_provider.saved', value: { ollama: { config: { api_base: 'http://127.0.0.1:7' } } } }] });
    expect((await test.engine.client.models.list()).models.map(({ provider }) => provider)).not.toContain('ollama');
    expect(asked.at(-1)).toBe('127.0.0.1:7');
    await expect((async () => { for await (const _event of await test.engine.client.models.pull({ provider: 'nobody' })); })()).rejects.toMatchObject({ code: 'unsupported' });
    await test.close();
  });
});

describe('the library', () => {
  it('is a companion in a few calls', async () => {
    const file = join(folder, 'luminora.json');
    writeFileSync(file, JSON.stringify({ llm_provider: { name: 'scripted', config: { rules: [{ match: 'fail', reply: ' ' }], replies: ['Hello you'] } }, embedding_provider: { name: 'scripted' } }));
    const luminora = await Luminora.fromConfig(file, { env: {} });
    expect(existsSync(join(folder, 'luminora.db'))).toBe(true);
    const session = await luminora.createSession({ userId: 'ana', personality: 'luna', title: 'One' });
    expect(await luminora.reply(session.id, 'My name is Ana')).toBe('Hello you');
    await luminora.settled();
    expect((await luminora.getFacts({ userId: 'ana' })).map(({ value }) => value)).toEqual(['Ana']);
    expect(await luminora.getFacts()).toEqual([]);
    expect((await luminora.searchMemories('name', { userId: 'ana', limit: 1, filters: { kinds: ['message'] } })).map(({ text }) => text)).toEqual(['My name is Ana']);
    expect(await luminora.searchMemories('name')).toEqual([]);
    expect((await luminora.history(session.id)).map(({ content }) => content)).toEqual(['My name is Ana', 'Hello you']);
    expect((await luminora.health()).components).toHaveLength(5);
    expect(await luminora.analytics({ userId: session.user_id, timeZone: 'UTC' })).toMatchObject({ time_zone: 'UTC', messages: { user: 1, assistant: 1 }, memory: { facts: 1 }, companions: [{ personality: 'luna', messages: 2 }] });
    expect((await luminora.analytics({ userId: 'nobody', personality: session.personality })).messages).toMatchObject({ user: 0, assistant: 0 });
    await expect(luminora.analytics({ timeZone: 'Mars/Base' })).rejects.toMatchObject({ name: 'LuminoraError', code: 'invalid_input' });
    expect(await luminora.stop(session.id)).toBe(false);
    expect((await luminora.createSession()).user_id).toBe('default');
    await expect(luminora.reply(session.id, 'fail')).rejects.toMatchObject({ name: 'LuminoraError', code: 'provider_bad_response' });
    await expect(luminora.reply('nowhere', 'Hi')).rejects.toMatchObject({ name: 'LuminoraError', code: 'not_found', details: { session_id: 'nowhere' } });
    await expect(luminora.reply(session.id, '')).rejects.toMatchObject({ name: 'LuminoraError', code: 'invalid_input', message: expect.stringContaining('message: ') });
    await expect(luminora.forget({ kind: 'person', name: 'x' })).rejects.toMatchObject({ name: 'LuminoraError', code: 'invalid_input', message: expect.stringMatching(/^What was sent is not valid\. target\.name: /) });
    await luminora.close();
    await expect(luminora.createSession()).rejects.toMatchObject({ name: 'LuminoraError' });
  });

  it('opens a data folder without a configuration file of its own', async () => {
    const luminora = await Luminora.fromConfig(undefined, { dataFolder: join(folder, 'data'), env: { LUMINORA_LLM_PROVIDER: 'scripted' } }).catch((error: unknown) => error);
    expect(luminora).toBeInstanceOf(Luminora);
    await (luminora as Luminora).close();
  });

  it('stops when its signal does, before or in the middle', async () => {
    const file = join(folder, 'luminora.json');
    writeFileSync(file, JSON.stringify({ llm_provider: { name: 'scripted', config: { delay_ms: 60_000, replies: ['slow'] } }, embedding_provider: { name: 'scripted' } }));
    const luminora = await Luminora.fromConfig(file, { env: {}, dataFolder: join(folder, 'data') });
    const session = await luminora.createSession();
    for (const moment of ['message-saved', 'reply-start', 'already'] as const) {
      const stop = new AbortController();
      if (moment === 'already') stop.abort();
      const events = [];
      for await (const event of luminora.sendMessage(session.id, 'Hi', { signal: stop.signal, clientMessageId: moment })) {
        events.push(event);
        if (event.type === moment) stop.abort();
      }
      expect(endOf(events)).toMatchObject({ error: null, message: { status: 'interrupted' } });
    }
    await expect((async () => { for await (const _event of luminora.sendMessage(session.id, 'Other', { clientMessageId: 'already' })); })()).rejects.toMatchObject({ name: 'LuminoraError', code: 'conflict' });
    await luminora.close();
  });
});
