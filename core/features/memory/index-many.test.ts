// Many messages indexed together, on a real database and index; the model only counts words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../contract/entities.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { createIdSource } from '../../lib/ids.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import type { EmbeddingModel } from '../../providers/embeddings/embeddings.ts';
import { createScriptedEmbeddings } from '../../providers/embeddings/scripted.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { sqliteVecStore } from '../../providers/vectors/sqlite-vec.ts';
import type { VectorStore } from '../../providers/vectors/vectors.ts';
import { createEmbedder } from './embedder.ts';
import { createIndexMany } from './index-many.ts';

const clock = { time: 1000, now() { return (this.time += 1); } };
let folder: string;
let storage: StorageProvider;
let vectors: VectorStore;
let ids: ReturnType<typeof createIdSource>;
/** What the model was asked for: how many texts, and at what pace. */
let asked: { count: number; pace: string | undefined }[];
let model: EmbeddingModel;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-many-'));
  const deps = { dataFolder: folder, log: silentLog, clock, secret: async () => undefined };
  storage = openSqliteStorage(join(folder, 'luminora.db'), { ...deps, migrationsFolder: join(productFolder, 'migrations') });
  vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), deps);
  ids = createIdSource(clock);
  asked = [];
  const words = createScriptedEmbeddings({ dimension: 64 });
  model = { ...words, embed: async (texts, use, stop, pace) => {
    asked.push({ count: texts.length, pace });
    if (texts.includes('poison')) throw new Error('cannot be read');
    return words.embed(texts, use, stop);
  } };
  const space = model.space();
  await vectors.ensureSpace(space.id, space.dimension);
  await storage.commit([
    { op: 'insert-missing', entity: 'embedding_space', record: { ...space, created_at: 0 } },
    { op: 'insert', entity: 'session', record: { id: 's', user_id: 'ana', personality: 'luna', title: '', created_at: 0, last_activity_at: 0, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } },
  ]);
});
afterEach(async () => {
  await vectors.close();
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

async function say(content: string): Promise<string> {
  const message: Message = {
    id: ids.next(), session_id: 's', user_id: 'ana', parent_id: null, depth: 0, speaker: 'user', content, status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at: clock.now(),
  };
  await storage.commit([{ op: 'insert', entity: 'message', record: message }]);
  return message.id;
}
function indexer(change: { pause?: () => Promise<void>; changesFor?: () => Promise<Change[]> } = {}) {
  const embedder = createEmbedder(async () => model, { log: silentLog, clock });
  return createIndexMany({ storage, vectors, embedder, clock, ids, log: silentLog, changesFor: async () => [], pause: async () => undefined, ...change });
}
const indexed = async () => (await storage.embeddings.scan({ space_id: model.space().id, limit: 1000 })).map(({ message_id }) => message_id);
const inIndex = async () => vectors.listOwnerIds(model.space().id, null, 1000);

it('asks for many at a time, in the background, and leaves nothing without its vector and its place', async () => {
  const said: string[] = [];
  for (let number = 0; number < 150; number += 1) said.push(await say(`message number ${number}`));
  await say('   ');
  let added = 0;
  expect(await indexer()(model.space().id, () => { added += 1; }, signal)).toBe(150);
  expect(await indexed()).toEqual(said);
  expect((await inIndex()).toSorted()).toEqual(said);
  expect(asked.every(({ pace }) => pace === 'bulk')).toBe(true);
  expect(asked).toHaveLength(6);
  expect(Math.max(...asked.map(({ count }) => count))).toBe(64);
  expect(added).toBeGreaterThan(0);
  expect(await indexer()(model.space().id, () => undefined, signal)).toBe(0);
});

it('what is forgotten between its embedding and its writing leaves no vector; its neighbours are asked for one by one', async () => {
  const [first, gone] = [await say('one'), await say('two')];
  let isFirst = true;
  const pause = async () => {
    if (isFirst) await storage.commit([{ op: 'erase-message', id: gone }]);
    isFirst = false;
  };
  expect(await indexer({ pause })(model.space().id, () => undefined, signal)).toBe(0);
  expect(await inIndex()).toEqual([]);
  expect(await indexed()).toEqual([]);
  const jobs = await storage.jobs.due({ now: clock.now() + 1000, limit: 10, kinds: ['index-message'] });
  expect(jobs.map(({ payload }) => payload['message_id'])).toEqual([first, gone]);
});

it('a text that cannot be embedded holds up only its page', async () => {
  await say('poison');
  for (let number = 0; number < 70; number += 1) await say(`after ${number}`);
  expect(await indexer()(model.space().id, () => undefined, signal)).toBe(7);
  expect(await storage.jobs.due({ now: clock.now() + 1000, limit: 100, kinds: ['index-message'] })).toHaveLength(64);
});

it('begins nothing when it is stopped, and nothing of another space', async () => {
  await say('one');
  expect(await indexer()(model.space().id, () => undefined, AbortSignal.abort())).toBe(0);
  expect(await indexer()('another', () => undefined, signal)).toBe(0);
  expect(asked).toEqual([]);
});
