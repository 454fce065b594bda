// Renaming and deleting a chat.
import { useRef, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { readError } from '../../request-error.ts';
import { useSessions, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';

type Props = { sessionId: string; isOpen: boolean; onClose: () => void };

export function RenameSession({ sessionId, isOpen, onClose }: Props): ReactNode {
  const { t } = useText();
  const { sessions, shell } = useStores();
  const field = useRef<HTMLInputElement>(null);
  const title = useSessions((state) => state.sessions.find(({ id }) => id === sessionId)?.title ?? '');
  const save = (): void => {
    const next = field.current?.value.trim() ?? '';
    if (next !== '' && next !== title) sessions.getState().rename(sessionId, next).catch((error: unknown) => shell.getState().toast(readError(error).message || t('error_connection'), { tone: 'danger' }));
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('sessions_rename')} closeLabel={t('close')}>
      <form className="dialog-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <TextInput ref={field} aria-label={t('sessions_rename_label')} defaultValue={title} maxLength={200} />
        <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit">{t('save')}</Button></div>
      </form>
    </Dialog>
  );
}

export function DeleteSession({ sessionId, isOpen, onClose }: Props): ReactNode {
  const { t } = useText();
  const { sessions, shell } = useStores();
  const title = useSessions((state) => state.sessions.find(({ id }) => id === sessionId)?.title) || t('sessions_untitled');
  const remove = async (): Promise<void> => {
    try {
      await sessions.getState().remove(sessionId);
      const { route } = shell.getState();
      if (route.view === 'chat' && route.session_id === sessionId) shell.getState().go({ view: 'chat', session_id: null });
      shell.getState().toast(t('sessions_deleted'));
    } catch (error) {
      shell.getState().toast(readError(error).message || t('error_connection'), { tone: 'danger' });
    }
  };
  return <Confirm isOpen={isOpen} onClose={onClose} title={t('sessions_delete_title')} confirmLabel={t('sessions_delete')} cancelLabel={t('cancel')} onConfirm={() => void remove()}>{t('sessions_delete_body', { title })}</Confirm>;
}
