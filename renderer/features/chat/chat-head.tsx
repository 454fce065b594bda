// Who is there: face, name, mood and how close; which model; and what can be done with the chat.
import { Ellipsis, FolderOpen, Keyboard, PanelLeft, Pencil, ScrollText, ShieldX, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { TextKey } from '../../i18n/translate.ts';
import { en } from '../../i18n/en.ts';
import { useChat, useSessions, useShell, useStores, useWhy } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { ModelMenu } from '../models/model-menu.tsx';
import { ProjectChip } from '../projects/project-chip.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import type { Feelings } from '../relationship/feelings.ts';
import { levelWord, moodColour, moodWord } from '../relationship/feeling-words.ts';
import { MoodDot, useMoodNow } from '../relationship/mood-now.tsx';
import { useFeelings } from '../relationship/use-feelings.ts';
import { useCompanion, useSessionId } from './use-companion.ts';

export function ChatHead({ personality, onRename, onProject, onDelete }: { personality: string | null; onRename: () => void; onProject: () => void; onDelete: () => void }): ReactNode {
  const { t, language } = useText();
  const sessionId = useSessionId();
  const companion = useCompanion(personality);
  const feelings = useFeelings(companion.id);
  const now = useMoodNow(feelings);
  const title = useSessions(({ sessions }) => sessions.find((session) => session.id === sessionId)?.title);
  const project = useSessions(({ sessions, next_project: next }) => (sessionId ? sessions.find((session) => session.id === sessionId)?.project ?? '' : next));
  const openDialog = useShell((state) => state.openDialog);
  const { forgetting, why } = useStores();
  return (
    <header className="chat-head">
      <span className="only-narrow"><IconButton label={t('sessions_title')} hasTip={false} onClick={() => openDialog('sessions')}><PanelLeft size={18} /></IconButton></span>
      <CompanionPortrait companion={companion} expression={now?.expression ?? null} ring={now?.colour ?? null} size={34} />
      <div className="chat-head-words">
        <h1 className="truncate">{companion.name}</h1>
        <div className="chat-head-line"><FeelingButton companion={companion} feelings={feelings} /><ProjectChip project={project} /><p className="truncate">{title || (companion.descriptions[language] ?? companion.description)}</p></div>
      </div>
      <ModelMenu />
      <Menu label={t('chat_menu')} trigger={<IconButton label={t('chat_menu')} hasTip={false}><Ellipsis size={18} /></IconButton>}>
        {sessionId && <MenuItem icon={<Pencil size={15} />} onSelect={onRename}>{t('sessions_rename')}</MenuItem>}
        {sessionId && <MenuItem icon={<FolderOpen size={15} />} onSelect={onProject}>{t('project_change')}</MenuItem>}
        {sessionId && <MenuItem icon={<ScrollText size={15} />} onSelect={() => why.getState().openTab('summary')}>{t('summary_open')}</MenuItem>}
        <MenuItem icon={<Keyboard size={15} />} onSelect={() => openDialog('shortcuts')}>{t('action_shortcuts')}</MenuItem>
        {sessionId && <><MenuLine /><MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={onDelete}>{t('sessions_delete')}</MenuItem><MenuItem icon={<ShieldX size={15} />} tone="danger" hint={t('forget_hint')} onSelect={() => void forgetting.getState().ask({ kind: 'session', id: sessionId }, title || t('sessions_untitled'))}>{t('forget_for_good')}</MenuItem></>}
      </Menu>
    </header>
  );
}

/** Mood and level, which open the panel beside the chat. Until the engine has told of them: what the last reply was written with. */
function FeelingButton({ companion, feelings: { mood, affinity } }: { companion: PersonalitySummary; feelings: Feelings }): ReactNode {
  const { t, language } = useText();
  const sessionId = useSessionId();
  const presence = useChat((state) => (sessionId ? state.presence[sessionId] : undefined));
  const { openTab, hide } = useStores().why.getState();
  const isOpen = useWhy((state) => state.tab === 'mood');
  const moods = mood?.moods ?? [];
  const moodId = mood?.current?.mood ?? mood?.resting_mood ?? presence?.mood;
  const levelId = affinity?.affinity.level ?? presence?.level;
  if (!moodId) return null;
  const word = moodWord(moodId, moods, language, t);
  const level = levelId ? levelWord(levelId, t) : null;
  return (
    <button type="button" className="feeling-button" aria-expanded={isOpen} data-testid="feeling" onClick={() => { if (isOpen) hide(); else openTab('mood'); }}>
      <MoodDot colour={moodColour(moodId, moods)} /><span className="visually-hidden">{t('mood_button', { name: companion.name })} </span><span>{word}</span>{level && <><span className="visually-hidden"> {t('mood_button_level')} </span><span className="feeling-level">{level}</span></>}
    </button>
  );
}

/** The word for a mood, level, layer or finding we know by name; the engine's own word otherwise. */
export function wordFor(kind: 'mood' | 'level' | 'layer' | 'guard', id: string, t: (key: TextKey) => string): string {
  const key = `${kind}_${id.replaceAll('-', '_')}`;
  return key in en ? t(key as TextKey) : id.replaceAll(/[_-]+/g, ' ');
}
