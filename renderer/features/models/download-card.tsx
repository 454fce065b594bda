// A running download: bytes, speed, time left, and pause, resume, cancel. What has arrived is kept.
import type { ReactNode } from 'react';
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor } from '../../request-error.ts';
import { useModels, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import './models.css';

export function DownloadCard(): ReactNode {
  const { t, language } = useText();
  const { models } = useStores();
  const download = useModels((state) => state.download);
  if (!download) return null;
  const { progress, phase, error } = download;
  const done = progress?.completed_bytes ?? 0;
  const total = progress?.total_bytes ?? null;
  const share = total ? Math.min(1, done / total) : 0;
  const bytes = (value: number): string => formatBytes(value, language);
  return (
    <section className="download" aria-label={t('models_download')}>
      <div className="download-bar" role="progressbar" aria-label={t('models_download')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}><div className="download-fill" style={{ transform: `scaleX(${share})` }} /></div>
      <div className="download-facts numbers" aria-live="off">
        <strong>{!progress ? t('first_connecting') : total ? t('first_progress', { done: bytes(done), total: bytes(total) }) : t('first_progress_unknown', { done: bytes(done) })}</strong>
        {phase === 'running' && progress && (
          <span>{share >= 1 ? t('first_checking') : [progress.bytes_per_second ? t('first_speed', { speed: bytes(progress.bytes_per_second) }) : null, progress.seconds_left !== null ? t('first_left', { time: formatDuration(progress.seconds_left) }) : null].filter(Boolean).join(' · ')}</span>
        )}
        {phase === 'paused' && <span>{t('first_paused')}</span>}
      </div>
      {phase === 'failed' && error && <p className="problem" role="alert">{t('first_failed')} {error.message} {adviceFor(error, language)}</p>}
      <div className="download-buttons">
        {phase === 'running' ? <Button onClick={() => models.getState().pause()}>{t('first_pause')}</Button> : <Button tone="accent" onClick={() => void models.getState().pull(download.provider, download.model)}>{t('first_resume')}</Button>}
        <Button tone="quiet" onClick={() => models.getState().cancel()}>{t('first_cancel')}</Button>
      </div>
    </section>
  );
}
