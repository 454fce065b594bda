// What is open beside the chat: why a reply came about, the companion's mood, or the summary.
import { createStore } from 'zustand/vanilla';
import type { Client, ErrorData, Trace } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type SideTab = 'why' | 'mood' | 'summary';
export type WhyState = {
  /** Null: nothing is open. */
  tab: SideTab | null;
  message_id: string | null;
  trace: Trace | null;
  error: ErrorData | null;
  show(messageId: string): Promise<void>;
  /** Reads what is open again; nothing when nothing is. */
  reload(): Promise<void>;
  openTab(tab: SideTab): void;
  hide(): void;
};

export function createWhyStore(client: Client) {
  return createStore<WhyState>()((set, get) => ({
    tab: null, message_id: null, trace: null, error: null,
    openTab: (tab) => set({ tab }),
    async show(messageId) {
      set({ tab: 'why', message_id: messageId, trace: null, error: null });
      try {
        const trace = await client.chat.trace({ message_id: messageId });
        if (get().message_id === messageId) set({ trace });
      } catch (error) {
        if (get().message_id === messageId) set({ error: readError(error) });
      }
    },
    async reload() {
      const messageId = get().message_id;
      if (messageId === null) return;
      const trace = await client.chat.trace({ message_id: messageId }).catch((error: unknown) => readError(error));
      if (get().message_id === messageId) set('code' in trace ? { trace: null, error: trace } : { trace, error: null });
    },
    hide: () => set({ tab: null, message_id: null, trace: null, error: null }),
  }));
}
export type WhyStore = ReturnType<typeof createWhyStore>;
