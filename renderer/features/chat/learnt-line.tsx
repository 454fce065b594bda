// A thin line under a message: what was remembered from it, what that took the place of, and a way to undo it.
import { Sparkle } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat } from '../../stores-context.tsx';
import { factLine, factValue } from '../memory/fact-text.ts';
import { useMemoryActions } from '../memory/use-memory-actions.ts';

const mostAtOnce = 2;

export function LearntLine({ messageId }: { messageId: string }): ReactNode {
  const { t, language } = useText();
  const [isOpen, setOpen] = useState(false);
  const learnt = useChat((state) => state.learnt);
  const lines = useMemo(() => learntFrom(messageId, learnt), [messageId, learnt]);
  const { removeFact } = useMemoryActions();
  if (lines.length === 0) return null;
  const isLong = lines.length > mostAtOnce;
  const shown = isOpen || !isLong ? lines : lines.slice(0, 1);
  const fold = <button type="button" className="learnt-undo" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? t('fact_less') : t('fact_more', { count: lines.length - 1 })}</button>;
  return (
    <div className="learnt" aria-label={t('chat_learnt_label')} role="note">
      <Sparkle size={12} aria-hidden />
      <span>{t('chat_learnt')}:</span>
      <ul>
        {shown.map(({ fact, previous }) => (
          <li key={fact.id} data-past={fact.valid_to !== null || undefined}>
            <span className="learnt-words">{factLine(fact, language)}</span>
            {previous && ` (${t('fact_was', { value: factValue(previous, language) })})`}
            {fact.valid_to === null ? <> · <button type="button" className="learnt-undo" aria-label={`${t('undo')}: ${factLine(fact, language)}`} onClick={() => void removeFact(fact, true)}>{t('undo').toLocaleLowerCase(language)}</button></> : ` · ${t('fact_later_changed')}`}
            {isLong && !isOpen && <> · {fold}</>}
          </li>
        ))}
        {isLong && isOpen && <li>{fold}</li>}
      </ul>
    </div>
  );
}

/** By the message that first said it; a later message that repeats it taught nothing new. `previous`: what it took the place of. */
export function learntFrom(messageId: string, learnt: readonly Fact[]): { fact: Fact; previous: Fact | null }[] {
  return learnt.filter((fact) => fact.source_message_ids[0] === messageId).map((fact) => ({ fact, previous: learnt.find((other) => other.superseded_by === fact.id) ?? null }));
}
