// What is said while there is no connection: a whole screen before the first one and when the session is not valid, a thin line afterwards.
import { KeyRound } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/portrait.tsx';

export function ConnectionScreen({ onRetry }: { onRetry: () => void }): ReactNode {
  const { t } = useText();
  const { phase } = useShell((state) => state.connection);
  if (phase === 'denied') {
    return (
      <main className="notice">
        <span className="notice-icon"><KeyRound size={26} aria-hidden /></span>
        <h1>{t('connection_denied_title')}</h1>
        <p>{t('connection_denied_body')}</p>
        <Button onClick={() => location.reload()}>{t('connection_reload')}</Button>
      </main>
    );
  }
  return (
    <main className="notice" aria-busy={phase !== 'lost'}>
      <Mark size={44} />
      <p role="status">{phase === 'lost' ? t('connection_failed') : t('connection_connecting')}</p>
      {phase === 'lost' && <Button onClick={onRetry}>{t('connection_now')}</Button>}
    </main>
  );
}

export function ConnectionBanner({ onRetry }: { onRetry: () => void }): ReactNode {
  const { t } = useText();
  const { phase, retry_at: retryAt } = useShell((state) => state.connection);
  const isOld = useShell((state) => state.is_page_old);
  const seconds = useSecondsUntil(phase === 'lost' ? retryAt : null);
  if (isOld) return <div className="banner" role="alert"><span>{t('connection_old_page')}</span><button type="button" onClick={() => location.reload()}>{t('connection_reload')}</button></div>;
  if (phase === 'open' || phase === 'denied') return null;
  return <div className="banner" role="status"><span className="numbers">{seconds > 1 ? t('connection_lost_wait', { seconds }) : t('connection_lost')}</span><button type="button" onClick={onRetry}>{t('connection_now')}</button></div>;
}

function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [at]);
  return at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1000));
}
