// A companion and the user: the mood now and how it went, how close they are and why, and what may come.
import { Ellipsis, HeartHandshake, MessageCircle, Pencil, SlidersHorizontal, Smile } from 'lucide-react';
import { useEffect, useState, type CSSProperties, type ReactNode } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions, useShell, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Options } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { AffinityChart } from './affinity-chart.tsx';
import { ranges, rangeStart, type Range } from './chart-range.ts';
import type { Feelings } from './feelings.ts';
import { MoodForm, PointsForm } from './hand-forms.tsx';
import { Ledger } from './ledger.tsx';
import { LevelMeter } from './level-meter.tsx';
import { MoodChart } from './mood-chart.tsx';
import { MoodNow } from './mood-now.tsx';
import { Milestones, NextLevel, TodayAndSilence } from './side-cards.tsx';
import { useFeelings } from './use-feelings.ts';
import { WishesForm } from './wishes-form.tsx';
import { useRelationshipActions, type RelationshipActions } from './use-relationship-actions.ts';
import './relationship.css';

/** A chart of the first words still has some width. */
const leastSpanMs = 5 * 60_000;

export function RelationshipScreen(): ReactNode {
  const { t } = useText();
  const id = useShell(({ route }) => (route.view === 'relationship' ? route.personality : ''));
  const companion = useSessions((state) => state.personalities.find((known) => known.id === id) ?? null);
  const isLoaded = useSessions((state) => state.is_loaded);
  if (!companion) return <main className="page"><p className="soft" role="status">{t(isLoaded ? 'relationship_unknown' : 'loading')}</p></main>;
  return <Relationship key={id} companion={companion} />;
}

function Relationship({ companion }: { companion: PersonalitySummary }): ReactNode {
  const { t, language } = useText();
  const { relationship, shell } = useStores();
  const feelings = useFeelings(companion.id);
  const actions = useRelationshipActions(companion);
  const [form, setForm] = useState<'mood' | 'points' | 'wishes' | null>(null);
  const { mood, affinity, error } = feelings;
  const hue = companion.accent_hue;
  return (
    <main className="page relationship-page" style={hue === null ? undefined : ({ '--accent-hue': String(hue) } as CSSProperties)}>
      <header className="relationship-head">
        <h1>{t('relationship_of', { name: companion.name })}</h1>
        <div className="relationship-ways">
          <Button icon={<MessageCircle size={15} aria-hidden />} onClick={actions.chat}>{t('relationship_chat')}</Button>
          <Button icon={<Pencil size={15} aria-hidden />} onClick={() => shell.getState().go({ view: 'companions', personality: companion.id })}>{t('relationship_edit')}</Button>
          <Menu label={t('relationship_menu')} trigger={<IconButton label={t('relationship_menu')} hasTip={false} disabled={!affinity}><Ellipsis size={18} /></IconButton>}>
            <MenuItem icon={<HeartHandshake size={15} />} onSelect={() => setForm('wishes')}>{t('wishes_title', { name: companion.name })}</MenuItem>
            <MenuItem icon={<SlidersHorizontal size={15} />} onSelect={() => setForm('points')}>{t('points_set')}</MenuItem>
          </Menu>
        </div>
      </header>
      {error && !affinity && <p className="problem" role="alert">{t('relationship_failed')} {error.message} <Button onClick={() => void relationship.getState().load(companion.id, language)}>{t('retry')}</Button></p>}
      {!error && !affinity && <p className="soft" role="status">{t('loading')}</p>}
      {mood && affinity && (
        <>
          <div className="relationship-now">
            <section className="now-card now-card-mood" aria-label={t('mood_title')}>
              <MoodNow companion={companion} feelings={feelings} size={76} />
              {(mood.last || affinity.affinity.messages > 0) && <Button tone="quiet" icon={<Smile size={15} aria-hidden />} onClick={() => setForm('mood')}>{t('mood_change')}</Button>}
            </section>
            <section className="now-card" aria-label={t('affinity_title')}><LevelMeter view={affinity} /></section>
          </div>
          <div className="relationship-columns">
            <div className="relationship-main"><Story companion={companion} feelings={feelings} actions={actions} /></div>
            <aside className="relationship-side" aria-label={t('relationship_title')}><NextLevel view={affinity} name={companion.name} /><Milestones view={affinity} /><TodayAndSilence view={affinity} /></aside>
          </div>
          {form === 'mood' && <MoodForm view={mood} isOpen onClose={() => setForm(null)} actions={actions} />}
          {form === 'wishes' && <WishesForm companion={companion} isOpen onClose={() => setForm(null)} actions={actions} />}
          {form === 'points' && <PointsForm view={affinity} isOpen onClose={() => setForm(null)} actions={actions} />}
        </>
      )}
    </main>
  );
}

/** The curves and the ledger; where nothing has happened yet, a way to begin. */
function Story({ companion, feelings, actions }: { companion: PersonalitySummary; feelings: Feelings; actions: RelationshipActions }): ReactNode {
  const { t } = useText();
  const { relationship } = useStores();
  const [range, setRange] = useState<Range>('month');
  const [now, setNow] = useState(() => Date.now());
  const { id } = companion;
  const { affinity, mood, has_history: hasHistory, moods, events } = feelings;
  // What has just been added lies after the moment at which the range ended.
  const newest = Math.max(moods.at(-1)?.created_at ?? 0, events[0]?.created_at ?? 0);
  useEffect(() => {
    const moment = Date.now();
    setNow(moment);
    void relationship.getState().loadHistory(id, rangeStart(range, moment));
  }, [relationship, id, range]);
  if (!affinity) return null;
  if (!mood?.last && events.length === 0 && affinity.affinity.messages === 0) return <div className="page-empty"><p>{t('relationship_empty', { name: companion.name })}</p><Button tone="accent" onClick={actions.chat}>{t('relationship_empty_button')}</Button></div>;
  const to = Math.max(now, newest);
  // Before the first word there is nothing to draw.
  const from = Math.min(to - leastSpanMs, Math.max(rangeStart(range, now) ?? 0, Math.min(affinity.affinity.created_at, moods[0]?.created_at ?? to)));
  return (
    <>
      <div className="relationship-range"><Options label={t('range_label')} value={range} onChange={setRange} options={ranges.map((value) => ({ value, label: t(`range_${value}`) }))} /></div>
      {hasHistory && <><AffinityChart feelings={feelings} view={affinity} from={from} to={to} /><MoodChart feelings={feelings} from={from} to={to} /></>}
      <Ledger personality={id} feelings={feelings} actions={actions} />
    </>
  );
}
