// Which copies there are, when the next comes, and how one is made, put back or deleted.
import { DatabaseBackup, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Backup } from '../../../core/contract/index.ts';
import { formatAgo, formatBytes, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useBackups, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { LoadProblem } from './load-problem.tsx';
import { useDataActions } from './use-data-actions.ts';

type Question = { kind: 'restore' | 'delete'; backup: Backup };

export function BackupsPanel(): ReactNode {
  const { t, language } = useText();
  const { backups: store } = useStores();
  const { backups, is_loaded: isLoaded, error, is_making: isMaking, restoring } = useBackups((state) => state);
  const actions = useDataActions();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => { void store.getState().load(); }, [store]);
  const isBusy = isMaking || restoring !== null;
  const makeButton = <Button tone="accent" icon={<DatabaseBackup size={16} aria-hidden />} disabled={isBusy} aria-busy={isMaking} onClick={actions.backUp}>{t(isMaking ? 'backups_making' : 'backups_make')}</Button>;
  const size = formatBytes(backups.reduce((sum, { bytes }) => sum + bytes, 0), language);
  return (
    <>
      <div className="data-lead"><div><p>{t('backups_about')}</p><p className="soft">{t('backups_forgetting')}</p><NextBackup /></div>{backups.length > 0 && makeButton}</div>
      {error && <LoadProblem error={error} onRetry={() => void store.getState().load()} />}
      {!isLoaded && !error && <p className="soft" role="status">{t('loading')}</p>}
      {isLoaded && !error && backups.length === 0 && <div className="page-empty"><p>{t('backups_empty')}</p>{makeButton}</div>}
      {backups.length > 0 && (
        <>
          <ul className="data-list" aria-label={t('backups_list')}>{backups.map((backup) => <BackupRow key={backup.id} backup={backup} isBusy={isBusy} isRestoring={restoring === backup.id} onAsk={(kind) => setQuestion({ kind, backup })} />)}</ul>
          <p className="data-sum numbers">{t('backups_sum', { count: backups.length, size })}</p>
        </>
      )}
      <Asked question={question} onClose={() => setQuestion(null)} />
    </>
  );
}

function NextBackup(): ReactNode {
  const { t, language } = useText();
  const { next_at: at, is_loaded: isLoaded, error } = useBackups((state) => state);
  if (!isLoaded || error) return null;
  return <p className="soft">{at === null ? t('backups_next_off') : at <= Date.now() ? t('backups_next_soon') : t('backups_next', { when: formatDateTime(at, language) })}</p>;
}

function BackupRow({ backup, isBusy, isRestoring, onAsk }: { backup: Backup; isBusy: boolean; isRestoring: boolean; onAsk: (kind: Question['kind']) => void }): ReactNode {
  const { t, language } = useText();
  const when = formatDateTime(backup.created_at, language);
  return (
    <li className="data-row" data-testid="backup" aria-busy={isRestoring}>
      <div className="data-row-words">
        <p className="data-row-title">{when}</p>
        <p className="data-row-about numbers"><span className={backup.kind === 'automatic' ? 'tag tag-plain' : 'tag'}>{t(`backup_kind_${backup.kind}`)}</span><span>{formatBytes(backup.bytes, language)}</span><span>{formatAgo(backup.created_at, Date.now(), language)}</span></p>
      </div>
      <div className="data-row-buttons">
        <Button disabled={isBusy} aria-label={t('backup_restore_named', { when })} onClick={() => onAsk('restore')}>{t(isRestoring ? 'backup_restoring' : 'backup_restore')}</Button>
        <IconButton disabled={isBusy} label={t('backup_delete_named', { when })} onClick={() => onAsk('delete')}><Trash2 size={16} /></IconButton>
      </div>
    </li>
  );
}

/** Both stay in place while they close, so that the focus goes back to where it was. */
function Asked({ question, onClose }: { question: Question | null; onClose: () => void }): ReactNode {
  const { t, language } = useText();
  const { restore, removeBackup } = useDataActions();
  const [backup, setBackup] = useState<Backup | null>(null);
  if (question && question.backup !== backup) setBackup(question.backup);
  const when = backup ? formatDateTime(backup.created_at, language) : '';
  return (
    <>
      <Confirm isOpen={question?.kind === 'restore'} onClose={onClose} title={t('backup_restore_title', { when })} confirmLabel={t('backup_restore_confirm')} cancelLabel={t('cancel')} onConfirm={() => { if (backup) restore(backup); }}>{t('backup_restore_body')}</Confirm>
      <Confirm isOpen={question?.kind === 'delete'} onClose={onClose} title={t('backup_delete_title')} confirmLabel={t('data_delete')} cancelLabel={t('cancel')} onConfirm={() => { if (backup) removeBackup(backup); }}>{t('backup_delete_body', { when, size: formatBytes(backup?.bytes ?? 0, language) })}</Confirm>
    </>
  );
}
