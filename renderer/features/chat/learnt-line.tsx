// A thin line under a message: what was remembered from it.
import { Sparkle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useChat } from '../../stores-context.tsx';
import { factName, factValue } from '../memory/fact-text.ts';

export function LearntLine({ messageId }: { messageId: string }): ReactNode {
  const { t, language } = useText();
  const facts = useChat((state) => state.learnt[messageId]);
  if (!facts || facts.length === 0) return null;
  return (
    <p className="learnt" aria-label={t('chat_learnt_label')} role="note">
      <Sparkle size={12} aria-hidden />
      <span>{t('chat_learnt')}: {facts.map((fact) => `${factName(fact.key, language)} = ${factValue(fact)}`).join(', ')}</span>
    </p>
  );
}
