// A file of the model hub, over HTTP, continued where it stopped.
import { open, stat, truncate } from 'node:fs/promises';
import { systemErrorCode } from './file-error.ts';
import type { SourceReader } from './source.ts';

/** Rejects when nothing comes for too long. */
async function within<Value>(promise: Promise<Value>, ms: number, message: string, onTimeout: () => void): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(message));
      onTimeout();
    }, ms);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** Downloads the entry's file from the hub. */
export const readFromHub: SourceReader<'hub'> = async function* (context) {
  const { source, entry, partPath, signal } = context;
  const url = `${context.hubBaseUrl.replace(/\/+$/, '')}/${source.repository}/resolve/${encodeURIComponent(source.revision)}/${source.file}`;
  const host = new URL(url).host;
  const size = entry.file.size_bytes;
  let offset = await stat(partPath).then((info) => info.size, () => 0);
  if (offset > size) {
    await truncate(partPath, 0);
    offset = 0;
  }
  if (offset === size) return;
  const giveUp = new AbortController();
  const together = AbortSignal.any([signal, giveUp.signal]);
  const request = context.fetch(url, { headers: offset > 0 ? { range: `bytes=${offset}-` } : {}, signal: together, redirect: 'follow' });
  const response = await within(request, context.connectTimeoutMs, `${host} did not answer within ${context.connectTimeoutMs / 1000} s`, () => giveUp.abort())
    .catch((error: unknown) => {
      signal.throwIfAborted();
      throw error instanceof Error && error.message.startsWith(host) ? error : new Error(`${host} cannot be reached (${systemErrorCode(error) ?? 'network error'})`, { cause: error });
    });
  try {
    if (response.status === 416) {
      await truncate(partPath, 0);
      throw new Error(`${host} refused to continue the file; the next attempt starts again`);
    }
    if (!response.ok || !response.body) throw new Error(`${host} answered HTTP ${response.status}`);
    if (/text\/html/i.test(response.headers.get('content-type') ?? '')) throw new Error(`${host} answered with a web page instead of the file`);
    if (response.status === 206) {
      const begins = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
      if (Number(begins) !== offset) throw new Error(`${host} continued at byte ${begins ?? '?'} instead of ${offset}`);
    } else if (offset > 0) {
      await truncate(partPath, 0);
      offset = 0;
    }
    const length = Number(response.headers.get('content-length') ?? NaN);
    if (Number.isFinite(length) && offset + length !== size) throw new Error(`${host} offers ${offset + length} bytes instead of ${size}`);

    const file = await open(partPath, 'a');
    const reader = response.body.getReader();
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
