// Several stores as one: asked in order, written to the first that can be written.
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { SecretStore } from './secrets.ts';

/** The usual order is the system's own store or the encrypted file first, the environment last. A locked store does not hide the next one's secrets. */
export function createLayeredSecretStore(stores: readonly SecretStore[]): SecretStore {
  async function firstThatCan<Result>(action: (store: SecretStore) => Promise<Result>): Promise<Result> {
    for (const store of stores) {
      try {
        return await action(store);
      } catch (error) {
        if (!isLuminoraError(error) || error.code !== 'unsupported') throw error;
      }
    }
    throw new LuminoraError('unsupported', 'No store on this machine can keep a secret. Use environment variables.');
  }
  return {
    backend: stores.map((store) => store.backend).join(' + '),
    async get(name, options) {
      let locked: unknown;
      for (const store of stores) {
        try {
          const value = await store.get(name, options);
          if (value !== undefined) return value;
        } catch (error) {
          if (!isLuminoraError(error) || error.code !== 'secret_store_unavailable') throw error;
          locked ??= error;
        }
      }
      if (locked !== undefined) throw locked;
      return undefined;
    },
    set: (name, value, options) => firstThatCan((store) => store.set(name, value, options)),
    delete: (name) => firstThatCan((store) => store.delete(name)),
    async list() {
      const entries = (await Promise.all(stores.map((store) => store.list()))).flat();
      return [...new Map(entries.toReversed().map((entry) => [entry.name, entry])).values()].sort((left, right) => (left.name < right.name ? -1 : 1));
    },
    async health() {
      const all = await Promise.all(stores.map((store) => store.health()));
      return all.find((one) => one.status === 'error') ?? all.find((one) => one.status === 'warning') ?? all[0] ?? { component: 'secrets', status: 'warning', message: 'There is no store for secrets.', latency_ms: null, details: {}, instructions: null };
    },
  };
}
