// What can be done with one fact.
import { CornerUpRight, Ellipsis, History, Laptop, Pencil, Pin, PinOff, ShieldX, Trash2 } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions, useStores } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { factLine, factName } from './fact-text.ts';
import type { MemoryActions } from './use-memory-actions.ts';

type Props = { fact: Fact; actions: MemoryActions; tabIndex: number; onEdit: () => void; onHistory: () => void; onDelete: () => void };

/** Hundreds of rows have one: the menu itself is made when it is first opened. */
export function FactMenu(props: Props): ReactNode {
  const { t, language } = useText();
  const [isMade, setMade] = useState(false);
  const label = t('fact_actions_of', { name: factName(props.fact.key, language) });
  if (isMade) return <OpenedMenu {...props} label={label} />;
  return <IconButton size="small" label={label} hasTip={false} tabIndex={props.tabIndex} aria-haspopup="menu" aria-expanded={false} onClick={() => setMade(true)}><Ellipsis size={16} /></IconButton>;
}

function OpenedMenu({ fact, actions, tabIndex, label, onEdit, onHistory, onDelete }: Props & { label: string }): ReactNode {
  const { t, language } = useText();
  const { forgetting } = useStores();
  const [isOpen, setOpen] = useState(true);
  const companions = useSessions((state) => state.personalities);
  const projects = useSessions((state) => state.projects).map(({ name }) => name);
  const [source] = fact.source_message_ids;
  const isFocusTaken = useRef(false);
  const onCloseAutoFocus = (event: Event): void => { if (isFocusTaken.current) event.preventDefault(); isFocusTaken.current = false; };
  return (
    <Menu label={label} open={isOpen} onOpenChange={setOpen} onCloseAutoFocus={onCloseAutoFocus} trigger={<IconButton size="small" label={label} hasTip={false} tabIndex={tabIndex}><Ellipsis size={16} /></IconButton>}>
      <MenuItem icon={<Pencil size={15} />} onSelect={() => { isFocusTaken.current = true; onEdit(); }}>{t('fact_edit')}</MenuItem>
      <MenuItem icon={fact.is_pinned ? <PinOff size={15} /> : <Pin size={15} />} hint={t('fact_pin_hint')} onSelect={() => void actions.changeFact(fact, { is_pinned: !fact.is_pinned })}>{t(fact.is_pinned ? 'fact_unpin' : 'fact_pin')}</MenuItem>
      <MenuItem icon={<Laptop size={15} />} isChosen={fact.local_only} hint={t('fact_local_only_hint')} onSelect={() => void actions.changeFact(fact, { local_only: !fact.local_only })}>{t('fact_local_only')}</MenuItem>
      <MenuItem icon={<History size={15} />} onSelect={onHistory}>{t('fact_history')}</MenuItem>
      {source && <MenuItem icon={<CornerUpRight size={15} />} onSelect={() => void actions.jump(source)}>{t('memory_jump')}</MenuItem>}
      <MenuLine />
      <MenuHeading>{t('fact_scope')}</MenuHeading>
      <MenuItem isChosen={fact.scope === ''} onSelect={() => void actions.changeFact(fact, { scope: '' })}>{t('fact_scope_all')}</MenuItem>
      {companions.map(({ id, name }) => <MenuItem key={id} isChosen={fact.scope === id} onSelect={() => void actions.changeFact(fact, { scope: id })}>{t('fact_scope_one', { name })}</MenuItem>)}
      {projects.map((name) => <MenuItem key={name} isChosen={fact.scope === `project:${name}`} onSelect={() => void actions.changeFact(fact, { scope: `project:${name}` })}>{t('project_only', { project: name })}</MenuItem>)}
      <MenuLine />
      <MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={() => { isFocusTaken.current = true; onDelete(); }}>{t('fact_forget')}</MenuItem>
      <MenuItem icon={<ShieldX size={15} />} tone="danger" hint={t('forget_hint')} onSelect={() => void forgetting.getState().ask({ kind: 'fact', id: fact.id, with_words: true }, factLine(fact, language))}>{t('forget_for_good')}</MenuItem>
    </Menu>
  );
}
