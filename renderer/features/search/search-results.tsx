// What a search found, best first, with the words marked and why each earned its place.
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { formatMs } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSearch } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { RecalledList } from '../why/recalled-list.tsx';
import { countChosen, noChoice } from './search-filters.ts';
import { byStrength } from './strength.ts';

export function SearchResults(): ReactNode {
  const { t, language } = useText();
  const state = useSearch((all) => all);
  const results = useDeferredValue(state.results);
  const { strong, weak } = useMemo(() => byStrength(results, state.terms), [results, state.terms]);
  const [wholeOf, setWholeOf] = useState('');
  const isWhole = wholeOf === state.answered;
  const isFiltered = countChosen(state.choice) > 0;
  if (state.error) return <section className="found"><p className="problem" role="alert">{t('search_failed')} {state.error.message} <Button onClick={() => void state.run()}>{t('retry')}</Button></p></section>;
  if (state.answered === '') return <section className="found" aria-busy><p className="soft" role="status">{t('palette_searching')}</p></section>;
  return (
    <section className="found" aria-label={t('search_results')} aria-busy={state.is_searching}>
      <p className="found-count soft numbers" role="status">{results.length > 0 && state.ms !== null ? t('search_count', { count: strong.length, ms: formatMs(state.ms, language) }) : t(isFiltered ? 'search_none_filtered' : 'search_none', { query: state.answered })}</p>
      {state.keyword_only && <p className="found-note">{t('search_words_only')}</p>}
      {results.length > 0 ? <RecalledList items={isWhole ? results : strong} terms={state.terms} size="wide" />
        : <div className="page-empty"><p>{t('search_none_hint')}</p>{isFiltered && <Button tone="accent" onClick={() => void state.choose(noChoice)}>{t('memory_filters_clear')}</Button>}</div>}
      {weak.length > 0 && !isWhole && <span className="found-more"><Button tone="quiet" onClick={() => setWholeOf(state.answered)}>{t('search_weak', { count: weak.length })}</Button></span>}
    </section>
  );
}
