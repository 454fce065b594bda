// What stands around a chart: its heading, a sentence that says what it shows, and the same as a table.
import { ChartSpline, Table2 } from 'lucide-react';
import { Suspense, useId, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { Button } from '../../ui/button.tsx';

type Props = { title: string; /** Null: nothing to draw; `none` is told instead. */ sentence: string | null; none: string; columns: readonly string[]; rows: readonly { id: string; cells: readonly ReactNode[] }[]; legend?: ReactNode; children: ReactNode };

export function ChartFrame({ title, sentence, none, columns, rows, legend, children }: Props): ReactNode {
  const { t } = useText();
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className="chart-card" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{title}</h2>
        {sentence && <Button tone="quiet" icon={isTable ? <ChartSpline size={15} aria-hidden /> : <Table2 size={15} aria-hidden />} onClick={() => setTable(!isTable)}>{t(isTable ? 'chart_as_chart' : 'chart_as_table')}</Button>}
      </header>
      {!sentence ? <p className="chart-none soft">{none}</p> : (
        <>
          <p className="chart-sentence soft">{sentence}</p>
          {isTable
            ? <div className="chart-table" role="region" aria-label={title} tabIndex={0}><table><thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead><tbody>{rows.map((row) => <tr key={row.id}>{row.cells.map((cell, index) => index === 0 ? <th key={columns[index]} scope="row">{cell}</th> : <td key={columns[index]}>{cell}</td>)}</tr>)}</tbody></table></div>
            : <Suspense fallback={<div className="chart-plot" />}><div className="chart-plot">{children}</div>{legend}<p className="visually-hidden">{t('chart_keys')}</p></Suspense>}
        </>
      )}
    </section>
  );
}
