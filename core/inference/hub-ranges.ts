// A large file of the hub in several ranges at once, each continued where it stopped; which bytes have come is kept beside the part.
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import { systemErrorCode } from './file-error.ts';
import { askHub, refusalOf, within } from './hub-request.ts';

/** Ranges at once. More gain nothing on one connection to one host. */
export const rangesAtOnce = 4;
const attemptsOfRange = 3;
const tellEveryMs = 100;
const saveEveryMs = 500;

const rangeSchema = z.object({ start: z.number().int().min(0), done: z.number().int().min(0), end: z.number().int().min(1) }).refine((range) => range.start + range.done <= range.end);
const stateSchema = z.object({ size: z.number().int().min(1), ranges: z.array(rangeSchema).min(1) })
  .refine((state) => state.ranges.every((range, index) => range.start === (state.ranges[index - 1]?.end ?? 0)) && state.ranges.at(-1)?.end === state.size);
export type RangeState = z.infer<typeof stateSchema>;

/** Where the state of a part lies. */
export const rangeStatePath = (partPath: string) => `${partPath}.json`;
export const doneOf = (state: RangeState) => state.ranges.reduce((sum, range) => sum + range.done, 0);

/** What of a part has come, or null when the part is no set of ranges (or its state is unreadable or of another file). */
export async function readRangeState(partPath: string, size: number): Promise<RangeState | null> {
  try {
    const state = stateSchema.parse(JSON.parse(await readFile(rangeStatePath(partPath), 'utf8')));
    return state.size === size && (await stat(partPath)).size === size ? state : null;
  } catch {
    return null;
  }
}

