// Is a model file exactly the one the catalogue names? Asked before anything loads it; the answer is kept until the file changes.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
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

const rememberedSchema = z.record(z.string(), z.object({ stamp: z.string(), sha256: z.string() }));

export type FileVerifier = {
  /** Throws model_missing or model_damaged; returns when the file is exactly what is expected. */
  verify(path: string, expected: Pick<ModelFile, 'size_bytes' | 'sha256'>): Promise<void>;
};

/**
 * Verifies files by SHA-256. A hash is computed again when size, times or inode of the file changed.
 * @param rememberIn JSON file that keeps the hashes between runs; null keeps them in memory only
 */
export function createFileVerifier(rememberIn: string | null): FileVerifier {
  let remembered: z.infer<typeof rememberedSchema> | null = null;

  async function load() {
    if (remembered) return remembered;
    remembered = {};
    if (rememberIn !== null) {
      try {
        remembered = rememberedSchema.parse(JSON.parse(await readFile(rememberIn, 'utf8')));
      } catch {
        // Missing or unreadable: the hashes are computed again.
      }
    }
    return remembered;
  }

  async function save(values: z.infer<typeof rememberedSchema>) {
    if (rememberIn === null) return;
    try {
      await mkdir(dirname(rememberIn), { recursive: true });
      const temporary = `${rememberIn}.${process.pid}.tmp`;
      await writeFile(temporary, JSON.stringify(values), { mode: 0o600 });
      await rename(temporary, rememberIn);
    } catch {
      // A read-only disk only costs computing the hash again.
    }
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
      const stamp = `${info.size}:${info.mtimeNs}:${info.ctimeNs}:${info.ino}`;
      let sha256 = known[key]?.stamp === stamp ? known[key].sha256 : undefined;
      if (sha256 === undefined) {
        sha256 = await sha256OfFile(path).catch((error: unknown) => {
          throw new LuminoraError('model_damaged', `The model file ${path} could not be read.`, { cause: error, details: { path } });
        });
        known[key] = { stamp, sha256 };
        await save(known);
      }
      if (sha256 !== expected.sha256) throw damaged('its SHA-256 is not the published one');
    },
  };
}
