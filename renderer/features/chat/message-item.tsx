// One stored message: the user's in a bubble to the right, the companion's as text on paper, each with its actions.
import { memo, useState, type ReactNode } from 'react';
import { isForgotten, type MessageView } from '../../../core/contract/index.ts';
import { formatDateTime, formatTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useShell } from '../../stores-context.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { LearntLine } from './learnt-line.tsx';
import { useMarkdownLabels } from './markdown-labels.ts';
import { MessageActions } from './message-actions.tsx';
import { MessageEdit } from './message-edit.tsx';
import { MessageProblem } from './message-problem.tsx';
import { useCompanion } from './use-companion.ts';

type Props = { message: MessageView; isRunStart: boolean; isLastReply: boolean; isMarked: boolean };

export const MessageItem = memo(function MessageItem({ message, isRunStart, isLastReply, isMarked }: Props): ReactNode {
  const { t, language } = useText();
  const [isEditing, setEditing] = useState(false);
  const companion = useCompanion();
  const isUser = message.speaker === 'user';
  const isEditWanted = useShell((state) => state.editing === message.id);
  const update = useShell((state) => state.update);
  const name = isUser ? t('chat_you') : companion.name;
  return (
    <article className={`message message-${message.speaker}${isMarked ? ' message-marked' : ''}`} aria-label={name} data-speaker={message.speaker} data-status={message.status} data-message-id={message.id} data-greeting={(!isUser && message.parent_id === null) || undefined}>
      <h2 className="visually-hidden">{isUser ? t('chat_heading_user') : t('chat_heading_reply', { name })} <time dateTime={new Date(message.created_at).toISOString()}>{formatDateTime(message.created_at, language)}</time></h2>
      {!isUser && <div className="message-face">{isRunStart && <CompanionPortrait companion={companion} size={30} />}</div>}
      <div className="message-main">
        {isUser && (isEditing || isEditWanted)
          ? <MessageEdit message={message} onClose={() => { setEditing(false); update({ editing: null }); }} />
          : <MessageText message={message} />}
        {!isUser && (message.status === 'failed' || message.status === 'interrupted') && <MessageProblem message={message} />}
        {isUser && <LearntLine messageId={message.id} />}
        <div className="message-foot">
          <MessageActions message={message} isLastReply={isLastReply} onEdit={() => setEditing(true)} />
          <time className="message-time numbers" aria-hidden title={formatDateTime(message.created_at, language)}>{formatTime(message.created_at, language)}</time>
        </div>
      </div>
    </article>
  );
});

function MessageText({ message }: { message: MessageView }): ReactNode {
  const { t } = useText();
  const labels = useMarkdownLabels();
  const font = useShell((state) => state.preferences.reply_font);
  if (isForgotten(message)) return <p className="forgotten">{t('forgotten_message')}</p>;
  if (message.speaker === 'user') return <div className="bubble">{message.content}</div>;
  if (!message.content) return message.status === 'streaming' ? <StreamingElsewhere /> : null;
  return <div className={`reply reply-${font}`}><Markdown text={message.content} labels={labels} /></div>;
}

/** Another window is having this reply written. */
function StreamingElsewhere(): ReactNode {
  const { t } = useText();
  const companion = useCompanion();
  const hasOwn = useChat((state) => Object.keys(state.turns).length > 0);
  return hasOwn ? null : <p className="presence-line">{t('chat_thinking', { name: companion.name })}</p>;
}
