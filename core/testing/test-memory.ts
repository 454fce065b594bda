// A storage and a vector index in a temporary folder, with one session in it, for tests of memory's parts without an engine around them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../contract/entities.ts';
import { createIdSource } from '../lib/ids.ts';
import { silentLog } from '../lib/log.ts';
import { openSqliteStorage } from '../providers/storage/sqlite/open.ts';
import { sqliteVecStore } from '../providers/vectors/sqlite-vec.ts';

export type TestMemory = Awaited<ReturnType<typeof createTestMemory>>;

/** Time stands still at `now` until a test moves it. */
export async function createTestMemory() {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-memory-'));
  const clock = { time: 1_700_000_000_000, now: () => clock.time };
  const deps = { dataFolder: folder, migrationsFolder: join(import.meta.dirname, '../../migrations'), clock, log: silentLog, secret: async () => undefined };
  const storage = openSqliteStorage(join(folder, 'luminora.db'), deps);
  const vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), deps);
  const ids = createIdSource(clock);
  await storage.commit([{ op: 'insert', entity: 'session', record: { id: 's', user_id: 'ana', personality: 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } }]);
  let leaf: Message | null = null;

  return {
    folder, clock, storage, vectors, ids, log: silentLog,
    /** Adds a message after the last one (or `more.parent_id`) of session "s". */
    async say(content: string, more: Partial<Message> = {}): Promise<Message> {
      const parent: Message | null = more.parent_id === undefined ? leaf : more.parent_id === null ? null : await storage.messages.get(more.parent_id);
      clock.time += 1000;
      const message: Message = {
        id: ids.next(), session_id: 's', user_id: 'ana', parent_id: parent?.id ?? null, depth: parent ? parent.depth + 1 : 0, speaker: 'user', content, status: 'complete', is_active: true, client_message_id: null,
        context: null, model: null, error: null, created_at: clock.now(), ...more,
      };
      await storage.commit([{ op: 'insert', entity: 'message', record: message }, { op: 'activate-branch', session_id: 's', leaf_id: message.id }]);
      leaf = message;
      return message;
    },
    async close() {
      await vectors.close();
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
