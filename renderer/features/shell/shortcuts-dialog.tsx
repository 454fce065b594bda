// The keys, told.
import type { ReactNode } from 'react';
import type { TextKey } from '../../i18n/translate.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { Dialog } from '../../ui/dialog.tsx';

const general: [TextKey, string[]][] = [['shortcut_palette', ['Ctrl', 'K']], ['shortcut_new', ['Alt', 'N']], ['shortcut_settings', ['Ctrl', ',']], ['shortcut_help', ['?']]];
const chat: [TextKey, string[]][] = [['shortcut_send', ['Enter']], ['shortcut_newline', ['Shift', 'Enter']], ['shortcut_stop', ['Esc']], ['shortcut_edit', ['↑']], ['shortcut_swipe', ['←', '→']], ['shortcut_regenerate', ['Ctrl', 'Enter']]];
const inbox: [TextKey, string[]][] = [['inbox_key_move', ['j', 'k']], ['inbox_key_approve', ['a']], ['inbox_key_reject', ['r']], ['inbox_key_choose', ['x']], ['inbox_key_correct', ['Enter']]];

export function ShortcutsDialog(): ReactNode {
  const { t } = useText();
  const isOpen = useShell((state) => state.dialog === 'shortcuts');
  const openDialog = useShell((state) => state.openDialog);
  return (
    <Dialog isOpen={isOpen} onClose={() => openDialog(null)} title={t('shortcuts_title')} closeLabel={t('close')}>
      <div className="shortcuts">
        <ShortcutList title={t('shortcuts_general')} keys={general} />
        <ShortcutList title={t('shortcuts_chat')} keys={chat} />
        <ShortcutList title={t('shortcuts_inbox')} keys={inbox} />
      </div>
    </Dialog>
  );
}

function ShortcutList({ title, keys }: { title: string; keys: [TextKey, string[]][] }): ReactNode {
  const { t } = useText();
  return (
    <section>
      <h3>{title}</h3>
      <dl>{keys.map(([text, names]) => <div key={text}><dt>{t(text)}</dt><dd>{names.map((name) => <kbd key={name}>{name}</kbd>)}</dd></div>)}</dl>
    </section>
  );
}
