// Secrets in an encrypted file in the data folder, for machines without a keyring. The key is a passphrase's or a random 0600 file's.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import { writeFileWhole } from '../../lib/write-file.ts';
import { keyFromPassphrase, scryptCost, seal, unseal } from './cipher.ts';
import { checkOrigin, checkSecret, originOf, type SecretStore, type SecretStoreProvider } from './secrets.ts';

const sealedSchema = z.object({ nonce: z.string(), tag: z.string(), data: z.string() });
const fileSchema = z.object({
  version: z.literal(1),
  key: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('file') }),
    z.object({ kind: z.literal('passphrase'), salt: z.string(), cost: z.number().int().min(16_384).max(1_048_576), block_size: z.number().int().min(1).max(32), parallelization: z.number().int().min(1).max(16) }),
  ]),
  /** A known text: tells a wrong key before anything is written with it. */
  check: sealedSchema,
  entries: z.array(sealedSchema.extend({ name: z.string(), origin: z.string().nullable() })),
});
type SecretsFile = z.infer<typeof fileSchema>;

export type EncryptedFileOptions = {
  /** The encrypted file; 0600. */
  file: string;
  /** Without one, a random key is kept in `keyFile`. */
  passphrase?: string;
  /** Default: the file's name with ".key". Keep it out of backups that others can read. */
  keyFile?: string;
};

const checkText = 'luminora';

/** Opens nothing yet: the first call reads the file. A file that cannot be read or decrypted is never changed. */
export function createEncryptedFileSecretStore(options: EncryptedFileOptions): SecretStore {
  const keyFile = options.keyFile ?? `${options.file}.key`;
  let last: Promise<unknown> = Promise.resolve();
  // One after the other, so that two changes at once do not lose one.
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  let derived: { salt: string; key: Promise<Buffer> } | undefined;
  async function keyOf(content: SecretsFile): Promise<Buffer> {
    if (content.key.kind === 'file') return readKeyFile(keyFile);
    if (options.passphrase === undefined) throw locked('The saved keys are protected by a passphrase. Start with the passphrase to use them.');
    const { salt } = content.key;
    if (derived?.salt !== salt) derived = { salt, key: keyFromPassphrase(options.passphrase, Buffer.from(salt, 'base64'), content.key) };
    return derived.key;
  }
  async function open(): Promise<{ content: SecretsFile; key: Buffer } | undefined> {
    const content = await readSecretsFile(options.file);
    if (content === undefined) return undefined;
    const key = await keyOf(content);
    if (unseal(key, content.check, 'check') !== checkText) throw locked(content.key.kind === 'passphrase' ? 'The passphrase is not the one the saved keys were protected with.' : `The key file ${keyFile} does not belong to ${options.file}.`);
    return { content, key };
  }
  async function begin(): Promise<{ content: SecretsFile; key: Buffer }> {
    const salt = randomBytes(16).toString('base64');
    const base = { version: 1 as const, key: options.passphrase === undefined ? { kind: 'file' as const } : { kind: 'passphrase' as const, salt, ...scryptCost }, entries: [], check: { nonce: '', tag: '', data: '' } };
    if (options.passphrase === undefined) await makeKeyFile(keyFile);
    const key = await keyOf(base);
    return { content: { ...base, check: seal(key, checkText, 'check') }, key };
  }

  return {
    backend: 'encrypted-file',
    get: (name, { origin } = {}) => inTurn(async () => {
      checkSecret(name);
      const content = await readSecretsFile(options.file);
      const entry = content?.entries.find((one) => one.name === name);
      if (entry === undefined) return undefined;
      checkOrigin(name, entry.origin, origin);
      const opened = await open();
      const value = opened === undefined ? undefined : unseal(opened.key, entry, contextOf(entry));
      if (value === undefined) throw locked(`The saved key ${name} cannot be decrypted; it was left as it is. Enter it again in Settings.`);
      return value;
    }),
    set: (name, value, { origin } = {}) => inTurn(async () => {
      checkSecret(name, value);
      const { content, key } = (await open()) ?? (await begin());
      const place = { name, origin: origin === undefined ? null : originOf(origin) };
      const entries = [...content.entries.filter((entry) => entry.name !== name), { ...place, ...seal(key, value, contextOf(place)) }];
      await writeSecretsFile(options.file, { ...content, entries });
    }),
    delete: (name) => inTurn(async () => {
      checkSecret(name);
      const content = await readSecretsFile(options.file);
      if (content === undefined || !content.entries.some((entry) => entry.name === name)) return false;
      await writeSecretsFile(options.file, { ...content, entries: content.entries.filter((entry) => entry.name !== name) });
      return true;
    }),
    list: () => inTurn(async () => ((await readSecretsFile(options.file))?.entries ?? []).map(({ name, origin }) => ({ name, origin })).sort((left, right) => (left.name < right.name ? -1 : 1))),
    health: () => inTurn(async () => {
      const state = { component: 'secrets/encrypted-file', latency_ms: null, details: {} };
      try {
        const opened = await open();
        return { ...state, status: 'ok' as const, message: `${opened?.content.entries.length ?? 0} keys are saved in an encrypted file.`, instructions: null };
      } catch (error) {
        return { ...state, status: 'warning' as const, message: error instanceof LuminoraError ? error.message : 'The saved keys cannot be read.', instructions: 'Start with the right passphrase or key file, or enter the keys again in Settings.' };
      }
    }),
  };
}

export const encryptedFileSecrets: SecretStoreProvider = {
  id: 'encrypted-file',
  title: 'Encrypted file',
  options: z.object({ file: z.string().min(1).optional().describe('Encrypted file; inside the data folder when left out') }),
  create: async (options, deps) => {
    const { file } = z.object({ file: z.string().optional() }).parse(options);
    const passphrase = deps.environment['LUMINORA_PASSPHRASE'];
    return createEncryptedFileSecretStore({ file: path.resolve(deps.dataFolder, file ?? 'secrets.json'), ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }) });
  },
};

const contextOf = (place: { name: string; origin: string | null }) => JSON.stringify([place.name, place.origin]);

function locked(message: string, cause?: unknown): LuminoraError {
  return new LuminoraError('secret_store_unavailable', message, cause === undefined ? {} : { cause });
}

async function readSecretsFile(file: string): Promise<SecretsFile | undefined> {
  try {
    return fileSchema.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw locked(`The file of saved keys ${file} cannot be read; it was left as it is. Restore it from a backup, or move it away and enter the keys again.`, cause);
  }
}

async function writeSecretsFile(file: string, content: SecretsFile): Promise<void> {
  try {
    await writeFileWhole(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (cause) {
    const isFull = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new LuminoraError(isFull ? 'storage_full' : 'storage_failed', `The key was not saved: ${isFull ? 'the disk is full' : `${file} could not be written`}. What was saved before is unchanged.`, { cause });
  }
}

async function readKeyFile(keyFile: string): Promise<Buffer> {
  const key = await fs.readFile(keyFile).catch((cause: unknown) => { throw locked(`The key file ${keyFile} is missing or unreadable, so the saved keys stay locked. Restore it from a backup, or enter the keys again.`, cause); });
  if (key.length !== 32) throw locked(`The key file ${keyFile} is damaged. Restore it from a backup.`);
  return key;
}

async function makeKeyFile(keyFile: string): Promise<void> {
  const exists = await fs.access(keyFile).then(() => true, () => false);
  if (exists) return;
  try {
    await writeFileWhole(keyFile, randomBytes(32));
  } catch (cause) {
    throw new LuminoraError('storage_failed', `The key file ${keyFile} could not be written. Check the data folder's permissions.`, { cause });
  }
}
