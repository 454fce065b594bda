// Every figure of a measurement: a row for each, a column for each model, and how it moved since another one.
import { Fragment, useId, type ReactNode } from 'react';
import type { BenchmarkRun } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { changeOf, changeWords, contenderId, contendersOf, figureOf, isLowerBetter, kindsOf, nameWords, ranked, valueWords } from './benchmark-figures.ts';
import { useContenderName } from './use-contender-name.ts';

export function FiguresTable({ run, other }: { run: BenchmarkRun; /** What it is compared with. */ other: BenchmarkRun | null }): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const nameOf = useContenderName(run.figures);
  const contenders = contendersOf(run.figures);
  const kinds = kindsOf(run.figures);
  return (
    <section aria-labelledby={id}>
      <h2 className="bench-head" id={id}>{t('bench_all')}</h2>
      {contenders.length > 1 && <p className="soft data-hint">{t('bench_all_hint')}</p>}
      <div className="changes bench-table" role="region" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead><tr><th scope="col">{t('bench_figure')}</th>{contenders.map((contender) => <th key={contender.id} scope="col"><span className="bench-column">{nameOf(contender)}</span></th>)}</tr></thead>
          <tbody>
            {kinds.map((kind, index) => {
              const [best] = ranked(run.figures, kind.id);
              return (
                <Fragment key={kind.id}>
                  {kinds[index - 1]?.suite !== kind.suite && <tr className="bench-suite"><th scope="rowgroup" colSpan={contenders.length + 1}>{t(`bench_suite_${kind.suite}`)}</th></tr>}
                  <tr>
                    <th scope="row">{nameWords(kind.name, t, language)}{isLowerBetter(kind.unit) && <span className="soft bench-lower">{t('bench_lower')}</span>}</th>
                    {contenders.map((contender) => {
                      const figure = figureOf(run.figures, kind.id, contender.id);
                      if (!figure) return <td key={contender.id} className="is-none">–</td>;
                      const change = changeOf(figure, other && figureOf(other.figures, kind.id, contender.id));
                      const isBest = contenders.length > 1 && best !== undefined && contenderId(best) === contender.id;
                      return <td key={contender.id} className={isBest ? 'is-best' : ''}>{valueWords(figure.value, figure.unit, language)}{change && <span className={change.is_better ? 'bench-change delta-up' : 'bench-change delta-down'}>{changeWords(change, language)}</span>}</td>;
                    })}
                  </tr>
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
