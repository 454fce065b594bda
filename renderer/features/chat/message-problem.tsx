// Why a reply did not end well, in the message itself, with the ways out.
import { CircleAlert, CircleStop } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { useShell } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useTurnActions } from './use-turn-actions.ts';

export function MessageProblem({ message }: { message: MessageView }): ReactNode {
  const { t, language } = useText();
  const { regenerate, isBusy } = useTurnActions();
  const openDialog = useShell((state) => state.openDialog);
  const error = message.error;
  const isPlainStop = message.status === 'interrupted' && (!error || error.code === 'cancelled');
  return (
    <div className={isPlainStop ? 'problem problem-quiet' : 'problem'} role={isPlainStop ? undefined : 'alert'}>
      {isPlainStop ? <CircleStop size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
      <div className="problem-text">
        <p>{isPlainStop ? t('chat_stopped') : (error?.message || t('chat_failed'))}</p>
        {!isPlainStop && error && adviceFor(error, language) && <p className="soft">{adviceFor(error, language)}</p>}
      </div>
      <div className="problem-buttons">
        <Button onClick={() => regenerate(message.id)} disabled={isBusy}>{t('retry')}</Button>
        {!isPlainStop && error && (error.code.startsWith('provider') || error.code.startsWith('model')) && <Button tone="quiet" onClick={() => openDialog('models')}>{t('chat_choose_model')}</Button>}
      </div>
    </div>
  );
}
