// The turn that runs: what was just sent, and the reply while it is written.
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, isConnectionError } from '../../request-error.ts';
import { useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { useMarkdownLabels } from './markdown-labels.ts';
import type { Turn } from './turn-state.ts';
import { useCompanion, useSessionId } from './use-companion.ts';

export function PendingRow({ turn }: { turn: Turn }): ReactNode {
  const { t, language } = useText();
  const { chat } = useStores();
  const sessionId = useSessionId();
  const reason = turn.error && (isConnectionError(turn.error) ? t('error_connection') : [turn.error.message, adviceFor(turn.error, language)].filter(Boolean).join(' '));
  return (
    <article className="message message-user" aria-label={t('chat_you')} data-speaker="user" data-status={turn.phase === 'unsent' ? 'unsent' : 'sending'}>
      <h2 className="visually-hidden">{t('chat_heading_user')}</h2>
      <div className="message-main">
        <div className="bubble">{turn.text}</div>
        {turn.phase === 'unsent' && (
          <div className="problem" role="alert">
            <div className="problem-text"><p>{t('chat_not_sent')} {reason}</p></div>
            <div className="problem-buttons">
              <Button onClick={() => { if (sessionId) void chat.getState().resend(sessionId); }}>{t('chat_send_again')}</Button>
              <Button tone="quiet" onClick={() => { if (sessionId) chat.getState().discard(sessionId); }}>{t('chat_discard')}</Button>
            </div>
          </div>
        )}
        <div className="message-foot" />
      </div>
    </article>
  );
}

export function ReplyRow({ turn }: { turn: Turn }): ReactNode {
  const { t } = useText();
  const companion = useCompanion();
  const labels = useMarkdownLabels();
  const font = useShell((state) => state.preferences.reply_font);
  const isSlow = useIsLaterThan(turn.started_at + 6000);
  return (
    <article className="message message-assistant" aria-label={companion.name} aria-busy data-speaker="assistant" data-status="streaming">
      <h2 className="visually-hidden">{t('chat_heading_reply', { name: companion.name })}</h2>
      <div className="message-face"><CompanionPortrait companion={companion} size={30} /></div>
      <div className="message-main">
        {turn.reply
          ? <div className={`reply reply-${font} is-writing`}><Markdown text={turn.reply} labels={labels} /></div>
          : (
            <p className="presence-line">
              <span className="presence-dots" aria-hidden><i /><i /><i /></span>
              <span>{turn.phase === 'sending' ? t('chat_sending') : t(turn.phase === 'remembering' ? 'chat_remembering' : 'chat_thinking', { name: companion.name })}</span>
              {isSlow && <span className="presence-note">{t('chat_waking')}</span>}
            </p>
          )}
        <div className="message-foot" />
      </div>
    </article>
  );
}

function useIsLaterThan(at: number): boolean {
  const [isLater, setLater] = useState(() => Date.now() > at);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  }, [at]);
  return isLater;
}
