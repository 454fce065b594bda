// One model: what it is, whether it is here and fits, its download, and what can be done with it.
import { BadgeCheck, Download, Ellipsis, MessageCircle, Pause, Play, RotateCw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { LocalModel, Precision } from '../../../core/contract/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { useLocalModels } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { DownloadLine } from './download-line.tsx';
import { FitWord } from './fit-word.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import { ModelDetails } from './model-details.tsx';
import { aboutWords, bytesHere, isHere, mainVariant, nextStep, precisionWord, useWords, type NextStep } from './model-words.ts';
import { useLocalModelActions } from './use-local-model-actions.ts';

/** What a question is about; a precision of null is the whole model. */
type Question = { kind: 'licence' | 'remove'; precision: Precision | null };

export function ModelRow({ model }: { model: LocalModel }): ReactNode {
  const { t } = useText();
  const actions = useLocalModelActions();
  const [question, setQuestion] = useState<Question | null>(null);
  const { licence, download } = model;
  const isBusy = download !== null;
  const row = useRef<HTMLLIElement>(null);
  // The button that began it is gone when it ends: the row's own menu is next to it.
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    if (wasBusy.current && !isBusy && document.activeElement === document.body) row.current?.querySelector<HTMLElement>('[data-row-menu]')?.focus({ preventScroll: true });
    wasBusy.current = isBusy;
  }, [isBusy]);
  // From its licence the focus comes back to the button that asked for it, which is "Pause" by now where it was accepted.
  const isAskingLicence = question?.kind === 'licence';
  const wasAsking = useRef(false);
  useEffect(() => {
    const timer = wasAsking.current && !isAskingLicence ? setTimeout(() => row.current?.querySelector<HTMLElement>('.data-row-buttons .button')?.focus({ preventScroll: true }), 0) : undefined;
    wasAsking.current = isAskingLicence;
    return () => clearTimeout(timer);
  }, [isAskingLicence]);
  const fetchIt = (precision?: Precision): void => {
    if (licence.needs_acceptance && !licence.is_accepted) setQuestion({ kind: 'licence', precision: precision ?? null });
    else actions.download(model, precision);
  };
  return (
    <li ref={row} className="data-row model-row" data-testid="model" data-model={model.id} data-state={download?.state ?? (isHere(model) ? 'ready' : 'absent')} aria-busy={download?.state === 'running' || download?.state === 'verifying'}>
      <div className="data-row-words">
        <p className="data-row-title"><span className="model-title">{model.title}</span>{model.used_for.length > 0 && <span className="tag">{t('local_used_for', { uses: useWords(model.used_for, t) })}</span>}{model.origin !== 'catalogue' && <span className="tag tag-plain">{t(`local_origin_${model.origin}`)}</span>}</p>
        <About model={model} />
      </div>
      <div className="data-row-buttons"><MainButton model={model} onFetch={fetchIt} /><MoreMenu model={model} onRemove={() => setQuestion({ kind: 'remove', precision: null })} /></div>
      <div className="model-row-more">
        {download && <DownloadLine model={model} download={download} />}
        <Problems model={model} />
        <ModelDetails model={model} onFetch={fetchIt} onRemove={(precision) => setQuestion({ kind: 'remove', precision })} />
      </div>
      <LicenceDialog model={model} isOpen={isAskingLicence} onClose={() => setQuestion(null)} onAccept={() => { actions.download(model, question?.precision ?? undefined, true); setQuestion(null); }} />
      <RemoveQuestion model={model} question={question?.kind === 'remove' ? question : null} onClose={() => setQuestion(null)} />
    </li>
  );
}

function About({ model }: { model: LocalModel }): ReactNode {
  const { t, language } = useText();
  const variant = mainVariant(model);
  const here = bytesHere(model);
  return (
    <p className="data-row-about numbers">
      {isHere(model) ? <span className="model-here">{here === null ? t('local_here_bare') : t('local_here', { size: formatBytes(here, language) })}</span> : variant && <FitWord fit={variant.fit} />}
      {aboutWords(model, t, language).map((word) => <span key={word}>{word}</span>)}
    </p>
  );
}

const icons: Record<Exclude<NextStep, 'none'>, ReactNode> = { download: <Download size={15} aria-hidden />, again: <RotateCw size={15} aria-hidden />, pause: <Pause size={15} aria-hidden />, resume: <Play size={15} aria-hidden /> };

