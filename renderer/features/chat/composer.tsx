// Where one writes. Enter sends, Shift+Enter breaks the line; with nothing written, arrows reach the last message and its versions.
import { ArrowUp, Square } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { maximumMessageLength } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { growToContent } from '../../ui/grow.ts';
import type { Greeting } from '../sessions/sessions-store.ts';
import { readDraft, writeDraft } from '../shell/preferences.ts';
import { StatusLine } from './status-line.tsx';
import { useCompanion, useSessionId } from './use-companion.ts';
import { useTurnActions } from './use-turn-actions.ts';

/** `greeting`: what the companion said before the first words of a chat that has not begun. */
export function Composer({ personality, greeting, suggestion }: { personality: string | null; greeting: Greeting | undefined; suggestion: { text: string; count: number } | null }): ReactNode {
  const { t } = useText();
  const { chat, shell } = useStores();
  const sessionId = useSessionId();
  const companion = useCompanion(personality);
  const { send, stop, regenerate, swipe, isBusy } = useTurnActions();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(localStorage, sessionId));
  const [isBeginning, setBeginning] = useState(false);
  const over = text.length - maximumMessageLength;

  useEffect(() => {
    setText(readDraft(localStorage, sessionId));
    if (matchMedia('(hover: hover)').matches) field.current?.focus();
  }, [sessionId]);
  useLayoutEffect(() => { if (field.current) growToContent(field.current, 8); }, [text]);
  useEffect(() => {
    if (!suggestion) return;
    setText(suggestion.text);
    field.current?.focus();
  }, [suggestion]);

  const change = (next: string): void => { setText(next); writeDraft(localStorage, sessionId, next); };
  const submit = (): void => {
    const message = text.trim();
    if (message === '' || isBusy || isBeginning || over > 0) return;
    if (sessionId === null) return begin(message);
    change('');
    send(message, personality).catch(() => change(message));
  };
  /** The first words stay, here and in the draft, until there is a chat to hold them. */
  const begin = (message: string): void => {
    setBeginning(true);
    send(message, personality, greeting).then(() => writeDraft(localStorage, null, ''), () => {}).finally(() => setBeginning(false));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); submit(); return; }
    if (event.key === 'Escape' && isBusy) { event.preventDefault(); stop(); return; }
    if (text !== '' || event.shiftKey || event.altKey) return;
    const { messages } = chat.getState();
    const lastReply = messages.findLast((message) => message.speaker === 'assistant');
    const lastOwn = messages.findLast((message) => message.speaker === 'user');
    if (event.key === 'ArrowUp' && lastOwn && !isBusy) { event.preventDefault(); shell.getState().update({ editing: lastOwn.id }); }
    if (event.key === 'Enter' && lastReply && lastReply.parent_id !== null) { event.preventDefault(); regenerate(lastReply.id); }
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step !== 0 && lastReply) swipe(lastReply.sibling_ids[lastReply.sibling_ids.indexOf(lastReply.id) + step]);
  };

  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <div className="composer-box">
        <textarea id="composer" data-focus-home ref={field} rows={1} value={text} aria-label={t('chat_composer')} placeholder={t('chat_placeholder', { name: companion.name })} onChange={(event) => change(event.target.value)} onKeyDown={onKeyDown} enterKeyHint="send" />
        {isBusy
          ? <IconButton label={t('chat_stop')} tone="accent" onClick={stop}><Square size={14} fill="currentColor" /></IconButton>
          : <IconButton label={t('chat_send')} tone="accent" type="submit" disabled={text.trim() === '' || isBeginning || over > 0}><ArrowUp size={18} strokeWidth={2.25} /></IconButton>}
      </div>
      {over > 0 && <p className="composer-problem" role="alert">{t('chat_too_long', { count: over })}</p>}
      <StatusLine />
    </form>
  );
}
