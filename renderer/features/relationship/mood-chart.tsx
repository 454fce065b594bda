// Mood over time: the chart, its sentence, its table and its legend.
import { lazy, useMemo, type ReactNode } from 'react';
import { formatDate, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { momentIn, tickFormat, ticksBetween } from './chart-range.ts';
import type { Feelings } from './feelings.ts';
import { causeSentence, moodColour, moodWord, strengthWord, uncapital } from './feeling-words.ts';
import { MoodDot } from './mood-now.tsx';
import { moodSeries, moodStretches } from './mood-series.ts';

const MoodPlot = lazy(() => import('./mood-plot.tsx').then((module) => ({ default: module.MoodPlot })));
const MoodStretchesPlot = lazy(() => import('./mood-stretches-plot.tsx').then((module) => ({ default: module.MoodStretchesPlot })));
const mostTableRows = 300;
const day = 86_400_000;
/** Feelings last hours: over more days than this, single ones can no longer be told apart. */
const mostDaysOfFeelings = 8;

export function MoodChart({ feelings, from, to }: { feelings: Feelings; from: number; to: number }): ReactNode {
  const { t, language } = useText();
  const { moods: rows, mood } = feelings;
  const definitions = useMemo(() => mood?.moods ?? [], [mood]);
  const series = useMemo(() => moodSeries(rows, definitions, from, to), [rows, definitions, from, to]);
  const isLong = to - from > mostDaysOfFeelings * day;
  const stretches = useMemo(() => (isLong ? moodStretches(rows, definitions, from, to, Math.min(30, Math.ceil((to - from) / day))) : []), [isLong, rows, definitions, from, to]);
  const word = (id: string): string => moodWord(id, definitions, language, t);
  const colour = (id: string): string => moodColour(id, definitions);
  const percent = (value: number): string => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value);
  const [most] = series.moods;
  const sentence = most ? t('mood_chart_says', { from: momentIn(from, to - from, language), to: momentIn(to, to - from, language), count: series.changes, mood: uncapital(word(most)), share: Math.round((series.shares[most] ?? 0) * 100) }) : null;
  const table = rows.filter(({ created_at: at }) => at >= from && at <= to).slice(-mostTableRows).reverse();
  return (
    <ChartFrame
      title={t('mood_chart_title')} sentence={sentence} none={t('mood_chart_none')}
      columns={[t('mood_column_when'), t('mood_column_mood'), t('mood_column_strength'), t('mood_column_cause')]}
      rows={table.map((row) => ({ id: row.id, cells: [formatDateTime(row.created_at, language), word(row.mood), strengthWord(row.intensity, t), causeSentence(row.cause, t)] }))}
      legend={<ul className="parts-legend parts-legend-row chart-legend">{series.moods.map((id) => <li key={id}><MoodDot colour={colour(id)} />{word(id)} <span className="numbers">{percent(series.shares[id] ?? 0)}</span></li>)}</ul>}
    >
      {isLong ? (
        <MoodStretchesPlot
          stretches={stretches} moods={series.moods} label={t('mood_chart_title')} tick={tickFormat(to - from, language)} percent={percent} colour={colour}
          tell={(stretch) => <><strong>{formatDate(stretch.from, language)}</strong>{Object.entries(stretch.values).sort(([, a], [, b]) => b - a).map(([id, share]) => <span key={id}>{word(id)} {percent(share)}</span>)}</>}
        />
      ) : (
        <MoodPlot
          series={series} from={from} to={to} ticks={ticksBetween(from, to, 5)} label={t('mood_chart_title')} tick={tickFormat(to - from, language)} percent={percent} colour={colour}
          tell={(point) => <><strong>{word(point.mood)}, {strengthWord(point.values[point.mood] ?? 0, t)}</strong><span>{causeSentence(point.cause, t)}</span><span>{formatDateTime(point.at, language)}</span></>}
        />
      )}
    </ChartFrame>
  );
}
