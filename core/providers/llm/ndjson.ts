// Newline-delimited JSON from a response body, as it arrives: any cutting of the bytes gives the same values.
import { LuminoraError } from '../../contract/errors.ts';

export type NdjsonLimits = {
  /** Who is read from, for messages. */
  who: string;
  firstMs: number;
  idleMs: number;
  maxLineCharacters?: number;
};

async function readWithin(reader: ReadableStreamDefaultReader<Uint8Array>, ms: number, who: string) {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LuminoraError('provider_timeout', `${who} sent nothing for ${Math.round(ms / 100) / 10} s. Try again, or choose a smaller model.`)), ms);
  });
  try {
    return await Promise.race([reader.read(), expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** Yields one parsed value per line. A line that is not JSON is provider_bad_response. */
export async function* readNdjson(body: ReadableStream<Uint8Array>, limits: NdjsonLimits): AsyncGenerator<unknown, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const most = limits.maxLineCharacters ?? 4 * 1024 * 1024;
  const unreadable = (cause?: unknown) => new LuminoraError('provider_bad_response', `${limits.who} answered something that is not its protocol. Check the address in Settings: another program may be answering there.`, { cause });
  const parse = (line: string): unknown => {
    try {
      return JSON.parse(line);
    } catch (error) {
      throw unreadable(error);
    }
  };
  let rest = '';
  let isFirst = true;
  try {
    for (;;) {
      const chunk = await readWithin(reader, isFirst ? limits.firstMs : limits.idleMs, limits.who);
      rest += chunk.done ? decoder.decode() : decoder.decode(chunk.value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop()!;
      if (rest.length > most) throw unreadable();
      for (const line of lines) {
        if (line.trim() === '') continue;
        isFirst = false;
        yield parse(line);
      }
      if (chunk.done) break;
    }
    if (rest.trim() !== '') yield parse(rest);
  } finally {
    await reader.cancel().catch(() => null);
  }
}
