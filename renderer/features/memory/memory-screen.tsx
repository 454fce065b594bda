// What is known about the user, by category, and one search over everything that was said.
import { useEffect, useState, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { factCategories } from '../../../core/contract/index.ts';
import { formatDate, formatMs } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useMemoryState, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/field.tsx';
import { useCompanion } from '../chat/use-companion.ts';
import { matchesWords } from '../search/match-words.ts';
import { RecalledList } from '../why/recalled-list.tsx';
import { certaintyWord, factName, factValue } from './fact-text.ts';
import './memory.css';

export function MemoryScreen(): ReactNode {
  const { t, language } = useText();
  const { memory, shell } = useStores();
  const companion = useCompanion();
  const state = useMemoryState((all) => all);
  const [query, setQuery] = useState('');
  useEffect(() => { void memory.getState().loadFacts(); }, [memory]);
  useEffect(() => {
    const timer = setTimeout(() => void memory.getState().search(query), 180);
    return () => clearTimeout(timer);
  }, [query, memory]);
  const facts = state.facts.filter((fact) => fact.valid_to === null && matchesWords(`${factName(fact.key, language)} ${fact.key} ${factValue(fact)} ${t(`category_${fact.category}`)}`, query));
  const isSearch = query.trim() !== '';
  return (
    <main className="page">
      <header className="page-head"><h1>{t('memory_title')}</h1><p>{t('memory_intro', { name: companion.name })}</p></header>
      <div className="page-search"><SearchField label={t('memory_search')} clearLabel={t('dismiss')} value={query} onChange={setQuery} /></div>
      {state.error && <p className="problem" role="alert">{t('memory_load_failed')} {state.error.message}</p>}
      {state.is_loaded && !state.error && state.facts.length === 0 && !isSearch && (
        <div className="page-empty"><p>{t('memory_empty')}</p><Button tone="accent" onClick={() => shell.getState().go({ view: 'chat', session_id: null })}>{t('memory_empty_button')}</Button></div>
      )}
      {facts.length > 0 && <FactTable facts={facts} />}
      {isSearch && (
        <section className="memory-found" aria-live="polite">
          <h2>{t('memory_found')}</h2>
          {state.keyword_only && <p className="soft">{t('memory_words_only')}</p>}
          {state.search_ms !== null && <p className="soft numbers memory-count">{t('memory_found_count', { count: state.results.length, ms: formatMs(state.search_ms, language) })}</p>}
          {state.results.length > 0 ? <RecalledList items={state.results} /> : !state.is_searching && facts.length === 0 && <p className="soft">{t('memory_none_found', { query: query.trim() })}</p>}
        </section>
      )}
    </main>
  );
}

function FactTable({ facts }: { facts: readonly Fact[] }): ReactNode {
  const { t, language } = useText();
  const jumpTo = useShell((state) => state.jumpTo);
  const { chat } = useStores();
  const sessionId = chat.getState().session_id;
  return (
    <section aria-label={t('memory_facts')}>
      <h2 className="memory-heading">{t('memory_facts')}</h2>
      <table className="facts">
        <thead><tr><th scope="col">{t('memory_fact')}</th><th scope="col">{t('memory_value')}</th><th scope="col">{t('memory_confidence')}</th><th scope="col">{t('memory_learnt')}</th></tr></thead>
        {factCategories.map((category) => {
          const own = facts.filter((fact) => fact.category === category);
          return own.length > 0 && (
            <tbody key={category}>
              <tr className="facts-group"><th scope="rowgroup" colSpan={4}>{t(`category_${category}`)}</th></tr>
              {own.map((fact) => (
                <tr key={fact.id} data-testid="fact">
                  <th scope="row">{factName(fact.key, language)}</th>
                  <td className="facts-value">{factValue(fact)}{fact.is_pinned && <span className="tag">{t('memory_pinned')}</span>}{fact.local_only && <span className="tag">{t('memory_local_only')}</span>}</td>
                  <td><span title={`${Math.round(fact.confidence * 100)} %`}>{t(certaintyWord(fact.confidence))}</span></td>
                  <td className="numbers">{sessionId && fact.source_message_ids[0] && chat.getState().messages.some(({ id }) => id === fact.source_message_ids[0]) ? <button type="button" className="recalled-jump" onClick={() => jumpTo(sessionId, fact.source_message_ids[0] ?? '')}>{formatDate(fact.created_at, language)}</button> : formatDate(fact.created_at, language)}</td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}
