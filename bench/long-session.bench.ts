// One conversation of a hundred thousand messages: opening it, going back in it, looking at another branch, deleting its end, and deleting it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAnalyser } from '../core/engine-analyser.ts';
import { createTestEngine } from '../core/testing/test-engine.ts';
import { createMessageClassifier } from '../core/features/memory/index.ts';
import type { Message } from '../core/contract/entities.ts';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { makeStorage } from '../core/engine-providers.ts';
import { createIdSource } from '../core/lib/ids.ts';
import type { Change } from '../core/providers/storage/changes.ts';
import { sentences } from './corpus.ts';
import { round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const minuteMs = 60_000;
const pageSize = 50;

/** @returns the session, and a message in the middle with a version beside it that another tenth of the conversation follows */
async function fill(folder: string, size: number): Promise<{ sessionId: string; other: string; middle: string }> {
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
  await storage.commit([{ op: 'insert', entity: 'session', record: { id: sessionId, user_id: 'default', personality: 'luna', title: 'Long', created_at: begun, last_activity_at: begun, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } }]);
  const trunk = await add(null, size, true);
  const middle = trunk[Math.floor(size / 2)]!;
  const beside = await add(trunk[middle.depth - 1]!, Math.floor(size / 10), false);
  await storage.commit([{ op: 'update', entity: 'session', id: sessionId, set: { active_leaf_id: trunk.at(-1)!.id } }]);
  await storage.close();
  return { sessionId, other: beside[0]!.id, middle: middle.id };
}

export async function benchLongSession(size: number, runs: number, say: (line: string) => void): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-long-'));
  try {
    say(`filling a conversation with ${size} messages ...`);
    const { sessionId, other, middle } = await fill(folder, size);
    // Vectors and summaries are not what is measured: nothing of the past is indexed or summarised meanwhile.
    const test = await createTestEngine({ dataFolder: folder, defaults: { features: { semantic_search: false, summaries: false }, llm_provider: { name: 'scripted', config: { replies: ['I see.'] } } } });
    try {
      const { client } = test.engine;
      await test.engine.jobsIdle();
      const timed = async (work: () => Promise<unknown>): Promise<number> => {
        const start = performance.now();
        await work();
        return performance.now() - start;
      };
      const opening: number[] = [];
      for (let run = 0; run < runs; run += 1) opening.push(await timed(async () => { await client.sessions.get({ session_id: sessionId }); await client.sessions.history({ session_id: sessionId, limit: pageSize }); }));
      const paging: number[] = [];
      let pages = 0;
      for (let before: string | null = ''; before !== null;) {
        const start = performance.now();
        const page: { next_before: string | null } = await client.sessions.history({ session_id: sessionId, limit: pageSize, ...(before === '' ? {} : { before }) });
        paging.push(performance.now() - start);
        before = page.next_before;
        pages += 1;
      }
      const turns: number[] = [];
      for (let run = 0; run < Math.min(runs, 20); run += 1) turns.push(await timed(() => test.say(sessionId, `And then number ${run}?`)));
      await test.engine.jobsIdle();
      const there = await timed(() => client.chat.swipe({ message_id: other }));
      const onOther = await timed(() => client.sessions.history({ session_id: sessionId, limit: pageSize }));
      const back = await timed(() => client.chat.swipe({ message_id: middle }));
      const cut = await timed(() => client.chat.remove({ message_id: other }));
      const deleted = await timed(() => client.sessions.delete({ session_id: sessionId }));
      return [
        { name: `opening a conversation of ${size}`, unit: 'ms', values: summarize(opening), floor: { value: 'p95', limit: 100 } },
        { name: `a page of it, all ${pages} of them`, unit: 'ms', values: summarize(paging), floor: { value: 'p95', limit: 100 } },
        { name: 'a turn in it, without vectors', unit: 'ms', values: summarize(turns), floor: null },
        { name: `another branch from its middle on (${size / 2} leave)`, unit: 'ms', values: { there: round(there), back: round(back), page: round(onOther) }, floor: null },
        { name: `deleting a branch of ${size / 10}, and all of it`, unit: 'ms', values: { branch: round(cut), all: round(deleted) }, floor: null },
      ];
    } finally {
      await test.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
