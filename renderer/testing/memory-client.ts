// A client that keeps everything in memory and obeys the real contract (schemas included): for store tests and for looking at screens. Never in the product.
import { createRouterClient, implement, ORPCError } from '@orpc/server';
import { contract, contractVersion, type Client, type EngineEvent, type Episode, type Fact, type MessageView, type Model, type AuditFinding, type ModelStatus, type PersonalitySummary, type Session, type Summary, type TombstoneView, type Trace, type TurnEvent } from '../../core/contract/index.ts';
import type { Waiting } from '../features/inbox/inbox-store.ts';
import { createBackupRoutes } from './backup-routes.ts';
import { createCharacterRoutes } from './character-routes.ts';
import { createFeelingsRoutes, type FeelingsWorld } from './feelings-routes.ts';
import { createAuditRoutes } from './audit-routes.ts';
import { createForgettingRoutes } from './forgetting-routes.ts';
import { createImportRoutes } from './import-routes.ts';
import { createInboxRoutes } from './inbox-routes.ts';
import { createLocalModelRoutes } from './local-model-routes.ts';
import { createMemoryRoutes } from './memory-routes.ts';
import { createSummariesRoutes } from './summaries-routes.ts';
import { createSnapshotRoutes } from './snapshot-routes.ts';
import { createAnalyticsRoutes } from './sample-analytics.ts';
import type { DataWorld } from './sample-data.ts';
import type { LocalModelsWorld } from './sample-local-models.ts';

export type MemoryWorld = {
  sessions: Session[];
  messages: MessageView[];
  /** Past values included. */
  facts: Fact[];
  episodes: Episode[];
  /** Moods and relationships; none when absent. */
  feelings?: FeelingsWorld;
  /** What waits in the inbox, what the audit finds, what was forgotten, what was summed up; none when absent. */
  proposals?: Waiting[];
  findings?: AuditFinding[];
  tombstones?: TombstoneView[];
  summaries?: Summary[];
  /** Backups, snapshots and imports; none when absent. */
  data?: DataWorld;
  /** Model files and measurements; the bundled models when absent. */
  local_models?: LocalModelsWorld;
  /** The search could use words only. */
  keyword_only?: boolean;
  models: Model[];
  status: ModelStatus;
  companions: PersonalitySummary[];
  settings: { path: string; value: unknown; source: string }[];
  schema: Awaited<ReturnType<Client['settings']['schema']>>;
  trace: ((message: MessageView) => Trace) | null;
  /** The reply to the next message, in the pieces it streams in. */
  reply: string[];
  pieceMs: number;
  /** Thrown instead of the next answer of the named procedure. */
  fail: Map<string, Error>;
  /** Pieces of a download, sent with this pause. */
  download: { completed: number[]; total: number; pauseMs: number };
};
export type MemoryClient = { client: Client; world: MemoryWorld; emit(event: EngineEvent): void };

export function engineError(code: string, message: string): ORPCError<string, unknown> {
  return new ORPCError(code, { message, data: { code, message, retryable: true } });
}

