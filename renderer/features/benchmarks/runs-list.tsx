// Measurements that are kept.
import { Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { BenchmarkRun } from '../../../core/contract/index.ts';
import { formatAgo, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useBenchmarks } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { useBenchmarkActions } from './use-benchmark-actions.ts';

export function RunsList(): ReactNode {
  const { t, language } = useText();
  const runs = useBenchmarks((state) => state.runs);
  const { remove } = useBenchmarkActions();
  const [asked, setAsked] = useState<BenchmarkRun | null>(null);
  const [isAsking, setAsking] = useState(false);
  const when = (run: BenchmarkRun): string => formatDateTime(run.created_at, language);
  return (
    <section className="data-section" aria-labelledby="bench-runs">
      <h2 id="bench-runs">{t('bench_runs')}</h2>
      <ul className="data-list" aria-labelledby="bench-runs">
        {runs.map((run) => (
          <li key={run.id} className="data-row" data-testid="benchmark">
            <div className="data-row-words">
              <p className="data-row-title">{when(run)}<span className="soft data-row-parts">{formatAgo(run.created_at, Date.now(), language)}</span></p>
              <p className="data-row-about">{t('bench_run_about', { data: run.data_name, machine: run.machine, version: run.product_version })}</p>
              {run.error && <p className="bench-error">{t('bench_run_failed', { message: run.error.message })}</p>}
            </div>
            <div className="data-row-buttons"><IconButton label={t('bench_delete', { when: when(run) })} onClick={() => { setAsked(run); setAsking(true); }}><Trash2 size={16} /></IconButton></div>
          </li>
        ))}
      </ul>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('bench_delete_title')} confirmLabel={t('bench_delete_confirm')} cancelLabel={t('cancel')} onConfirm={() => { if (asked) remove(asked.id); }}>{asked && t('bench_delete_body', { when: when(asked) })}</Confirm>
    </section>
  );
}
