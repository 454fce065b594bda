// What is to be measured, and how far it is.
import { Gauge } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { benchmarkSuites } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { useBenchmarks, useLocalModels, useShell } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Progress } from '../../ui/progress.tsx';
import { isHere } from '../local-models/model-words.ts';
import { whatWords } from './benchmark-figures.ts';
import { useBenchmarkActions } from './use-benchmark-actions.ts';

export function StartCard(): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const go = useShell((state) => state.go);
  const { running, failed } = useBenchmarks((state) => state);
  const isFirst = useBenchmarks((state) => state.runs.length === 0);
  const all = useLocalModels((state) => state.models);
  const titleOf = (model: string): string => all.find((one) => one.id === model)?.title ?? model;
  const models = all.filter((model) => model.kind === 'embedding' && isHere(model));
  const [left, setLeft] = useState<readonly string[]>([]);
  const [suitesLeft, setSuitesLeft] = useState<readonly string[]>([]);
  const [folder, setFolder] = useState('');
  const { start, stop } = useBenchmarkActions();
  const toggle = (list: readonly string[], one: string): readonly string[] => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
  const chosen = models.filter((model) => !left.includes(model.id)).map((model) => model.id);
  const suites = benchmarkSuites.filter((suite) => !suitesLeft.includes(suite));
  return (
    <section className="data-card bench-start" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('bench_start_title')}</h2>
      {failed && !running && <p className="problem" role="alert"><span className="problem-text"><span lang="en">{failed.message}</span> {adviceFor(failed, language)}</span></p>}
      {running ? (
        <div className="data-work bench-running"><Progress label={t('bench_running')} share={running.total > 0 ? Math.min(1, running.done / running.total) : null} words={[whatWords(running.what, titleOf, t, language), running.total > 0 ? t('bench_running_of', { done: formatNumber(running.done, language), total: formatNumber(running.total, language) }) : ''].filter(Boolean).join(' · ')} /><Button tone="quiet" onClick={stop}>{t('bench_stop')}</Button></div>
      ) : models.length === 0 ? (
        <p>{t('bench_models_none')} <Button onClick={() => go({ view: 'models' })}>{t('local_tab_files')}</Button></p>
      ) : (
        <>
          <details className="bench-options" open={isFirst}>
            <summary>{t('bench_options')}</summary>
            <div className="bench-options-body">
              <fieldset className="data-field"><legend>{t('bench_models')}</legend><div className="bench-checks">{models.map((model) => <Check key={model.id} isOn={!left.includes(model.id)} onChange={() => setLeft(toggle(left, model.id))} title={model.title} />)}</div></fieldset>
              <fieldset className="data-field"><legend>{t('bench_suites')}</legend><div className="part-checks">{benchmarkSuites.map((suite) => <Check key={suite} isOn={!suitesLeft.includes(suite)} onChange={() => setSuitesLeft(toggle(suitesLeft, suite))} title={t(`bench_suite_${suite}`)} about={t(`bench_suite_${suite}_about`)} />)}</div></fieldset>
              <div className="data-field"><label htmlFor={`${id}-folder`}>{t('bench_folder')}</label><TextInput id={`${id}-folder`} value={folder} aria-describedby={`${id}-hint`} onChange={(event) => setFolder(event.target.value)} /><p id={`${id}-hint`} className="soft data-hint">{t('bench_folder_hint')}</p></div>
            </div>
          </details>
          <div className="data-card-buttons"><Button tone="accent" icon={<Gauge size={16} aria-hidden />} disabled={chosen.length === 0 || suites.length === 0} onClick={() => start({ models: chosen, suites, ...(folder.trim() ? { folder: folder.trim() } : {}) })}>{t('bench_start')}</Button></div>
        </>
      )}
    </section>
  );
}

function Check({ isOn, onChange, title, about }: { isOn: boolean; onChange: () => void; title: string; about?: string }): ReactNode {
  return <label className="part-check"><input type="checkbox" checked={isOn} onChange={onChange} /><span><b>{title}</b>{about && <span className="soft">{about}</span>}</span></label>;
}
