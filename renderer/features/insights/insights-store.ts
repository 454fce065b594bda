// The figures of the insights screen: of a range and, if asked for, of one companion.
import { createStore } from 'zustand/vanilla';
import type { Analytics, Client, ErrorData } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export const insightRanges = ['week', 'month', 'year', 'all'] as const;
export type InsightRange = (typeof insightRanges)[number];
export type InsightsState = {
  figures: Analytics | null;
  range: InsightRange;
  /** Null: all of them. */
  personality: string | null;
  is_loading: boolean;
  error: ErrorData | null;
  load(change?: { range?: InsightRange; personality?: string | null }): Promise<void>;
};
const day = 86_400_000;
const lengths: Record<Exclude<InsightRange, 'all'>, number> = { week: 7 * day, month: 30 * day, year: 365 * day };

export function createInsightsStore(client: Client, now: () => number = Date.now, timeZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone) {
  let turn = 0;
  return createStore<InsightsState>()((set, get) => ({
    figures: null, range: 'month', personality: null, is_loading: false, error: null,
    async load(change = {}) {
      const mine = ++turn;
      set({ ...change, is_loading: true });
      const { range, personality } = get();
      try {
        const figures = await client.analytics.get({ time_zone: timeZone, ...(range === 'all' ? {} : { from: now() - lengths[range] }), ...(personality === null ? {} : { personality }) });
        // What was chosen since then is shown instead.
        if (mine === turn) set({ figures, is_loading: false, error: null });
      } catch (error) {
        if (mine === turn) set({ is_loading: false, error: readError(error) });
      }
    },
  }));
}
export type InsightsStore = ReturnType<typeof createInsightsStore>;
