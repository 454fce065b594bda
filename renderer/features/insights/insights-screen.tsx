// How conversations went, in figures: choose a time and a companion, read the totals, look at the curves.
import { useEffect, type ReactNode } from 'react';
import type { Analytics } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useInsights, useSessions, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, Options } from '../../ui/field.tsx';
import { InsightCharts } from './insight-charts.tsx';
import { moneyWords } from './insight-words.ts';
import { insightRanges } from './insights-store.ts';
import '../relationship/relationship.css';
import './insights.css';

export function InsightsScreen(): ReactNode {
  const { t, language } = useText();
  const { insights, shell } = useStores();
  const { figures, range, personality, error, is_loading: isLoading } = useInsights((state) => state);
  const hasTalked = useSessions((state) => state.sessions.length > 0);
  const companions = useSessions((state) => state.personalities);
  useEffect(() => { void insights.getState().load(); }, [insights]);
  const nameOf = (id: string): string => companions.find((known) => known.id === id)?.name ?? id;
  // Whom nothing was ever said to is no choice; the chosen one stays one.
  const choices = [...new Set([...(figures?.companions.map((one) => one.personality) ?? []), ...(personality === null ? [] : [personality])])];
  const isEmpty = figures !== null && figures.messages.user + figures.messages.assistant + figures.tokens.replies + figures.memory.facts + figures.memory.episodes === 0;
  return (
    <main className="page insights-page" aria-busy={isLoading}>
      <header className="insights-head">
        <div><h1>{t('insights_title')}</h1>{figures && !isEmpty && <p className="soft">{t('insights_period', { from: formatDate(figures.from, language), to: formatDate(figures.to, language) })}</p>}</div>
        <div className="insights-choose">
          {choices.length > 0 && <Choice aria-label={t('insights_companion')} value={personality ?? ''} onChange={(event) => void insights.getState().load({ personality: event.target.value === '' ? null : event.target.value })} options={[{ value: '', label: t('insights_everybody') }, ...choices.map((id) => ({ value: id, label: nameOf(id) }))]} />}
          <Options label={t('range_label')} value={range} onChange={(chosen) => void insights.getState().load({ range: chosen })} options={insightRanges.map((value) => ({ value, label: t(`insights_range_${value}`) }))} />
        </div>
      </header>
      {error && <p className="problem" role="alert">{t('insights_failed')} {error.message} <Button onClick={() => void insights.getState().load()}>{t('retry')}</Button></p>}
      {!figures && !error && <p className="soft" role="status">{t('loading')}</p>}
      {figures && isEmpty && <div className="page-empty"><p>{t(!hasTalked || (range === 'all' && personality === null) ? 'insights_empty' : 'insights_empty_range')}</p><Button tone="accent" onClick={() => shell.getState().go({ view: 'chat', session_id: null })}>{t('insights_empty_button')}</Button></div>}
      {figures && !isEmpty && <><Totals figures={figures} /><InsightCharts figures={figures} nameOf={nameOf} /></>}
    </main>
  );
}

function Totals({ figures }: { figures: Analytics }): ReactNode {
  const { t, language } = useText();
  const short = (value: number): string => new Intl.NumberFormat(language, { notation: value < 100_000 ? 'standard' : 'compact', maximumFractionDigits: 1 }).format(value);
  const { messages, lengths, memory, tokens } = figures;
  const totals: [string, string][] = [
    [t('insights_messages'), short(messages.user + messages.assistant)], [t('insights_words'), short(lengths.user.words + lengths.assistant.words)], [t('insights_facts'), short(memory.facts)], [t('insights_episodes'), short(memory.episodes)],
    [t('insights_tokens'), short(tokens.prompt_tokens + tokens.completion_tokens)], [t('insights_cost'), tokens.cost === null ? t('insights_cost_not_known') : moneyWords(tokens.cost, language)],
  ];
  return <dl className="insight-totals">{totals.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
