// A memory made of given conversations through the product's own parts: its storage on a disk, its index job, its embedding model, its search.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, Message } from '../core/contract/entities.ts';
import { createEmbedder } from '../core/features/memory/embedder.ts';
import type { Embedder } from '../core/features/memory/embedder.ts';
import { createIndexMessage } from '../core/features/memory/index-message.ts';
import { createMemorySearch } from '../core/features/memory/search/memory-search.ts';
import type { MemorySearch, SearchSettings } from '../core/features/memory/search/memory-search.ts';
import { systemClock } from '../core/lib/clock.ts';
import { createIdSource } from '../core/lib/ids.ts';
import { silentLog } from '../core/lib/log.ts';
import { productFolder } from '../core/luminora.ts';
import { localEmbeddingOptions, localEmbeddings } from '../core/providers/embeddings/local.ts';
import type { Change } from '../core/providers/storage/changes.ts';
import { openSqliteStorage } from '../core/providers/storage/sqlite/open.ts';
import { sqliteVecStore } from '../core/providers/vectors/sqlite-vec.ts';

export type SaidMessage = { speaker: 'user' | 'assistant'; text: string };
/** One session of a user's: what was said in order, from a time on (milliseconds), a minute apart. */
export type SaidSession = { user_id: string; started_at: number; messages: readonly SaidMessage[] };

/** Which form a text is embedded in; the product's own unless an ablation changes it. */
export type Uses = { message: 'query' | 'passage' };

export type SearchWorld = {
  model: string;
  /** Stores and indexes a session; answers the ids of its messages in order. */
  tell(session: SaidSession): Promise<string[]>;
  search: MemorySearch;
  /** The same memory searched with other settings. */
  searchWith(settings: Partial<SearchSettings>): MemorySearch;
  close(): Promise<void>;
};

const minute = 60_000;
/** Changes in one commit. */
const pageSize = 40;

export async function openSearchWorld(uses: Uses = { message: 'passage' }): Promise<SearchWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-evals-'));
  const secret = async () => undefined;
  const model = await localEmbeddings.create(localEmbeddingOptions.parse({}), {
    fetch: globalThis.fetch, clock: systemClock, log: silentLog, modelsFolder: join(productFolder, 'models'), downloadsFolder: join(folder, 'downloads'), secret,
  });
  const space = model.space();
  const deps = { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret };
  const storage = openSqliteStorage(join(folder, 'luminora.db'), deps);
  const vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), deps);
  await storage.commit([{ op: 'insert', entity: 'embedding_space', record: { ...space, created_at: 0 } }]);
  await vectors.ensureSpace(space.id, space.dimension);
  const embedder = createEmbedder(async () => model, { log: silentLog, clock: systemClock });
  /** The second vector of a message is the analysers'; nothing is analysed here. */
  const forIndex: Embedder = { ...embedder, embed: async (texts, use, signal) => (use === 'query' ? null : embedder.embed(texts, uses.message, signal)) };
  const index = createIndexMessage({ storage, vectors, embedder: forIndex, clock: systemClock, hasVectors: () => true, changesFor: async () => [] });
  const ids = createIdSource(systemClock);
  const searchWith = (settings: Partial<SearchSettings>) => createMemorySearch({ storage, vectors, embedder, clock: systemClock, log: silentLog, neighbours: () => 1, settings });

  return {
    model: `${space.model} ${space.precision} (${space.id})`,
    async tell({ user_id, started_at, messages }) {
      const sessionId = ids.next();
      const records: Message[] = [];
      for (const [place, { speaker, text }] of messages.entries()) {
        records.push({
          id: ids.next(), session_id: sessionId, user_id, parent_id: records.at(-1)?.id ?? null, depth: place, speaker, content: text, status: 'complete', is_active: true,
          client_message_id: null, context: null, model: null, error: null, created_at: started_at + place * minute,
        });
      }
      await storage.commit([{ op: 'insert', entity: 'session', record: { id: sessionId, user_id, personality: 'luna', title: '', created_at: started_at, last_activity_at: started_at, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } }]);
      const changes: Change[] = records.map((record) => ({ op: 'insert', entity: 'message', record }));
      for (let start = 0; start < changes.length; start += pageSize) await storage.commit(changes.slice(start, start + pageSize));
      for (const { id } of records) {
        const job: Job = { id: ids.next(), kind: 'index-message', key: id, payload: { message_id: id }, state: 'running', attempts: 1, run_at: 0, error: null, created_at: 0, updated_at: 0 };
        await storage.commit((await index(job, new AbortController().signal)).changes);
      }
      return records.map(({ id }) => id);
    },
    search: searchWith({}),
    searchWith,
    async close() {
      await model.close();
      await vectors.close();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
