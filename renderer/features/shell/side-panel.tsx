// Beside the chat: why a reply came about, the companion's mood, and the summary. A panel with tabs; a sheet on small screens.
import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useWhy } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { WhenOn } from '../settings/feature-off.tsx';
import { SummaryPanel } from '../summaries/summary-panel.tsx';
import { MoodPanel } from '../relationship/mood-panel.tsx';
import { WhyContent } from '../why/why-panel.tsx';
import { useIsNarrow } from './use-is-narrow.ts';

export function SidePanel(): ReactNode {
  const { t } = useText();
  const { tab, hide, openTab } = useWhy((state) => state);
  const isNarrow = useIsNarrow();
  const isOpen = tab !== null;
  const close = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (isNarrow || !isOpen) return undefined;
    opener.current = document.activeElement;
    close.current?.focus();
    return () => { if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus(); };
  }, [isOpen, isNarrow]);
  const title = t(tab === 'mood' ? 'mood_title' : tab === 'summary' ? 'summary_title' : 'why_title');
  if (isNarrow) return <Sheet isOpen={isOpen} onClose={hide} title={title} closeLabel={t('close')}>{tab === 'mood' ? <MoodPanel /> : tab === 'summary' ? <WhenOn feature="summaries"><SummaryPanel /></WhenOn> : <WhyContent />}</Sheet>;
  if (!isOpen) return null;
  return (
    <aside className="why-panel" aria-label={title} onKeyDown={(event) => { if (event.key === 'Escape') hide(); }}>
      <Tabs.Root className="side-tabs" value={tab} onValueChange={(next) => openTab(next === 'mood' || next === 'summary' ? next : 'why')}>
        <header className="why-head">
          <Tabs.List className="side-tab-list" aria-label={t('mood_tabs')}>
            <Tabs.Trigger value="mood" className="side-tab">{t('mood_title')}</Tabs.Trigger>
            <Tabs.Trigger value="why" className="side-tab">{t('why_tab')}</Tabs.Trigger>
            <Tabs.Trigger value="summary" className="side-tab">{t('summary_tab')}</Tabs.Trigger>
          </Tabs.List>
          <IconButton ref={close} label={t('close')} hasTip={false} onClick={hide}><X size={18} /></IconButton>
        </header>
        <Tabs.Content value="mood" className="why-scroll" tabIndex={-1}><MoodPanel /></Tabs.Content>
        <Tabs.Content value="why" className="why-scroll" tabIndex={-1}><WhyContent /></Tabs.Content>
        <Tabs.Content value="summary" className="why-scroll" tabIndex={-1}><WhenOn feature="summaries"><SummaryPanel /></WhenOn></Tabs.Content>
      </Tabs.Root>
    </aside>
  );
}
