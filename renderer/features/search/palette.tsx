// Ctrl+K: commands, chats and everything that was said, in one list that the keyboard walks.
import { Archive, CornerDownLeft, Cpu, Inbox, Keyboard, Languages, MessageSquare, MessageSquareText, Milestone, Monitor, Moon, NotebookText, Search, Settings, Sparkle, SquarePen, Sun } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { RecalledItem } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useLookup, useSessions, useShell, useStores } from '../../stores-context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { excerpt } from './highlight.ts';
import { Marked } from './marked.tsx';
import { matchesWords } from './match-words.ts';
import './palette.css';

type Entry = { id: string; group: string; icon: ReactNode; text: string; /** Words to mark in it. */ terms?: readonly string[]; note?: string; run: () => void };

export function Palette(): ReactNode {
  const { t } = useText();
  const isOpen = useShell((state) => state.dialog === 'palette');
  const openDialog = useShell((state) => state.openDialog);
  return <Dialog isOpen={isOpen} onClose={() => openDialog(null)} title={t('palette_title')} closeLabel={t('close')} width="wide" isBare>{isOpen && <PaletteBody />}</Dialog>;
}

function PaletteBody(): ReactNode {
  const { t } = useText();
  const { lookup } = useStores();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const isSearching = useLookup((state) => state.is_searching);
  const entries = useEntries(query);
  useEffect(() => {
    lookup.getState().type(query);
    const timer = setTimeout(() => void lookup.getState().run(), 160);
    return () => clearTimeout(timer);
  }, [query, lookup]);
  const current = Math.min(index, entries.length - 1);
  useEffect(() => { document.getElementById(`palette-${current}`)?.scrollIntoView({ block: 'nearest' }); }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) { event.preventDefault(); setIndex((current + step + entries.length) % entries.length); }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); entries[current]?.run(); }
  };
  return (
    <div className="palette">
      <div className="palette-field">
        <Search size={18} aria-hidden />
        <input role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={entries.length > 0 ? `palette-${current}` : undefined} aria-autocomplete="list" aria-label={t('palette_placeholder')} placeholder={t('palette_placeholder')} value={query} onChange={(event) => { setQuery(event.target.value); setIndex(0); }} onKeyDown={onKeyDown} spellCheck={false} />
        {isSearching && <span className="soft palette-busy" role="status">{t('palette_searching')}</span>}
      </div>
      <ul id="palette-list" role="listbox" aria-label={t('palette_title')} className="palette-list">
        {entries.map((entry, position) => (
          <li key={entry.id} id={`palette-${position}`} role="option" aria-selected={position === current} className="palette-item" onPointerMove={() => setIndex(position)} onClick={entry.run}>
            {entry.group !== entries[position - 1]?.group && <span className="palette-group" aria-hidden>{entry.group}</span>}
            <span className="palette-row"><span className="palette-icon" aria-hidden>{entry.icon}</span><span className="palette-text">{entry.terms ? <Marked text={entry.text} terms={entry.terms} /> : entry.text}</span>{entry.note && <span className="palette-note">{entry.note}</span>}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && !isSearching && <p className="palette-none">{t('palette_none', { query })}</p>}
      <footer className="palette-foot" aria-hidden><span><kbd>↑</kbd> <kbd>↓</kbd> {t('palette_hint_move')}</span><span><kbd><CornerDownLeft size={11} /></kbd> {t('palette_hint_open')}</span></footer>
    </div>
  );
}

function useEntries(query: string): Entry[] {
  const { t, language } = useText();
  const { search } = useStores();
  const { go, openDialog, prefer, jumpTo, showInMemory, preferences } = useShell((state) => state);
  const sessions = useSessions((state) => state.sessions);
  const wanted = query.trim();
  const results = useLookup((state) => (wanted && state.answered === wanted ? state.results : noResults));
  const terms = useLookup((state) => state.terms);
  const commands = t('palette_actions');
  const theme = (value: 'light' | 'dark' | 'system', icon: ReactNode): Entry[] => (preferences.theme === value ? [] : [{ id: `theme-${value}`, group: commands, icon, text: t(`action_theme_${value}`), run: () => { prefer({ theme: value }); openDialog(null); } }]);
  const actions: Entry[] = [
    { id: 'new', group: commands, icon: <SquarePen size={16} />, text: t('sessions_new'), run: () => go({ view: 'chat', session_id: null }) },
    { id: 'memory', group: commands, icon: <NotebookText size={16} />, text: t('nav_memory'), run: () => go({ view: 'memory' }) },
    { id: 'data', group: commands, icon: <Archive size={16} />, text: t('nav_data'), run: () => go({ view: 'data' }) },
    { id: 'models', group: commands, icon: <Cpu size={16} />, text: t('local_title'), run: () => go({ view: 'models' }) },
    { id: 'inbox', group: commands, icon: <Inbox size={16} />, text: t('nav_inbox'), run: () => go({ view: 'inbox' }) },
    { id: 'settings', group: commands, icon: <Settings size={16} />, text: t('nav_settings'), run: () => go({ view: 'settings' }) },
    ...theme('dark', <Moon size={16} />), ...theme('light', <Sun size={16} />), ...theme('system', <Monitor size={16} />),
    { id: 'language', group: commands, icon: <Languages size={16} />, text: t('action_language'), run: () => { prefer({ language: language === 'en' ? 'es' : 'en' }); openDialog(null); } },
    { id: 'shortcuts', group: commands, icon: <Keyboard size={16} />, text: t('action_shortcuts'), run: () => openDialog('shortcuts') },
  ];
  const chats: Entry[] = sessions.map((session) => ({ id: `chat-${session.id}`, group: t('palette_chats'), icon: <MessageSquare size={16} />, text: session.title || t('sessions_untitled'), note: formatDate(session.last_activity_at, language), run: () => go({ view: 'chat', session_id: session.id }) }));
  const said = results.map((item): Entry => {
    const open = item.session_id && item.message_id ? () => jumpTo(item.session_id ?? '', item.message_id ?? '') : () => showInMemory(item.kind === 'episode' ? 'episode' : 'fact', item.id);
    return { id: `said-${item.kind}-${item.id}`, group: t('palette_memories'), icon: kindIcons[item.kind], text: excerpt(plainText(item.text), terms, 60), terms, note: formatDate(item.created_at, language), run: open };
  });
  const everything: Entry[] = wanted === '' ? [] : [{ id: 'everything', group: t('palette_memories'), icon: <Search size={16} />, text: t('palette_search_memory', { query: wanted }), run: () => { search.getState().type(query); go({ view: 'memory' }); } }];
  const fits = (entry: Entry): boolean => matchesWords(entry.text, query);
  return [...actions.filter(fits), ...chats.filter(fits).slice(0, 6), ...said, ...everything];
}

const noResults: readonly never[] = [];
const kindIcons: Record<RecalledItem['kind'], ReactNode> = { message: <MessageSquareText size={16} />, fact: <Sparkle size={16} />, episode: <Milestone size={16} />, document: <NotebookText size={16} />, lore: <NotebookText size={16} /> };
