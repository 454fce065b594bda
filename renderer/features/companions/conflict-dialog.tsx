// Saved elsewhere meanwhile: which version is to stay. Neither is lost: taking theirs can be undone.
import type { ReactNode } from 'react';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export function ConflictDialog({ onSaved }: { onSaved: () => void }): ReactNode {
  const { t, language } = useText();
  const { editor } = useStores();
  const conflict = useEditor((state) => state.conflict);
  const settle = (choice: 'mine' | 'theirs' | 'later'): void => void editor.getState().settle(choice).then((result) => { if (choice === 'mine' && result === 'saved') onSaved(); });
  return (
    <Dialog isOpen={conflict !== null} onClose={() => settle('later')} title={t('conflict_title')} closeLabel={t('close')}>
      <div className="dialog-form">
        <p>{t('conflict_body', { name: conflict?.definition.persona.name ?? '', time: formatDateTime(conflict?.updated_at ?? 0, language) })}</p>
        <ul className="conflict-ways">
          <li><Button tone="accent" onClick={() => settle('mine')}>{t('conflict_mine')}</Button><span>{t('conflict_mine_hint')}</span></li>
          <li><Button onClick={() => settle('theirs')}>{t('conflict_theirs')}</Button><span>{t('conflict_theirs_hint')}</span></li>
          <li><Button tone="quiet" onClick={() => settle('later')}>{t('conflict_later')}</Button><span>{t('conflict_later_hint')}</span></li>
        </ul>
      </div>
    </Dialog>
  );
}
