// The list of chats and the companions that can be talked to.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, PersonalitySummary, Session } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

/** One of a companion's greetings, by its number; the language is left out where it is the companion's own. */
export type Greeting = { index: number; language?: 'en' | 'es' };
export type SessionsState = {
  sessions: readonly Session[];
  personalities: readonly PersonalitySummary[];
  /** Whom a new chat is with when nobody is chosen: the setting; null until it is known. */
  default_personality: string | null;
  query: string;
  /** Projects there are chats of, by name. */
  projects: readonly { name: string; sessions: number }[];
  /** What the list is narrowed to: a project, '' for chats of none, null for all. */
  project: string | null;
  /** The project of the next new chat. */
  next_project: string;
  next_before: string | null;
  is_loaded: boolean;
  error: ErrorData | null;
  load(): Promise<void>;
  loadCompanions(): Promise<void>;
  loadMore(): Promise<void>;
  search(query: string): Promise<void>;
  /** `greeting`: what the companion has already said, so that the chat begins with it. */
  create(personality: string | null, greeting?: Greeting): Promise<Session>;
  rename(id: string, title: string): Promise<void>;
  setProject(id: string, project: string): Promise<void>;
  filterProject(project: string | null): Promise<void>;
  beginIn(project: string): void;
  remove(id: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createSessionsStore(client: Client) {
  return createStore<SessionsState>()((set, get) => {
    const page = (before?: string) => client.sessions.list({ limit: 50, ...(get().query ? { search: get().query } : {}), ...(get().project === null ? {} : { project: get().project ?? '' }), ...(before ? { before } : {}) });
    const put = (session: Session): void => set(({ sessions }) => ({ sessions: byActivity([session, ...sessions.filter((entry) => entry.id !== session.id)]) }));
    const readDefault = async (): Promise<void> => {
      const settings = await client.settings.read().catch(() => null);
      const value = settings?.values.find(({ path }) => path === 'character.personality')?.value;
      if (typeof value === 'string') set({ default_personality: value });
    };
    const readProjects = async (): Promise<void> => {
      const answer = await client.sessions.projects({}).catch(() => null);
      if (answer) set({ projects: answer.projects });
    };
    return {
      sessions: [], personalities: [], default_personality: null, query: '', projects: [], project: null, next_project: '', next_before: null, is_loaded: false, error: null,
      async load() {
        try {
          const [list, companions] = await Promise.all([page(), client.characters.list(), readDefault(), readProjects()]);
          set({ sessions: list.sessions, next_before: list.next_before, personalities: companions.personalities, is_loaded: true, error: null });
        } catch (error) {
          set({ error: readError(error), is_loaded: true });
        }
      },
      async loadCompanions() {
        const answer = await client.characters.list().catch(() => null);
        if (answer) set({ personalities: answer.personalities });
      },
      async loadMore() {
        const before = get().next_before;
        if (!before) return;
        const list = await page(before);
        set(({ sessions }) => ({ sessions: [...sessions, ...list.sessions.filter((entry) => !sessions.some(({ id }) => id === entry.id))], next_before: list.next_before }));
      },
      async search(query) {
        set({ query });
        const list = await page().catch(() => null);
        if (list && get().query === query) set({ sessions: list.sessions, next_before: list.next_before });
      },
      async create(personality, greeting) {
        const project = get().next_project;
        const session = await client.sessions.create({ ...(project === '' ? {} : { project }), ...(personality ? { personality } : {}), ...(greeting ? { greeting: greeting.index, ...(greeting.language ? { language: greeting.language } : {}) } : {}) });
        put(session);
        return session;
      },
      async rename(id, title) { put(await client.sessions.rename({ session_id: id, title })); },
      async setProject(id, project) {
        put(await client.sessions.rename({ session_id: id, project }));
        await readProjects();
      },
      async filterProject(project) {
        set({ project, next_project: project ?? '' });
        const list = await page().catch(() => null);
        if (list && get().project === project) set({ sessions: list.sessions, next_before: list.next_before });
      },
      beginIn: (project) => set({ next_project: project }),
      async remove(id) {
        await client.sessions.delete({ session_id: id });
        set(({ sessions }) => ({ sessions: sessions.filter((entry) => entry.id !== id) }));
      },
      applyEvent(event) {
        if (event.type === 'settings-changed' && event.paths.some((path) => path.startsWith('character'))) void readDefault();
        if (event.type === 'session-deleted') set(({ sessions }) => ({ sessions: sessions.filter((entry) => entry.id !== event.session_id) }));
        const isOther = event.type === 'session-changed' && (get().project ?? event.session.project) !== event.session.project;
        if (event.type === 'session-deleted' || (event.type === 'session-changed' && event.session.project !== '')) void readProjects();
        if (event.type === 'session-changed' && isOther) set(({ sessions }) => ({ sessions: sessions.filter(({ id }) => id !== event.session.id) }));
        else if (event.type === 'session-changed' && (get().query === '' || get().sessions.some(({ id }) => id === event.session.id))) put(event.session);
      },
    };
  });
}
export type SessionsStore = ReturnType<typeof createSessionsStore>;

function byActivity(sessions: Session[]): Session[] {
  return sessions.sort((a, b) => b.last_activity_at - a.last_activity_at || (a.id < b.id ? 1 : -1));
}
