// Is a model file exactly the one the catalogue names? Asked before anything loads it; the answer is kept until the file changes.
import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { LuminoraError } from '../contract/errors.ts';
import type { ModelFile } from './catalogue.ts';

/** SHA-256 of a file, in hexadecimal, read as a stream. */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, signal ? { signal } : {});
  return hash.digest('hex');
}

/** Changes with the file, as far as the system tells it. */
const stampOf = (info: BigIntStats) => `${info.size}:${info.mtimeNs}:${info.ctimeNs}:${info.ino}`;

const rememberedSchema = z.record(z.string(), z.object({ stamp: z.string(), sha256: z.string() }));

type Remembered = z.infer<typeof rememberedSchema>;

export type FileVerifier = {
  /** Throws model_missing or model_damaged; returns when the file is exactly what is expected. */
  verify(path: string, expected: Pick<ModelFile, 'size_bytes' | 'sha256'>): Promise<void>;
  /** Reads the file whatever is remembered, and remembers what was found instead. Throws what the reading throws; what was remembered is forgotten then, unless the reading was stopped. */
  readAgain(path: string, signal?: AbortSignal): Promise<string>;
};

/**
 * Verifies files by SHA-256. A hash is computed again when size, times or inode of the file changed.
 * @param rememberIn JSON file that keeps the hashes between runs; null keeps them in memory only
 */
export function createFileVerifier(rememberIn: string | null): FileVerifier {
  let remembered: Promise<Remembered> | null = null;
  let saving: Promise<void> = Promise.resolve();

  async function read(): Promise<Remembered> {
    if (rememberIn === null) return {};
    try {
      return rememberedSchema.parse(JSON.parse(await readFile(rememberIn, 'utf8')));
    } catch {
      // Missing or unreadable: the hashes are computed again.
      return {};
    }
  }
  const load = () => (remembered ??= read());

  /** Changes one entry; null forgets it. On the disk too that one alone: another verifier may have written others meanwhile. */
  async function remember(key: string, entry: Remembered[string] | null): Promise<void> {
    const change = (values: Remembered) => {
      if (entry) values[key] = entry;
      else delete values[key];
      return values;
    };
    change(await load());
    saving = saving.then(async () => {
      if (rememberIn === null) return;
      try {
        const values = change(await read());
        await mkdir(dirname(rememberIn), { recursive: true });
        const temporary = `${rememberIn}.${process.pid}.tmp`;
        await writeFile(temporary, JSON.stringify(values), { mode: 0o600 });
        await rename(temporary, rememberIn);
      } catch {
        // A read-only disk only costs computing the hash again.
      }
    });
    await saving;
  }

  return {
    async verify(path, expected) {
      const info = await stat(path, { bigint: true }).catch((error: unknown) => {
        throw new LuminoraError('model_missing', `The model file ${path} is not there. Download the model in Settings.`, { cause: error, details: { path } });
      });
      const damaged = (what: string) =>
        new LuminoraError('model_damaged', `The model file ${path} is damaged (${what}). Download it again in Settings.`, { details: { path } });
      if (!info.isFile()) throw damaged('it is not a file');
      if (info.size !== BigInt(expected.size_bytes)) throw damaged(`${info.size} bytes instead of ${expected.size_bytes}`);
      const known = await load();
      const key = resolve(path);
      const stamp = stampOf(info);
      let sha256 = known[key]?.stamp === stamp ? known[key].sha256 : undefined;
      if (sha256 === undefined) {
        sha256 = await sha256OfFile(path).catch((error: unknown) => {
          throw new LuminoraError('model_damaged', `The model file ${path} could not be read.`, { cause: error, details: { path } });
        });
        await remember(key, { stamp, sha256 });
      }
      if (sha256 !== expected.sha256) throw damaged('its SHA-256 is not the published one');
    },
    async readAgain(path, signal) {
      const key = resolve(path);
      try {
        const stamp = stampOf(await stat(path, { bigint: true }));
        const sha256 = await sha256OfFile(path, signal);
        await remember(key, { stamp, sha256 });
        return sha256;
      } catch (error) {
        if (!signal?.aborted) await remember(key, null);
        throw error;
      }
    },
  };
}
