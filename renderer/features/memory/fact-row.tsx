// One fact: its name, its value, how sure it is, where it is from, and what can be done with it.
import { Pin } from 'lucide-react';
import { memo, type KeyboardEvent, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FactHistory } from './fact-history.tsx';
import { FactMenu } from './fact-menu.tsx';
import { certaintyWord, factDay, factName, factValue, sourceWord } from './fact-text.ts';
import { FactValueField } from './fact-value.tsx';
import { Tag } from './tag.tsx';
import type { MemoryActions } from './use-memory-actions.ts';

export type FactRowProps = {
  fact: Fact;
  /** The row the Tab key stops at. */
  isActive: boolean;
  mode: 'plain' | 'edit' | 'history';
  isMarked: boolean;
  actions: MemoryActions;
  onMode: (fact: Fact, mode: 'plain' | 'edit' | 'history', focusId?: string | null) => void;
  onActive: (id: string) => void;
  onDelete: (fact: Fact) => void;
};

export const FactRow = memo(function FactRow({ fact, isActive, mode, isMarked, actions, onMode, onActive, onDelete }: FactRowProps): ReactNode {
  const { t, language } = useText();
  const scopeName = useSessions((state) => state.personalities.find(({ id }) => id === fact.scope)?.name ?? fact.scope);
  const project = fact.scope.startsWith('project:') ? fact.scope.slice('project:'.length) : null;
  const name = factName(fact.key, language);
  const value = factValue(fact, language);
  const day = factDay(fact, language);
  const [source] = fact.source_message_ids;
  const tabIndex = isActive ? 0 : -1;
  const percent = Math.round(fact.confidence * 100);
  const onKeyDown = (event: KeyboardEvent): void => { if (event.key === 'Delete') { event.preventDefault(); onDelete(fact); } };
  const save = (next: Fact['value'], hasKeyboard: boolean): void => {
    void actions.changeFact(fact, { value: next }).then((changed) => onMode(fact, 'plain', hasKeyboard ? changed?.id ?? fact.id : null));
  };
  return (
    <>
      <tr className={isMarked ? 'fact is-marked' : 'fact'} data-testid="fact" data-fact={fact.id} onFocus={() => onActive(fact.id)}>
        <th scope="row">{name}</th>
        <td className="facts-value">
          {mode === 'edit' ? <FactValueField fact={fact} onSave={save} onCancel={() => onMode(fact, 'plain', fact.id)} />
            : <button type="button" className="fact-value" data-fact-value={fact.id} tabIndex={tabIndex} aria-label={t('fact_edit_of', { name, value })} onClick={() => onMode(fact, 'edit')} onKeyDown={onKeyDown}>{value}</button>}
          {(day || fact.local_only || fact.scope) && <span className="fact-tags">{day && <Tag tone="plain">{day}</Tag>}{fact.local_only && <Tag>{t('fact_local_tag')}</Tag>}{fact.scope && <Tag>{project === null ? t('fact_scope_tag', { name: scopeName }) : t('project_only', { project })}</Tag>}</span>}
        </td>
        <td className="fact-certainty"><span aria-label={`${t(certaintyWord(fact.confidence))}, ${t('fact_percent', { percent })}`}>{t(certaintyWord(fact.confidence))} <span className="numbers fact-percent">{percent} %</span></span></td>
        <td className="fact-source">
          <span title={fact.source}>{sourceWord(fact.source, t)}</span> · {source ? <button type="button" className="fact-jump fact-date numbers" tabIndex={tabIndex} aria-label={`${formatDate(fact.created_at, language)}. ${t('memory_jump_to', { text: `${name}, ${value}`.slice(0, 80) })}`} onClick={() => void actions.jump(source)}>{formatDate(fact.created_at, language)}</button> : <span className="fact-date numbers">{formatDate(fact.created_at, language)}</span>}
        </td>
        <td className="fact-actions">
          <span className="fact-buttons">
            <span className={fact.is_pinned ? 'fact-pin is-pinned' : 'fact-pin'}><IconButton size="small" hasTip={false} title={t(fact.is_pinned ? 'fact_unpin' : 'fact_pin')} aria-pressed={fact.is_pinned} label={t(fact.is_pinned ? 'fact_unpin_of' : 'fact_pin_of', { name })} tabIndex={tabIndex} onClick={() => void actions.changeFact(fact, { is_pinned: !fact.is_pinned })}><Pin size={15} fill={fact.is_pinned ? 'currentColor' : 'none'} /></IconButton></span>
            <FactMenu fact={fact} actions={actions} tabIndex={tabIndex} onEdit={() => onMode(fact, 'edit')} onHistory={() => onMode(fact, mode === 'history' ? 'plain' : 'history')} onDelete={() => onDelete(fact)} />
          </span>
        </td>
      </tr>
      {mode === 'history' && <tr className="fact-history"><td colSpan={5}><FactHistory fact={fact} actions={actions} /></td></tr>}
    </>
  );
});
