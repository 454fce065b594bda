// A thin line under a message: what was remembered from it, what that took the place of, and a way to undo it.
import { Sparkle } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat } from '../../stores-context.tsx';
import { factLine, factValue } from '../memory/fact-text.ts';
import { useMemoryActions } from '../memory/use-memory-actions.ts';

const shownAtOnce = 2;

export function LearntLine({ messageId }: { messageId: string }): ReactNode {
  const { t, language } = useText();
  const [isOpen, setOpen] = useState(false);
  const learnt = useChat((state) => state.learnt);
  const lines = useMemo(() => learntFrom(messageId, learnt), [messageId, learnt]);
  const { removeFact } = useMemoryActions();
  if (lines.length === 0) return null;
  const shown = isOpen ? lines : lines.slice(0, shownAtOnce);
  return (
    <div className="learnt" aria-label={t('chat_learnt_label')} role="note">
      <Sparkle size={12} aria-hidden />
      <p>
        {t('chat_learnt')}:{' '}
        {shown.map(({ fact, previous }, index) => (
          <span key={fact.id} className="learnt-fact" data-past={fact.valid_to !== null || undefined}>
            {index > 0 && ', '}
            <span className="learnt-words">{factLine(fact, language)}</span>
            {previous && <span> ({t('fact_was', { value: factValue(previous, language) })})</span>}
            {fact.valid_to === null ? <> · <button type="button" className="learnt-undo" aria-label={`${t('undo')}: ${factLine(fact, language)}`} onClick={() => void removeFact(fact, true)}>{t('undo').toLocaleLowerCase(language)}</button></> : <span> ({t('fact_later_changed')})</span>}
          </span>
        ))}
        {lines.length > shownAtOnce && <> <button type="button" className="learnt-undo" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? t('fact_less') : t('fact_more', { count: lines.length - shownAtOnce })}</button></>}
      </p>
    </div>
  );
}

/** By the message that first said it; a later message that repeats it taught nothing new. `previous`: what it took the place of. */
export function learntFrom(messageId: string, learnt: readonly Fact[]): { fact: Fact; previous: Fact | null }[] {
  return learnt.filter((fact) => fact.source_message_ids[0] === messageId).map((fact) => ({ fact, previous: learnt.find((other) => other.superseded_by === fact.id) ?? null }));
}
