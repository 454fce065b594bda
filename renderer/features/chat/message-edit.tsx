// A user's message being said differently: makes another version, the earlier one stays.
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { MessageView } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { Button } from '../../ui/button.tsx';
import { growToContent } from '../../ui/grow.ts';
import { useTurnActions } from './use-turn-actions.ts';

export function MessageEdit({ message, onClose }: { message: MessageView; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [text, setText] = useState(message.content);
  const field = useRef<HTMLTextAreaElement>(null);
  const { edit } = useTurnActions();
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(message.content.length, message.content.length);
  }, [message.content.length]);
  useEffect(() => { if (field.current) growToContent(field.current, 12); }, [text]);
  const save = (): void => {
    if (text.trim() === '') return;
    if (text.trim() !== message.content.trim()) edit(message.id, text.trim());
    onClose();
    document.getElementById('composer')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') { event.stopPropagation(); onClose(); document.getElementById('composer')?.focus(); }
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); save(); }
  };
  return (
    <div className="message-edit">
      <textarea ref={field} className="message-edit-field" aria-label={t('chat_edit_label')} value={text} rows={1} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
      <div className="message-edit-foot">
        <p>{t('chat_edit_note')}</p>
        <Button tone="quiet" onClick={onClose}>{t('cancel')}</Button>
        <Button tone="accent" onClick={save} disabled={text.trim() === ''}>{t('chat_edit_save')}</Button>
      </div>
    </div>
  );
}
