// The way between screens: a rail at the left, a bar at the bottom on phones. Only what works is there.
import { Archive, BarChart3, Cpu, Inbox, MessageCircle, MessagesSquare, NotebookText, Search, Settings, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useFeatures, useInbox, useShell } from '../../stores-context.tsx';
import { Mark } from '../../ui/portrait.tsx';
import type { Route } from './route.ts';
import { formatRoute } from './route.ts';

export function Rail(): ReactNode {
  const { t } = useText();
  const view = useShell((state) => state.route.view);
  const lastChat = useShell((state) => state.last_session_id);
  const openDialog = useShell((state) => state.openDialog);
  const hasInsights = useFeatures((state) => !state.off.has('analytics'));
  const pending = useInbox((state) => state.pending);
  return (
    <nav className="rail" aria-label={t('nav_label')}>
      <span className="rail-mark"><Mark /></span>
      <span className="rail-narrow"><button type="button" className="rail-item" onClick={() => openDialog('sessions')}><MessagesSquare size={20} aria-hidden /><span>{t('nav_chats')}</span></button></span>
      <RailLink route={{ view: 'chat', session_id: lastChat }} isCurrent={view === 'chat'} icon={<MessageCircle size={20} aria-hidden />}>{t('nav_chat')}</RailLink>
      <RailLink route={{ view: 'memory' }} isCurrent={view === 'memory'} icon={<><NotebookText size={20} aria-hidden />{pending > 0 && <span className="rail-dot" aria-hidden />}</>}>{t('nav_memory')}</RailLink>
      <span className="rail-wide"><RailLink route={{ view: 'inbox' }} isCurrent={view === 'inbox'} icon={<><Inbox size={20} aria-hidden />{pending > 0 && <span className="rail-badge numbers" aria-hidden>{pending > 99 ? '99+' : pending}</span>}</>}>{t('nav_inbox')}{pending > 0 && <span className="visually-hidden">{t('nav_inbox_count', { count: pending })}</span>}</RailLink></span>
      <RailLink route={{ view: 'companions', personality: null }} isCurrent={view === 'companions' || view === 'relationship'} icon={<Users size={20} aria-hidden />}>{t('nav_companions')}</RailLink>
      {hasInsights && <RailLink route={{ view: 'insights' }} isCurrent={view === 'insights'} icon={<BarChart3 size={20} aria-hidden />}>{t('nav_insights')}</RailLink>}
      <button type="button" className="rail-item" aria-haspopup="dialog" onClick={() => openDialog('palette')}><Search size={20} aria-hidden /><span>{t('nav_search')}</span></button>
      <span className="rail-space" />
      <span className="rail-wide"><RailLink route={{ view: 'models' }} isCurrent={view === 'models'} icon={<Cpu size={20} aria-hidden />}>{t('nav_local_models')}</RailLink></span>
      <span className="rail-wide"><RailLink route={{ view: 'data' }} isCurrent={view === 'data'} icon={<Archive size={20} aria-hidden />}>{t('nav_data')}</RailLink></span>
      <RailLink route={{ view: 'settings' }} isCurrent={view === 'settings'} icon={<Settings size={20} aria-hidden />}>{t('nav_settings')}</RailLink>
    </nav>
  );
}

function RailLink({ route, isCurrent, icon, children }: { route: Route; isCurrent: boolean; icon: ReactNode; children: ReactNode }): ReactNode {
  const go = useShell((state) => state.go);
  return <a className={isCurrent ? 'rail-item is-current' : 'rail-item'} href={formatRoute(route)} aria-current={isCurrent ? 'page' : undefined} onClick={(event) => { event.preventDefault(); go(route); }}>{icon}<span>{children}</span></a>;
}
