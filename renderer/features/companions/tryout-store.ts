// A conversation with the draft that leaves no trace: kept here while the page lives, nowhere else.
import { createStore } from 'zustand/vanilla';
import type { Client, ErrorData, Personality } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import type { PreviewChoice } from './preview-store.ts';

export type TryLine = { speaker: 'user' | 'assistant'; content: string };
export type TryoutState = {
  lines: readonly TryLine[];
  is_writing: boolean;
  model: string;
  error: ErrorData | null;
  send(id: string, draft: Personality, choice: PreviewChoice, message: string): Promise<void>;
  stop(): void;
  clear(): void;
};
/** As many as the contract takes. */
const mostLines = 40;

export function createTryoutStore(client: Client) {
  let running: AbortController | null = null;
  return createStore<TryoutState>()((set, get) => ({
    lines: [], is_writing: false, model: '', error: null,
    async send(id, draft, { level, mood, intensity, language }, message) {
      running?.abort();
      const abort = new AbortController();
      running = abort;
      const history = get().lines.filter(({ content }) => content !== '').slice(-mostLines);
      set({ lines: [...get().lines, { speaker: 'user', content: message }, { speaker: 'assistant', content: '' }], is_writing: true, error: null });
      try {
        const events = await client.characters.tryOut({ id, definition: draft, history, message, intensity, language, ...(level ? { level } : {}), ...(mood ? { mood } : {}) }, { signal: abort.signal });
        for await (const event of events) {
          if (abort.signal.aborted) return;
          if (event.type === 'end') set({ model: event.model, error: event.error });
          else set(({ lines }) => ({ lines: lines.with(-1, { speaker: 'assistant', content: `${lines.at(-1)?.content ?? ''}${event.text}` }) }));
        }
      } catch (error) {
        if (!abort.signal.aborted) set({ error: readError(error) });
      } finally {
        if (running === abort) set({ is_writing: false });
      }
    },
    stop() { running?.abort(); running = null; set({ is_writing: false }); },
    clear() { get().stop(); set({ lines: [], error: null }); },
  }));
}
export type TryoutStore = ReturnType<typeof createTryoutStore>;
