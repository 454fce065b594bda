// Copies of everything, a file to carry elsewhere, and the past of other programs.
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { WhenOn } from '../settings/feature-off.tsx';
import { BackupsPanel } from './backups-panel.tsx';
import { ImportsPanel } from './imports-panel.tsx';
import { SnapshotsPanel } from './snapshots-panel.tsx';
import '../chat/message.css';
import '../memory/memory.css';
import './your-data.css';

const tabs = ['backups', 'snapshots', 'imports'] as const;

export function DataScreen(): ReactNode {
  const { t } = useText();
  const go = useShell((state) => state.go);
  const tab = useShell((state) => (state.route.view === 'data' ? state.route.tab ?? 'backups' : 'backups'));
  return (
    <main className="page data-page" data-focus-home tabIndex={-1}>
      <header className="page-head"><h1>{t('data_title')}</h1><p>{t('data_intro')}</p></header>
      <Tabs.Root value={tab} onValueChange={(next) => go(next === 'snapshots' || next === 'imports' ? { view: 'data', tab: next } : { view: 'data' })}>
        <div className="memory-tabs"><Tabs.List className="tabs" aria-label={t('data_tabs')}>{tabs.map((name) => <Tabs.Trigger key={name} value={name} className="tab">{t(`data_${name}`)}</Tabs.Trigger>)}</Tabs.List></div>
        <Tabs.Content value="backups" tabIndex={-1} className="data-panel"><BackupsPanel /></Tabs.Content>
        <Tabs.Content value="snapshots" tabIndex={-1} className="data-panel"><WhenOn feature="snapshots"><SnapshotsPanel /></WhenOn></Tabs.Content>
        <Tabs.Content value="imports" tabIndex={-1} className="data-panel"><WhenOn feature="imports"><ImportsPanel /></WhenOn></Tabs.Content>
      </Tabs.Root>
    </main>
  );
}
