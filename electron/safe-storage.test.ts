// Keyrings that are missing, weak, locked, changed or outdated: nothing is ever lost.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretStore, type SecretStore } from './safe-storage.ts';

let folder: string;
let file: string;
const keyring = { isAvailable: true, backend: 'gnome_libsecret' as const as 'gnome_libsecret' | 'basic_text', key: 'k1', isLocked: false, isOld: false };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-keys-'));
  file = join(folder, 'keys.json');
  Object.assign(keyring, { isAvailable: true, backend: 'gnome_libsecret', key: 'k1', isLocked: false, isOld: false });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function store(platform: NodeJS.Platform = 'linux'): SecretStore {
  return createSecretStore({
    file, platform,
    safeStorage: {
      isAsyncEncryptionAvailable: async () => keyring.isAvailable,
      getSelectedStorageBackend: () => keyring.backend,
      encryptStringAsync: async (text) => Buffer.from(`${keyring.key}:${Buffer.from(text).toString('hex')}`),
      decryptStringAsync: async (bytes) => {
        const [key, text = ''] = bytes.toString().split(':');
        if (keyring.isLocked || key !== keyring.key) throw new Error('cannot decrypt');
        return { result: Buffer.from(text, 'hex').toString(), shouldReEncrypt: keyring.isOld };
      },
    },
  });
}

describe('secret store', () => {
  it('keeps keys encrypted in a file for its owner alone', async () => {
    await store().set('OPENAI_API_KEY', 'sk-canary');
    expect(await store().get('OPENAI_API_KEY')).toBe('sk-canary');
    expect(await store().get('constructor')).toBeUndefined();
    expect(readFileSync(file, 'utf8')).not.toContain('canary');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await store().delete('OPENAI_API_KEY');
    expect(await store().get('OPENAI_API_KEY')).toBeUndefined();
  });

  it.each<[string, () => void]>([
    ['is missing', () => { keyring.isAvailable = false; }],
    ['does not encrypt', () => { keyring.backend = 'basic_text'; }],
    ['is locked', () => { keyring.isLocked = true; }],
    ['has changed', () => { keyring.key = 'k2'; }],
  ])('leaves everything as it is when the keyring %s, and works again afterwards', async (_name, breakIt) => {
    await store().set('A', 'one');
    const before = readFileSync(file);
    breakIt();
    await expect(store().get('A')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    expect(readFileSync(file)).toEqual(before);
    Object.assign(keyring, { isAvailable: true, backend: 'gnome_libsecret', key: 'k1', isLocked: false });
    expect(await store().get('A')).toBe('one');
  });

  it('refuses to write in the clear', async () => {
    keyring.backend = 'basic_text';
    await expect(store().set('A', 'one')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    await store('darwin').set('A', 'one');
    expect(await store('darwin').get('A')).toBe('one');
  });

  it('encrypts anew when the system asks for it', async () => {
    await store().set('A', 'one');
    const before = readFileSync(file, 'utf8');
    keyring.isOld = true;
    expect(await store().get('A')).toBe('one');
    keyring.isOld = false;
    expect(await store().get('A')).toBe('one');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('never writes over a damaged file, and keeps every key of parallel changes', async () => {
    const one = store();
    await Promise.all(['A', 'B', 'C', 'D'].map((name) => one.set(name, name)));
    expect(await Promise.all(['A', 'B', 'C', 'D'].map((name) => one.get(name)))).toEqual(['A', 'B', 'C', 'D']);
    writeFileSync(file, '{"A": 5');
    await expect(one.set('E', 'e')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    await expect(one.delete('A')).rejects.toMatchObject({ code: 'secret_store_unavailable' });
    expect(readFileSync(file, 'utf8')).toBe('{"A": 5');
  });
});
