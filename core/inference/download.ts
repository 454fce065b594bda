// Fetches a language model of one file, telling how far it is.
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { PullProgress } from '../providers/llm/llm.ts';
import type { LanguageModelEntry } from './catalogue.ts';
import { downloadFile } from './download-file.ts';
import { createSpeedometer } from './speedometer.ts';

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
  parallelFromBytes?: number;
  pythonCommands?: readonly string[];
};

/** Where a fetched model lies. */
export function downloadedPath(downloadsFolder: string, entry: LanguageModelEntry): string {
  return join(downloadsFolder, entry.file.path);
}

/**
 * Fetches the entry's file into the downloads folder, yielding progress (at most ten a second). Ends when the verified file has its name.
 * Throws download_failed with the reason of every source, storage_full, or cancelled; what was fetched is kept for the next time.
 */
export async function* downloadModel(options: DownloadOptions): AsyncGenerator<PullProgress, void> {
  const { entry, downloadsFolder, clock, log } = options;
  const target = downloadedPath(downloadsFolder, entry);
  const total = entry.file.size_bytes;
  const measure = createSpeedometer(clock);
  let lastTold = -Infinity;
  let lastStatus = '';
  for await (const { status, completed_bytes, source } of downloadFile({
    ...options, title: entry.title, target, sources: entry.sources, expected: { size_bytes: total, sha256: entry.file.sha256, git_oid: null }, signal: options.signal ?? new AbortController().signal,
  })) {
    if (status === 'done' && source !== null) log.info('model-downloaded', { model: entry.id, source, bytes: total });
    const speed = status === 'downloading' || status === 'copying' || status === 'joining' ? measure(completed_bytes) : null;
    if (status === lastStatus && clock.now() - lastTold < 100 && completed_bytes < total) continue;
    lastTold = clock.now();
    lastStatus = status;
    yield { status, completed_bytes, total_bytes: total, bytes_per_second: speed, source };
  }
}
