// Terms that must be accepted before a model is fetched.
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LocalModel } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export function LicenceDialog({ model, isOpen, onClose, onAccept }: { model: LocalModel; isOpen: boolean; onClose: () => void; onAccept: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('local_licence_title', { name: model.title })} closeLabel={t('close')}>
      <div className="dialog-form licence">
        <p>{t('local_licence_body')}</p>
        {model.licence.notice && <blockquote lang="en">{model.licence.notice}</blockquote>}
        <p><LicenceLink model={model} /></p>
        <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" onClick={onAccept}>{t('local_licence_accept')}</Button></div>
      </div>
    </Dialog>
  );
}

export function LicenceLink({ model: { licence } }: { model: LocalModel }): ReactNode {
  const { t } = useText();
  if (!/^https?:\/\//.test(licence.url)) return <span>{t('local_licence', { licence: licence.name })}</span>;
  return <a className="licence-link" href={licence.url} target="_blank" rel="noreferrer">{t('local_licence_open', { licence: licence.name })}<ExternalLink size={13} aria-hidden /></a>;
}