async function saveRangeState(partPath: string, state: RangeState): Promise<void> {
  const path = rangeStatePath(partPath);
  const text = JSON.stringify(state);
  try {
    await writeFile(`${path}.tmp`, text, { mode: 0o600 });
    await rename(`${path}.tmp`, path);
  } catch (error) {
    await rm(`${path}.tmp`, { force: true });
    const code = systemErrorCode(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    // A full disk has no room for a second file, but the first one has its own: without this all that came since the last time would be fetched again.
    const file = await open(path, 'r+');
    try {
      const { bytesWritten } = await file.write(text, 0);
      await file.truncate(bytesWritten);
    } finally {
      await file.close();
    }
  }
}

/** Bytes of a part that have come, whichever way they came. */
export async function partBytes(partPath: string, size: number): Promise<number> {
  const state = await readRangeState(partPath, size);
  if (state) return doneOf(state);
  const hasState = await stat(rangeStatePath(partPath)).then(() => true, () => false);
  return hasState ? 0 : stat(partPath).then((info) => info.size, () => 0);
}

/** Deletes a part with all that belongs to it. */
export async function deletePart(partPath: string): Promise<void> {
  await rm(partPath, { force: true });
  await rm(rangeStatePath(partPath), { force: true });
  await rm(`${rangeStatePath(partPath)}.tmp`, { force: true });
}

/** A new state in which the first `prefix` bytes have come. */
function splitRest(size: number, prefix: number): RangeState {
  const ranges = prefix > 0 ? [{ start: 0, done: prefix, end: prefix }] : [];
  const step = Math.ceil((size - prefix) / rangesAtOnce);
  for (let start = prefix; start < size; start += step) ranges.push({ start, done: 0, end: Math.min(size, start + step) });
  return { size, ranges };
}

export type RangeDownload = {
  url: string;
  partPath: string;
  size: number;
  fetch: typeof globalThis.fetch;
  token: string | null;
  signal: AbortSignal;
  connectTimeoutMs: number;
  idleTimeoutMs: number;
};

/** The server sends whole files only; nothing is kept of the part. */
export class NoRangesError extends Error {}

/** Fetches what is missing of one range, writing each piece to its place. */
async function fetchRange(options: RangeDownload, range: RangeState['ranges'][number], file: FileHandle, stopped: AbortSignal): Promise<void> {
  const { host } = new URL(options.url);
  const giveUp = new AbortController();
  const from = range.start + range.done;
  const response = await askHub({ ...options, giveUp, signal: stopped, headers: { range: `bytes=${from}-${range.end - 1}` } });
  try {
    const refusal = refusalOf(response, host);
    if (response.status === 200 && refusal === null) throw new NoRangesError('the server sends whole files only');
    if (refusal !== null) throw new Error(refusal);
    const told = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    if (told?.[3] !== undefined && told[3] !== '*' && Number(told[3]) !== options.size) throw new Error(`${host} offers ${told[3]} bytes instead of ${options.size}`);
    if (Number(told?.[1]) !== from) throw new Error(`${host} continued at byte ${told?.[1] ?? '?'} instead of ${from}`);
    const reader = response.body!.getReader();
    while (range.start + range.done < range.end) {
      const chunk = await within(reader.read(), options.idleTimeoutMs, `${host} sent nothing for ${options.idleTimeoutMs / 1000} s`, () => giveUp.abort()).catch((error: unknown) => {
        stopped.throwIfAborted();
        throw error instanceof Error && error.message.startsWith(host) ? error : new Error(`the connection to ${host} was cut after ${range.start + range.done} of ${options.size} bytes`, { cause: error });
      });
      if (chunk.done) throw new Error(`the connection to ${host} ended after ${range.start + range.done} of ${options.size} bytes`);
      if (range.start + range.done + chunk.value.byteLength > range.end) throw new Error(`${host} sent more than was asked for`);
      // A disk that is nearly full takes a piece in part: only what it took has come.
      for (let written = 0; written < chunk.value.byteLength;) {
        const { bytesWritten } = await file.write(chunk.value, written, chunk.value.byteLength - written, range.start + range.done);
        written += bytesWritten;
        range.done += bytesWritten;
      }
    }
  } finally {
    giveUp.abort();
  }
}

/** One range to its end; a cut connection is taken up again as long as something came, and otherwise three times. */
async function finishRange(options: RangeDownload, range: RangeState['ranges'][number], file: FileHandle, stopped: AbortSignal): Promise<void> {
  for (let failures = 0; ;) {
    const before = range.done;
    try {
      return await fetchRange(options, range, file, stopped);
    } catch (error) {
      stopped.throwIfAborted();
      failures = range.done > before + 65_536 ? 1 : failures + 1;
      const isLasting = error instanceof NoRangesError || (error instanceof Error && 'code' in error) || failures >= attemptsOfRange;
      if (isLasting || !(error instanceof Error && /was cut|ended after/.test(error.message))) throw error;
    }
  }
}

/**
 * Fetches the file in ranges, yielding the bytes that are there. Throws NoRangesError, with nothing kept, when the server has none;
 * otherwise an Error whose message is the reason, and what has come is kept.
 */
export async function* readRanges(options: RangeDownload): AsyncGenerator<number, void> {
  const prefix = (await readRangeState(options.partPath, options.size)) ? null : await partBytes(options.partPath, options.size);
  const state = (await readRangeState(options.partPath, options.size)) ?? splitRest(options.size, prefix !== null && prefix < options.size ? prefix : 0);
  const stopper = new AbortController();
  const stopped = AbortSignal.any([options.signal, stopper.signal]);
  const file = await open(options.partPath, 'a').then(async (handle) => (await handle.close(), open(options.partPath, 'r+')));
  let firstError: unknown = null;
  try {
    await file.truncate(options.size);
    await saveRangeState(options.partPath, state);
    const waiting = state.ranges.filter((range) => range.start + range.done < range.end);
    const worker = async () => {
      for (let range = waiting.shift(); range; range = waiting.shift()) await finishRange(options, range, file, stopped);
    };
    const running = Promise.all(Array.from({ length: Math.min(rangesAtOnce, waiting.length) }, () => worker().catch((error: unknown) => {
      firstError ??= error;
      stopper.abort();
    })));
    let isDone = false;
    const ended = running.then(() => { isDone = true; });
    let savedAt = performance.now();
    try {
      while (!isDone) {
        let timer: NodeJS.Timeout | undefined;
        await Promise.race([ended, new Promise<void>((resolve) => { timer = setTimeout(resolve, tellEveryMs); })]);
        clearTimeout(timer);
        if (performance.now() - savedAt > saveEveryMs) {
          savedAt = performance.now();
          await saveRangeState(options.partPath, state);
        }
        yield doneOf(state);
      }
    } finally {
      // Also when nobody asks for more: the workers must have ended before the file is closed.
      stopper.abort();
      await ended;
      await saveRangeState(options.partPath, state).catch(() => null);
    }
  } finally {
    await file.close();
  }
  if (firstError instanceof NoRangesError) await deletePart(options.partPath);
  options.signal.throwIfAborted();
  if (firstError) throw firstError;
}
