// The small version, beside the chat: mood, points to the next level, the latest entries, and the way to the whole.
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useCompanion } from '../chat/use-companion.ts';
import { entryReason, signed } from './feeling-words.ts';
import { LevelMeter } from './level-meter.tsx';
import { MoodNow } from './mood-now.tsx';
import { SparkLine } from './spark-line.tsx';
import { takenBack } from './feelings.ts';
import { useFeelings } from './use-feelings.ts';
import './relationship.css';

export function MoodPanel(): ReactNode {
  const { t, language } = useText();
  const { relationship } = useStores();
  const companion = useCompanion(useShell((state) => state.chosen_companion));
  const feelings = useFeelings(companion.id);
  const go = useShell((state) => state.go);
  const { affinity, events, error } = feelings;
  const { putBack } = takenBack(events);
  if (error) return <div className="why-note"><p role="alert">{t('relationship_failed')} {error.message}</p><Button onClick={() => void relationship.getState().load(companion.id, language)}>{t('retry')}</Button></div>;
  if (!feelings.mood || !affinity) return <p className="why-note" role="status">{t('loading')}</p>;
  return (
    <div className="why mood-panel">
      <MoodNow companion={companion} feelings={feelings} size={44} />
      <section className="why-section">
        <LevelMeter view={affinity} />
        <SparkLine values={events.map(({ points }) => points).reverse()} />
      </section>
      <section className="why-section">
        <h3>{t('ledger_title')}</h3>
        {events.length === 0 ? <p className="soft why-small">{t('mood_panel_empty', { name: companion.name })}</p> : (
          <ul className="mood-panel-entries" data-testid="mood-panel-entries">{events.slice(0, 3).map((event, index) => (
            <li key={event.id}><span>{entryReason(event, affinity, t, { level: events[index + 1]?.level ?? null, isPutBack: putBack.has(event.id) })}</span>{event.delta !== 0 && <span className={event.delta < 0 ? 'delta delta-down' : 'delta delta-up'}>{signed(event.delta, language)}</span>}</li>
          ))}</ul>
        )}
      </section>
      <Button onClick={() => go({ view: 'relationship', personality: companion.id })}>{t('relationship_more')}<ArrowRight size={15} aria-hidden /></Button>
    </div>
  );
}
