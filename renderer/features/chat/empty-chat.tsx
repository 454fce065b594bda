// A chat that has not begun: the companion's first words (with others to swipe to) or a greeting of ours, three ways to start, and a choice of companion where there are several.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TextKey } from '../../i18n/translate.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { NextProject } from '../projects/next-project.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { useMarkdownLabels } from './markdown-labels.ts';
import { useCompanion, useSessionId } from './use-companion.ts';

const suggestions: [TextKey, TextKey][] = [['chat_suggestion_1', 'chat_suggestion_1_text'], ['chat_suggestion_2', 'chat_suggestion_2_text'], ['chat_suggestion_3', 'chat_suggestion_3_text']];

type Props = {
  personality: string | null;
  /** What the companion may say first; none: we greet in its place. */
  greetings: readonly string[];
  greeting: number;
  onGreeting: (index: number) => void;
  onPersonality: (id: string) => void;
  onSuggestion: (text: string) => void;
};

export function EmptyChat({ personality, greetings, greeting: index, onGreeting, onPersonality, onSuggestion }: Props): ReactNode {
  const { t } = useText();
  const sessionId = useSessionId();
  const companion = useCompanion(personality);
  const personalities = useSessions((state) => state.personalities);
  const hour = new Date().getHours();
  const greeting = hour < 6 || hour >= 20 ? 'chat_greeting_evening' : hour < 13 ? 'chat_greeting_morning' : 'chat_greeting_afternoon';
  return (
    <div className="empty-chat">
      <CompanionPortrait companion={companion} size={84} />
      {greetings.length > 0 ? <FirstWords name={companion.name} texts={greetings} index={index} onIndex={onGreeting} /> : <><h2>{t(greeting)}.</h2><p className="empty-chat-line">{t('chat_greeting_line')}</p></>}
      <div className="empty-chat-ways">{suggestions.map(([label, text]) => <button key={label} type="button" className="way" onClick={() => onSuggestion(t(text))}>{t(label)}</button>)}</div>
      {!sessionId && <NextProject />}
      {!sessionId && personalities.length > 1 && (
        <label className="empty-chat-companion"><span>{t('chat_companion')}</span><Choice value={companion.id} onChange={(event) => onPersonality(event.target.value)} options={personalities.map(({ id, name }) => ({ value: id, label: name }))} /></label>
      )}
    </div>
  );
}

const shortGreeting = 160;

function FirstWords({ name, texts, index, onIndex }: { name: string; texts: readonly string[]; index: number; onIndex: (index: number) => void }): ReactNode {
  const { t } = useText();
  const labels = useMarkdownLabels();
  const at = Math.min(index, texts.length - 1);
  const text = texts[at] ?? '';
  const isShort = text.length <= shortGreeting && !text.includes('\n');
  return (
    <section className="first-words" aria-label={t('greeting_label', { name })} data-testid="greeting">
      <div className={isShort ? 'first-words-text is-short' : 'first-words-text'} aria-live="polite"><Markdown text={text} labels={labels} /></div>
      {texts.length > 1 && (
        <div className="swipe">
          <IconButton size="small" label={t('greeting_previous')} onClick={() => onIndex((at - 1 + texts.length) % texts.length)}><ChevronLeft size={15} /></IconButton>
          <span className="numbers" role="img" aria-label={t('greeting_of', { index: at + 1, total: texts.length })}>{at + 1}/{texts.length}</span>
          <IconButton size="small" label={t('greeting_next')} onClick={() => onIndex((at + 1) % texts.length)}><ChevronRight size={15} /></IconButton>
        </div>
      )}
    </section>
  );
}
