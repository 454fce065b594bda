// The conversation on screen: its messages by pages, and the turns that run (one per session, also of sessions not shown).
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Fact, MessageView, TurnEvent } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import { createDeltaBuffer } from './delta-buffer.ts';
import { placeMessage, prependPage, updateMessage } from './message-list.ts';
import { advanceTurn, startTurn, type Turn } from './turn-state.ts';

export type Presence = { mood: string; level: string | null; /** Memories the last reply was written without, because its model is elsewhere. */ withheld?: number };
export type ChatState = {
  session_id: string | null;
  messages: readonly MessageView[];
  older_cursor: string | null;
  is_loading: boolean;
  is_loading_older: boolean;
  load_error: ErrorData | null;
  turns: Record<string, Turn>;
  /** What was learnt in the chat on screen, values since superseded included: read when it opens, and anew when something was learnt or changed. */
  learnt: readonly Fact[];
  presence: Record<string, Presence>;
  /** The reply that just ended, for the screen reader. */
  finished: MessageView | null;
  open(sessionId: string | null): Promise<void>;
  reload(): Promise<void>;
  loadOlder(): Promise<boolean>;
  loadLearnt(): Promise<void>;
  send(sessionId: string, text: string): Promise<void>;
  resend(sessionId: string): Promise<void>;
  discard(sessionId: string): void;
  regenerate(sessionId: string, messageId: string): Promise<void>;
  edit(sessionId: string, messageId: string, text: string): Promise<void>;
  swipe(messageId: string): Promise<void>;
  /** Deletes a message and all that follows it; answers how many went. */
  remove(messageId: string): Promise<number>;
  stop(sessionId: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};
type Clock = { now(): number; newId(): string };
const pageSize = 50;
const browserClock: Clock = { now: () => Date.now(), newId: () => crypto.randomUUID() };

/** `onTurnEvent` hears what a turn tells of mood and affinity before the engine's own events do. */
export function createChatStore(client: Client, clock: Clock = browserClock, onTurnEvent: (event: TurnEvent) => void = () => {}) {
  let learntReads = 0;
  return createStore<ChatState>()((set, get) => {
    const setTurn = (sessionId: string, turn: Turn | null): void => set(({ turns }) => {
      const { [sessionId]: _ended, ...others } = turns;
      return { turns: turn ? { ...others, [sessionId]: turn } : others };
    });
    const isShown = (sessionId: string): boolean => get().session_id === sessionId;
    const showPresence = (sessionId: string, change: Partial<Presence>): void => set(({ presence }) => ({ presence: { ...presence, [sessionId]: { ...(presence[sessionId] ?? { mood: 'neutral', level: null }), ...change } } }));

    const applyTurnEvent = (sessionId: string, event: TurnEvent): void => {
      const turn = get().turns[sessionId];
      if (turn) setTurn(sessionId, advanceTurn(turn, event));
      onTurnEvent(event);
      if (event.type === 'reply-start') showPresence(sessionId, { withheld: event.withheld });
      if (event.type === 'mood') showPresence(sessionId, { mood: event.mood.mood });
      if (event.type === 'affinity') showPresence(sessionId, { level: event.affinity.level });
      if (event.type === 'compiled') showPresence(sessionId, { mood: event.mood, level: event.level });
      if (event.type === 'message-saved' && isShown(sessionId)) set(({ messages }) => ({ messages: placeMessage(messages, event.message) }));
      if (event.type === 'message-saved' && turn?.kind === 'edit') setTurn(sessionId, { ...advanceTurn(turn, event), target_id: null });
      if (event.type !== 'turn-end') return;
      setTurn(sessionId, null);
      if (isShown(sessionId)) set(({ messages }) => ({ messages: placeMessage(messages, event.message), finished: event.message }));
    };
    /** Runs one turn from start to end; `isUnsafe` means that the engine may not have the message yet, so it waits for "send again". */
    const run = async (sessionId: string, turn: Turn, ask: () => Promise<AsyncIterable<TurnEvent>>): Promise<void> => {
      setTurn(sessionId, turn);
      const buffer = createDeltaBuffer((event) => applyTurnEvent(sessionId, event));
      try {
        for await (const event of await ask()) buffer.push(event);
        buffer.flush();
        if (get().turns[sessionId]) { setTurn(sessionId, null); if (isShown(sessionId)) await get().reload(); }
      } catch (error) {
        buffer.flush();
        const current = get().turns[sessionId];
        if (!current) return;
        if (current.text && current.user_message_id === null) return setTurn(sessionId, { ...current, phase: 'unsent', error: readError(error) });
        setTurn(sessionId, null);
        if (isShown(sessionId)) await get().reload();
        if (current.kind === 'regenerate') throw error;
      }
    };
    const runSend = (sessionId: string, turn: Turn): Promise<void> => run(sessionId, turn, () => (turn.kind === 'edit' && turn.target_id
      ? client.chat.edit({ message_id: turn.target_id, message: turn.text, client_message_id: turn.client_message_id })
      : client.chat.send({ session_id: sessionId, message: turn.text, client_message_id: turn.client_message_id })));
    const readPresence = async (sessionId: string): Promise<void> => {
      const last = get().messages.findLast((message) => message.speaker === 'assistant' && message.status === 'complete');
      if (!last || get().presence[sessionId]) return;
      const trace = await client.chat.trace({ message_id: last.id }).catch(() => null);
      if (trace) showPresence(sessionId, { mood: trace.character.mood, level: trace.character.level, withheld: trace.withheld });
    };

    return {
      session_id: null, messages: [], older_cursor: null, is_loading: false, is_loading_older: false, load_error: null, turns: {}, learnt: [], presence: {}, finished: null,
      async open(sessionId) {
        if (isShown(sessionId ?? '') && get().load_error === null) return;
        set({ session_id: sessionId, messages: [], learnt: [], older_cursor: null, is_loading: sessionId !== null, load_error: null, finished: null });
        await get().reload();
      },
      async reload() {
        const sessionId = get().session_id;
        if (sessionId === null) return;
        try {
          const page = await client.sessions.history({ session_id: sessionId, limit: pageSize });
          if (!isShown(sessionId)) return;
          set({ messages: page.messages, older_cursor: page.next_before, is_loading: false, load_error: null });
          void readPresence(sessionId);
          void get().loadLearnt();
        } catch (error) {
          if (isShown(sessionId)) set({ is_loading: false, load_error: readError(error) });
        }
      },
      async loadLearnt() {
        const sessionId = get().session_id;
        if (sessionId === null) return;
        const turn = ++learntReads;
        const known = await client.memory.sessionFacts({ session_id: sessionId, limit: 1000 }).catch(() => null);
        if (known && turn === learntReads && isShown(sessionId)) set({ learnt: known.facts });
      },
      async loadOlder() {
        const { session_id: sessionId, older_cursor: cursor, is_loading_older: isBusy } = get();
        if (sessionId === null || cursor === null || isBusy) return false;
        set({ is_loading_older: true });
        try {
          const page = await client.sessions.history({ session_id: sessionId, limit: pageSize * 2, before: cursor });
          if (isShown(sessionId)) set(({ messages }) => ({ messages: prependPage(messages, page.messages), older_cursor: page.next_before }));
          return page.messages.length > 0;
        } catch { return false; } finally { set({ is_loading_older: false }); }
      },
      send: (sessionId, text) => runSend(sessionId, startTurn('send', clock.newId(), text, null, clock.now())),
      async resend(sessionId) {
        const turn = get().turns[sessionId];
        if (turn?.phase === 'unsent') await runSend(sessionId, { ...turn, phase: 'sending', error: null });
      },
      discard: (sessionId) => setTurn(sessionId, null),
      regenerate: (sessionId, messageId) => run(sessionId, startTurn('regenerate', clock.newId(), '', messageId, clock.now()), () => client.chat.regenerate({ message_id: messageId })),
      edit: (sessionId, messageId, text) => runSend(sessionId, startTurn('edit', clock.newId(), text, messageId, clock.now())),
      async swipe(messageId) {
        const { session, messages } = await client.chat.swipe({ message_id: messageId });
        const first = messages[0];
        if (isShown(session.id)) set({ messages, older_cursor: first && first.depth > 0 ? first.id : null });
      },
      async remove(messageId) {
        const { deleted, session } = await client.chat.remove({ message_id: messageId });
        if (isShown(session.id)) { set({ finished: null }); await get().reload(); }
        return deleted;
      },
      stop: async (sessionId) => { await client.chat.stop({ session_id: sessionId }); },
      applyEvent(event) {
        if (event.type === 'facts-learnt' || event.type === 'facts-changed') void get().loadLearnt();
        // What was said last is kept for the screen reader: it may be what is gone.
        if (event.type === 'forgotten') set({ finished: null });
        if (event.type === 'messages-deleted' && isShown(event.session_id)) { set({ finished: null }); void get().reload(); }
        if (event.type === 'message-changed' && event.message.session_id === get().session_id) set(({ messages }) => ({ messages: updateMessage(messages, event.message) }));
      },
    };
  });
}

export type ChatStore = ReturnType<typeof createChatStore>;
