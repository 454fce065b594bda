// What happened, as a line of time, newest first; earlier pages come when the end is near.
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { episodeTypes, type Episode } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useEpisodes, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FacetGroup, FacetRadios } from '../../ui/facets.tsx';
import { EpisodeCard } from './episode-card.tsx';
import { byMonth } from './episode-look.ts';
import type { EpisodesView } from './episodes-store.ts';
import { useMemoryActions } from './use-memory-actions.ts';

const wholeView: EpisodesView = { type: '', importance_at_least: 0 };

export function EpisodesPanel(): ReactNode {
  const { t, language } = useText();
  const { episodes: store, shell } = useStores();
  const { episodes, view, is_loaded: isLoaded, is_loading: isLoading, has_more: hasMore, error, load, loadMore, show } = useEpisodes((state) => state);
  const actions = useMemoryActions();
  const end = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const marked = useShell((state) => state.marked);
  const months = useMemo(() => byMonth(episodes, language), [episodes, language]);
  useEffect(() => {
    if (!end.current || !hasMore) return undefined;
    const watch = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) void loadMore(); }, { rootMargin: '600px' });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasMore, episodes.length, loadMore]);
  useEffect(() => {
    if (!marked) return;
    const card = list.current?.querySelector(`[data-episode="${CSS.escape(marked)}"]`);
    if (card) card.scrollIntoView({ block: 'center' }); else if (hasMore) void loadMore();
  }, [marked, hasMore, episodes.length, loadMore]);
  const onDelete = useCallback((episode: Episode): void => {
    const all = store.getState().episodes;
    const place = all.findIndex(({ id }) => id === episode.id);
    const next = all[place + 1] ?? all[place - 1];
    void actions.removeEpisode(episode).then((isGone) => list.current?.querySelector<HTMLElement>(`[data-episode="${CSS.escape(isGone ? next?.id ?? '' : episode.id)}"] .episode-ways button:last-of-type`)?.focus());
  }, [actions, store]);
  if (error && episodes.length === 0) return <p className="problem" role="alert">{t('memory_load_failed')} {error.message} <Button onClick={() => void load()}>{t('retry')}</Button></p>;
  if (!isLoaded) return <p className="soft" role="status">{t('loading')}</p>;
  if (episodes.length === 0) {
    const isNarrowed = countEpisodesView(view) > 0;
    return <div className="page-empty"><p>{t(isNarrowed ? 'episodes_none_in_view' : 'episodes_empty')}</p><Button tone="accent" onClick={() => { if (isNarrowed) void show(wholeView); else shell.getState().go({ view: 'chat', session_id: null }); }}>{t(isNarrowed ? 'memory_filters_clear' : 'facts_empty_button')}</Button></div>;
  }
  return (
    <div className="timeline" ref={list}>
      {months.map((month) => (
        <section key={month.key} aria-labelledby={`month-${month.key}`}>
          <h2 id={`month-${month.key}`} className="timeline-month">{month.title}</h2>
          <ol>{month.episodes.map((episode) => <EpisodeCard key={episode.id} episode={episode} actions={actions} isMarked={episode.id === marked} onDelete={onDelete} />)}</ol>
        </section>
      ))}
      <div ref={end} className="timeline-end">{hasMore ? <Button tone="quiet" disabled={isLoading} onClick={() => void loadMore()}>{t('episodes_more')}</Button> : <p className="soft">{t('episodes_end')}</p>}</div>
    </div>
  );
}

const least = { any: 0, medium: 4, high: 6.5, critical: 8.5 } as const;
const leastNames = ['any', 'medium', 'high', 'critical'] as const;

export function EpisodesFacets(): ReactNode {
  const { t } = useText();
  const { view, show } = useEpisodes((state) => state);
  const importance = leastNames.find((name) => least[name] === view.importance_at_least) ?? 'any';
  return (
    <div className="facets">
      <FacetGroup title={t('facet_type')} isOpen chosen="">
        <FacetRadios options={[{ value: '' as const, label: t('memory_all') }, ...episodeTypes.map((value) => ({ value, label: t(`episode_type_${value}`) }))]} chosen={view.type} onChoose={(type) => void show({ type })} />
      </FacetGroup>
      <FacetGroup title={t('facet_importance')} isOpen chosen="">
        <FacetRadios options={leastNames.map((value) => ({ value, label: t(`importance_from_${value}`) }))} chosen={importance} onChoose={(name) => void show({ importance_at_least: least[name] })} />
      </FacetGroup>
      {countEpisodesView(view) > 0 && <span className="facet-clear"><Button tone="quiet" onClick={() => void show(wholeView)}>{t('memory_filters_clear')}</Button></span>}
    </div>
  );
}

export function countEpisodesView(view: EpisodesView): number {
  return (view.type ? 1 : 0) + (view.importance_at_least > 0 ? 1 : 0);
}
