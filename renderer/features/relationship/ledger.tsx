// Why the points moved: every entry with its reason, newest first; to the message, and back out of it.
import { CornerUpRight, Flag, Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AffinityEvent } from '../../../core/contract/index.ts';
import { formatDate, formatNumber, formatTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMemoryActions } from '../memory/use-memory-actions.ts';
import { takenBack, type Feelings } from './feelings.ts';
import { entryReason, levelWord, roundPoints, signed } from './feeling-words.ts';
import type { RelationshipActions } from './use-relationship-actions.ts';

export function Ledger({ personality, feelings, actions }: { personality: string; feelings: Feelings; actions: RelationshipActions }): ReactNode {
  const { t } = useText();
  const { relationship } = useStores();
  const { events, events_before: more } = feelings;
  const back = takenBack(events);
  return (
    <section className="ledger" aria-labelledby="ledger-title">
      <h2 id="ledger-title">{t('ledger_title')}</h2>
      {events.length === 0 ? <p className="soft">{t('ledger_none')}</p> : (
        <ol>{events.map((event, index) => <Entry key={event.id} event={event} before={{ level: events[index + 1]?.level ?? null, isPutBack: back.putBack.has(event.id) }} isTaken={back.taken.has(event.id)} isAnswered={back.answered.has(event.id)} feelings={feelings} actions={actions} />)}</ol>
      )}
      {more && <Button tone="quiet" onClick={() => void relationship.getState().loadMoreEvents(personality).catch(() => {})}>{t('ledger_more')}</Button>}
    </section>
  );
}

type EntryProps = { event: AffinityEvent; before: { level: string | null; isPutBack: boolean }; isTaken: boolean; isAnswered: boolean; feelings: Feelings; actions: RelationshipActions };

function Entry({ event, before, isTaken, isAnswered, feelings, actions }: EntryProps): ReactNode {
  const { t, language } = useText();
  const { jump } = useMemoryActions();
  const number = (value: number): string => formatNumber(roundPoints(value), language);
  const reason = entryReason(event, feelings.affinity, t, before);
  const isMark = event.kind === 'level' || event.kind === 'milestone';
  const isRevert = event.kind === 'revert' && !before.isPutBack;
  const isLimited = event.kind === 'interaction' && Math.abs(event.asked - event.delta) >= 0.05;
  const { message_id: messageId } = event;
  return (
    <li className="entry" data-testid="ledger-entry" data-kind={event.kind} data-taken={isTaken || undefined}>
      <span className={event.delta < 0 ? 'delta delta-down' : 'delta delta-up'}>{isMark && event.delta === 0 ? <Flag size={15} aria-hidden /> : signed(Math.round(event.delta * 100) / 100, language)}</span>
      <div className="entry-words">
        <p className="entry-reason">{reason}{isTaken && <span className="tag tag-plain">{t('ledger_reverted')}</span>}</p>
        <p className="soft entry-meta numbers">{[t('ledger_after', { points: number(event.points), level: levelWord(event.level, t) }), isLimited ? t('ledger_limited', { asked: signed(Math.round(event.asked * 100) / 100, language) }) : null, `${formatDate(event.created_at, language)}, ${formatTime(event.created_at, language)}`].filter(Boolean).join(' · ')}</p>
      </div>
      <span className="entry-ways">
        {messageId && <IconButton size="small" side="left" label={t('ledger_jump', { reason })} onClick={() => void jump(messageId)}><CornerUpRight size={15} /></IconButton>}
        {!isAnswered && event.delta !== 0 && <IconButton size="small" side="left" label={isRevert ? t('ledger_put_back_of', { reason }) : t('ledger_revert_of', { reason })} onClick={() => void actions.revert(event)}>{isRevert ? <Redo2 size={15} /> : <Undo2 size={15} />}</IconButton>}
      </span>
    </li>
  );
}
