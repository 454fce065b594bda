// A bar for long work; without a share it only says that something goes on.
import type { ReactNode } from 'react';
import './progress.css';

/** @param share 0 to 1; null where the end is not known */
export function Progress({ share, label, words }: { share: number | null; label: string; words?: string }): ReactNode {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div className="progress">
      <div className="progress-head"><strong>{label}</strong>{words && <span className="numbers">{words}</span>}</div>
      <div className={share === null ? 'progress-bar is-endless' : 'progress-bar'} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} {...(percent === undefined ? {} : { 'aria-valuenow': percent })} {...(words ? { 'aria-valuetext': words } : {})}>
        <div className="progress-fill" style={share === null ? undefined : { transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}
