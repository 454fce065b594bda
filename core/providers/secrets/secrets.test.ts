import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { secretStoreConformance } from './conformance.ts';
import { createEncryptedFileSecretStore } from './encrypted-file.ts';
import { createEnvironmentSecretStore } from './env.ts';
import { createLayeredSecretStore } from './layered.ts';
import { secretStoreProviders } from './registry.ts';

let folder = '';
let count = 0;
beforeAll(async () => { folder = await fs.mkdtemp(path.join(os.tmpdir(), 'luminora-secrets-')); });
afterAll(() => fs.rm(folder, { recursive: true }));
const newFile = () => path.join(folder, `${(count += 1)}`, 'secrets.json');

secretStoreConformance('encrypted-file with a key file', async () => {
  const file = newFile();
  const reopen = async () => createEncryptedFileSecretStore({ file });
  return {
    store: await reopen(), reopen,
    async breakKey() {
      await fs.writeFile(`${file}.key`, Buffer.alloc(32, 7));
      return { store: await reopen(), rawBytes: () => fs.readFile(file) };
    },
  };
});

secretStoreConformance('encrypted-file with a passphrase', async () => {
  const file = newFile();
  const reopen = async () => createEncryptedFileSecretStore({ file, passphrase: 'correct horse' });
  return {
    store: await reopen(), reopen,
    breakKey: async () => ({ store: createEncryptedFileSecretStore({ file, passphrase: 'wrong' }), rawBytes: () => fs.readFile(file) }),
  };
});

