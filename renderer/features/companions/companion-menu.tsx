// What can be done with one companion, from its card and from the editor.
import { Copy, Download, Ellipsis, Heart, MessageCircle, RotateCcw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useCompanionActions } from './use-companion-actions.ts';

const formats = ['png', 'json', 'charx', 'luminora'] as const;

export function CompanionMenu({ companion, children, onGone }: { companion: Pick<PersonalitySummary, 'id' | 'name' | 'is_shipped' | 'is_changed'>; children?: ReactNode; /** After it was deleted. */ onGone?: () => void }): ReactNode {
  const { t } = useText();
  const { shell } = useStores();
  const actions = useCompanionActions();
  const label = t('companions_actions', { name: companion.name });
  return (
    <Menu label={label} trigger={<IconButton label={label} hasTip={false}><Ellipsis size={18} /></IconButton>}>
      {children}
      <MenuItem icon={<MessageCircle size={15} />} onSelect={() => actions.chat(companion.id)}>{t('companions_chat')}</MenuItem>
      <MenuItem icon={<Heart size={15} />} onSelect={() => shell.getState().go({ view: 'relationship', personality: companion.id })}>{t('companions_relationship')}</MenuItem>
      <MenuItem icon={<Copy size={15} />} onSelect={() => actions.duplicate(companion)}>{t('companions_duplicate')}</MenuItem>
      <MenuLine />
      <MenuHeading>{t('companions_export')}</MenuHeading>
      {formats.map((format) => <MenuItem key={format} icon={<Download size={15} />} hint={t(`companions_export_${format}_hint`)} onSelect={() => actions.exportAs(companion, format)}>{t(`companions_export_${format}`)}</MenuItem>)}
      {(companion.is_changed || !companion.is_shipped) && <MenuLine />}
      {companion.is_shipped && companion.is_changed && <MenuItem icon={<RotateCcw size={15} />} onSelect={() => actions.reset(companion)}>{t('companions_reset')}</MenuItem>}
      {!companion.is_shipped && <MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={() => { actions.remove(companion); onGone?.(); }}>{t('companions_delete')}</MenuItem>}
    </Menu>
  );
}
