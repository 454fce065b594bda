// Forgetting in a running engine: everything that writes rests, and afterwards indexes, caches and copies hold nothing of it either.
import { LuminoraError } from './contract/errors.ts';
import type { EngineEvent } from './contract/events.ts';
import type { AfterBranchChange, ChatService } from './features/chat/index.ts';
import { viewMessages } from './features/chat/index.ts';
import { createForgettingHandlers, createForgettingService } from './features/forgetting/index.ts';
import type { Plan, Unfinished } from './features/forgetting/index.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import { tellInbox } from './features/inbox/index.ts';
import type { CachingEmbedder } from './features/memory/index.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { LanguageModel } from './providers/llm/llm.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; log: Log; broadcast: (event: EngineEvent) => void;
  chat: Pick<ChatService, 'hold'>;
  /** No job runs and no model refines from when this resolves until the answer is called. */
  rest: (userId: string) => Promise<() => void>;
  memory: { embedder: Pick<CachingEmbedder, 'spaceId' | 'embed' | 'forget'>; forgetVectors(gone: { messageIds: readonly string[]; episodeIds: readonly string[] }): Promise<void> };
  /** Words on their way in. */
  imports: { isRunning(): Promise<boolean>; dropUploads(): Promise<void> };
  snapshots: { forgetBackups(): Promise<void>; countKept(): Promise<{ backups: number; made: number }> };
  /** The model in use, if one is loaded: it keeps the latest prompts of conversations. */
  model: () => Promise<LanguageModel | null>;
  afterBranchChange: AfterBranchChange;
};

/** Beyond these, screens read anew instead of being told of each. */
const mostTold = 200;

export function openForgetting(parts: Parts) {
  const { storage, log, broadcast, chat, memory, snapshots } = parts;

  async function rest(userId: string): Promise<() => void> {
    if (await parts.imports.isRunning()) throw new LuminoraError('conflict', 'Conversations are being brought in, and may hold what is to be forgotten. Wait for the end of the import, or stop it.');
    const letTurns = chat.hold('Something is being forgotten. Try again in a moment.');
    const letOthers = await parts.rest(userId).catch((error: unknown) => {
      letTurns();
      throw error;
    });
    return () => {
      letTurns();
      letOthers();
    };
  }

  /** Copies of the whole database: each may hold what goes. */
  const backups = async () => (await storage.backups?.list()) ?? [];

  async function clear(work: Unfinished): Promise<void> {
    await memory.forgetVectors({ messageIds: work.messages, episodeIds: work.episodes });
    await memory.embedder.forget();
    await attempt('model-cache-not-cleared', async () => (await parts.model())?.forget?.());
    for (const { id } of await backups()) await attempt('backup-not-removed', () => storage.backups?.remove(id));
    await snapshots.forgetBackups();
    await attempt('uploads-not-removed', () => parts.imports.dropUploads());
  }

  async function attempt(event: string, what: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await what();
    } catch (error) {
      log.warn(event, { reason: String(error) });
    }
  }

  async function deriveAnew(work: Unfinished): Promise<void> {
    for (const { id, messages, personality } of work.sessions) {
      const companion = (await storage.sessions.get(id))?.personality ?? personality;
      if (companion !== undefined) await parts.afterBranchChange({ user_id: work.user_id, session_id: id, personality: companion, left: [], entered: [], gone: messages });
    }
  }

  async function tell(plan: Plan): Promise<void> {
    const user_id = plan.user_id;
    const gone = new Set(plan.sessions.map(({ id }) => id));
    for (const id of gone) broadcast({ type: 'session-deleted', session_id: id });
    for (const { id } of plan.episodes.slice(0, mostTold)) broadcast({ type: 'episode-deleted', episode_id: id });
    const stayed = plan.messages.filter(({ session_id }) => !gone.has(session_id)).slice(0, mostTold);
    for (const message of await viewMessages(storage, await storage.messages.getMany(stayed.map(({ id }) => id)))) broadcast({ type: 'message-changed', message });
    for (const id of [...new Set([...plan.retitled, ...plan.renamed.sessions.map((session) => session.id)])].slice(0, mostTold)) {
      const session = await storage.sessions.get(id);
      if (session) broadcast({ type: 'session-changed', session });
    }
    for (const session_id of new Set(plan.summaries.map((summary) => summary.session_id))) broadcast({ type: 'summaries-changed', session_id });
    broadcast({ type: 'facts-changed', user_id });
    broadcast({ type: 'backups-changed' });
    if (plan.proposals.length > 0) await tellInbox(storage, broadcast, user_id);
    broadcast({ type: 'forgotten', user_id });
  }

  const service = createForgettingService({
    ...parts, embedder: memory.embedder, rest, clear, deriveAnew, tell,
    copies: async () => {
      const [kept, whole] = await Promise.all([snapshots.countKept(), backups()]);
      return { backups: whole.length + kept.backups, snapshots_kept: kept.made };
    },
  });
  return { handlers: (builder: HandlerBuilder) => createForgettingHandlers(builder, service), finishUnfinished: () => service.finishUnfinished() };
}
