// Fills a data folder with messages, their vectors, classifications and the index, as a long-time user would have them.
import { join } from 'node:path';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { loadAnalyser } from '../core/engine-analyser.ts';
import { makeEmbeddingModel, makeStorage, makeVectorStore } from '../core/engine-providers.ts';
import { installShippedPersonalities, loadShippedPersonalities } from '../core/features/character/index.ts';
import { createMessageClassification, createMessageClassifier } from '../core/features/memory/index.ts';
import { createIdSource } from '../core/lib/ids.ts';
import { sha256 } from '../core/lib/hash.ts';
import type { Message } from '../core/contract/entities.ts';
import { normalizeForAnalysis } from '../core/safety/normalize.ts';
import type { Change } from '../core/providers/storage/changes.ts';
import { cachedVectors } from './vector-cache.ts';

const perSession = 500;
const perCommit = 16;
/** So old is the first message of a folder: a minute lies between two. */
const minuteMs = 60_000;

const hasIdle = (store: object): store is { whenIdle(): Promise<void> } => 'whenIdle' in store;

/** Adds one message per text, of user "default", in sessions of 500. Vectors come from `vectorsFolder` where an earlier run left them. */
export async function seedMessages(folder: string, texts: readonly string[], vectorsFolder: string, say: (line: string) => void): Promise<void> {
  const { config } = await loadConfig({ env: {} });
  const secret = async () => undefined;
  const shared = { clock: systemClock, log: silentLog, secret };
  const storage = await makeStorage(config, { ...shared, dataFolder: folder, migrationsFolder: join(productFolder, 'migrations') });
  const vectors = await makeVectorStore(config, { ...shared, dataFolder: folder });
  const model = await makeEmbeddingModel(config, { ...shared, fetch, modelsFolder: join(productFolder, 'models'), downloadsFolder: join(folder, 'models') });
  await installShippedPersonalities(await loadShippedPersonalities(join(productFolder, 'personalities')), { storage, clock: systemClock });
  const ids = createIdSource(systemClock, (await storage.greatestId()) ?? undefined);
  const space = model.space();
  await storage.commit([{ op: 'insert-missing', entity: 'embedding_space', record: { ...space, created_at: 0 } }]);
  await vectors.ensureSpace(space.id, space.dimension);
  const embedded = await cachedVectors(vectorsFolder, model, texts, say);
  let parent: Message | null = null;
  let sessionId = '';
  for (let start = 0; start < texts.length; start += perCommit) {
    const changes: Change[] = [];
    const items: Parameters<typeof vectors.upsert>[1][number][] = [];
    for (const [offset, content] of texts.slice(start, start + perCommit).entries()) {
      const index = start + offset;
      const created_at = Date.now() - (texts.length - index) * minuteMs;
      if (index % perSession === 0) {
        sessionId = ids.next();
        parent = null;
        changes.push({ op: 'insert', entity: 'session', record: { id: sessionId, user_id: 'default', personality: 'luna', title: `Session ${index / perSession}`, created_at, last_activity_at: created_at, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } });
      }
      const message: Message = {
        id: ids.next(), session_id: sessionId, user_id: 'default', parent_id: parent?.id ?? null, depth: parent ? parent.depth + 1 : 0, speaker: index % 2 === 0 ? 'user' : 'assistant',
        content, status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at,
      };
      const vector = embedded[index]!;
      changes.push(
        { op: 'insert', entity: 'message', record: message },
        { op: 'put', entity: 'message_embedding', record: { id: `${space.id}/${message.id}`, space_id: space.id, message_id: message.id, user_id: 'default', session_id: sessionId, vector, created_at } },
        { op: 'update', entity: 'session', id: sessionId, set: { active_leaf_id: message.id } },
      );
      items.push({ owner_id: message.id, user_id: 'default', session_id: sessionId, vector });
      parent = message;
    }
    await storage.commit(changes);
    await vectors.upsert(space.id, items);
    if (start % 6400 === 0 && start > 0) say(`  ${start} of ${texts.length} messages stored`);
  }
  await classifyAll();
  // A long-time user's approximate index is on the disk; built while the bench runs, it would take the time that is measured.
  if (hasIdle(vectors)) await vectors.whenIdle();
  await model.close();
  await vectors.close();
  await storage.close();

  /** From the vectors that are there: made anew they would take as long again, and no figure depends on which they are. */
  async function classifyAll(): Promise<void> {
    const vectorOf = new Map(texts.map((text, index) => [sha256(normalizeForAnalysis(text)), embedded[index]!]));
    const analyser = await loadAnalyser(productFolder, silentLog);
    analyser.useSpace(space);
    const classifier = createMessageClassifier({ storage, analyser, clock: systemClock, factCategories: () => [], nearestCategory: async () => null });
    const embedder = { embed: async (wanted: readonly string[]) => wanted.map((text) => vectorOf.get(sha256(text)) ?? embedded[0]!) };
    await createMessageClassification({ storage, embedder, classifier, after: async () => [] }).catchUp(space.id, new AbortController().signal);
  }
}
