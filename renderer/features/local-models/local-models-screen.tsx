// Which models there are, what each is used for, and how well they do.
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { BenchmarkPanel } from '../benchmarks/benchmark-panel.tsx';
import { FilesPanel } from './files-panel.tsx';
import { UsesPanel } from './uses-panel.tsx';
import '../chat/message.css';
import '../memory/memory.css';
import '../your-data/your-data.css';
import './local-models.css';

const tabs = ['files', 'uses', 'quality'] as const;

export function LocalModelsScreen(): ReactNode {
  const { t } = useText();
  const go = useShell((state) => state.go);
  const tab = useShell((state) => (state.route.view === 'models' ? state.route.tab ?? 'files' : 'files'));
  return (
    <main className="page models-page" data-focus-home tabIndex={-1}>
      <header className="page-head"><h1>{t('local_title')}</h1><p>{t('local_intro')}</p></header>
      <Tabs.Root value={tab} onValueChange={(next) => go(next === 'uses' || next === 'quality' ? { view: 'models', tab: next } : { view: 'models' })}>
        <div className="memory-tabs"><Tabs.List className="tabs" aria-label={t('local_tabs')}>{tabs.map((name) => <Tabs.Trigger key={name} value={name} className="tab">{t(`local_tab_${name}`)}</Tabs.Trigger>)}</Tabs.List></div>
        <Tabs.Content value="files" tabIndex={-1} className="data-panel"><FilesPanel /></Tabs.Content>
        <Tabs.Content value="uses" tabIndex={-1} className="data-panel"><UsesPanel /></Tabs.Content>
        <Tabs.Content value="quality" tabIndex={-1} className="data-panel"><BenchmarkPanel /></Tabs.Content>
      </Tabs.Root>
    </main>
  );
}
