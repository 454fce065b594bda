// Memory: one search over everything; below it what is known about the user, what happened, the check-up and what was forgotten; facets beside, in a sheet where there is no room.
import { Inbox, SlidersHorizontal } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useEpisodes, useFacts, useForgetting, useInbox, useSearch, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/field.tsx';
import { AuditPanel } from '../audit/audit-panel.tsx';
import { useCompanion } from '../chat/use-companion.ts';
import { ForgetPersonButton, TombstonesPanel } from '../forgetting/tombstones-panel.tsx';
import { SearchFacets } from '../search/search-facets.tsx';
import { countChosen } from '../search/search-filters.ts';
import { SearchResults } from '../search/search-results.tsx';
import { WhenOn } from '../settings/feature-off.tsx';
import { formatRoute } from '../shell/route.ts';
import { useMedia } from '../shell/use-is-narrow.ts';
import { countEpisodesView, EpisodesFacets, EpisodesPanel } from './episodes-panel.tsx';
import { AddFactButton, countView, FactsFacets, FactsPanel } from './facts-panel.tsx';
import './memory.css';

const markedMs = 3000;

export function MemoryScreen(): ReactNode {
  const { t } = useText();
  const { facts, episodes, search, shell } = useStores();
  const companion = useCompanion();
  const tab = useShell((state) => (state.route.view === 'memory' && state.route.tab) || 'facts');
  const query = useSearch((state) => state.query);
  const marked = useShell((state) => state.marked);
  const isTight = useMedia('(max-width: 1040px)');
  const isSearch = query.trim() !== '';
  const mode = isSearch ? 'search' : tab;
  useEffect(() => { void facts.getState().load(); void episodes.getState().load(); }, [facts, episodes]);
  useEffect(() => {
    const timer = setTimeout(() => void search.getState().run(), 180);
    return () => clearTimeout(timer);
  }, [query, search]);
  useEffect(() => {
    if (!marked) return undefined;
    search.getState().type('');
    const timer = setTimeout(() => shell.getState().update({ marked: null }), markedMs);
    return () => clearTimeout(timer);
  }, [marked, search, shell]);
  const hasFacts = useFacts((state) => state.facts.length > 0);
  const hasForgotten = useForgetting((state) => state.tombstones.length > 0);
  const hasEpisodes = useEpisodes((state) => state.episodes.length > 0 || countEpisodesView(state.view) > 0);
  const hasFacets = mode === 'search' || (mode === 'facts' && hasFacts) || (mode === 'episodes' && hasEpisodes);
  const facets = mode === 'search' ? <SearchFacets /> : mode === 'facts' ? <FactsFacets /> : <EpisodesFacets />;
  return (
    <main className="page memory-page">
      <div className="memory-main">
        <header className="page-head memory-head"><div><h1 tabIndex={-1} data-focus-home>{t('memory_title')}</h1><p>{t('memory_intro', { name: companion.name })}</p></div><InboxLink /></header>
        <div className="memory-search">
          <SearchField label={t('memory_search')} clearLabel={t('dismiss')} value={query} onChange={search.getState().type} />
          {isTight && hasFacets && (mode === 'search' || mode === 'facts' || mode === 'episodes') && <FilterSheet mode={mode}>{facets}</FilterSheet>}
        </div>
        {isSearch ? <SearchResults /> : (
          <Tabs.Root value={tab} onValueChange={(next) => shell.getState().go(next === 'episodes' || next === 'audit' || next === 'forgotten' ? { view: 'memory', tab: next } : { view: 'memory' })}>
            <div className="memory-tabs">
              <Tabs.List className="tabs" aria-label={t('memory_tabs')}><FactsTab /><EpisodesTab /><Tabs.Trigger value="audit" className="tab">{t('audit_tab')}</Tabs.Trigger><Tabs.Trigger value="forgotten" className="tab">{t('tombstones_tab')}</Tabs.Trigger></Tabs.List>
              {tab === 'facts' && hasFacts && <AddFactButton />}
              {tab === 'forgotten' && hasForgotten && <ForgetPersonButton />}
            </div>
            <Tabs.Content value="facts" tabIndex={-1}><FactsPanel /></Tabs.Content>
            <Tabs.Content value="episodes" tabIndex={-1}><EpisodesPanel /></Tabs.Content>
            <Tabs.Content value="audit" tabIndex={-1}><WhenOn feature="audit"><AuditPanel /></WhenOn></Tabs.Content>
            <Tabs.Content value="forgotten" tabIndex={-1}><TombstonesPanel /></Tabs.Content>
          </Tabs.Root>
        )}
      </div>
      {!isTight && hasFacets && <aside className="memory-side" aria-label={t('memory_filters')}>{facets}</aside>}
    </main>
  );
}

/** To what waits for the user's word. */
function InboxLink(): ReactNode {
  const { t } = useText();
  const pending = useInbox((state) => state.pending);
  const go = useShell((state) => state.go);
  return <a className="button button-plain memory-inbox" href={formatRoute({ view: 'inbox' })} onClick={(event) => { event.preventDefault(); go({ view: 'inbox' }); }}><Inbox size={15} aria-hidden />{t('inbox_open')}{pending > 0 && <span className="count-badge numbers">{pending}</span>}</a>;
}

function FactsTab(): ReactNode {
  const { t } = useText();
  const count = useFacts((state) => state.facts.length);
  return <Tabs.Trigger value="facts" className="tab">{t('memory_facts')}{count > 0 && <span className="tab-count numbers">{count}</span>}</Tabs.Trigger>;
}

function EpisodesTab(): ReactNode {
  const { t } = useText();
  const count = useEpisodes((state) => (state.episodes.length === 0 ? '' : `${state.episodes.length}${state.has_more ? '+' : ''}`));
  return <Tabs.Trigger value="episodes" className="tab">{t('memory_episodes')}{count && <span className="tab-count numbers">{count}</span>}</Tabs.Trigger>;
}

/** The facets where there is no room beside the list. */
function FilterSheet({ mode, children }: { mode: 'search' | 'facts' | 'episodes'; children: ReactNode }): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const chosen = useSearch((state) => countChosen(state.choice));
  const view = useFacts((state) => countView(state.view));
  const episodesView = useEpisodes((state) => countEpisodesView(state.view));
  const count = { search: chosen, facts: view, episodes: episodesView }[mode];
  return (
    <>
      <Button icon={<SlidersHorizontal size={15} aria-hidden />} onClick={() => setOpen(true)} aria-haspopup="dialog">{count > 0 ? t('memory_filters_count', { count }) : t('memory_filters')}</Button>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={t('memory_filters')} closeLabel={t('close')}><div className="filter-sheet">{children}<Button tone="accent" onClick={() => setOpen(false)}>{t('memory_filters_show')}</Button></div></Sheet>
    </>
  );
}
