// What can be done with a message; shown on hover and focus, always there for the keyboard.
import { Check, ChevronLeft, ChevronRight, Copy, Lightbulb, Pencil, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { isForgotten, type MessageView } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useWhy } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import { MessageMenu } from './message-menu.tsx';
import { useTurnActions } from './use-turn-actions.ts';

export function MessageActions({ message, isLastReply, onEdit }: { message: MessageView; isLastReply: boolean; onEdit: () => void }): ReactNode {
  const { t } = useText();
  const { isCopied, copy } = useCopy();
  const { regenerate, isBusy } = useTurnActions();
  const showWhy = useWhy((state) => state.show);
  const isWhyShown = useWhy((state) => state.tab === 'why' && state.message_id === message.id);
  const isUser = message.speaker === 'user';
  // What it said first answers nothing: no model wrote it, and its versions are there to swipe.
  const isReply = !isUser && message.parent_id !== null;
  // A forgotten place holds nothing to act on: its other versions can be shown, and it can be deleted.
  if (isForgotten(message)) return <div className="message-actions" role="group" aria-label={t('chat_actions')}>{message.sibling_ids.length > 1 && <SwipeControl message={message} />}<MessageMenu message={message} isBusy={isBusy} /></div>;
  return (
    <div className={isLastReply ? 'message-actions is-kept' : 'message-actions'} role="group" aria-label={t('chat_actions')}>
      {message.sibling_ids.length > 1 && <SwipeControl message={message} />}
      <IconButton size="small" label={isCopied ? t('copied') : t('chat_action_copy')} onClick={() => void copy(message.content)}>{isCopied ? <Check size={15} /> : <Copy size={15} />}</IconButton>
      {isUser && <IconButton size="small" label={t('chat_action_edit')} disabled={isBusy} onClick={onEdit}><Pencil size={15} /></IconButton>}
      {isReply && <IconButton size="small" label={t('chat_action_regenerate')} disabled={isBusy} onClick={() => regenerate(message.id)}><RefreshCw size={15} /></IconButton>}
      {isReply && <IconButton size="small" label={t('chat_action_why')} aria-expanded={isWhyShown} onClick={() => void showWhy(message.id)}><Lightbulb size={15} /></IconButton>}
      <MessageMenu message={message} isBusy={isBusy} />
    </div>
  );
}

/** ‹ 2/3 ›: the versions of one message. */
function SwipeControl({ message }: { message: MessageView }): ReactNode {
  const { t } = useText();
  const { swipe, isBusy } = useTurnActions();
  const index = message.sibling_ids.indexOf(message.id);
  const total = message.sibling_ids.length;
  return (
    <span className="swipe">
      <IconButton size="small" label={t('chat_previous_version')} disabled={isBusy || index <= 0} onClick={() => swipe(message.sibling_ids[index - 1])}><ChevronLeft size={15} /></IconButton>
      <span className="numbers" aria-label={t('chat_version', { index: index + 1, total })} role="img">{index + 1}/{total}</span>
      <IconButton size="small" label={t('chat_next_version')} disabled={isBusy || index >= total - 1} onClick={() => swipe(message.sibling_ids[index + 1])}><ChevronRight size={15} /></IconButton>
    </span>
  );
}
