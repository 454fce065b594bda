// Tells the truth at all times: which model answers, where it runs, and whether anything left the machine.
import { Cloud, EyeOff, HardDrive, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useModels } from '../../stores-context.tsx';
import { currentTitle } from '../models/model-title.ts';
import { useSessionId } from './use-companion.ts';
import { Tip } from '../../ui/tip.tsx';

export function StatusLine(): ReactNode {
  const { t, language } = useText();
  const status = useModels((state) => state.status);
  const title = useModels(currentTitle);
  const sessionId = useSessionId();
  const withheld = useChat((state) => (sessionId ? state.presence[sessionId]?.withheld : undefined)) ?? 0;
  if (!status) return <div className="status-line" aria-hidden />;
  const { current, bytes_sent: sent } = status;
  const isQuiet = sent === 0 && (current?.is_local ?? true);
  return (
    <div className={withheld > 0 ? 'status-line is-long' : 'status-line'} role="group" aria-label={t('status_label')} data-testid="status-line">
      {current ? (
        <>
          <Tip text={status.reason}><span className="status-model truncate" tabIndex={0}>{title}</span></Tip>
          <span className="status-part">{current.is_local ? <HardDrive size={13} aria-hidden /> : <Cloud size={13} aria-hidden />}{current.is_local ? t('status_local') : t('status_remote', { location: current.location })}</span>
        </>
      ) : <span className="status-part">{t('status_no_model')}</span>}
      {withheld > 0 && <Tip text={t('status_withheld_hint')}><span className="status-part numbers" tabIndex={0} data-testid="withheld"><EyeOff size={13} aria-hidden />{t('status_withheld', { count: withheld })}</span></Tip>}
      <Tip text={isQuiet ? t('status_offline_hint') : t('status_sent_hint')}>
        <span className="status-part numbers" tabIndex={0}>{isQuiet && <ShieldCheck size={13} aria-hidden />}{isQuiet ? t('status_offline_zero') : t('status_sent', { bytes: formatBytes(sent, language) })}</span>
      </Tip>
    </div>
  );
}
