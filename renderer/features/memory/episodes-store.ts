// What happened, newest first, by pages. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, Episode, ErrorData } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type EpisodeChange = Partial<Pick<Episode, 'title' | 'summary' | 'importance' | 'is_pinned'>>;
export type EpisodesView = { type: Episode['type'] | ''; importance_at_least: number };
export type EpisodesState = {
  episodes: readonly Episode[];
  view: EpisodesView;
  is_loaded: boolean;
  is_loading: boolean;
  has_more: boolean;
  error: ErrorData | null;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  show(change: Partial<EpisodesView>): Promise<void>;
  change(id: string, change: EpisodeChange): Promise<void>;
  remove(id: string): Promise<Episode>;
  restore(episode: Episode): Promise<void>;
  applyEvent(event: EngineEvent): void;
};
const pageSize = 40;

export function createEpisodesStore(client: Client) {
  let reads = 0;
  return createStore<EpisodesState>()((set, get) => {
    const fits = (episode: Episode): boolean => (get().view.type === '' || episode.type === get().view.type) && episode.importance >= get().view.importance_at_least;
    /** One that lies beyond the last page read comes with its page. */
    const put = (episode: Episode): void => set(({ episodes, has_more: hasMore }) => {
      const others = episodes.filter(({ id }) => id !== episode.id);
      const last = others.at(-1);
      const isBeyond = hasMore && last !== undefined && newestFirst(last, episode) < 0;
      return { episodes: fits(episode) && !isBeyond ? [...others, episode].sort(newestFirst) : others };
    });
    const read = async (before?: string): Promise<void> => {
      const turn = ++reads;
      const { type, importance_at_least: importance } = get().view;
      set({ is_loading: true });
      try {
        const page = await client.memory.episodes({ limit: pageSize, ...(type ? { type } : {}), ...(importance > 0 ? { importance_at_least: importance } : {}), ...(before ? { before } : {}) });
        if (turn !== reads) return;
        const known = before ? get().episodes : [];
        const fresh = page.episodes.filter((episode) => !known.some(({ id }) => id === episode.id));
        set({ episodes: [...known, ...fresh], has_more: page.episodes.length === pageSize && fresh.length > 0, is_loaded: true, is_loading: false, error: null });
      } catch (error) {
        if (turn === reads) set({ is_loaded: true, is_loading: false, error: readError(error) });
      }
    };
    return {
      episodes: [], view: { type: '', importance_at_least: 0 }, is_loaded: false, is_loading: false, has_more: false, error: null,
      load: () => read(),
      async loadMore() {
        const last = get().episodes.at(-1);
        if (last && get().has_more && !get().is_loading) await read(last.id);
      },
      async show(change) {
        set(({ view }) => ({ view: { ...view, ...change } }));
        await read();
      },
      async change(id, change) { put(await client.memory.changeEpisode({ id, ...change })); },
      async remove(id) {
        const { deleted } = await client.memory.deleteEpisode({ id });
        set(({ episodes }) => ({ episodes: episodes.filter((entry) => entry.id !== id) }));
        return deleted;
      },
      async restore(episode) { put(await client.memory.restoreEpisode({ episode })); },
      applyEvent(event) {
        if (!get().is_loaded) return;
        if (event.type === 'episode-changed') put(event.episode);
        if (event.type === 'episode-deleted') set(({ episodes }) => ({ episodes: episodes.filter(({ id }) => id !== event.episode_id) }));
      },
    };
  });
}
export type EpisodesStore = ReturnType<typeof createEpisodesStore>;

function newestFirst(one: Episode, other: Episode): number {
  return other.started_at - one.started_at || (one.id < other.id ? 1 : -1);
}
