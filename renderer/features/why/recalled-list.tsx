// What was recalled or found, in order: its words, where it is from, and why it earned its place.
import { CornerUpRight, MessageSquareText, Milestone, Sparkle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecalledItem } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/translate.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useFacts, useSessions, useShell, useWhy } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { factName, factValue } from '../memory/fact-text.ts';
import { excerpt } from '../search/highlight.ts';
import { Marked } from '../search/marked.tsx';
import { useIsNarrow } from '../shell/use-is-narrow.ts';
import { ScoreBar, ScoreLegend } from './score-bar.tsx';
import './why.css';

type Props = {
  items: readonly RecalledItem[];
  /** The words to mark. */
  terms?: readonly string[];
  /** wide: a page of its own; narrow: beside a chat. */
  size?: 'wide' | 'narrow';
};
const noTerms: readonly string[] = [];

export function RecalledList({ items, terms = noTerms, size = 'narrow' }: Props): ReactNode {
  const { t } = useText();
  if (items.length === 0) return <p className="soft why-small">{t('why_recalled_none')}</p>;
  const best = Math.max(...items.map((item) => item.score), Number.EPSILON);
  return (
    <>
      {size === 'wide' && <ScoreLegend items={items} />}
      <ol className={`recalled recalled-${size}`}>{items.map((item) => <RecalledRow key={`${item.kind}-${item.id}`} item={item} best={best} terms={terms} isWide={size === 'wide'} />)}</ol>
      {size === 'narrow' && <ScoreLegend items={items} />}
    </>
  );
}

function RecalledRow({ item, best, terms, isWide }: { item: RecalledItem; best: number; terms: readonly string[]; isWide: boolean }): ReactNode {
  const { t, language } = useText();
  const companion = useSessions((state) => state.personalities.find(({ id }) => id === state.sessions.find((session) => session.id === item.session_id)?.personality)?.name ?? null);
  const who = item.speaker === 'user' ? t('chat_you') : item.speaker === 'assistant' ? companion : null;
  const reason = isWide && item.reason === 'hit' ? null : t(`why_reason_${item.reason === 'about-user' ? 'about_user' : item.reason}` satisfies TextKey);
  const details = [t(`why_kind_${item.kind}` satisfies TextKey), who, reason, item.is_in_prompt && !isWide ? t('why_in_prompt') : null, item.past ? t('past_mark') : null, item.past ? `${formatDate(item.past.from, language)} – ${formatDate(item.past.to, language)}` : formatDate(item.created_at, language)].filter(Boolean).join(' · ');
  const fact = useFacts((state) => (isWide && item.kind === 'fact' ? state.facts.find(({ id }) => id === item.id) : undefined));
  const text = fact ? `${capital(factName(fact.key, language))}: ${factValue(fact, language)}` : plainText(item.text);
  return (
    <li className="recalled-item" data-testid="recalled-item" data-kind={item.kind}>
      {isWide && <span className="recalled-icon" aria-hidden>{item.kind === 'fact' ? <Sparkle size={15} /> : item.kind === 'episode' ? <Milestone size={15} /> : <MessageSquareText size={15} />}</span>}
      <p className="recalled-text"><Marked text={excerpt(text, terms)} terms={terms} /></p>
      <ScoreBar item={item} best={best} />
      <div className="recalled-foot"><span>{details}</span><Ways item={item} text={text} isWide={isWide} /></div>
    </li>
  );
}

/** To the message it comes from; where there is none, to its place in memory. */
function Ways({ item, text, isWide }: { item: RecalledItem; text: string; isWide: boolean }): ReactNode {
  const { t } = useText();
  const jumpTo = useShell((state) => state.jumpTo);
  const showInMemory = useShell((state) => state.showInMemory);
  const hide = useWhy((state) => state.hide);
  const isNarrow = useIsNarrow();
  const { session_id: sessionId, message_id: messageId } = item;
  return (
    <span className="recalled-ways">
      {isWide && (item.kind === 'fact' || item.kind === 'episode') && <Button tone="quiet" onClick={() => showInMemory(item.kind === 'fact' ? 'fact' : 'episode', item.id)}>{t(item.kind === 'fact' ? 'search_open_fact' : 'search_open_episode')}</Button>}
      {sessionId && messageId && <IconButton size="small" side="left" label={`${t('why_jump')}: ${text.slice(0, 60)}`} onClick={() => { if (isNarrow) hide(); jumpTo(sessionId, messageId); }}><CornerUpRight size={15} /></IconButton>}
    </span>
  );
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
