// A snapshot on its way in: its file, what it would change, how, and the decision.
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { maximumSnapshotBytes, snapshotModes, type SnapshotChanges } from '../../../core/contract/index.ts';
import { formatBytes, formatDateTime, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, isConnectionError } from '../../request-error.ts';
import { useSnapshots, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Progress } from '../../ui/progress.tsx';
import { ChangesTable, sumOf } from './changes-table.tsx';
import { FileZone } from './file-zone.tsx';
import { shareOf, workWords } from './progress-words.ts';
import type { TakeIn } from './snapshots-store.ts';
import { useDataActions } from './use-data-actions.ts';

export function TakeInPanel(): ReactNode {
  const { t } = useText();
  const { snapshots } = useStores();
  const taking = useSnapshots((state) => state.taking);
  const send = useCallback((file: File) => void snapshots.getState().send(file), [snapshots]);
  return (
    <section className="data-section" id="take-in" aria-labelledby="take-in-title">
      <h2 id="take-in-title">{t('take_title')}</h2>
      {taking ? <Taking taking={taking} /> : <><p className="soft data-section-about">{t('take_about')}</p><FileZone label={t('take_title')} accept=".zip,application/zip" maximumBytes={maximumSnapshotBytes} onFile={send} /></>}
    </section>
  );
}

function Taking({ taking }: { taking: TakeIn }): ReactNode {
  const { t, language } = useText();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => { head.current?.focus(); return keepFocus; }, []);
  const { snapshots } = useStores();
  const { phase, snapshot, preview, error } = taking;
  const leave = (): void => void snapshots.getState().leave();
  const about = snapshot && [t('take_made_at', { when: formatDateTime(snapshot.manifest.made_at, language) }), formatBytes(snapshot.bytes, language)].join(' · ');
  return (
    <div className="data-card">
      <header className="take-head"><h3 ref={head} tabIndex={-1}>{taking.file_name}</h3>{about && <p className="soft numbers">{about}</p>}{snapshot && snapshot.manifest.user_id !== 'default' && <p className="soft">{t('take_of_other', { user: snapshot.manifest.user_id })}</p>}</header>
      {error && <p className="problem" role="alert">{isConnectionError(error) ? t('error_connection') : [error.message, adviceFor(error, language)].filter(Boolean).join(' ')}</p>}
      {(phase === 'sending' || phase === 'applying' || (phase === 'checking' && !preview)) && <Working taking={taking} phase={phase} />}
      {phase === 'failed' && <div className="data-card-buttons"><Button onClick={leave}>{t('take_close')}</Button></div>}
      {(phase === 'ready' || phase === 'checking') && preview && <Decision taking={taking} preview={preview} onLeave={leave} />}
      {(phase === 'sending' || (phase === 'checking' && !preview)) && <div className="data-card-buttons"><Button tone="quiet" onClick={leave}>{t('take_cancel')}</Button></div>}
    </div>
  );
}

function Working({ taking, phase }: { taking: TakeIn; phase: 'sending' | 'checking' | 'applying' }): ReactNode {
  const { t, language } = useText();
  return <Progress label={t(`take_${phase}`)} share={shareOf(taking)} words={taking.done_bytes > 0 ? workWords(taking, Date.now(), t, language) : ''} />;
}

function Decision({ taking, preview, onLeave }: { taking: TakeIn; preview: SnapshotChanges; onLeave: () => void }): ReactNode {
  const { t, language } = useText();
  const { snapshots } = useStores();
  const name = useId();
  const { takeIn } = useDataActions();
  const [isAsking, setAsking] = useState(false);
  const sum = sumOf(preview);
  const number = (value: number): string => formatNumber(value, language);
  const counts = { added: number(sum.added), same: number(sum.same), changed: number(sum.changed), kept: number(sum.kept), removed: number(sum.removed) };
  const isChecking = taking.phase === 'checking';
  const isLossy = sum.changed + sum.removed > 0;
  const hasNothing = sum.added + sum.changed + sum.removed === 0;
  return (
    <>
      <fieldset className="data-field">
        <legend>{t('take_mode')}</legend>
        <div className="mode-choices">
          {snapshotModes.map((mode) => <label key={mode} className="mode-choice"><input type="radio" name={name} checked={taking.mode === mode} onChange={() => void snapshots.getState().choose(mode)} /><span><b>{t(`take_${mode}`)}</b><span className="soft">{t(`take_${mode}_about`)}</span></span></label>)}
        </div>
      </fieldset>
      {isChecking ? <Working taking={taking} phase="checking" /> : <p className={taking.mode === 'replace' && isLossy ? 'take-sum is-warning' : 'take-sum'} role="status">{hasNothing ? t('take_nothing') : taking.mode === 'replace' && isLossy ? t('take_replace_warning', counts) : t(`take_sum_${taking.mode}`, counts)}</p>}
      {!isChecking && sum.left_out > 0 && <p>{t('take_left_out_about', { count: sum.left_out })}</p>}
      {!isChecking && <ChangesTable changes={preview} />}
      <div className="data-card-buttons"><Button tone="quiet" onClick={onLeave}>{t('take_cancel')}</Button><Button tone={taking.mode === 'replace' && isLossy ? 'danger' : 'accent'} disabled={hasNothing || isChecking} onClick={() => (isLossy ? setAsking(true) : takeIn())}>{t(`take_apply_${taking.mode}`)}</Button></div>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('take_replace_title')} confirmLabel={t('take_apply_replace')} cancelLabel={t('cancel')} onConfirm={takeIn}>{t('take_replace_body', counts)}</Confirm>
    </>
  );
}
