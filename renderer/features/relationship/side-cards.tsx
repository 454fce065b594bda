// Beside the curves: what the next level brings, what has been and may be reached, and what today and silence do.
import { Check, CircleDashed } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { AffinityView } from '../../../core/contract/index.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { levelWord, roundPoints } from './feeling-words.ts';
import { changeWords } from './parameter-words.ts';

const mostComing = 4;

function Card({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return <section className="side-card"><h2>{title}</h2>{children}</section>;
}

export function NextLevel({ view, name }: { view: AffinityView; name: string }): ReactNode {
  const { t } = useText();
  const { next_level: next } = view;
  if (!next) return <Card title={t('relationship_title')}><p className="soft">{t('affinity_next_top')}</p></Card>;
  const description = view.levels.find((level) => level.name === next.name)?.description;
  return (
    <Card title={t('affinity_next_title', { level: levelWord(next.name, t) })}>
      {description && <p>{description}</p>}
      {next.changes.length > 0 && <ul className="change-tags">{next.changes.map((change) => <li key={change.parameter} className="tag">{changeWords(change, t)}</li>)}</ul>}
      {next.adjustments.length > 0 && <><p className="soft side-note">{t('affinity_next_adjustments', { name })}</p><ul className="adjustments">{next.adjustments.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></>}
    </Card>
  );
}

export function Milestones({ view }: { view: AffinityView }): ReactNode {
  const { t, language } = useText();
  const [isOpen, setOpen] = useState(false);
  const reached = view.milestones.filter(({ reached_at: at }) => at !== null).sort((a, b) => (a.reached_at ?? 0) - (b.reached_at ?? 0));
  const coming = view.milestones.filter(({ reached_at: at }) => at === null);
  // Of the levels to come, the next is enough.
  const nextLevel = coming.find(({ id }) => id.startsWith('level_'))?.id;
  const near = coming.filter(({ id }) => !id.startsWith('level_') || id === nextLevel).slice(0, mostComing);
  const sorted = [...reached, ...(isOpen ? coming : near)];
  return (
    <Card title={t('milestones_title')}>
      {sorted.length === 0 ? <p className="soft">{t('milestones_none')}</p> : (
        <ol className="milestones">{sorted.map((milestone) => (
          <li key={milestone.id} data-reached={milestone.reached_at !== null || undefined}>
            {milestone.reached_at === null ? <CircleDashed size={16} aria-hidden /> : <Check size={16} aria-hidden />}
            <div><p>{milestone.title}</p><p className="soft side-note">{milestone.reached_at === null ? milestone.missing : t('milestones_reached', { date: formatDate(milestone.reached_at, language) })}</p></div>
          </li>
        ))}</ol>
      )}
      {coming.length > near.length && <button type="button" className="more-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? t('fact_less') : t('milestones_more', { count: coming.length - near.length })}</button>}
    </Card>
  );
}

export function TodayAndSilence({ view }: { view: AffinityView }): ReactNode {
  const { t, language } = useText();
  const { today, decay } = view;
  const number = (value: number): string => formatNumber(roundPoints(value), language);
  const cost = t('affinity_point_count', { count: decay.points_per_day === 1 ? 1 : formatNumber(decay.points_per_day, language) });
  return (
    <>
      <Card title={t('affinity_today')}>
        <Limit value={today.gained} most={today.gain_cap} tone="up">{t('affinity_today_gained', { value: number(today.gained), cap: number(today.gain_cap) })}</Limit>
        <Limit value={today.lost} most={today.loss_cap} tone="down">{t('affinity_today_lost', { value: number(today.lost), cap: number(today.loss_cap) })}</Limit>
        <p className="soft side-note">{t('affinity_today_note')}</p>
      </Card>
      <Card title={t('affinity_silence')}>
        <p>{decay.begins_at === null || decay.points_per_day === 0 ? t('affinity_silence_never') : decay.begins_at <= Date.now() ? t('affinity_silence_now', { points: cost }) : t('affinity_silence_from', { date: formatDate(decay.begins_at, language), points: cost })}</p>
      </Card>
    </>
  );
}

function Limit({ value, most, tone, children }: { value: number; most: number; tone: 'up' | 'down'; children: ReactNode }): ReactNode {
  return <div className={`limit limit-${tone}`}><p className="numbers">{children}</p><span className="limit-bar" aria-hidden><i style={{ width: `${most > 0 ? Math.min(100, (value / most) * 100) : 0}%` }} /></span></div>;
}
