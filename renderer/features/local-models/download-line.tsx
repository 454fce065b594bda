// How far a download is, or why it stopped.
import type { ReactNode } from 'react';
import type { LocalModel, ModelDownload } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { downloadWords, shareOf } from './model-words.ts';
import { useLocalModelActions } from './use-local-model-actions.ts';

const labels = { running: 'local_running', paused: 'local_paused', failed: 'local_stopped', verifying: 'local_verifying' } as const;

export function DownloadLine({ model, download }: { model: LocalModel; download: ModelDownload }): ReactNode {
  const { t, language } = useText();
  const { cancel } = useLocalModelActions();
  const { state, error } = download;
  return (
    <>
      <div className={state === 'running' || state === 'verifying' ? 'data-work model-work' : 'data-work model-work is-still'}>
        <Progress label={t(labels[state])} share={shareOf(download) ?? (state === 'running' || state === 'verifying' ? null : 0)} words={downloadWords(download, t, language)} />
        {state !== 'verifying' && <Button tone="quiet" aria-label={t('local_cancel_named', { name: model.title })} onClick={() => cancel(model)}>{t('local_cancel')}</Button>}
      </div>
      {error && <p className="problem" role="alert"><span className="problem-text"><span lang="en">{error.message}</span> {adviceFor(error, language)}</span></p>}
    </>
  );
}
