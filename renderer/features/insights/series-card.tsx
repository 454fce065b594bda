// A chart of the insights: drawing, sentence, legend and table of the same entries.
import { lazy, type ReactNode } from 'react';
import type { Analytics } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { ChartFrame } from '../relationship/chart-frame.tsx';
import { tickFormat } from '../relationship/chart-range.ts';
import { MoodDot } from '../relationship/mood-now.tsx';
import type { PlotEntry, PlotPart } from './series-plot.tsx';

const SeriesPlot = lazy(() => import('./series-plot.tsx').then((module) => ({ default: module.SeriesPlot })));
const mostTableRows = 300;

type Props = {
  figures: Analytics; title: string; /** Null: nothing to draw. */ sentence: string | null; entries: readonly PlotEntry[]; parts: readonly PlotPart[]; kind: 'columns' | 'lines'; value: (value: number) => string; domain?: [number, number];
  /** Further columns of the table, beside one for each part. */
  more?: { title: string; cell: (index: number) => ReactNode };
};

export function SeriesCard({ figures, title, sentence, entries, parts, kind, value, domain, more }: Props): ReactNode {
  const { t, language } = useText();
  const told = (entry: PlotEntry, id: string): string => { const found = entry.values[id]; return found === null || found === undefined ? '' : value(found); };
  // Buckets in which nothing was said would fill the table with noughts.
  const rows = entries.flatMap((entry, index) => (parts.some(({ id }) => entry.values[id]) ? [{ entry, index }] : [])).slice(-mostTableRows).reverse();
  return (
    <ChartFrame
      title={title} sentence={sentence} none={t('insights_none')} columns={[t(`insights_bucket_${figures.bucket}`), ...parts.map(({ name }) => name), ...(more ? [more.title] : [])]}
      rows={rows.map(({ entry, index }) => ({ id: String(entry.start), cells: [formatDate(entry.start, language), ...parts.map(({ id }) => told(entry, id)), ...(more ? [more.cell(index)] : [])] }))}
      legend={parts.length > 1 && <ul className="parts-legend parts-legend-row chart-legend">{parts.map(({ id, name, colour }) => <li key={id}><MoodDot colour={colour} />{name}</li>)}</ul>}
    >
      <SeriesPlot
        entries={entries} parts={parts} kind={kind} label={title} tick={tickFormat(figures.to - figures.from < 3 * 86_400_000 ? 3 * 86_400_000 : figures.to - figures.from, language)} value={value} {...(domain ? { domain } : {})}
        tell={(entry) => <><strong>{formatDate(entry.start, language)}</strong>{parts.filter(({ id }) => told(entry, id) !== '').map(({ id, name }) => <span key={id}>{name}: {told(entry, id)}</span>)}</>}
      />
    </ChartFrame>
  );
}
