// Step 3: one vector for the message, shared by recall now and by the index later (through the cache).
import type { TurnParts } from './turn-parts.ts';

/** Null when no embedding model works: the turn goes on with words alone. */
export async function embedMessage(parts: Pick<TurnParts, 'embedder' | 'log'>, text: string): Promise<Float32Array | null> {
  try {
    return (await parts.embedder.embed([text], 'query'))?.[0] ?? null;
  } catch (error) {
    parts.log.warn('turn-embedding-failed', { reason: String(error) });
    return null;
  }
}
