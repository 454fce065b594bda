// The list of chats: new, search, grouped by day, each with rename and delete.
import { Ellipsis, FolderOpen, Pencil, ShieldX, SquarePen, Trash2 } from 'lucide-react';
import { useState, type CSSProperties, type ReactNode } from 'react';
import type { Session } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useSessions, useShell, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { SearchField } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useSessionId } from '../chat/use-companion.ts';
import { ProjectChip } from '../projects/project-chip.tsx';
import { ProjectFilter } from '../projects/project-filter.tsx';
import { SessionProject } from '../projects/session-project.tsx';
import { DeleteSession, RenameSession } from './session-dialogs.tsx';
import { groupSessions } from './session-groups.ts';
import './sessions.css';

export function SessionList(): ReactNode {
  const { t } = useText();
  const { sessions, query, search, next_before: more, loadMore, is_loaded: isLoaded, error, load } = useSessions((state) => state);
  const go = useShell((state) => state.go);
  return (
    <div className="session-list">
      <div className="session-list-head">
        <h2>{t('sessions_title')}</h2>
        <IconButton label={t('sessions_new')} side="bottom" onClick={() => go({ view: 'chat', session_id: null })}><SquarePen size={18} /></IconButton>
      </div>
      <div className="session-list-search"><SearchField label={t('sessions_search')} clearLabel={t('dismiss')} value={query} onChange={(value) => void search(value)} /></div>
      <ProjectFilter />
      <nav className="session-groups" aria-label={t('sessions_title')}>
        {groupSessions(sessions, Date.now()).map((group) => (
          <section key={group.title} aria-label={t(group.title)}>
            <h3>{t(group.title)}</h3>
            <ul>{group.sessions.map((session) => <SessionRow key={session.id} session={session} />)}</ul>
          </section>
        ))}
        {more && <Button tone="quiet" onClick={() => void loadMore()}>{t('sessions_more')}</Button>}
        {error && <div className="session-note" role="alert"><p>{t('sessions_load_failed')}</p><Button onClick={() => void load()}>{t('retry')}</Button></div>}
        {isLoaded && !error && sessions.length === 0 && <p className="session-note">{query ? t('sessions_none_found', { query }) : t('sessions_empty')}</p>}
      </nav>
    </div>
  );
}

function SessionRow({ session }: { session: Session }): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const [question, setQuestion] = useState<'rename' | 'project' | 'delete' | null>(null);
  const isCurrent = useSessionId() === session.id;
  const isBusy = useChat((state) => Boolean(state.turns[session.id]));
  const hue = useSessions((state) => state.personalities.find(({ id }) => id === session.personality)?.accent_hue ?? null);
  const go = useShell((state) => state.go);
  const title = session.title || t('sessions_untitled');
  return (
    <li className={isCurrent ? 'session-row is-current' : 'session-row'}>
      <a href={`#/chat/${encodeURIComponent(session.id)}`} aria-current={isCurrent ? 'page' : undefined} onClick={(event) => { event.preventDefault(); go({ view: 'chat', session_id: session.id }); }} onDoubleClick={() => setQuestion('rename')}>
        <span className={isBusy ? 'session-dot is-busy' : 'session-dot'} style={{ '--dot-hue': String(hue ?? 192) } as CSSProperties} aria-hidden />
        <span className="truncate">{title}</span><ProjectChip project={session.project} />
      </a>
      <Menu label={t('sessions_actions', { title })} trigger={<IconButton size="small" label={t('sessions_actions', { title })} hasTip={false}><Ellipsis size={16} /></IconButton>}>
        <MenuItem icon={<Pencil size={15} />} onSelect={() => setQuestion('rename')}>{t('sessions_rename')}</MenuItem>
        <MenuItem icon={<FolderOpen size={15} />} onSelect={() => setQuestion('project')}>{t('project_change')}</MenuItem>
        <MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={() => setQuestion('delete')}>{t('sessions_delete')}</MenuItem>
        <MenuItem icon={<ShieldX size={15} />} tone="danger" hint={t('forget_hint')} onSelect={() => void forgetting.getState().ask({ kind: 'session', id: session.id }, title)}>{t('forget_for_good')}</MenuItem>
      </Menu>
      <RenameSession sessionId={session.id} isOpen={question === 'rename'} onClose={() => setQuestion(null)} />
      <SessionProject sessionId={session.id} isOpen={question === 'project'} onClose={() => setQuestion(null)} />
      <DeleteSession sessionId={session.id} isOpen={question === 'delete'} onClose={() => setQuestion(null)} />
    </li>
  );
}
