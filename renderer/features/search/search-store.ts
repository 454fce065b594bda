// A search over everything that is remembered: the memory page and the palette each have one.
import { createStore } from 'zustand/vanilla';
import type { Client, ErrorData, RecalledItem } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import { noChoice, toFilters, type SearchChoice } from './search-filters.ts';

export type SearchState = {
  query: string;
  choice: SearchChoice;
  results: readonly RecalledItem[];
  /** The words to mark in the results. */
  terms: readonly string[];
  /** The query the results answer; '' before the first. */
  answered: string;
  ms: number | null;
  keyword_only: boolean;
  is_searching: boolean;
  error: ErrorData | null;
  /** Takes what was typed; nothing is asked yet. */
  type(query: string): void;
  /** Other filters; asks again. */
  choose(change: Partial<SearchChoice>): Promise<void>;
  run(): Promise<void>;
};

export function createSearchStore(client: Client, limit: number, now: () => number = Date.now) {
  let asked = 0;
  return createStore<SearchState>()((set, get) => ({
    query: '', choice: noChoice, results: [], terms: [], answered: '', ms: null, keyword_only: false, is_searching: false, error: null,
    type: (query) => set({ query, is_searching: query.trim() !== '', ...(query.trim() === '' ? { results: [], terms: [], answered: '', ms: null, error: null } : {}) }),
    async choose(change) {
      set(({ choice }) => ({ choice: { ...choice, ...change } }));
      await get().run();
    },
    async run() {
      const query = get().query.trim();
      const turn = ++asked;
      if (query === '') return;
      set({ is_searching: true });
      try {
        const answer = await client.memory.search({ query, limit, filters: toFilters(get().choice, now()) });
        if (turn === asked && get().query.trim() === query) set({ results: answer.results, terms: answer.terms, ms: answer.ms, keyword_only: answer.keyword_only, answered: query, is_searching: false, error: null });
      } catch (error) {
        if (turn === asked) set({ results: [], terms: [], ms: null, answered: query, is_searching: false, error: readError(error) });
      }
    },
  }));
}
export type SearchStore = ReturnType<typeof createSearchStore>;
