// Why a reply did not end well, in the message itself, with the ways out.
import { CircleAlert, CircleStop } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../core/contract/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { useModels, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useTurnActions } from './use-turn-actions.ts';

export function MessageProblem({ message }: { message: MessageView }): ReactNode {
  const { t, language } = useText();
  const { regenerate, isBusy } = useTurnActions();
  const openDialog = useShell((state) => state.openDialog);
  const error = message.error;
  const { models } = useStores();
  // The model that comes first is what most people miss: it can be fetched from here.
  const wanted = useModels(({ status, download }) => (status?.needs_download && download === null ? status.default_model : null));
  // The very file that was missing answers by now.
  const isThere = useModels(({ status }) => Boolean(status?.current && String(error?.details?.['path'] ?? '').includes(status.current.model)));
  const isMissing = error?.code === 'model_missing';
  const isPlainStop = message.status === 'interrupted' && (!error || error.code === 'cancelled');
  return (
    <div className={isPlainStop ? 'problem problem-quiet' : 'problem'} role={isPlainStop ? undefined : 'alert'}>
      {isPlainStop ? <CircleStop size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
      <div className="problem-text">
        {isPlainStop ? <p>{t('chat_stopped')}</p> : isMissing && (wanted || isThere) ? <p>{t(isThere ? 'chat_has_model' : 'chat_needs_model')}</p> : <Reason error={error} />}
      </div>
      <div className="problem-buttons">
        {wanted && isMissing && <Button tone="accent" onClick={() => void models.getState().pull(wanted.provider, wanted.name)}>{[t('models_download'), wanted.size_bytes === null ? '' : `(${formatBytes(wanted.size_bytes, language)})`].join(' ')}</Button>}
        <Button onClick={() => regenerate(message.id)} disabled={isBusy}>{t('retry')}</Button>
        {!isPlainStop && error && (error.code.startsWith('provider') || error.code.startsWith('model')) && <Button tone="quiet" onClick={() => openDialog('models')}>{t('chat_choose_model')}</Button>}
      </div>
    </div>
  );
}

/** What happened and what to do. What happened is told in English by the engine, so in another language the advice comes first. */
function Reason({ error }: { error: MessageView['error'] }): ReactNode {
  const { t, language } = useText();
  const advice = error ? adviceFor(error, language) : '';
  if (!error?.message) return <><p>{t('chat_failed')}</p>{advice && <p className="soft">{advice}</p>}</>;
  const happened = <span lang="en">{error.message}</span>;
  return language === 'en' ? <><p>{happened}</p>{advice && !error.message.endsWith(advice) && <p className="soft">{advice}</p>}</> : <><p>{t('chat_failed')} {advice}</p><p className="soft">{happened}</p></>;
}
