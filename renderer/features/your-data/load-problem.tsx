// Said where a list could not be read.
import type { ReactNode } from 'react';
import type { ErrorData } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { isConnectionError } from '../../request-error.ts';
import { Button } from '../../ui/button.tsx';

export function LoadProblem({ error, onRetry }: { error: ErrorData; onRetry: () => void }): ReactNode {
  const { t } = useText();
  return <div className="problem" role="alert"><span className="problem-text">{t('data_load_failed')} {isConnectionError(error) ? t('error_connection') : error.message}</span><Button onClick={onRetry}>{t('retry')}</Button></div>;
}
