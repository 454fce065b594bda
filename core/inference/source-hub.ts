// A file of the model hub, over HTTP, continued where it stopped: large files in ranges, small ones in one piece.
import { open, stat, truncate } from 'node:fs/promises';
import { deletePart, NoRangesError, rangeStatePath, readRanges } from './hub-ranges.ts';
import { askHub, refusalOf, within } from './hub-request.ts';
import type { SourceReader } from './source.ts';

export const defaultParallelFromBytes = 8_000_000;

/** Downloads the entry's file from the hub. */
export const readFromHub: SourceReader<'hub'> = async function* (context) {
  const { source, entry, partPath, signal } = context;
  const url = `${context.hubBaseUrl.replace(/\/+$/, '')}/${source.repository}/resolve/${encodeURIComponent(source.revision)}/${source.file.split('/').map(encodeURIComponent).join('/')}`;
  const host = new URL(url).host;
  const size = entry.file.size_bytes;
  const token = context.hubToken ?? null;
  if (size >= (context.parallelFromBytes ?? defaultParallelFromBytes)) {
    try {
      for await (const completedBytes of readRanges({ url, partPath, size, fetch: context.fetch, token, signal, connectTimeoutMs: context.connectTimeoutMs, idleTimeoutMs: context.idleTimeoutMs })) {
        yield { status: 'downloading', completedBytes };
      }
      return;
    } catch (error) {
      if (!(error instanceof NoRangesError)) throw error;
    }
  }
  // A part in ranges has holes: it cannot be continued from its end.
  if (await stat(rangeStatePath(partPath)).then(() => true, () => false)) await deletePart(partPath);
  let offset = await stat(partPath).then((info) => info.size, () => 0);
  if (offset > size) {
    await truncate(partPath, 0);
    offset = 0;
  }
  if (offset === size) return;
  const giveUp = new AbortController();
  const response = await askHub({ url, fetch: context.fetch, token, signal, giveUp, connectTimeoutMs: context.connectTimeoutMs, headers: offset > 0 ? { range: `bytes=${offset}-` } : {} });
  try {
    if (response.status === 416) {
      await truncate(partPath, 0);
      throw new Error(`${host} refused to continue the file; the next attempt starts again`);
    }
    const refusal = refusalOf(response, host);
    if (refusal !== null) throw new Error(refusal);
    if (response.status === 206) {
      const begins = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
      if (Number(begins) !== offset) throw new Error(`${host} continued at byte ${begins ?? '?'} instead of ${offset}`);
    } else if (offset > 0) {
      await truncate(partPath, 0);
      offset = 0;
    }
    // A length that counts compressed bytes says nothing of the file's.
    const length = Number(response.headers.has('content-encoding') ? NaN : response.headers.get('content-length') ?? NaN);
    if (Number.isFinite(length) && offset + length !== size) throw new Error(`${host} offers ${offset + length} bytes instead of ${size}`);

    const file = await open(partPath, 'a');
    const reader = response.body!.getReader();
    try {
      yield { status: 'downloading', completedBytes: offset };
      for (;;) {
        const chunk = await within(reader.read(), context.idleTimeoutMs, `${host} sent nothing for ${context.idleTimeoutMs / 1000} s`, () => giveUp.abort())
          .catch((error: unknown) => {
            signal.throwIfAborted();
            throw error instanceof Error && error.message.startsWith(host) ? error : new Error(`the connection to ${host} was cut after ${offset} of ${size} bytes`, { cause: error });
          });
        if (chunk.done) break;
        if (offset + chunk.value.byteLength > size) throw new Error(`${host} sent more than ${size} bytes`);
        await file.writeFile(chunk.value);
        offset += chunk.value.byteLength;
        yield { status: 'downloading', completedBytes: offset };
      }
      if (offset !== size) throw new Error(`the connection to ${host} ended after ${offset} of ${size} bytes`);
    } finally {
      await file.close();
    }
  } finally {
    giveUp.abort();
  }
};
