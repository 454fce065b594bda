// Scrolls to a message that was asked for from elsewhere, loading older pages until it is there, and marks it for a moment.
import { useEffect, useState } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useShell, useStores } from '../../stores-context.tsx';
import type { ChatRow } from './chat-rows.ts';

export function useJump(rows: readonly ChatRow[], scrollTo: (index: number) => void): string | null {
  const { chat, shell } = useStores();
  const { t } = useText();
  const wanted = useShell((state) => state.jump_to);
  const isLoading = useChat((state) => state.is_loading || state.is_loading_older);
  const [marked, setMarked] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted || isLoading || rows.length === 0) return;
    const index = rows.findIndex((row) => row.type === 'message' && row.message.id === wanted);
    const { loadOlder, older_cursor, swipe } = chat.getState();
    if (index < 0 && older_cursor !== null) { void loadOlder(); return; }
    shell.getState().update({ jump_to: null });
    if (index < 0) {
      const gone = (): void => shell.getState().toast(t('chat_message_gone'));
      shell.getState().toast(t('chat_other_branch'), { action: { label: t('chat_show_branch'), run: () => { swipe(wanted).then(() => shell.getState().update({ jump_to: wanted }), gone); } } });
      return;
    }
    setMarked(wanted);
    requestAnimationFrame(() => scrollTo(index));
  }, [wanted, rows, isLoading, chat, shell, scrollTo, t]);
  useEffect(() => {
    if (!marked) return undefined;
    const timer = setTimeout(() => setMarked(null), 2600);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}
