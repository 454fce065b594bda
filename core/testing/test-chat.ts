// A chat service on real parts (SQLite, search, jobs, shipped character) whose language models a test can read and exchange.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAnalyser } from '../engine-analyser.ts';
import type { Session } from '../contract/entities.ts';
import type { TurnEvent } from '../contract/events.ts';
import { createCharacterService, installShippedPersonalities, loadShippedPersonalities } from '../features/character/index.ts';
import { createChatService, createSessionService } from '../features/chat/index.ts';
import type { BranchChange, TurnParts, TurnSettings } from '../features/chat/index.ts';
import { createBinding, createFactReader, createLearnFacts, createMemorySearch, createRecall } from '../features/memory/index.ts';
import type { Embedder } from '../features/memory/index.ts';
import { createSummaries } from '../features/summaries/index.ts';
import { createJobRunner } from '../jobs/job-runner.ts';
import { systemClock } from '../lib/clock.ts';
import type { Clock } from '../lib/clock.ts';
import { createIdSource } from '../lib/ids.ts';
import { silentLog } from '../lib/log.ts';
import { productFolder } from '../luminora.ts';
import type { ChatRequest, LanguageModel } from '../providers/llm/llm.ts';
import { createScriptedModel } from '../providers/llm/scripted.ts';
import { openSqliteStorage } from '../providers/storage/sqlite/open.ts';
import { sqliteVecStore } from '../providers/vectors/sqlite-vec.ts';

export type TestChat = Awaited<ReturnType<typeof createTestChat>>;

const usual: TurnSettings = {
  maximumMessageCharacters: 32_000, embedTimeoutMs: 1500, recallLimit: 12, recallTokenBudget: 800, promptTokenBudget: 4096, maximumReplyTokens: 320, temperature: undefined,
  language: null, summaries: { isOn: true, every: 10, recentMessages: 40, tokenBudget: 400 }, isMoodOn: true, isAffinityOn: true, firstTokenTimeoutMs: 10_000, idleTimeoutMs: 10_000,
};

/** Words find memories here; there are no embeddings. `model` may be replaced between turns. */
export async function createTestChat(options: { script?: Parameters<typeof createScriptedModel>[0]; settings?: Partial<TurnSettings>; clock?: Clock; parts?: Partial<TurnParts>; embedder?: Embedder } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-chat-'));
  const clock = options.clock ?? systemClock;
  const log = silentLog;
  const deps = { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock, log, secret: async () => undefined };
  const storage = openSqliteStorage(join(folder, 'luminora.db'), deps);
  const shipped = await loadShippedPersonalities(join(productFolder, 'personalities'));
  await installShippedPersonalities(shipped, { storage, clock });
  const vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), deps);
  const ids = createIdSource(clock);
  const embedder: Embedder = options.embedder ?? { replace() {}, spaceId: async () => null, embed: async () => null };
  const characters = createCharacterService({ storage, clock, broadcast: () => undefined, shipped });
  const recall = createRecall({ storage, search: createMemorySearch({ storage, vectors, embedder, clock, log, neighbours: () => 1 }) });
  const scripted = createScriptedModel(options.script);
  const place = { model: scripted.model as LanguageModel };
  const settings = () => ({ ...usual, ...options.settings });
  const summaries = createSummaries({ storage, clock, ids, broadcast: () => undefined, readFacts: createFactReader(), tombstones: { leaveOut: async (messages) => [...messages], areAbout: async (_userId, texts) => texts.map(() => false) }, settings: () => settings().summaries });
  const jobs = createJobRunner({ storage, clock, log, handlers: { ...summaries.handlers, 'learn-facts': createLearnFacts({ storage, clock, ids, broadcast: () => undefined }), 'index-message': async () => ({ changes: [] }) } });
  const followed: BranchChange[] = [];
  const removal = {
    ...createBinding({ storage, clock, ids, broadcast: () => undefined, read: createFactReader(), spaceId: async () => null, kick: () => jobs.kick() }),
    afterBranchChange: async (change: BranchChange) => void followed.push(change), forgetVectors: async () => undefined, rest: async () => () => undefined,
  };
  const chat = createChatService({
    ...removal, storage, clock, ids, log, embedder, recall, analyser: await loadAnalyser(productFolder, log), characters, lore: async () => ({ entries: [], dropped: 0 }), jobs, quiet: { turnBegan: () => undefined, turnEnded: () => undefined }, broadcast: () => undefined, model: async () => place.model, settings, summaries, ...options.parts,
  });
  const sessions = createSessionService({ storage, clock, ids, characters, broadcast: () => undefined, defaultPersonality: () => 'luna', stopTurn: chat.stop, episodesOf: async () => [], alsoForget: () => [], ...removal });

  return {
    /** What was told of branches, oldest first. */
    followed: followed as readonly BranchChange[],
    chat, sessions, storage, jobs, ids, clock, place, characters, settings, summaries,
    /** What the first scripted model was asked, in order. */
    requests: scripted.requests as readonly ChatRequest[],
    session: (userId = 'ana'): Promise<Session> => sessions.create({ user_id: userId }),
    /** Sends and collects the events to the end. */
    async say(sessionId: string, message: string, more: { client_message_id?: string; parent_id?: string | null } = {}): Promise<TurnEvent[]> {
      return collect(await chat.send({ session_id: sessionId, message, ...more }));
    },
    async close() {
      await chat.close();
      await jobs.stop();
      await vectors.close();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Every event of a turn, to its end. */
export async function collect<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const all: Event[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The one `turn-end` of a turn's events. */
export function endOf(events: readonly TurnEvent[]): Extract<TurnEvent, { type: 'turn-end' }> {
  const ends = events.filter((event) => event.type === 'turn-end');
  if (ends.length !== 1 || events.at(-1)?.type !== 'turn-end') throw new Error(`a turn ends with exactly one turn-end; this one: ${events.map((event) => event.type).join(', ')}`);
  return ends[0]!;
}

/** The user's message as saved in a turn's events. */
export function savedOf(events: readonly TurnEvent[]): Extract<TurnEvent, { type: 'message-saved' }> {
  const saved = events.find((event) => event.type === 'message-saved');
  if (!saved) throw new Error('the turn saved no message');
  return saved;
}
