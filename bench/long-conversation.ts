// A conversation of any length, put into a data folder: what the benches of long conversations stand on.
import { join } from 'node:path';
import { loadAnalyser } from '../core/engine-analyser.ts';
import { makeStorage } from '../core/engine-providers.ts';
import { createMessageClassifier } from '../core/features/memory/index.ts';
import type { Message } from '../core/contract/entities.ts';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { createIdSource } from '../core/lib/ids.ts';
import type { Change } from '../core/providers/storage/changes.ts';
import { sentences } from './corpus.ts';

const minuteMs = 60_000;

/** One conversation of `size` messages, a minute apart. @returns the session, and a message in the middle with a version beside it that another tenth of the conversation follows */
export async function fillConversation(folder: string, size: number, title = 'Long'): Promise<{ sessionId: string; other: string; middle: string }> {
  const { config } = await loadConfig({ env: {} });
  const storage = await makeStorage(config, { clock: systemClock, log: silentLog, secret: async () => undefined, dataFolder: folder, migrationsFolder: join(productFolder, 'migrations') });
  const ids = createIdSource(systemClock);
  const texts = sentences(1000, 3);
  const sessionId = ids.next();
  const begun = Date.now() - size * minuteMs;
  const messageAfter = (parent: Message | null, isActive: boolean): Message => {
    const depth = parent ? parent.depth + 1 : 0;
    return {
      id: ids.next(), session_id: sessionId, user_id: 'default', parent_id: parent?.id ?? null, depth, speaker: depth % 2 === 0 ? 'user' : 'assistant', content: `${depth} ${texts[depth % texts.length]!}`, status: 'complete',
      is_active: isActive, client_message_id: null, context: null, model: null, error: null, created_at: begun + depth * minuteMs,
    };
  };
  // As classified already: what has no row would be classified in the background while it is measured.
  const analyser = createMessageClassifier({ storage, analyser: await loadAnalyser(productFolder, silentLog), clock: systemClock, factCategories: () => [], nearestCategory: async () => null }).version(null);
  const classified = ({ id, user_id, session_id, created_at }: Message): Change => ({
    op: 'insert', entity: 'classification', record: {
      id, user_id, session_id, content_hash: id, category: 'other', importance: 'low', importance_score: 2, emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, privacy: 'public', language: 'en', analyser, created_at,
    },
  });
  const add = async (first: Message | null, count: number, isActive: boolean): Promise<Message[]> => {
    const all: Message[] = [];
    while (all.length < count) {
      const changes: Change[] = [];
      for (let index = 0; index < 500 && all.length < count; index += 1) {
        const message = messageAfter(all.at(-1) ?? first, isActive);
        all.push(message);
        changes.push({ op: 'insert', entity: 'message', record: message }, classified(message));
      }
      await storage.commit(changes, { isRepeatable: true });
    }
    return all;
  };
  await storage.commit([{ op: 'insert', entity: 'session', record: { id: sessionId, user_id: 'default', personality: 'luna', title, created_at: begun, last_activity_at: begun, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } }]);
  const trunk = await add(null, size, true);
  const middle = trunk[Math.floor(size / 2)]!;
  const beside = await add(trunk[middle.depth - 1]!, Math.floor(size / 10), false);
  await storage.commit([{ op: 'update', entity: 'session', id: sessionId, set: { active_leaf_id: trunk.at(-1)!.id } }]);
  await storage.close();
  return { sessionId, other: beside[0]!.id, middle: middle.id };
}
