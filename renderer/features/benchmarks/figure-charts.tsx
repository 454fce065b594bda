// One figure: by model, with the range it may lie in, and over the measurements on the same texts.
import { lazy, type ReactNode } from 'react';
import type { BenchmarkFigure, BenchmarkRun } from '../../../core/contract/index.ts';
import { formatDate, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useBenchmarks } from '../../stores-context.tsx';
import { partColours } from '../insights/insight-words.ts';
import { ChartFrame } from '../relationship/chart-frame.tsx';
import { MoodDot } from '../relationship/mood-now.tsx';
import { aroundScores, contenderId, contendersOf, doOverlap, figureOf, isLowerBetter, isScore, kindId, kindWords, ranked, sameTexts, valueWords, type FigureKind } from './benchmark-figures.ts';
import { useContenderName } from './use-contender-name.ts';

const SeriesPlot = lazy(() => import('../insights/series-plot.tsx').then((module) => ({ default: module.SeriesPlot })));

export function FigureCharts({ run, kind }: { run: BenchmarkRun; kind: FigureKind }): ReactNode {
  return <div className="bench-charts"><ByModel run={run} kind={kind} /><OverTime run={run} kind={kind} /></div>;
}

function ByModel({ run, kind }: { run: BenchmarkRun; kind: FigureKind }): ReactNode {
  const { t, language } = useText();
  const nameOf = useContenderName(run.figures);
  const figures = ranked(run.figures, kind.id);
  const [best, second] = figures;
  const words = kindWords(kind, t, language);
  const value = ({ value: amount, unit }: BenchmarkFigure): string => valueWords(amount, unit, language);
  const range = ({ low, high, unit }: BenchmarkFigure): string => (low === null || high === null ? '' : t('bench_range', { low: valueWords(low, unit, language), high: valueWords(high, unit, language) }));
  const sentence = !best ? null : !second ? t('bench_by_model_one', { name: nameOf(best), figure: words, value: value(best) })
    : [t('bench_by_model_says', { name: nameOf(best), figure: words, value: value(best), other: nameOf(second), second: value(second) }), doOverlap(best, second) ? t('bench_by_model_tie') : '', isLowerBetter(kind.unit) ? `(${t('bench_lower')})` : ''].filter(Boolean).join(' ');
  const most = isScore(kind.unit) ? 1 : Math.max(...figures.map((figure) => Math.max(figure.value, figure.high ?? 0)), Number.MIN_VALUE);
  const percent = (amount: number): string => `${(Math.max(0, Math.min(1, amount / most)) * 100).toFixed(2)}%`;
  return (
    <ChartFrame title={t('bench_by_model')} sentence={sentence} none={t('bench_by_model_none')} columns={[t('bench_model'), t('bench_value'), t('bench_range_head'), t('bench_texts')]} rows={figures.map((figure) => ({ id: contenderId(figure), cells: [nameOf(figure), value(figure), range(figure), figure.n] }))}>
      <ul className="bench-bars">
        {figures.map((figure, index) => (
          <li key={contenderId(figure)} className={index === 0 ? 'is-best' : ''}>
            <span className="bench-bar-name">{nameOf(figure)}</span><span className="numbers bench-bar-value">{value(figure)}</span>
            <span className="bench-bar" aria-hidden><i style={{ width: percent(figure.value) }} />{figure.low !== null && figure.high !== null && <b style={{ left: percent(figure.low), right: `calc(100% - ${percent(figure.high)})` }} />}</span>
            <span className="soft numbers bench-bar-range">{[range(figure), t('bench_n', { count: figure.n })].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

function OverTime({ run, kind }: { run: BenchmarkRun; kind: FigureKind }): ReactNode {
  const { t, language } = useText();
  const runs = sameTexts(useBenchmarks((state) => state.runs), run).filter(({ figures }) => ranked(figures, kind.id).length > 0);
  const all = runs.flatMap(({ figures }) => figures);
  const nameOf = useContenderName(all);
  const contenders = contendersOf(all).filter(({ id }) => runs.some(({ figures }) => figureOf(figures, kind.id, id)));
  const at = (one: BenchmarkRun, id: string): number | null => figureOf(one.figures, kind.id, id)?.value ?? null;
  const says = contenders.flatMap(({ id, ...contender }) => {
    const values = runs.flatMap((one) => at(one, id) ?? []);
    const [first] = values;
    const last = values.at(-1);
    return values.length < 2 || first === undefined || last === undefined ? [] : [t('bench_over_time_says', { figure: kindWords(kind, t, language), name: nameOf(contender), first: valueWords(first, kind.unit, language), last: valueWords(last, kind.unit, language), count: values.length })];
  });
  const parts = contenders.map(({ id, ...contender }, index) => ({ id, name: nameOf(contender), colour: partColours[index % partColours.length]! }));
  const domain = isScore(kind.unit) ? aroundScores(all.filter((figure) => kindId(figure) === kind.id).map(({ value }) => value)) : null;
  const told = (value: number | null | undefined): string => (value === null || value === undefined ? '' : valueWords(value, kind.unit, language));
  return (
    <ChartFrame
      title={t('bench_over_time')} sentence={says[0] ?? null} none={t('bench_over_time_none')} columns={[t('bench_date'), ...parts.map(({ name }) => name)]} rows={[...runs].reverse().map((one) => ({ id: one.id, cells: [formatDateTime(one.created_at, language), ...contenders.map(({ id }) => told(at(one, id)))] }))}
      legend={parts.length > 1 && <ul className="parts-legend parts-legend-row chart-legend">{parts.map(({ id, name, colour }) => <li key={id}><MoodDot colour={colour} />{name}</li>)}</ul>}
    >
      <SeriesPlot
        entries={runs.map((one) => ({ start: one.created_at, values: Object.fromEntries(contenders.map(({ id }) => [id, at(one, id)])) }))} parts={parts} kind="lines" label={t('bench_over_time')}
        tick={(time) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(time)} value={(value) => (isScore(kind.unit) ? new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value) : valueWords(value, kind.unit, language))} {...(domain ? { domain } : {})}
        tell={(entry) => <><strong>{formatDate(entry.start, language)}</strong>{parts.filter(({ id }) => told(entry.values[id]) !== '').map(({ id, name }) => <span key={id}>{name}: {told(entry.values[id])}</span>)}</>}
      />
    </ChartFrame>
  );
}
