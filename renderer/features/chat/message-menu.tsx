// What takes a message away: with all that follows it, or its words for good.
import { Ellipsis, ShieldX, Trash2 } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { isForgotten, type MessageView } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useStores } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { plainText } from '../../ui/plain-text.ts';

type Props = { message: MessageView; isBusy: boolean };

/** Every message has one: the menu itself is made when it is first opened. */
export function MessageMenu(props: Props): ReactNode {
  const { t } = useText();
  const [isMade, setMade] = useState(false);
  if (isMade) return <OpenedMenu {...props} />;
  return <IconButton size="small" label={t('chat_action_more')} disabled={props.isBusy} aria-haspopup="menu" aria-expanded={false} onClick={() => setMade(true)}><Ellipsis size={15} /></IconButton>;
}

function OpenedMenu({ message, isBusy }: Props): ReactNode {
  const { t, language } = useText();
  const { chat, forgetting, shell } = useStores();
  const [isOpen, setOpen] = useState(true);
  const [isAsked, setAsked] = useState(false);
  const isFocusTaken = useRef(false);
  const following = useChat((state) => { const place = state.messages.findIndex(({ id }) => id === message.id); return place < 0 ? 0 : state.messages.length - place - 1; });
  const label = t('chat_action_more');
  const remove = async (): Promise<void> => {
    const toast = shell.getState().toast;
    const deleted = await createAttempt(toast, t, language, 'memory_failed')(() => chat.getState().remove(message.id));
    if (deleted !== null) toast(t('chat_removed', { count: deleted }));
  };
  return (
    <>
      <Menu label={label} open={isOpen} onOpenChange={setOpen} onCloseAutoFocus={(event) => { if (isFocusTaken.current) event.preventDefault(); isFocusTaken.current = false; }} trigger={<IconButton size="small" label={label} hasTip={false} disabled={isBusy}><Ellipsis size={15} /></IconButton>}>
        <MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={() => { isFocusTaken.current = true; setAsked(true); }}>{t('chat_remove')}</MenuItem>
        {!isForgotten(message) && <MenuItem icon={<ShieldX size={15} />} tone="danger" hint={t('forget_hint')} onSelect={() => { isFocusTaken.current = true; void forgetting.getState().ask({ kind: 'message', id: message.id }, plainText(message.content).slice(0, 80)); }}>{t('forget_for_good')}</MenuItem>}
      </Menu>
      <Confirm isOpen={isAsked} onClose={() => setAsked(false)} title={t('chat_remove_title')} confirmLabel={t('chat_remove_do')} cancelLabel={t('cancel')} onConfirm={() => void remove()}>{following === 0 ? t('chat_remove_last') : t('chat_remove_body', { count: following })}</Confirm>
    </>
  );
}
