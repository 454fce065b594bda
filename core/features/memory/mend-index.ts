// At start: makes a vector index agree with the rows, which are the truth.
import { breathe } from '../../lib/breathe.ts';
import type { Log } from '../../lib/log.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { VectorItem, VectorStore } from '../../providers/vectors/vectors.ts';

const pageSize = 500;

/** Vectors after an owner id, ascending: what an index is filled from. */
export type ReadVectors = (after: string | undefined, limit: number) => Promise<readonly VectorItem[]>;

/** The vectors of messages in a space. */
function messageVectors(storage: StorageProvider, spaceId: string): ReadVectors {
  return async (after, limit) => (await storage.embeddings.scan({ space_id: spaceId, limit, ...(after === undefined ? {} : { after }) }))
    .map(({ message_id, user_id, session_id, vector }) => ({ owner_id: message_id, user_id, session_id, vector }));
}

/** Adds what the index misses and removes what has no row. Walks both in order of id, a page at a time. Returns what it changed. */
export async function mendIndex(parts: { storage: StorageProvider; vectors: VectorStore; log: Log }, spaceId: string, read: ReadVectors = messageVectors(parts.storage, spaceId)): Promise<{ added: number; removed: number }> {
  const { vectors, log } = parts;
  const indexed = new Set<string>();
  for (let after: string | null = null; ;) {
    const ids: string[] = await vectors.listOwnerIds(spaceId, after, pageSize);
    for (const id of ids) indexed.add(id);
    await breathe();
    after = ids.at(-1) ?? null;
    if (ids.length < pageSize) break;
  }
  let added = 0;
  for (let after: string | undefined; ;) {
    const rows = await read(after, pageSize);
    await breathe();
    const missing = rows.filter((row) => !indexed.delete(row.owner_id));
    if (missing.length > 0) {
      await vectors.upsert(spaceId, missing);
      added += missing.length;
    }
    after = rows.at(-1)?.owner_id;
    if (rows.length < pageSize) break;
  }
  const orphans = [...indexed];
  for (let start = 0; start < orphans.length; start += pageSize) await vectors.delete(spaceId, orphans.slice(start, start + pageSize));
  if (added > 0 || orphans.length > 0) log.info('index-mended', { space: spaceId, added, removed: orphans.length });
  return { added, removed: orphans.length };
}
