// What a person can do to the conversation on screen, with failures told in a toast.
import { useMemo } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, isConnectionError, readError } from '../../request-error.ts';
import { useChat, useStores } from '../../stores-context.tsx';
import type { Greeting } from '../sessions/sessions-store.ts';
import { useSessionId } from './use-companion.ts';

export type TurnActions = {
  isBusy: boolean;
  /** Starts the chat first when there is none, with the companion's greeting. */
  send: (text: string, personality: string | null, greeting?: Greeting) => Promise<void>;
  regenerate: (messageId: string) => void;
  edit: (messageId: string, text: string) => void;
  swipe: (messageId: string | undefined) => void;
  stop: () => void;
};

export function useTurnActions(): TurnActions {
  const { chat, sessions, shell } = useStores();
  const { t, language } = useText();
  const sessionId = useSessionId();
  const isBusy = useChat((state) => (sessionId ? Boolean(state.turns[sessionId]) && state.turns[sessionId]?.phase !== 'unsent' : false));
  return useMemo(() => {
    const tell = (error: unknown): void => {
      const data = readError(error);
      const text = isConnectionError(data) ? t('error_connection') : [data.message, adviceFor(data, language)].filter(Boolean).join(' ');
      shell.getState().toast(text, { tone: 'danger' });
    };
    const attempt = (work: () => Promise<void>): void => { work().catch(tell); };
    return {
      isBusy,
      async send(text, personality, greeting) {
        try {
          const id = sessionId ?? (await sessions.getState().create(personality, greeting)).id;
          if (!sessionId) {
            await chat.getState().open(id);
            shell.getState().go({ view: 'chat', session_id: id });
          }
          void chat.getState().send(id, text);
        } catch (error) {
          tell(error);
          throw error;
        }
      },
      regenerate(messageId) { if (sessionId && !isBusy) attempt(() => chat.getState().regenerate(sessionId, messageId)); },
      edit(messageId, text) { if (sessionId && !isBusy) attempt(() => chat.getState().edit(sessionId, messageId, text)); },
      swipe(messageId) { if (messageId && !isBusy) attempt(() => chat.getState().swipe(messageId)); },
      stop() { if (sessionId) attempt(() => chat.getState().stop(sessionId)); },
    };
  }, [chat, sessions, shell, t, language, sessionId, isBusy]);
}
