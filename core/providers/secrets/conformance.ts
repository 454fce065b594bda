// The rules of README.md as tests, for every store that can be written.
import { describe, expect, it } from 'vitest';
import { errorCodeSchema } from '../../contract/errors.ts';
import type { SecretStore } from './secrets.ts';

export type SecretStoreSetup = () => Promise<{
  store: SecretStore;
  /** The same secrets through a store opened anew. */
  reopen(): Promise<SecretStore>;
  /** Makes what is saved undecryptable (another key, a locked keyring) and returns a function that reads the raw bytes on disk. */
  breakKey(): Promise<{ store: SecretStore; rawBytes(): Promise<Uint8Array> }>;
}>;

async function failureOf(work: Promise<unknown>): Promise<{ code: string; text: string }> {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  const { code, message, details } = error as { code: string; message: string; details: unknown };
  expect(errorCodeSchema.safeParse(code).success, String(error)).toBe(true);
  return { code, text: `${message} ${JSON.stringify(details)}` };
}

/** Runs every rule against a store. */
export function secretStoreConformance(name: string, setup: SecretStoreSetup): void {
  const canary = 'cánary-🔑-"quoted"\\\n0123456789';
  describe(`secret store ${name}`, () => {
    it('S1: gives back exactly what was set, also after it was opened anew', async () => {
      const { store, reopen } = await setup();
      await store.set('DEEPSEEK_API_KEY', canary);
      expect(await store.get('DEEPSEEK_API_KEY')).toBe(canary);
      expect(await (await reopen()).get('DEEPSEEK_API_KEY')).toBe(canary);
    });

    it('S2: answers undefined and false for what is not there', async () => {
      const { store } = await setup();
      expect(await store.get('NOTHING')).toBeUndefined();
      expect(await store.delete('NOTHING')).toBe(false);
      await store.set('SOMETHING', 'x');
      expect([await store.delete('SOMETHING'), await store.get('SOMETHING')]).toEqual([true, undefined]);
    });

    it('S3: lists names and origins only', async () => {
      const { store } = await setup();
      await store.set('B_KEY', canary, { origin: 'https://API.example.com/v1' });
      await store.set('A_KEY', canary);
      expect(await store.list()).toEqual([{ name: 'A_KEY', origin: null }, { name: 'B_KEY', origin: 'api.example.com' }]);
    });

    it('S4: gives a bound secret to its own host only', async () => {
      const { store } = await setup();
      await store.set('KEY', canary, { origin: 'https://api.example.com/v1' });
      expect(await store.get('KEY', { origin: 'https://api.example.com/other' })).toBe(canary);
      for (const options of [{ origin: 'https://api.example.com.evil.test' }, { origin: 'https://evil.test' }, { origin: 'https://api.example.com:444' }, {}]) {
        const { code, text } = await failureOf(store.get('KEY', options));
        expect([code, text.includes(canary)]).toEqual(['forbidden', false]);
      }
    });

    it('S5: replaces value and origin', async () => {
      const { store } = await setup();
      await store.set('KEY', 'one', { origin: 'a.test' });
      await store.set('KEY', 'two');
      expect([await store.get('KEY'), await store.list()]).toEqual(['two', [{ name: 'KEY', origin: null }]]);
    });

    it('S6: loses none of many changes at once', async () => {
      const { store, reopen } = await setup();
      await Promise.all(Array.from({ length: 20 }, (_, index) => store.set(`KEY_${index}`, `value ${index}`)));
      expect(await (await reopen()).list()).toHaveLength(20);
    });

    it('S7: refuses names and values it cannot keep', async () => {
      const { store } = await setup();
      for (const [key, value] of [['', 'x'], ['a b', canary], ['__proto__', canary], ['a/../b', canary], ['KEY', ''], ['KEY', 'x'.repeat(20_000)]] as const) {
        const { code, text } = await failureOf(store.set(key, value));
        expect([code, text.includes(canary)]).toEqual(['invalid_input', false]);
      }
    });

    it('S8: keeps what it cannot decrypt', async () => {
      const { store, breakKey } = await setup();
      await store.set('KEY', canary);
      const broken = await breakKey();
      const before = await broken.rawBytes();
      for (const work of [broken.store.get('KEY'), broken.store.set('KEY', 'new'), broken.store.set('OTHER', 'new')]) {
        expect((await failureOf(work)).code).toBe('secret_store_unavailable');
      }
      expect((await broken.store.health()).status).not.toBe('ok');
      expect(Buffer.compare(await broken.rawBytes(), before)).toBe(0);
      expect(Buffer.from(before).includes('0123456789')).toBe(false);
    });
  });
}
