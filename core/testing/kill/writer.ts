// The process the kill tests kill: stores messages through the real storage and prints "ack N" after each commit.
// Arguments: data folder, first number, last number, plant ("none", "early-ack" or "normal-sync").
import { writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { createIdSource } from '../../lib/ids.ts';
import { silentLog } from '../../lib/log.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

const [folder = '', first = '0', last = '0', plant = 'none'] = process.argv.slice(2);
const SESSION = 'killed-session';
const SPACE = 'killed-space';

/** A plain write to the pipe: nothing of it waits in this process. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** What a turn commits first: the message, its place on the branch, its vector, the work it asks for. */
function changesFor(id: string, number: number, parent: { id: string; depth: number } | null): Change[] {
  const now = systemClock.now();
  const vector = Float32Array.from({ length: 32 }, (_, part) => Math.sin(number * 32 + part + 1));
  return [
    {
      op: 'insert', entity: 'message', record: {
        id, session_id: SESSION, user_id: 'ana', parent_id: parent?.id ?? null, depth: parent === null ? 0 : parent.depth + 1, speaker: 'user', content: `mensaje número ${number} ${'palabra '.repeat(number % 50)}`,
        status: 'complete', is_active: true, client_message_id: `client-${number}`, context: null, model: null, error: null, created_at: now,
      },
    },
    { op: 'activate-branch', session_id: SESSION, leaf_id: id },
    { op: 'insert', entity: 'message_embedding', record: { id: `${SPACE}/${id}`, space_id: SPACE, message_id: id, user_id: 'ana', session_id: SESSION, vector, created_at: now } },
    { op: 'insert-missing', entity: 'job', record: { id: `job-${number}`, kind: 'index', key: id, payload: { message_id: id }, state: 'pending', attempts: 0, run_at: now, error: null, created_at: now, updated_at: now } },
  ];
}

async function prepare(storage: StorageProvider): Promise<void> {
  const now = systemClock.now();
  await storage.commit([
    { op: 'insert-missing', entity: 'session', record: { id: SESSION, user_id: 'ana', personality: 'luna', title: 'kill', created_at: now, last_activity_at: now, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } },
    { op: 'insert-missing', entity: 'embedding_space', record: { id: SPACE, model: 'm', revision: 'r', dimension: 32, precision: 'f32', query_prefix: '', passage_prefix: '', is_normalized: false, created_at: now } },
  ]);
}

const storage = openSqliteStorage(join(folder, 'luminora.db'), {
  dataFolder: folder, migrationsFolder: resolve(import.meta.dirname, '../../../migrations'), clock: systemClock, log: silentLog, secret: async () => undefined,
}, plant === 'normal-sync' ? { synchronous: 'NORMAL' } : {});
await prepare(storage);
const ids = createIdSource(systemClock, (await storage.greatestId()) ?? undefined);
const leafId = (await storage.sessions.get(SESSION))?.active_leaf_id ?? null;
let parent = leafId === null ? null : await storage.messages.get(leafId);

for (let number = Number(first); number <= Number(last); number += 1) {
  // A retry: what was committed but not acknowledged is not stored twice.
  const known = await storage.messages.getByClientId(SESSION, `client-${number}`);
  if (known === null) {
    if (plant === 'early-ack') say(`ack ${number}`);
    const id = ids.next();
    await storage.commit(changesFor(id, number, parent));
    parent = await storage.messages.get(id);
  } else {
    say(`known ${number}`);
  }
  if (plant !== 'early-ack' || known !== null) say(`ack ${number}`);
}
await storage.close();
