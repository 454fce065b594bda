// Where the points stand among the levels, as a bar of bands with a sentence.
import type { ReactNode } from 'react';
import type { AffinityView } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { levelWord, roundPoints } from './feeling-words.ts';

export function LevelMeter({ view }: { view: AffinityView }): ReactNode {
  const { t, language } = useText();
  const { affinity, levels, next_level: next } = view;
  const points = roundPoints(affinity.points);
  const told = formatNumber(points, language);
  return (
    <div className="level-meter">
      <p className="level-meter-words"><strong data-testid="level-now">{levelWord(affinity.level, t)}</strong><span className="soft numbers">{t('affinity_points', { points: told })}</span></p>
      <div className="level-bar" role="meter" aria-valuemin={0} aria-valuemax={100} aria-valuenow={points} aria-valuetext={t('affinity_meter', { points: told, level: levelWord(affinity.level, t) })} aria-label={t('affinity_title')}>
        {levels.map((level) => <span key={level.name} className="level-band" style={{ flexGrow: Math.max(1, level.to - level.from) }}><i style={{ width: `${share(points, level.from, level.to)}%` }} /></span>)}
      </div>
      <p className="level-meter-note soft numbers">{next ? t('affinity_to_next', { count: roundUp(next.points_needed, language), level: levelWord(next.name, t) }) : t('affinity_highest')}</p>
    </div>
  );
}

function share(points: number, from: number, to: number): number {
  return Math.min(100, Math.max(0, ((points - from) / Math.max(1, to - from)) * 100));
}

/** What is missing is never told too small. */
function roundUp(points: number, language: 'en' | 'es'): string | number {
  const tenths = Math.ceil(points * 10 - 1e-6) / 10;
  return tenths === 1 ? 1 : formatNumber(tenths, language);
}
