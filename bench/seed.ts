// Fills a data folder with messages, their vectors and the index, as a long-time user would have them.
import { join } from 'node:path';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { makeEmbeddingModel, makeStorage, makeVectorStore } from '../core/engine-providers.ts';
import { installShippedPersonalities } from '../core/features/character/index.ts';
import { createIdSource } from '../core/lib/ids.ts';
import type { Message } from '../core/contract/entities.ts';
import { sentences } from './corpus.ts';

const perSession = 500;
const batch = 64;

/** Adds `count` messages of user "default" in sessions of 500, a minute apart. */
export async function seedMessages(folder: string, count: number, seed: number): Promise<void> {
  const { config } = await loadConfig({ env: {} });
  const secret = async () => undefined;
  const shared = { clock: systemClock, log: silentLog, secret };
  const storage = await makeStorage(config, { ...shared, dataFolder: folder, migrationsFolder: join(productFolder, 'migrations') });
  const vectors = await makeVectorStore(config, { ...shared, dataFolder: folder });
  const model = await makeEmbeddingModel(config, { ...shared, fetch, modelsFolder: join(productFolder, 'models'), downloadsFolder: join(folder, 'models') });
  await installShippedPersonalities(join(productFolder, 'personalities'), { storage, clock: systemClock });
  const ids = createIdSource(systemClock, (await storage.greatestId()) ?? undefined);
  const space = model.space();
  await storage.commit([{ op: 'insert-missing', entity: 'embedding_space', record: { ...space, created_at: 0 } }]);
  await vectors.ensureSpace(space.id, space.dimension);
  const texts = sentences(count, seed);
  let parent: Message | null = null;
  let sessionId = '';
  for (let start = 0; start < count; start += batch) {
    const slice = texts.slice(start, start + batch);
    const embedded = await model.embed(slice, 'query');
    for (const [offset, content] of slice.entries()) {
      const index = start + offset;
      const created_at = Date.now() - (count - index) * 60_000;
      if (index % perSession === 0) {
        const id = ids.next();
        parent = null;
        await storage.commit([{ op: 'insert', entity: 'session', record: { id, user_id: 'default', personality: 'luna', title: `Session ${index / perSession}`, created_at, last_activity_at: created_at, active_leaf_id: null, prompt_start_id: null } }]);
        sessionId = id;
      }
      const message: Message = {
        id: ids.next(), session_id: sessionId, user_id: 'default', parent_id: parent?.id ?? null, depth: parent ? parent.depth + 1 : 0, speaker: index % 2 === 0 ? 'user' : 'assistant',
        content, status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at,
      };
      const vector = embedded[offset]!;
      await storage.commit([
        { op: 'insert', entity: 'message', record: message },
        { op: 'put', entity: 'message_embedding', record: { id: `${space.id}/${message.id}`, space_id: space.id, message_id: message.id, user_id: 'default', session_id: sessionId, vector, created_at } },
        { op: 'update', entity: 'session', id: sessionId, set: { active_leaf_id: message.id } },
      ]);
      await vectors.upsert(space.id, [{ owner_id: message.id, user_id: 'default', session_id: sessionId, vector }]);
      parent = message;
    }
  }
  await model.close();
  await vectors.close();
  await storage.close();
}
