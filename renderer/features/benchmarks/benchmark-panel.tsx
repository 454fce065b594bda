// Measure the models, look at the figures, compare one day with another.
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { formatDateTime } from '../../i18n/format.ts';
import { useBenchmarks, useStores } from '../../stores-context.tsx';
import { Choice } from '../../ui/field.tsx';
import { LoadProblem } from '../your-data/load-problem.tsx';
import { kindsOf, kindWords } from './benchmark-figures.ts';
import { FigureCharts } from './figure-charts.tsx';
import { FiguresTable } from './figures-table.tsx';
import { RunsList } from './runs-list.tsx';
import { StartCard } from './start-card.tsx';
import '../relationship/relationship.css';
import './benchmarks.css';

export function BenchmarkPanel(): ReactNode {
  const { t } = useText();
  const { benchmarks: store, localModels } = useStores();
  const { runs, is_loaded: isLoaded, error, running } = useBenchmarks((state) => state);
  useEffect(() => { void store.getState().load(); void localModels.getState().load(); }, [store, localModels]);
  return (
    <>
      <div className="data-lead"><div><p>{t('bench_about')}</p><p className="soft">{t('bench_small')}</p></div></div>
      {error && <LoadProblem error={error} onRetry={() => void store.getState().load()} />}
      {!isLoaded && !error && <p className="soft" role="status">{t('loading')}</p>}
      {isLoaded && <StartCard />}
      {isLoaded && !error && runs.length === 0 && running === null && <p className="models-none bench-none">{t('bench_empty')}</p>}
      {runs.some(({ figures }) => figures.length > 0) && <Results />}
      {runs.length > 0 && <RunsList />}
    </>
  );
}

function Results(): ReactNode {
  const { t, language } = useText();
  const runs = useBenchmarks((state) => state.runs);
  const measured = runs.filter(({ figures }) => figures.length > 0);
  const [runId, setRunId] = useState<string | null>(null);
  const [otherId, setOtherId] = useState('');
  const [kindWish, setKind] = useState<string | null>(null);
  const run = measured.find(({ id }) => id === runId) ?? measured[0];
  if (!run) return null;
  const other = measured.find(({ id }) => id === otherId && id !== run.id) ?? null;
  const kinds = kindsOf(run.figures);
  const kind = kinds.find(({ id }) => id === kindWish) ?? kinds[0];
  const when = (at: number): string => formatDateTime(at, language);
  return (
    <section className="data-section bench-results" aria-label={t('bench_all')}>
      <div className="bench-choose">
        <label className="data-field"><span>{t('bench_run')}</span><Choice value={run.id} onChange={(event) => setRunId(event.target.value)} options={measured.map(({ id, created_at: at }) => ({ value: id, label: when(at) }))} /></label>
        <label className="data-field"><span>{t('bench_compare')}</span><Choice value={other?.id ?? ''} disabled={measured.length < 2} onChange={(event) => setOtherId(event.target.value)} options={[{ value: '', label: t('bench_compare_none') }, ...measured.filter(({ id }) => id !== run.id).map(({ id, created_at: at }) => ({ value: id, label: when(at) }))]} /></label>
        <label className="data-field"><span>{t('bench_figure')}</span><Choice value={kind?.id ?? ''} onChange={(event) => setKind(event.target.value)} options={kinds.map((one) => ({ value: one.id, label: kindWords(one, t, language) }))} /></label>
      </div>
      {other && other.data_hash !== run.data_hash && <p className="take-sum is-warning" role="status">{t('bench_compare_other')}</p>}
      {kind && <FigureCharts run={run} kind={kind} />}
      <FiguresTable run={run} other={other && other.data_hash === run.data_hash ? other : null} />
    </section>
  );
}
