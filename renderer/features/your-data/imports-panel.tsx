// Bring conversations of other programs: how to get the file, the file, and what came of it.
import { useCallback, useEffect, type ReactNode } from 'react';
import { maximumImportBytes } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, isConnectionError } from '../../request-error.ts';
import { useImports, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { FileZone } from './file-zone.tsx';
import { ImportCard } from './import-card.tsx';
import { isReady } from './imports-store.ts';
import { ImportSetup } from './import-setup.tsx';
import { LoadProblem } from './load-problem.tsx';
import { shareOf, workWords } from './progress-words.ts';

const programs = ['chatgpt', 'claude', 'sillytavern', 'others'] as const;

export function ImportsPanel(): ReactNode {
  const { t } = useText();
  const { imports: store } = useStores();
  const { imports, error, sending } = useImports((state) => state);
  useEffect(() => { void store.getState().load(); }, [store]);
  const send = useCallback((file: File) => void store.getState().send(file), [store]);
  const ready = imports.filter(isReady);
  const others = imports.filter((one) => !isReady(one));
  return (
    <>
      <div className="data-lead"><div><p>{t('past_about')}</p></div></div>
      {error && <LoadProblem error={error} onRetry={() => void store.getState().load()} />}
      {sending ? <Sending /> : ready.length === 0 && <FileZone label={t('data_imports')} accept=".json,.jsonl,.zip,application/json,application/zip" maximumBytes={maximumImportBytes} onFile={send} />}
      {ready.map((one) => <ImportSetup key={one.id} one={one} />)}
      {others.length > 0 && <section className="data-section" aria-labelledby="imports-list"><h2 id="imports-list" className={others.length === 1 ? 'visually-hidden' : ''}>{t('past_list')}</h2><ul className="import-cards">{others.map((one) => <ImportCard key={one.id} one={one} />)}</ul></section>}
      <section className="data-section" aria-labelledby="past-how">
        <h2 id="past-how">{t('past_how')}</h2>
        <div className="how-to">{programs.map((name) => <details key={name} name="past-how"><summary>{t(`past_${name}`)}</summary><p>{t(`past_${name}_how`)}</p></details>)}</div>
      </section>
    </>
  );
}

/** The file on its way to the engine. */
function Sending(): ReactNode {
  const { t, language } = useText();
  const { imports } = useStores();
  const sending = useImports((state) => state.sending);
  if (!sending) return null;
  const { error } = sending;
  const stop = (): void => void imports.getState().stopSending();
  if (error) {
    return (
      <div className="data-card">
        <p className="problem" role="alert">{isConnectionError(error) ? t('error_connection') : [error.message, adviceFor(error, language)].filter(Boolean).join(' ')}</p>
        <div className="data-card-buttons"><Button onClick={stop}>{t('close')}</Button></div>
      </div>
    );
  }
  return <div className="data-card"><div className="data-work"><Progress label={t('past_sending', { file: sending.file_name })} share={shareOf(sending)} words={workWords(sending, Date.now(), t, language)} /><Button tone="quiet" onClick={stop}>{t('data_stop')}</Button></div></div>;
}
