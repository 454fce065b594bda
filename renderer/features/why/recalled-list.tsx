// What was recalled, in order: its words, where it is from, and why it earned its place.
import { CornerUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecalledItem } from '../../../core/contract/index.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/translate.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useShell, useWhy } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { useIsNarrow } from '../shell/use-is-narrow.ts';
import './why.css';

const partNames = ['words', 'meaning', 'recency', 'importance'] as const;

export function RecalledList({ items }: { items: readonly RecalledItem[] }): ReactNode {
  const { t } = useText();
  if (items.length === 0) return <p className="soft why-small">{t('why_recalled_none')}</p>;
  const best = Math.max(...items.map((item) => item.score), Number.EPSILON);
  return (
    <>
      <ol className="recalled">{items.map((item) => <RecalledRow key={`${item.kind}-${item.id}`} item={item} best={best} />)}</ol>
      <ul className="parts-legend parts-legend-row" aria-hidden>{partNames.map((name, index) => <li key={name}><span className="parts-dot" style={{ background: `var(--part-${index + 1})` }} />{t(`why_part_${name}`)}</li>)}</ul>
    </>
  );
}

function RecalledRow({ item, best }: { item: RecalledItem; best: number }): ReactNode {
  const { t, language } = useText();
  const jumpTo = useShell((state) => state.jumpTo);
  const hide = useWhy((state) => state.hide);
  const isNarrow = useIsNarrow();
  const number = (value: number): string => formatNumber(value, language);
  const who = item.speaker === 'user' ? t('chat_you') : null;
  const details = [t(`why_kind_${item.kind}` satisfies TextKey), who, t(`why_reason_${item.reason === 'about-user' ? 'about_user' : item.reason}` satisfies TextKey), item.is_in_prompt ? t('why_in_prompt') : null, formatDate(item.created_at, language)].filter(Boolean).join(' · ');
  const { session_id: sessionId, message_id: messageId } = item;
  return (
    <li className="recalled-item" data-testid="recalled-item" data-kind={item.kind}>
      <p className="recalled-text">{plainText(item.text)}</p>
      <div className="recalled-score" role="img" aria-label={t('why_score', { score: number(item.score), words: number(item.parts.words), meaning: number(item.parts.meaning), recency: number(item.parts.recency), importance: number(item.parts.importance) })}>
        {partNames.map((name, index) => <span key={name} style={{ width: `${(Math.max(0, item.parts[name]) / best) * 100}%`, background: `var(--part-${index + 1})` }} />)}
      </div>
      <div className="recalled-foot">
        <span>{details}</span>
        {sessionId && messageId && <IconButton size="small" side="left" label={`${t('why_jump')}: ${plainText(item.text).slice(0, 60)}`} onClick={() => { if (isNarrow) hide(); jumpTo(sessionId, messageId); }}><CornerUpRight size={15} /></IconButton>}
      </div>
    </li>
  );
}
