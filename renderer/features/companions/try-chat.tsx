// A few words with the draft, in the chosen state; nothing of it is kept.
import { ArrowUp, Eraser, Square } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { useEditor, usePreview, useStores, useTryout } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { growToContent } from '../../ui/grow.ts';

export function TryChat(): ReactNode {
  const { t, language } = useText();
  const { tryout } = useStores();
  const { lines, is_writing: isWriting, error, model } = useTryout((state) => state);
  const id = useEditor((state) => state.id);
  const draft = useEditor(({ history }) => history?.present);
  const isWrong = useEditor(({ issues }) => issues.length > 0);
  const choice = usePreview((state) => state.choice);
  const [text, setText] = useState('');
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => { log.current?.scrollTo({ top: log.current.scrollHeight }); }, [lines]);
  const send = (): void => {
    if (!id || !draft || text.trim() === '' || isWriting || isWrong) return;
    void tryout.getState().send(id, draft, choice, text.trim());
    setText('');
  };
  const name = draft?.persona.name ?? '';
  return (
    <div className="try">
      <div className="try-log" ref={log} role="log" aria-label={t('try_log')} tabIndex={0}>
        {lines.length === 0 && <p className="preview-note">{t('try_empty', { name })}</p>}
        {lines.map((line, index) => <p key={index} className={`try-line try-${line.speaker}`}><span className="visually-hidden">{line.speaker === 'user' ? t('chat_you') : name}: </span>{line.content || (isWriting && index === lines.length - 1 ? <span className="soft">{t('chat_thinking', { name })}</span> : '')}</p>)}
        {error && <p className="problem" role="alert">{error.message || t('error_connection')} {adviceFor(error, language)}</p>}
      </div>
      <form className="try-composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
        <textarea rows={1} aria-label={t('try_label', { name })} placeholder={t('chat_placeholder', { name })} value={text} ref={(element) => { if (element) growToContent(element, 5); }} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); send(); } }} />
        {isWriting ? <IconButton label={t('chat_stop')} tone="accent" onClick={() => tryout.getState().stop()}><Square size={14} fill="currentColor" /></IconButton> : <IconButton type="submit" label={t('chat_send')} tone="accent" disabled={text.trim() === '' || isWrong}><ArrowUp size={18} /></IconButton>}
      </form>
      <p className="try-foot"><span>{[t('try_note'), model].filter(Boolean).join(' · ')}</span>{lines.length > 0 && <IconButton size="small" label={t('try_clear')} onClick={() => tryout.getState().clear()}><Eraser size={14} /></IconButton>}</p>
    </div>
  );
}
