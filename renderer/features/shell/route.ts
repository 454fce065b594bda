// Which screen is shown, as the part of the address after #, so that a reload and the back button work.
export type Route =
  | { view: 'chat'; session_id: string | null }
  | { view: 'memory'; tab?: 'episodes' | 'audit' | 'forgotten' }
  | { view: 'inbox' }
  /** Without a personality: the gallery. `tab` is the editor's. */
  | { view: 'companions'; personality: string | null; tab?: string }
  | { view: 'relationship'; personality: string }
  | { view: 'insights' }
  /** Without a tab: backups. */
  | { view: 'data'; tab?: DataTab }
  /** Without a tab: the files. */
  | { view: 'models'; tab?: ModelsTab }
  | { view: 'settings' };
export type DataTab = 'snapshots' | 'imports';
export type ModelsTab = 'uses' | 'quality';

export function parseRoute(hash: string): Route {
  const [view, id, tab] = hash.replace(/^#?\/?/, '').split('/');
  if (view === 'memory') return id === 'episodes' || id === 'audit' || id === 'forgotten' ? { view, tab: id } : { view };
  if (view === 'data') return id === 'snapshots' || id === 'imports' ? { view, tab: id } : { view };
  if (view === 'models') return id === 'uses' || id === 'quality' ? { view, tab: id } : { view };
  if (view === 'companions') return { view, personality: id ? decodeURIComponent(id) : null, ...(tab ? { tab: decodeURIComponent(tab) } : {}) };
  if (view === 'relationship' && id) return { view, personality: decodeURIComponent(id) };
  if (view === 'settings' || view === 'insights' || view === 'inbox') return { view };
  return { view: 'chat', session_id: view === 'chat' && id ? decodeURIComponent(id) : null };
}

export function formatRoute(route: Route): string {
  if ((route.view === 'memory' || route.view === 'data' || route.view === 'models') && route.tab) return `#/${route.view}/${route.tab}`;
  if (route.view === 'companions' && route.personality !== null) return `#/companions/${encodeURIComponent(route.personality)}${route.tab ? `/${encodeURIComponent(route.tab)}` : ''}`;
  if (route.view === 'relationship') return `#/relationship/${encodeURIComponent(route.personality)}`;
  if (route.view !== 'chat') return `#/${route.view}`;
  return route.session_id ? `#/chat/${encodeURIComponent(route.session_id)}` : '#/chat';
}
