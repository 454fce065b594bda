// Why something earned its place: the parts of its score as one thin bar, told in words to who does not see it, with figures on hover.
import type { ReactNode } from 'react';
import type { RecalledItem } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { Tip } from '../../ui/tip.tsx';

export const scoreParts = ['words', 'meaning', 'context', 'time', 'person', 'recency', 'importance'] as const satisfies readonly (keyof RecalledItem['parts'])[];

/** @param best the score that fills the bar */
export function ScoreBar({ item, best }: { item: RecalledItem; best: number }): ReactNode {
  const { t, language } = useText();
  const given = scoreParts.filter((name) => item.parts[name] > 0);
  const whole = Math.max(item.score, Number.EPSILON);
  const words = t('why_score', { score: formatNumber(item.score, language), parts: given.map((name) => `${t(`why_part_${name}`)} ${Math.round((item.parts[name] / whole) * 100)} %`).join(', ') });
  return (
    <Tip text={words} side="bottom">
      <div className="recalled-score" role="img" aria-label={words}>
        {given.map((name) => <span key={name} style={{ width: `${Math.min(100, (item.parts[name] / best) * 100)}%`, background: `var(--score-${name})` }} />)}
      </div>
    </Tip>
  );
}

/** Only the parts that are there. */
export function ScoreLegend({ items }: { items: readonly RecalledItem[] }): ReactNode {
  const { t } = useText();
  const given = scoreParts.filter((name) => items.some((item) => item.parts[name] > 0));
  return <ul className="parts-legend parts-legend-row" aria-hidden>{given.map((name) => <li key={name}><span className="parts-dot" style={{ background: `var(--score-${name})` }} />{t(`why_part_${name}`)}</li>)}</ul>;
}
