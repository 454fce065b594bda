// Sessions: made, listed, renamed, deleted, read by pages.
import { LuminoraError } from '../../contract/errors.ts';
import type { MessageView, Session } from '../../contract/entities.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { CharacterService } from '../character/index.ts';
import { greetingMessages } from './greeting-messages.ts';
import { moveSession } from './move-session.ts';
import { viewMessages } from './message-view.ts';
import type { RemovalParts } from './remove-messages.ts';

export type SessionParts = {
  storage: StorageProvider;
  clock: Clock;
  ids: IdSource;
  characters: Pick<CharacterService, 'exists' | 'list' | 'definition'>;
  defaultPersonality: () => string;
  /** Ends the turn being written, if any. */
  stopTurn: (sessionId: string) => Promise<unknown>;
  /** Read before a session is deleted. */
  episodesOf: (session: Session) => Promise<string[]>;
  /** What else is deleted with a session. */
  alsoForget: (sessionId: string) => Change[];
} & Pick<RemovalParts, 'unbind' | 'forgetVectors' | 'rest' | 'afterBranchChange'> & {
  broadcast: (event: EngineEvent) => void;
};
export type SessionService = ReturnType<typeof createSessionService>;

export function createSessionService(parts: SessionParts) {
  const { storage } = parts;

  async function get(id: string): Promise<Session> {
    const session = await storage.sessions.get(id);
    if (!session) throw new LuminoraError('not_found', `There is no session "${id}".`, { details: { session_id: id } });
    return session;
  }

  return {
    get,
    async create(request: { personality?: string | undefined; user_id: string; title?: string | undefined; project?: string | undefined; greeting?: number | undefined; language?: 'en' | 'es' | undefined }): Promise<Session> {
      const personality = request.personality ?? parts.defaultPersonality();
      if (!(await parts.characters.exists(personality))) {
        const known = (await parts.characters.list()).map((character) => character.id);
        throw new LuminoraError('not_found', `There is no companion "${personality}". Known: ${known.join(', ')}.`, { details: { field: 'personality', known } });
      }
      const now = parts.clock.now();
      const session: Session = {
        id: parts.ids.next(), user_id: request.user_id, personality, title: request.title ?? '', created_at: now, last_activity_at: now, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: request.project ?? '',
      };
      const greetings = request.greeting === undefined ? [] : await greetingMessages(parts, session, request.language ?? null);
      const shown = greetings[(request.greeting ?? 0) % Math.max(1, greetings.length)];
      const greeted: Session = { ...session, active_leaf_id: shown?.id ?? null };
      await storage.commit([
        { op: 'insert', entity: 'session', record: greeted },
        ...greetings.map((record): Change => ({ op: 'insert', entity: 'message', record: { ...record, is_active: record === shown } })),
      ]);
      parts.broadcast({ type: 'session-changed', session: greeted });
      return greeted;
    },
    async list(query: { user_id: string; limit: number; before?: string | undefined; search?: string | undefined; project?: string | undefined }): Promise<{ sessions: Session[]; next_before: string | null }> {
      const sessions = await storage.sessions.list({
        user_id: query.user_id, limit: query.limit + 1,
        ...(query.before === undefined ? {} : { before: query.before }), ...(query.search === undefined ? {} : { title_contains: query.search }), ...(query.project === undefined ? {} : { project: query.project }),
      });
      const page = sessions.slice(0, query.limit);
      return { sessions: page, next_before: sessions.length > query.limit ? page.at(-1)!.id : null };
    },
    async projects(userId: string): Promise<{ projects: { name: string; sessions: number }[] }> {
      const byName = Map.groupBy(await storage.sessions.inProjects(userId), ({ project }) => project);
      return { projects: [...byName].map(([name, sessions]) => ({ name, sessions: sessions.length })).sort((one, other) => one.name.localeCompare(other.name)) };
    },
    /** The title, or the project it belongs to; what is undefined stays. */
    async change(id: string, { title, project }: { title: string | undefined; project: string | undefined }): Promise<Session> {
      const before = await get(id);
      if (title !== undefined) await storage.commit([{ op: 'update', entity: 'session', id, set: { title } }]);
      if (project !== undefined && project !== before.project) {
        await parts.stopTurn(id);
        await moveSession(parts, before, project);
        parts.broadcast({ type: 'facts-changed', user_id: before.user_id });
      }
      const session = await get(id);
      parts.broadcast({ type: 'session-changed', session });
      return session;
    },
    async delete(id: string): Promise<{ deleted: boolean }> {
      const session = await get(id);
      await parts.stopTurn(id);
      const letJobs = await parts.rest(session.user_id);
      try {
        // One may have been started in between.
        await parts.stopTurn(id);
        const messageIds = await storage.messages.idsOfSession(id);
        const episodeIds = await parts.episodesOf(session);
        const unbinding = await parts.unbind(session, messageIds);
        await storage.commit([...unbinding.changes, { op: 'delete-session', session_id: id }, ...parts.alsoForget(id)]);
        await parts.forgetVectors({ messageIds, episodeIds });
        parts.broadcast({ type: 'session-deleted', session_id: id });
        unbinding.tell();
        await parts.afterBranchChange({ user_id: session.user_id, session_id: id, personality: session.personality, left: [], entered: [], gone: messageIds });
      } finally {
        letJobs();
      }
      return { deleted: true };
    },
    async history(query: { session_id: string; limit: number; before?: string | undefined }): Promise<{ messages: MessageView[]; next_before: string | null }> {
      const session = await get(query.session_id);
      if (session.active_leaf_id === null) return { messages: [], next_before: null };
      const path = await storage.messages.path({ leaf_id: session.active_leaf_id, limit: query.limit, ...(query.before === undefined ? {} : { before: query.before }) });
      const first = path[0];
      return { messages: await viewMessages(storage, path), next_before: first && first.parent_id !== null ? first.id : null };
    },
  };
}
