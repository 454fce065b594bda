// A chat that has not begun: the companion greets, three ways to start, and a choice of companion where there are several.
import type { ReactNode } from 'react';
import type { TextKey } from '../../i18n/translate.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { Choice } from '../../ui/field.tsx';
import { useCompanion, useSessionId } from './use-companion.ts';

const suggestions: [TextKey, TextKey][] = [['chat_suggestion_1', 'chat_suggestion_1_text'], ['chat_suggestion_2', 'chat_suggestion_2_text'], ['chat_suggestion_3', 'chat_suggestion_3_text']];

export function EmptyChat({ personality, onPersonality, onSuggestion }: { personality: string | null; onPersonality: (id: string) => void; onSuggestion: (text: string) => void }): ReactNode {
  const { t } = useText();
  const sessionId = useSessionId();
  const companion = useCompanion(personality);
  const personalities = useSessions((state) => state.personalities);
  const hour = new Date().getHours();
  const greeting = hour < 6 || hour >= 20 ? 'chat_greeting_evening' : hour < 13 ? 'chat_greeting_morning' : 'chat_greeting_afternoon';
  return (
    <div className="empty-chat">
      <Portrait name={companion.name} hue={companion.accent_hue} size={84} />
      <h2>{t(greeting)}.</h2>
      <p className="empty-chat-line">{t('chat_greeting_line')}</p>
      <div className="empty-chat-ways">{suggestions.map(([label, text]) => <button key={label} type="button" className="way" onClick={() => onSuggestion(t(text))}>{t(label)}</button>)}</div>
      {!sessionId && personalities.length > 1 && (
        <label className="empty-chat-companion"><span>{t('chat_companion')}</span><Choice value={companion.id} onChange={(event) => onPersonality(event.target.value)} options={personalities.map(({ id, name }) => ({ value: id, label: name }))} /></label>
      )}
    </div>
  );
}
