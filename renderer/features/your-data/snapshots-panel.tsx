// A file to carry elsewhere: make it, keep it, take one in.
import { Download, Ellipsis, FileInput, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { snapshotParts, type Snapshot } from '../../../core/contract/index.ts';
import { formatBytes, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions, useSnapshots, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Progress } from '../../ui/progress.tsx';
import { LoadProblem } from './load-problem.tsx';
import { MakeSnapshot } from './make-snapshot.tsx';
import { shareOf, workWords } from './progress-words.ts';
import { TakeInPanel } from './take-in.tsx';
import { useDataActions } from './use-data-actions.ts';

export function SnapshotsPanel(): ReactNode {
  const { t } = useText();
  const { snapshots: store } = useStores();
  const { snapshots, is_loaded: isLoaded, error } = useSnapshots((state) => state);
  const isTaking = useSnapshots((state) => state.taking !== null);
  useEffect(() => { void store.getState().load(); }, [store]);
  // The decision has the screen for itself.
  if (isTaking) return <TakeInPanel />;
  return (
    <>
      <div className="data-lead"><div><p>{t('snapshots_about')}</p></div></div>
      <MakeSnapshot />
      <section className="data-section" aria-labelledby="snapshots-kept">
        <h2 id="snapshots-kept">{t('snapshots_list')}</h2>
        {error && <LoadProblem error={error} onRetry={() => void store.getState().load()} />}
        {!isLoaded && !error && <p className="soft" role="status">{t('loading')}</p>}
        {isLoaded && !error && snapshots.length === 0 && <p className="soft">{t('snapshots_empty')}</p>}
        {snapshots.length > 0 && <ul className="data-list" aria-labelledby="snapshots-kept">{snapshots.map((snapshot) => <SnapshotRow key={snapshot.id} snapshot={snapshot} />)}</ul>}
      </section>
      <TakeInPanel />
    </>
  );
}

function SnapshotRow({ snapshot }: { snapshot: Snapshot }): ReactNode {
  const { t, language } = useText();
  const { snapshots: store } = useStores();
  const saving = useSnapshots((state) => state.saving);
  const nameOf = useCompanionName();
  const actions = useDataActions();
  const [isAsking, setAsking] = useState(false);
  const { manifest } = snapshot;
  const when = formatDateTime(snapshot.created_at, language);
  const parts = manifest.includes.length === snapshotParts.length ? t('snapshot_whole') : manifest.includes.map((part) => t(`snapshot_part_${part}`).toLocaleLowerCase(language)).join(', ');
  const size = formatBytes(snapshot.bytes, language);
  return (
    <li className="data-row" data-testid="snapshot">
      <div className="data-row-words">
        <p className="data-row-title">{manifest.personality === null ? t('snapshot_all') : nameOf(manifest.personality)}<span className="soft data-row-parts">{parts}</span></p>
        <p className="data-row-about numbers">{snapshot.kind === 'backup' && <span className="tag tag-plain">{t('snapshot_kind_backup')}</span>}{manifest.is_anonymised && <span className="tag">{t('snapshot_anonymised')}</span>}<span>{when}</span><span>{size}</span></p>
        {saving?.id === snapshot.id && <div className="data-row-work"><Progress label={t('snapshot_saving')} share={shareOf(saving)} words={workWords(saving, Date.now(), t, language)} /><Button tone="quiet" onClick={() => store.getState().stopSaving()}>{t('data_stop')}</Button></div>}
      </div>
      <div className="data-row-buttons">
        <Button icon={<Download size={15} aria-hidden />} disabled={saving !== null} onClick={() => actions.saveSnapshot(snapshot)}>{t('snapshot_save')}</Button>
        <Menu label={t('snapshot_more', { when })} trigger={<IconButton label={t('snapshot_more', { when })} hasTip={false}><Ellipsis size={17} /></IconButton>}>
          <MenuItem icon={<FileInput size={16} />} onSelect={() => void store.getState().look(snapshot)}>{t('snapshot_take')}</MenuItem>
          <MenuItem icon={<Trash2 size={16} />} tone="danger" onSelect={() => setAsking(true)}>{t('data_delete')}</MenuItem>
        </Menu>
      </div>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('snapshot_delete_title')} confirmLabel={t('data_delete')} cancelLabel={t('cancel')} onConfirm={() => actions.removeSnapshot(snapshot)}>{t('snapshot_delete_body', { when, size })}</Confirm>
    </li>
  );
}

/** The id where nobody is called that here. */
function useCompanionName(): (id: string) => string {
  const companions = useSessions((state) => state.personalities);
  return (id) => companions.find((known) => known.id === id)?.name ?? id;
}
