// One proposal: what it says, what is known so far, where it was said, and the word it waits for.
import { Check, CornerUpRight, Pencil, X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { factDay, factLine, factName, factValue } from '../memory/fact-text.ts';
import { Tag } from '../memory/tag.tsx';
import { CorrectForm } from './correct-form.tsx';
import type { Correction, Waiting } from './inbox-store.ts';

export type InboxRowProps = {
  proposal: Waiting;
  /** The row the Tab key stops at. */
  isActive: boolean;
  isChosen: boolean;
  isCorrecting: boolean;
  onChoose: (id: string, isChosen: boolean) => void;
  onApprove: (id: string, correction?: Correction) => void;
  onReject: (id: string) => void;
  onCorrect: (id: string | null) => void;
  onActive: (id: string) => void;
};

export const InboxRow = memo(function InboxRow({ proposal, isActive, isChosen, isCorrecting, onChoose, onApprove, onReject, onCorrect, onActive }: InboxRowProps): ReactNode {
  const { t, language } = useText();
  const jumpTo = useShell((state) => state.jumpTo);
  const { id, fact, quotation, known_value: known, session_id: sessionId } = proposal;
  const line = factLine(fact, language);
  const day = factDay(fact, language);
  // The words that are quoted are those of the last message.
  const source = fact.source_message_ids.at(-1);
  const tabIndex = isActive ? 0 : -1;
  const isSame = known !== null && JSON.stringify(known) === JSON.stringify(fact.value);
  return (
    <li className={isChosen ? 'proposal is-chosen' : 'proposal'} data-testid="proposal" data-proposal={id} onFocus={() => onActive(id)}>
      <input type="checkbox" className="proposal-check" checked={isChosen} tabIndex={tabIndex} aria-label={t('inbox_choose', { fact: line })} onChange={(event) => onChoose(id, event.target.checked)} />
      <div className="proposal-words">
        <p className="proposal-name"><span>{factName(fact.key, language)}</span><Tag tone="plain">{t(`category_${fact.category}`)}</Tag>{day && <Tag tone="plain">{day}</Tag>}</p>
        {isCorrecting ? <CorrectForm proposal={proposal} onSave={(correction) => onApprove(id, correction)} onCancel={() => onCorrect(null)} /> : (
          <button type="button" className="proposal-value" data-proposal-value={id} tabIndex={tabIndex} aria-label={t('inbox_correct_of', { fact: line })} onClick={() => onCorrect(id)}>{factValue(fact, language)}</button>
        )}
        {known !== null && <p className="proposal-known">{isSame ? t('inbox_known_same') : t('inbox_known', { value: factValue({ key: fact.key, value: known }, language) })}</p>}
        {quotation && <blockquote className="proposal-said" aria-label={t('inbox_said')}><p>{plainText(quotation)}</p></blockquote>}
      </div>
      {!isCorrecting && (
        <div className="proposal-ways">
          {source && <IconButton size="small" side="left" tabIndex={tabIndex} label={t('memory_jump_to', { text: line.slice(0, 80) })} onClick={() => jumpTo(sessionId, source)}><CornerUpRight size={15} /></IconButton>}
          <IconButton size="small" tabIndex={tabIndex} label={t('inbox_correct_of', { fact: line })} hasTip={false} title={t('inbox_correct')} onClick={() => onCorrect(id)}><Pencil size={15} /></IconButton>
          <IconButton size="small" tabIndex={tabIndex} label={t('inbox_reject_of', { fact: line })} hasTip={false} title={t('inbox_reject')} onClick={() => onReject(id)}><X size={16} /></IconButton>
          <Button tabIndex={tabIndex} aria-label={t('inbox_approve_of', { fact: line })} icon={<Check size={15} aria-hidden />} onClick={() => onApprove(id)}>{t('inbox_approve')}</Button>
        </div>
      )}
    </li>
  );
});