export function createMemoryClient(world: MemoryWorld, now: () => number = Date.now): MemoryClient {
  const listeners = new Set<(event: EngineEvent) => void>();
  const stopped = new Set<string>();
  let count = 0;
  const emit = (event: EngineEvent): void => { for (const listener of listeners) listener(event); };
  const newId = (): string => `new-${String(++count).padStart(6, '0')}`;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const failIfTold = (name: string): void => { const error = world.fail.get(name); world.fail.delete(name); if (error) throw error; };
  const find = <T extends { id: string }>(list: T[], id: string): T => { const found = list.find((entry) => entry.id === id); if (!found) throw engineError('not_found', 'There is no such thing.'); return found; };
  const siblings = (message: MessageView): MessageView[] => world.messages.filter((entry) => entry.session_id === message.session_id && entry.parent_id === message.parent_id && entry.speaker === message.speaker);
  const view = (message: MessageView): MessageView => ({ ...message, sibling_ids: siblings(message).map(({ id }) => id) });
  const branch = (session: Session): MessageView[] => {
    const path: MessageView[] = [];
    const byId = new Map(world.messages.map((message) => [message.id, message]));
    for (let id = session.active_leaf_id; id !== null;) { const message = byId.get(id); if (!message) break; path.unshift(message); id = message.parent_id; }
    return path;
  };
  const add = (session: Session, parent: string | null, fields: Partial<MessageView> & Pick<MessageView, 'speaker' | 'content'>): MessageView => {
    const message: MessageView = { id: newId(), session_id: session.id, user_id: 'default', parent_id: parent, depth: parent ? find(world.messages, parent).depth + 1 : 0, status: 'complete', is_active: true, client_message_id: null, model: null, error: null, created_at: now(), sibling_ids: [], ...fields };
    world.messages.push(message);
    session.active_leaf_id = message.id;
    session.last_activity_at = message.created_at;
    return message;
  };
  async function* answer(session: Session, parent: string): AsyncGenerator<TurnEvent> {
    const model = world.status.current;
    const reply = add(session, parent, { speaker: 'assistant', content: '', status: 'streaming', model: model ? `${model.provider}/${model.model}` : null });
    await pause(world.pieceMs * 10);
    yield { type: 'compiled', personality: session.personality, level: 'friend', mood: 'happy' };
    yield { type: 'reply-start', message_id: reply.id, model: model?.model ?? 'none', location: model?.location ?? '', is_local: true, withheld: 0 };
    stopped.delete(session.id);
    for (const text of world.reply) {
      await pause(world.pieceMs);
      if (stopped.has(session.id)) { reply.status = 'interrupted'; break; }
      reply.content += text;
      yield { type: 'text-delta', message_id: reply.id, text };
    }
    if (reply.status === 'streaming') reply.status = 'complete';
    yield { type: 'turn-end', message: view(reply), trace_id: null, error: null };
  }

  const os = implement(contract);
  const router = os.router({
    sessions: {
      create: os.sessions.create.handler(({ input }) => {
        const session: Session = { id: newId(), user_id: input.user_id, personality: input.personality ?? world.companions[0]?.id ?? 'luna', title: input.title ?? '', created_at: now(), last_activity_at: now(), active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: input.project };
        world.sessions.unshift(session);
        const companion = world.companions.find(({ id }) => id === session.personality);
        const greetings = input.greeting === undefined ? [] : (companion?.greetings[input.language ?? companion.language] ?? Object.values(companion?.greetings ?? {})[0] ?? []);
        const said = greetings.map((content) => add(session, null, { speaker: 'assistant', content }));
        session.active_leaf_id = said[input.greeting ?? 0]?.id ?? null;
        return session;
      }),
      list: os.sessions.list.handler(({ input }) => { failIfTold('list'); return { sessions: world.sessions.filter((session) => (input.project ?? session.project) === session.project && session.title.toLowerCase().includes((input.search ?? '').toLowerCase())).slice(0, input.limit), next_before: null }; }),
      get: os.sessions.get.handler(({ input }) => find(world.sessions, input.session_id)),
      rename: os.sessions.rename.handler(({ input }) => Object.assign(find(world.sessions, input.session_id), input.title === undefined ? {} : { title: input.title }, input.project === undefined ? {} : { project: input.project })),
      projects: os.sessions.projects.handler(() => ({ projects: [...Map.groupBy(world.sessions.filter(({ project }) => project !== ''), ({ project }) => project)].map(([name, all]) => ({ name, sessions: all.length })) })),
      delete: os.sessions.delete.handler(({ input }) => { world.sessions = world.sessions.filter(({ id }) => id !== input.session_id); return { deleted: true }; }),
      history: os.sessions.history.handler(({ input }) => {
        failIfTold('history');
        const all = branch(find(world.sessions, input.session_id));
        const end = input.before ? all.findIndex(({ id }) => id === input.before) : all.length;
        const start = Math.max(0, end - input.limit);
        return { messages: all.slice(start, end).map(view), next_before: start > 0 ? all[start]?.id ?? null : null };
      }),
    },
    chat: {
      send: os.chat.send.handler(async function* ({ input }) {
        failIfTold('send');
        const session = find(world.sessions, input.session_id);
        const known = world.messages.find(({ client_message_id: id }) => id !== null && id === input.client_message_id);
        const message = known ?? add(session, session.active_leaf_id, { speaker: 'user', content: input.message, client_message_id: input.client_message_id ?? null });
        yield { type: 'message-saved', message: view(message), is_repeat: known !== undefined };
        yield* answer(session, message.id);
      }),
      regenerate: os.chat.regenerate.handler(async function* ({ input }) {
        failIfTold('regenerate');
        const message = find(world.messages, input.message_id);
        yield* answer(find(world.sessions, message.session_id), message.speaker === 'user' ? message.id : message.parent_id ?? message.id);
      }),
      edit: os.chat.edit.handler(async function* ({ input }) {
        const old = find(world.messages, input.message_id);
        const session = find(world.sessions, old.session_id);
        const message = add(session, old.parent_id, { speaker: 'user', content: input.message, client_message_id: input.client_message_id ?? null });
        yield { type: 'message-saved', message: view(message), is_repeat: false };
        yield* answer(session, message.id);
      }),
      swipe: os.chat.swipe.handler(({ input }) => {
        const message = find(world.messages, input.message_id);
        const session = find(world.sessions, message.session_id);
        let leaf = message;
        for (let next = world.messages.findLast(({ parent_id: id }) => id === leaf.id); next; next = world.messages.findLast(({ parent_id: id }) => id === leaf.id)) leaf = next;
        session.active_leaf_id = leaf.id;
        return { session, messages: branch(session).map(view) };
      }),
      stop: os.chat.stop.handler(({ input }) => { stopped.add(input.session_id); return { stopped: true }; }),
      remove: os.chat.remove.handler(({ input }) => {
        failIfTold('remove');
        const message = find(world.messages, input.message_id);
        const session = find(world.sessions, message.session_id);
        const gone = new Set([message.id]);
        for (const each of [...world.messages].sort((a, b) => a.depth - b.depth)) if (each.parent_id !== null && gone.has(each.parent_id)) gone.add(each.id);
        world.messages = world.messages.filter(({ id }) => !gone.has(id));
        session.active_leaf_id = message.parent_id;
        return { deleted: gone.size, session };
      }),
      message: os.chat.message.handler(({ input }) => view(find(world.messages, input.message_id))),
      trace: os.chat.trace.handler(({ input }) => { const message = find(world.messages, input.message_id); if (!world.trace) throw engineError('not_found', 'There is no trace.'); return world.trace(message); }),
    },
    memory: createMemoryRoutes(world, { now, newId, failIfTold, find }),
    audit: createAuditRoutes(world, { now, failIfTold }),
    inbox: createInboxRoutes(world, { now, newId, failIfTold, emit }),
    forgetting: createForgettingRoutes(world, { now, newId, failIfTold, emit }),
    summaries: createSummariesRoutes(world, { now, newId, failIfTold }),
    ...createCharacterRoutes(world, { now, newId, failIfTold, find }),
    analytics: createAnalyticsRoutes(world, { now, failIfTold }),
    ...createFeelingsRoutes(world, { now, newId, failIfTold, find }),
    ...createSnapshotRoutes(world, { now, failIfTold, find, emit }),
    ...createBackupRoutes(world, { now, failIfTold, find, emit }),
    ...createImportRoutes(world, { now, failIfTold, find, emit }),
    ...createLocalModelRoutes(world, { now, failIfTold, find, emit }),
    models: {
      list: os.models.list.handler(() => ({ models: world.models })),
      status: os.models.status.handler(() => world.status),
      pull: os.models.pull.handler(async function* ({ signal }) {
        for (const completed of world.download.completed) {
          if (signal?.aborted) return;
          yield { type: 'progress' as const, status: 'downloading', completed_bytes: completed, total_bytes: world.download.total, bytes_per_second: 11_400_000, seconds_left: (world.download.total - completed) / 11_400_000, source: 'hub' };
          await pause(world.download.pauseMs);
        }
        world.status = { ...world.status, needs_download: false, current: { provider: 'embedded', model: world.status.default_model?.name ?? '', location: 'this machine', is_local: true } };
        yield { type: 'end' as const, status: 'done', completed_bytes: world.download.total, total_bytes: world.download.total, bytes_per_second: null, seconds_left: 0, source: null };
      }),
    },
    settings: {
      read: os.settings.read.handler(() => ({ values: world.settings, file: '~/.local/share/luminora/config.json', warnings: [] })),
      write: os.settings.write.handler(({ input }) => {
        failIfTold('write');
        for (const change of input.changes) {
          const entry = world.settings.find(({ path }) => path === change.path);
          if (entry) Object.assign(entry, { value: change.value, source: 'file' }); else world.settings.push({ ...change, source: 'file' });
        }
        return { values: world.settings, restart_needed: [] };
      }),
      schema: os.settings.schema.handler(() => world.schema),
    },
    system: {
      health: os.system.health.handler(() => ({ status: 'warning' as const, version: '0.1.0', contract_version: contractVersion, checked_at: now(), components: [
        { component: 'storage', status: 'ok' as const, message: 'SQLite answers; 1,204 messages are kept.', latency_ms: 0.4, details: {}, instructions: null },
        { component: 'language_model', status: 'ok' as const, message: `${world.status.current?.model ?? 'No model'} is ready.`, latency_ms: 12, details: {}, instructions: null },
        { component: 'embeddings', status: 'warning' as const, message: '38 messages wait to be indexed.', latency_ms: 3.1, details: {}, instructions: 'Nothing to do: they are indexed when the machine is idle.' },
      ] })),
      events: os.system.events.handler(async function* ({ signal }) {
        const queue: EngineEvent[] = [{ type: 'alive', contract_version: contractVersion }];
        let wake = (): void => {};
        const listener = (event: EngineEvent): void => { queue.push(event); wake(); };
        listeners.add(listener);
        signal?.addEventListener('abort', () => wake());
        try {
          while (!signal?.aborted) {
            for (let event = queue.shift(); event; event = queue.shift()) yield event;
            await new Promise<void>((resolve) => { wake = resolve; });
          }
        } finally { listeners.delete(listener); }
      }),
    },
  });
  return { client: createRouterClient(router), world, emit };
}
