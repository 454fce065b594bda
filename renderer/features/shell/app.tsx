// The whole window: first meeting or the frame with rail, list, screen and side panel; dialogs and toasts over everything.
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { TextProvider, useText } from '../../i18n/text-context.tsx';
import type { Stores } from '../../stores.ts';
import { StoresProvider, useModels, useShell, useStores } from '../../stores-context.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { TipProvider } from '../../ui/tip.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { ChatScreen } from '../chat/chat-screen.tsx';
import { CompanionsScreen } from '../companions/companions-screen.tsx';
import { ForgetDialog } from '../forgetting/forget-dialog.tsx';
import { FirstRun } from '../first-run/first-run.tsx';
import { InboxScreen } from '../inbox/inbox-screen.tsx';
import { InsightsScreen } from '../insights/insights-screen.tsx';
import { MemoryScreen } from '../memory/memory-screen.tsx';
import { DownloadCard } from '../models/download-card.tsx';
import { Palette } from '../search/palette.tsx';
import { RelationshipNews } from '../relationship/relationship-news.tsx';
import { RelationshipScreen } from '../relationship/relationship-screen.tsx';
import { SessionList } from '../sessions/session-list.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { WhenOn } from '../settings/feature-off.tsx';
import { ConnectionBanner, ConnectionScreen } from './connection-notice.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { useRouteInAddress } from './use-route-in-address.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './shell.css';

/** Seldom needed: fetched when it is. */
const LocalModelsScreen = lazy(() => import('../local-models/local-models-screen.tsx').then((module) => ({ default: module.LocalModelsScreen })));
const DataScreen = lazy(() => import('../your-data/data-screen.tsx').then((module) => ({ default: module.DataScreen })));

export function App({ stores, onRetry }: { stores: Stores; onRetry: () => void }): ReactNode {
  return <StoresProvider stores={stores}><Window onRetry={onRetry} /></StoresProvider>;
}

function Window({ onRetry }: { onRetry: () => void }): ReactNode {
  const { theme, language, size } = useShell((state) => state.preferences);
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language;
    if (theme === 'system') delete root.dataset['theme']; else root.dataset['theme'] = theme;
    root.dataset['size'] = size;
  }, [theme, language, size]);
  useRouteInAddress();
  useShortcuts();
  return <TextProvider language={language}><TipProvider><Body onRetry={onRetry} /><Overlays /></TipProvider></TextProvider>;
}

function Body({ onRetry }: { onRetry: () => void }): ReactNode {
  const phase = useShell((state) => state.connection.phase);
  const hasSkipped = useShell((state) => state.has_skipped_first_run);
  const status = useModels((state) => state.status);
  if (phase === 'denied' || !status) return <ConnectionScreen onRetry={onRetry} />;
  if (status.needs_download && !status.current && !hasSkipped) return <><ConnectionBanner onRetry={onRetry} /><FirstRun /></>;
  return <Frame onRetry={onRetry} />;
}

function Frame({ onRetry }: { onRetry: () => void }): ReactNode {
  const { t } = useText();
  const view = useShell((state) => state.route.view);
  const isNarrow = useIsNarrow();
  return (
    <div className="window">
      {view === 'chat' && <a className="skip-link" href="#composer" onClick={(event) => { event.preventDefault(); document.getElementById('composer')?.focus(); }}>{t('skip_to_composer')}</a>}
      <ConnectionBanner onRetry={onRetry} />
      <div className={`frame frame-${view}`}>
        <Rail />
        {view === 'chat' && !isNarrow && <aside className="list-pane" aria-label={t('sessions_title')}><SessionList /></aside>}
        {view === 'chat' && <ChatScreen />}
        {view === 'memory' && <MemoryScreen />}
        {view === 'inbox' && <InboxScreen />}
        {view === 'companions' && <CompanionsScreen />}
        {view === 'relationship' && <RelationshipScreen />}
        {view === 'insights' && <WhenOn feature="analytics" title={t('nav_insights')}><InsightsScreen /></WhenOn>}
        {view === 'data' && <Suspense fallback={<main className="page" aria-busy />}><DataScreen /></Suspense>}
        {view === 'models' && <Suspense fallback={<main className="page" aria-busy />}><LocalModelsScreen /></Suspense>}
        {view === 'settings' && <SettingsScreen />}
        {view === 'chat' && <SidePanel />}
      </div>
      <DownloadDock />
    </div>
  );
}

function DownloadDock(): ReactNode {
  const hasDownload = useModels((state) => state.download !== null);
  return hasDownload && <div className="download-dock"><DownloadCard /></div>;
}

function Overlays(): ReactNode {
  const { t } = useText();
  const { shell } = useStores();
  const { toasts, dialog, dismiss } = useShell((state) => state);
  const isNarrow = useIsNarrow();
  return (
    <>
      <Sheet edge="left" isOpen={dialog === 'sessions' && isNarrow} onClose={() => shell.getState().openDialog(null)} title={t('sessions_title')} closeLabel={t('close')} hasHeading={false}><SessionList /></Sheet>
      <Palette />
      <ShortcutsDialog />
      <RelationshipNews />
      <ForgetDialog />
      <Toasts toasts={toasts} onDismiss={dismiss} dismissLabel={t('dismiss')} />
    </>
  );
}
