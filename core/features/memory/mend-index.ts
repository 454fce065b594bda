// At start: makes the vector index agree with the rows, which are the truth.
import type { Log } from '../../lib/log.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { VectorStore } from '../../providers/vectors/vectors.ts';

const pageSize = 500;

/** Adds what the index misses and removes what has no row. Walks both in order of id, a page at a time. Returns what it changed. */
export async function mendIndex(parts: { storage: StorageProvider; vectors: VectorStore; log: Log }, spaceId: string): Promise<{ added: number; removed: number }> {
  const { storage, vectors, log } = parts;
  const indexed = new Set<string>();
  for (let after: string | null = null; ;) {
    const ids: string[] = await vectors.listOwnerIds(spaceId, after, pageSize);
    for (const id of ids) indexed.add(id);
    after = ids.at(-1) ?? null;
    if (ids.length < pageSize) break;
  }
  let added = 0;
  for (let after: string | undefined; ;) {
    const rows = await storage.embeddings.scan({ space_id: spaceId, limit: pageSize, ...(after === undefined ? {} : { after }) });
    const missing = rows.filter((row) => !indexed.delete(row.message_id));
    if (missing.length > 0) {
      await vectors.upsert(spaceId, missing.map((row) => ({ owner_id: row.message_id, user_id: row.user_id, session_id: row.session_id, vector: row.vector })));
      added += missing.length;
    }
    after = rows.at(-1)?.message_id;
    if (rows.length < pageSize) break;
  }
  const orphans = [...indexed];
  for (let start = 0; start < orphans.length; start += pageSize) await vectors.delete(spaceId, orphans.slice(start, start + pageSize));
  if (added > 0 || orphans.length > 0) log.info('index-mended', { space: spaceId, added, removed: orphans.length });
  return { added, removed: orphans.length };
}
