// The relationship over time: the chart, its sentence and its table.
import { lazy, useMemo, type ReactNode } from 'react';
import type { AffinityView } from '../../../core/contract/index.ts';
import { formatDateTime, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { affinitySeries } from './affinity-series.ts';
import { ChartFrame } from './chart-frame.tsx';
import { momentIn, tickFormat, ticksBetween } from './chart-range.ts';
import { takenBack, type Feelings } from './feelings.ts';
import { entryReason, levelWord, roundPoints, signed } from './feeling-words.ts';

const AffinityPlot = lazy(() => import('./affinity-plot.tsx').then((module) => ({ default: module.AffinityPlot })));
const mostTableRows = 300;

export function AffinityChart({ feelings, view, from, to }: { feelings: Feelings; view: AffinityView; from: number; to: number }): ReactNode {
  const { t, language } = useText();
  const { curve } = feelings;
  const series = useMemo(() => affinitySeries(curve, view, from, to), [curve, view, from, to]);
  const number = (value: number): string => formatNumber(roundPoints(value), language);
  const sentence = series.points.length > 2 ? t('affinity_chart_says', { from: momentIn(from, to - from, language), to: momentIn(to, to - from, language), start: number(series.start), end: number(series.end), highest: number(series.highest), level: levelWord(view.affinity.level, t) }) : null;
  const reasons = useMemo(() => { const { putBack } = takenBack(curve); return new Map(curve.map((event, index) => [event.id, entryReason(event, view, t, { level: curve[index - 1]?.level ?? null, isPutBack: putBack.has(event.id) })])); }, [curve, view, t]);
  const table = series.points.flatMap(({ event }) => (event ? [event] : [])).slice(-mostTableRows).reverse();
  return (
    <ChartFrame
      title={t('affinity_chart_title')} sentence={sentence} none={t('affinity_chart_none')}
      columns={[t('mood_column_when'), t('affinity_column_points'), t('affinity_column_change'), t('affinity_column_level'), t('mood_column_cause')]}
      rows={table.map((event) => ({ id: event.id, cells: [formatDateTime(event.created_at, language), number(event.points), event.delta === 0 ? '' : signed(event.delta, language), levelWord(event.level, t), reasons.get(event.id)] }))}
    >
      <AffinityPlot
        series={series} bands={view.levels.map((level) => ({ ...level, name: levelWord(level.name, t) }))} from={from} to={to} ticks={ticksBetween(from, to, 5)} label={t('affinity_chart_title')} tick={tickFormat(to - from, language)}
        tell={(point) => <><strong>{t('affinity_points_short', { points: number(point.points) })}, {levelWord(point.level, t)}</strong>{point.event && <span>{reasons.get(point.event.id)}{point.delta === 0 ? '' : ` ${signed(point.delta, language)}`}</span>}<span>{formatDateTime(point.at, language)}</span></>}
      />
    </ChartFrame>
  );
}
