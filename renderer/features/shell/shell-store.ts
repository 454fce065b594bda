// What is open: the screen, the dialogs, toasts, and the preferences of this screen.
import { createStore } from 'zustand/vanilla';
import type { ConnectionState } from '../../connection.ts';
import { readPreferences, writePreferences, type Preferences, type TextStorage } from './preferences.ts';
import type { Route } from './route.ts';

export type Toast = { id: number; text: string; tone: 'plain' | 'danger'; action?: { label: string; run: () => void } };
export type DialogName = 'palette' | 'shortcuts' | 'sessions' | 'models';
export type ShellState = {
  route: Route;
  /** The chat to come back to from another screen. */
  last_session_id: string | null;
  /** Whom a chat that has not begun will be with; null: the first companion. */
  chosen_companion: string | null;
  dialog: DialogName | null;
  preferences: Preferences;
  toasts: readonly Toast[];
  connection: ConnectionState;
  has_skipped_first_run: boolean;
  /** A message to scroll to and mark once its chat is shown. */
  jump_to: string | null;
  /** A fact or episode to scroll to and mark on the memory page. */
  marked: string | null;
  /** The user's message whose text is being changed from the keyboard. */
  editing: string | null;
  is_page_old: boolean;
  go(route: Route): void;
  openDialog(name: DialogName | null): void;
  prefer(change: Partial<Preferences>): void;
  toast(text: string, options?: Partial<Pick<Toast, 'tone' | 'action'>>): void;
  dismiss(id: number): void;
  jumpTo(sessionId: string, messageId: string): void;
  showInMemory(kind: 'fact' | 'episode', id: string): void;
  update(change: Partial<Pick<ShellState, 'chosen_companion' | 'marked' | 'connection' | 'has_skipped_first_run' | 'jump_to' | 'editing' | 'is_page_old'>>): void;
};

export function createShellStore(options: { storage: TextStorage; languages: readonly string[]; route: Route }) {
  let lastToast = 0;
  return createStore<ShellState>()((set, get) => ({
    route: options.route, last_session_id: options.route.view === 'chat' ? options.route.session_id : null, chosen_companion: null, dialog: null, preferences: readPreferences(options.storage, options.languages), toasts: [], connection: { phase: 'connecting', retry_at: null }, has_skipped_first_run: false, jump_to: null, marked: null, editing: null, is_page_old: false,
    go: (route) => set((state) => ({ route, dialog: null, last_session_id: route.view === 'chat' ? route.session_id : state.last_session_id })),
    openDialog: (dialog) => set({ dialog }),
    prefer(change) {
      const preferences = { ...get().preferences, ...change };
      writePreferences(options.storage, preferences);
      set({ preferences });
    },
    toast(text, { tone = 'plain', action } = {}) {
      const toast: Toast = { id: ++lastToast, text, tone, ...(action ? { action } : {}) };
      set(({ toasts }) => ({ toasts: [...toasts.slice(-2), toast] }));
    },
    dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
    jumpTo: (sessionId, messageId) => set({ last_session_id: sessionId, route: { view: 'chat', session_id: sessionId }, dialog: null, jump_to: messageId }),
    showInMemory: (kind, id) => set({ route: kind === 'episode' ? { view: 'memory', tab: 'episodes' } : { view: 'memory' }, dialog: null, marked: id }),
    update: (change) => set(change),
  }));
}
export type ShellStore = ReturnType<typeof createShellStore>;
