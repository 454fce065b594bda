// The summaries of the chat that was asked about.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Summary } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type SummariesState = {
  session_id: string | null;
  /** Of the branch on screen, oldest first; null until read. */
  summaries: readonly Summary[] | null;
  error: ErrorData | null;
  is_making: boolean;
  load(sessionId: string): Promise<void>;
  reload(): Promise<void>;
  /** Sums up what can be; answers how many there are now. */
  make(): Promise<number>;
  applyEvent(event: EngineEvent): void;
};

export function createSummariesStore(client: Client) {
  let reads = 0;
  return createStore<SummariesState>()((set, get) => ({
    session_id: null, summaries: null, error: null, is_making: false,
    async load(sessionId) {
      const turn = ++reads;
      if (get().session_id !== sessionId) set({ session_id: sessionId, summaries: null, error: null });
      try {
        const { summaries } = await client.summaries.list({ session_id: sessionId });
        if (turn === reads) set({ summaries, error: null });
      } catch (error) {
        if (turn === reads) set({ error: readError(error) });
      }
    },
    async reload() {
      const { session_id: sessionId } = get();
      if (sessionId !== null) await get().load(sessionId);
    },
    async make() {
      const { session_id: sessionId } = get();
      if (sessionId === null) return 0;
      set({ is_making: true });
      try {
        const { summaries } = await client.summaries.make({ session_id: sessionId });
        if (get().session_id === sessionId) { reads += 1; set({ summaries, error: null }); }
        return summaries.length;
      } finally { set({ is_making: false }); }
    },
    applyEvent(event) {
      if (event.type === 'summaries-changed' && event.session_id === get().session_id) void get().reload();
    },
  }));
}
export type SummariesStore = ReturnType<typeof createSummariesStore>;
