// Which model serves what and why, how models run, and how often nothing had to be computed.
import { CornerDownRight } from 'lucide-react';
import { useEffect, useId, type ReactNode } from 'react';
import { modelDevices, precisions, type ModelChoice } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useLocalModels, useStores } from '../../stores-context.tsx';
import { Choice } from '../../ui/field.tsx';
import { LoadProblem } from '../your-data/load-problem.tsx';
import { CacheCard } from './cache-card.tsx';
import { isHere, placeWord, precisionWord } from './model-words.ts';
import { useLocalModelActions } from './use-local-model-actions.ts';

export function UsesPanel(): ReactNode {
  const { t } = useText();
  const { localModels: store } = useStores();
  const { choices, are_uses_loaded: isLoaded, is_loaded: hasModels, uses_error: error } = useLocalModels((state) => state);
  useEffect(() => { void store.getState().load(); void store.getState().loadUses(); }, [store]);
  if (!isLoaded || !hasModels) return <p className="soft" role="status">{t('loading')}</p>;
  return (
    <>
      <div className="data-lead"><div><p>{t('uses_about')}</p></div></div>
      {error && <LoadProblem error={error} onRetry={() => void store.getState().loadUses()} />}
      {choices.length > 0 && <ul className="data-list" aria-label={t('uses_list')}>{choices.map((choice) => <UseRow key={choice.use} choice={choice} />)}</ul>}
      <HowTheyRun />
      <CacheCard />
    </>
  );
}

function useTitle(): (id: string) => string {
  const models = useLocalModels((state) => state.models);
  return (id) => models.find((model) => model.id === id)?.title ?? id;
}

function UseRow({ choice }: { choice: ModelChoice }): ReactNode {
  const { t } = useText();
  const models = useLocalModels((state) => state.models);
  const { choose } = useLocalModelActions();
  const titleOf = useTitle();
  const { use, setting, model, precision, device, reason, steps } = choice;
  const here = models.filter((one) => one.kind === 'embedding' && isHere(one));
  const isAway = setting !== 'auto' && !here.some(({ id }) => id === setting);
  const options = [{ value: 'auto', label: t('use_auto') }, ...here.map(({ id, title }) => ({ value: id, label: title })), ...(isAway ? [{ value: setting, label: t('use_missing', { name: titleOf(setting) }) }] : [])];
  const name = t(`use_${use}`);
  return (
    <li className="data-row use-row" data-testid="use" data-use={use}>
      <div className="data-row-words">
        <p className="data-row-title">{name}<span className="soft data-row-parts">{t(`use_${use}_about`)}</span></p>
        <p className="use-model">{model === null ? t('use_none') : <><strong>{titleOf(model)}</strong>{precision && <span className="soft">{precisionWord(precision, t)}</span>}{device && <span className="soft">{t(`use_on_${device}`)}</span>}</>}</p>
        {reason && <p className="soft use-reason" lang="en">{reason}</p>}
        {steps.length > 0 && <ul className="use-steps">{steps.map((step) => <li key={`${step.from}-${step.to}`}><CornerDownRight size={14} aria-hidden /><span><b>{t('use_step', { from: placeWord(step.from, titleOf, t), to: placeWord(step.to, titleOf, t) })}</b> <span lang="en">{step.reason}</span></span></li>)}</ul>}
      </div>
      <Choice aria-label={t('use_model', { use: name })} value={setting} onChange={(event) => choose(use, event.target.value, { use: name, model: options.find(({ value }) => value === event.target.value)?.label ?? event.target.value })} options={options} />
    </li>
  );
}

function HowTheyRun(): ReactNode {
  const { t } = useText();
  const id = useId();
  const how = useLocalModels((state) => state.how);
  const { chooseHow } = useLocalModelActions();
  const auto = { value: 'auto', label: t('use_auto') };
  const rows = [
    { setting: 'precision' as const, label: t('local_precision'), about: t('use_precision_about'), options: [{ ...auto, label: t('local_precision_auto') }, ...precisions.map((value) => ({ value, label: t(`local_precision_${value}`) }))] },
    { setting: 'device' as const, label: t('use_device'), about: t('use_device_about'), options: [auto, ...modelDevices.map((value) => ({ value, label: t(`local_device_${value}`) }))] },
  ];
  return (
    <section className="data-section" aria-labelledby={id}>
      <h2 id={id}>{t('use_how')}</h2>
      <ul className="data-list">
        {rows.map(({ setting, label, about, options }) => (
          <li key={setting} className="data-row use-row">
            <div className="data-row-words"><p className="data-row-title" id={`${id}-${setting}`}>{label}</p><p className="data-row-about">{about}</p></div>
            <Choice aria-labelledby={`${id}-${setting}`} value={how[setting]} onChange={(event) => chooseHow(setting, event.target.value)} options={options} />
          </li>
        ))}
      </ul>
    </section>
  );
}
