// Who is there: face, name, mood; which model; and what can be done with the chat.
import { Ellipsis, Keyboard, PanelLeft, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import type { TextKey } from '../../i18n/translate.ts';
import { en } from '../../i18n/en.ts';
import { useChat, useSessions, useShell } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { ModelMenu } from '../models/model-menu.tsx';
import { useCompanion, useSessionId } from './use-companion.ts';

export function ChatHead({ personality, onRename, onDelete }: { personality: string | null; onRename: () => void; onDelete: () => void }): ReactNode {
  const { t, language } = useText();
  const sessionId = useSessionId();
  const companion = useCompanion(personality);
  const presence = useChat((state) => (sessionId ? state.presence[sessionId] : undefined));
  const title = useSessions(({ sessions }) => sessions.find((session) => session.id === sessionId)?.title);
  const openDialog = useShell((state) => state.openDialog);
  const mood = presence ? wordFor('mood', presence.mood, t) : null;
  const level = presence?.level ? wordFor('level', presence.level, t) : null;
  return (
    <header className="chat-head">
      <span className="only-narrow"><IconButton label={t('sessions_title')} hasTip={false} onClick={() => openDialog('sessions')}><PanelLeft size={18} /></IconButton></span>
      <Portrait name={companion.name} hue={companion.accent_hue} mood={presence?.mood ?? null} size={34} />
      <div className="chat-head-words">
        <h1 className="truncate">{companion.name}{mood && <span className="chat-mood"> · {mood}</span>}</h1>
        <p className="truncate">{[title, level].filter(Boolean).join(' · ') || (companion.descriptions[language] ?? companion.description)}</p>
      </div>
      <ModelMenu />
      <Menu label={t('chat_menu')} trigger={<IconButton label={t('chat_menu')} hasTip={false}><Ellipsis size={18} /></IconButton>}>
        {sessionId && <MenuItem icon={<Pencil size={15} />} onSelect={onRename}>{t('sessions_rename')}</MenuItem>}
        <MenuItem icon={<Keyboard size={15} />} onSelect={() => openDialog('shortcuts')}>{t('action_shortcuts')}</MenuItem>
        {sessionId && <><MenuLine /><MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={onDelete}>{t('sessions_delete')}</MenuItem></>}
      </Menu>
    </header>
  );
}

/** The word for a mood, level, layer or finding we know by name; the engine's own word otherwise. */
export function wordFor(kind: 'mood' | 'level' | 'layer' | 'guard', id: string, t: (key: TextKey) => string): string {
  const key = `${kind}_${id.replaceAll('-', '_')}`;
  return key in en ? t(key as TextKey) : id.replaceAll(/[_-]+/g, ' ');
}