/** One button whose word changes, so that the focus stays on it from "Download" to "Pause". */
function MainButton({ model, onFetch }: { model: LocalModel; onFetch: (precision?: Precision) => void }): ReactNode {
  const { t, language } = useText();
  const isOffline = useLocalModels((state) => state.is_offline);
  const actions = useLocalModelActions();
  const step = nextStep(model);
  if (step === 'none') return null;
  const name = model.title;
  const variant = mainVariant(model);
  const size = variant?.size_bytes ?? null;
  const words = { download: size === null ? t('local_download') : t('local_download_size', { size: formatBytes(size, language) }), again: t('local_fetch_again'), pause: t('local_pause'), resume: t('local_resume') }[step];
  const label = { download: `${t('local_download_named', { name })}${size === null ? '' : ` (${formatBytes(size, language)})`}`, again: t('local_again_named', { name }), pause: t('local_pause_named', { name }), resume: t('local_resume_named', { name }) }[step];
  return <Button icon={icons[step]} aria-label={label} disabled={isOffline && step !== 'pause'} onClick={() => (step === 'pause' ? actions.pause(model) : onFetch(model.download?.precision ?? variant?.precision))}>{words}</Button>;
}

function MoreMenu({ model, onRemove }: { model: LocalModel; onRemove: () => void }): ReactNode {
  const { t } = useText();
  const actions = useLocalModelActions();
  const isVerifying = useLocalModels((state) => state.verifying.has(model.id));
  const hasFiles = model.variants.some(({ state }) => state === 'ready' || state === 'damaged');
  const canRemove = model.origin === 'custom' || (model.origin === 'catalogue' && hasFiles);
  const canReply = model.kind === 'llm' && isHere(model) && !model.used_for.includes('replies');
  if (!hasFiles && !canRemove) return null;
  return (
    <Menu label={t('local_more', { name: model.title })} trigger={<IconButton data-row-menu label={t('local_more', { name: model.title })} hasTip={false}><Ellipsis size={17} /></IconButton>}>
      {canReply && <MenuItem icon={<MessageCircle size={16} />} onSelect={() => actions.reply(model)}>{t('local_use_replies')}</MenuItem>}
      {hasFiles && <MenuItem icon={<BadgeCheck size={16} />} isDisabled={isVerifying} onSelect={() => actions.verify(model)}>{t(isVerifying ? 'local_verify_busy' : 'local_verify')}</MenuItem>}
      {canRemove && <>{hasFiles && <MenuLine />}<MenuItem icon={<Trash2 size={16} />} tone="danger" onSelect={onRemove}>{t('local_remove')}</MenuItem></>}
    </Menu>
  );
}

function Problems({ model }: { model: LocalModel }): ReactNode {
  const { t, language } = useText();
  const isVerifying = useLocalModels((state) => state.verifying.has(model.id));
  const bad = useLocalModels((state) => state.bad_files[model.id]);
  return (
    <>
      {isVerifying && <p className="soft model-checking" role="status">{t('local_verify_busy')}…</p>}
      {model.problem && <p className="problem" role="alert"><span className="problem-text"><span lang="en">{model.problem.message}</span> {adviceFor(model.problem, language)}</span></p>}
      {bad && <div className="model-bad" role="status"><p>{t('local_verify_bad', { count: bad.length })}</p><ul>{bad.map(({ path, reason }) => <li key={path}><code>{path}</code>{reason && <span lang="en"> {reason}</span>}</li>)}</ul></div>}
    </>
  );
}

function RemoveQuestion({ model, question, onClose }: { model: LocalModel; question: Question | null; onClose: () => void }): ReactNode {
  const { t, language } = useText();
  const actions = useLocalModelActions();
  const [precision, setPrecision] = useState<Precision | null>(null);
  if (question && question.precision !== precision) setPrecision(question.precision);
  const one = model.variants.find((variant) => variant.precision === precision);
  const bytes = precision === null ? bytesHere(model) : one?.size_bytes ?? null;
  const size = bytes === null ? t('local_size_unknown') : formatBytes(bytes, language);
  const name = precision === null ? model.title : `${model.title}, ${precisionWord(precision, t)}`;
  return (
    <Confirm isOpen={question !== null} onClose={onClose} title={t('local_remove_title', { name })} confirmLabel={t('local_remove_confirm')} cancelLabel={t('cancel')} onConfirm={() => actions.remove(model, precision ?? undefined)}>
      {t(model.origin === 'custom' ? 'local_remove_body_custom' : 'local_remove_body', { size })}{model.used_for.length > 0 && ` ${t('local_remove_used')}`}
    </Confirm>
  );
}
