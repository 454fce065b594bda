// Step 3: one vector for the message, shared by recall now and by the index later (through the cache).
import type { TurnParts } from './turn-parts.ts';

/** Null when no embedding model works or it takes too long: the turn goes on with words alone. */
export async function embedMessage(parts: Pick<TurnParts, 'embedder' | 'log' | 'settings'>, text: string): Promise<Float32Array | null> {
  const patienceMs = parts.settings().embedTimeoutMs;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      parts.log.warn('turn-embedding-late', { waited_ms: patienceMs });
      resolve(null);
    }, patienceMs);
  });
  const vector = parts.embedder.embed([text], 'query').then((vectors) => vectors?.[0] ?? null).catch((error: unknown) => {
    parts.log.warn('turn-embedding-failed', { reason: String(error) });
    return null;
  });
  try {
    return await Promise.race([vector, late]);
  } finally {
    clearTimeout(timer);
  }
}
