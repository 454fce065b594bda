// What is known about the user, and the search over everything that was said (shared by the memory page and the palette).
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Fact, RecalledItem } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type MemoryState = {
  facts: readonly Fact[];
  is_loaded: boolean;
  error: ErrorData | null;
  query: string;
  results: readonly RecalledItem[];
  search_ms: number | null;
  is_searching: boolean;
  keyword_only: boolean;
  loadFacts(): Promise<void>;
  search(query: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createMemoryStore(client: Client) {
  return createStore<MemoryState>()((set, get) => ({
    facts: [], is_loaded: false, error: null, query: '', results: [], search_ms: null, is_searching: false, keyword_only: false,
    async loadFacts() {
      try {
        const { facts } = await client.memory.facts({ limit: 1000 });
        set({ facts, is_loaded: true, error: null });
      } catch (error) {
        set({ error: readError(error), is_loaded: true });
      }
    },
    async search(query) {
      const wanted = query.trim();
      set({ query, is_searching: wanted !== '', ...(wanted === '' ? { results: [], search_ms: null } : {}) });
      if (wanted === '') return;
      const answer = await client.memory.search({ query: wanted, limit: 20 }).catch(() => null);
      if (get().query !== query) return;
      set(answer ? { results: answer.results, search_ms: answer.ms, keyword_only: answer.keyword_only, is_searching: false } : { results: [], search_ms: null, is_searching: false });
    },
    applyEvent(event) {
      if (event.type === 'facts-learnt' && get().is_loaded) void get().loadFacts();
    },
  }));
}
export type MemoryStore = ReturnType<typeof createMemoryStore>;
