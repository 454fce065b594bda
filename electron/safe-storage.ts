// Keys of providers, encrypted by the system's keyring. What cannot be read stays where it is: a locked keyring is not a lost key.
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { LuminoraError } from '../core/contract/index.ts';
import { writePrivateFile } from '../core/index.ts';
import type { ElectronParts } from './electron-parts.ts';

const fileSchema = z.record(z.string(), z.base64());

export type SecretStore = {
  /** Undefined when there is none; `secret_store_unavailable` when there is one that cannot be read now. */
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
};

type SafeStorage = Pick<ElectronParts['safeStorage'], 'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'>;

/** One file of encrypted values by name, only its owner may read it. Changes run one after another. */
export function createSecretStore(options: { safeStorage: SafeStorage; file: string; platform: NodeJS.Platform }): SecretStore {
  const { safeStorage, file, platform } = options;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result.catch(() => {});
    return result;
  };
  const needKeyring = async (): Promise<void> => {
    const isAvailable = await safeStorage.isAsyncEncryptionAvailable().catch(() => false);
    if (isAvailable && !(platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')) return;
    throw new LuminoraError('secret_store_unavailable', 'This system offers no keyring that encrypts, so keys cannot be kept here. Put the key in an environment variable instead, or unlock the keyring.');
  };
  const write = (values: Readonly<Record<string, string>>): void => writePrivateFile(dirname(file), basename(file), JSON.stringify(values));
  const encrypt = async (value: string): Promise<string> => (await safeStorage.encryptStringAsync(value)).toString('base64');

  return {
    get: (name) => inTurn(async () => {
      const values = await readValues(file);
      const stored = Object.hasOwn(values, name) ? values[name] : undefined;
      if (stored === undefined) return undefined;
      await needKeyring();
      let value: string;
      let isOld: boolean;
      try {
        ({ result: value, shouldReEncrypt: isOld } = await safeStorage.decryptStringAsync(Buffer.from(stored, 'base64')));
      } catch (error) {
        throw new LuminoraError('secret_store_unavailable', `The system's keyring could not decrypt the key "${name}" in ${file}. It was left as it is: unlock the keyring, or save the key again.`, { details: { name }, cause: error });
      }
      if (isOld) await encrypt(value).then((fresh) => write({ ...values, [name]: fresh })).catch(() => {});
      return value;
    }),
    set: (name, value) => inTurn(async () => {
      await needKeyring();
      const values = await readValues(file);
      write({ ...values, [name]: await encrypt(value) });
    }),
    delete: (name) => inTurn(async () => {
      const { [name]: _gone, ...rest } = await readValues(file);
      write(rest);
    }),
  };
}

/** A file that is there but not readable is an error, never an empty store: writing over it would lose the keys. */
async function readValues(file: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new LuminoraError('secret_store_unavailable', `The file of keys ${file} could not be read.`, { cause: error });
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new LuminoraError('secret_store_unavailable', `The file of keys ${file} is damaged. It was left as it is: move it away to start a new one.`, { cause: error });
  }
}
