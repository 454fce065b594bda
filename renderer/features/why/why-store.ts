// The traces that were looked at, by message.
import { createStore } from 'zustand/vanilla';
import type { Client, ErrorData, Trace } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type WhyState = {
  message_id: string | null;
  trace: Trace | null;
  error: ErrorData | null;
  show(messageId: string): Promise<void>;
  hide(): void;
};

export function createWhyStore(client: Client) {
  return createStore<WhyState>()((set, get) => ({
    message_id: null, trace: null, error: null,
    async show(messageId) {
      set({ message_id: messageId, trace: null, error: null });
      try {
        const trace = await client.chat.trace({ message_id: messageId });
        if (get().message_id === messageId) set({ trace });
      } catch (error) {
        if (get().message_id === messageId) set({ error: readError(error) });
      }
    },
    hide: () => set({ message_id: null, trace: null, error: null }),
  }));
}
export type WhyStore = ReturnType<typeof createWhyStore>;