describe('the encrypted file', () => {
  it('is 0600, and so is its key', async () => {
    const file = newFile();
    await createEncryptedFileSecretStore({ file }).set('KEY', 'value');
    for (const one of [file, `${file}.key`]) expect((await fs.stat(one)).mode & 0o777).toBe(0o600);
  });

  it('stays locked, unchanged, when the key file is gone, the passphrase is missing, the file is damaged or an entry was moved', async () => {
    const file = newFile();
    await createEncryptedFileSecretStore({ file }).set('KEY', 'value', { origin: 'a.test' });
    const good = await fs.readFile(file, 'utf8');
    const refuses = async (text: string) => {
      await fs.writeFile(file, text);
      await expect(createEncryptedFileSecretStore({ file }).get('KEY', { origin: 'evil.test' })).rejects.toMatchObject({ code: 'secret_store_unavailable' });
      expect(await fs.readFile(file, 'utf8')).toBe(text);
    };
    await refuses(good.replace('a.test', 'evil.test'));
    await refuses(good.slice(0, 50));
    await fs.rm(`${file}.key`);
    await fs.writeFile(file, good);
    await expect(createEncryptedFileSecretStore({ file }).set('OTHER', 'x')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    const second = newFile();
    await createEncryptedFileSecretStore({ file: second, passphrase: 'p' }).set('KEY', 'value');
    await expect(createEncryptedFileSecretStore({ file: second }).get('KEY')).rejects.toThrow('passphrase');
  });
  it('lists by name, says what is wrong with its health, and loses nothing to a folder that cannot be written', async () => {
    const file = newFile();
    const store = createEncryptedFileSecretStore({ file });
    expect([await store.list(), await store.delete('B'), (await store.health()).message]).toEqual([[], false, expect.stringMatching(/^0 /)]);
    for (const name of ['B', 'A', 'C']) await store.set(name, `value ${name}`);
    expect((await store.list()).map((entry) => entry.name)).toEqual(['A', 'B', 'C']);
    expect(await store.health()).toMatchObject({ status: 'ok', message: expect.stringMatching(/^3 /) });
    await createEncryptedFileSecretStore({ file: newFile() }).set('D', 'x');
    await fs.writeFile(`${file}.key`, Buffer.alloc(32, 1));
    expect(await createEncryptedFileSecretStore({ file }).health()).toMatchObject({ status: 'warning', message: expect.stringContaining('does not belong'), instructions: expect.stringContaining('Settings') });
    const blocked = path.join(file, 'secrets.json');
    await expect(createEncryptedFileSecretStore({ file: blocked, keyFile: `${file}.key` }).set('A', 'x')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    await expect(createEncryptedFileSecretStore({ file: newFile(), keyFile: path.join(file, 'key') }).set('A', 'x')).rejects.toMatchObject({ code: 'storage_failed' });
  });

  it('takes its passphrase from the environment, where an empty one is none', async () => {
    const make = (environment: Record<string, string>, dataFolder: string) => secretStoreProviders['encrypted-file']!.create({}, { dataFolder, environment, clock: { now: () => 0 }, log: silentLog });
    const [open, closed] = [path.dirname(newFile()), path.dirname(newFile())];
    await (await make({ LUMINORA_PASSPHRASE: '' }, open)).set('KEY', 'value');
    await (await make({ LUMINORA_PASSPHRASE: 'correct horse' }, closed)).set('KEY', 'value');
    expect([await fs.readdir(open), await fs.readdir(closed)]).toEqual([['secrets.json', 'secrets.json.key'], ['secrets.json']]);
    await expect((await make({}, closed)).get('KEY')).rejects.toThrow('passphrase');
    expect(await (await make({ LUMINORA_PASSPHRASE: 'correct horse' }, closed)).get('KEY')).toBe('value');
  });
});

describe('the environment', () => {
  it('is read only, ignores empty variables and lists nothing', async () => {
    const store = createEnvironmentSecretStore({ KEY: 'value', EMPTY: '' });
    expect([await store.get('KEY'), await store.get('EMPTY'), await store.get('constructor'), await store.list()]).toEqual(['value', undefined, undefined, []]);
    await expect(store.set('KEY', 'x')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(store.delete('KEY')).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('layers and registry', () => {
  it('asks in order, writes to the first that can be written, and passes a locked store by', async () => {
    const file = newFile();
    const environment = createEnvironmentSecretStore({ A: 'from env', B: 'from env' });
    const store = createLayeredSecretStore([environment, createEncryptedFileSecretStore({ file })]);
    await store.set('C', 'from file');
    expect([await store.get('A'), await store.get('C'), await store.get('D'), await store.list(), (await store.health()).status]).toEqual(['from env', 'from file', undefined, [{ name: 'C', origin: null }], 'ok']);
    await fs.writeFile(`${file}.key`, 'damaged');
    const locked = createLayeredSecretStore([createEncryptedFileSecretStore({ file }), createEnvironmentSecretStore({ C: 'rescue' })]);
    expect(await locked.get('C')).toBe('rescue');
    await expect(createLayeredSecretStore([createEncryptedFileSecretStore({ file })]).get('C')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    await expect(createLayeredSecretStore([environment]).set('X', 'y')).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('tells the worst health, names each secret once, and hides no failure but a lock', async () => {
    const file = newFile();
    const environment = createEnvironmentSecretStore({});
    expect((await createLayeredSecretStore([]).health()).status).toBe('warning');
    const [first, second] = [createEncryptedFileSecretStore({ file }), createEncryptedFileSecretStore({ file: newFile() })];
    await first.set('A', 'one', { origin: 'a.test' });
    await second.set('A', 'two');
    await second.set('B', 'two');
    const both = createLayeredSecretStore([first, second]);
    expect(await both.list()).toEqual([{ name: 'A', origin: 'a.test' }, { name: 'B', origin: null }]);
    await expect(both.get('A', { origin: 'evil.test' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(both.set('not a name', 'x')).rejects.toMatchObject({ code: 'invalid_input' });
    await fs.writeFile(`${file}.key`, 'damaged');
    expect((await createLayeredSecretStore([environment, createEncryptedFileSecretStore({ file })]).health()).status).toBe('warning');
  });

  it('makes every registered store', async () => {
    const deps = { dataFolder: path.join(folder, 'made'), environment: { KEY: 'value' }, clock: { now: () => 0 }, log: silentLog };
    for (const [id, provider] of Object.entries(secretStoreProviders)) {
      expect(provider.id).toBe(id);
      expect((await provider.create(provider.options.parse({}), deps)).backend).toBe(id);
    }
  });
});
