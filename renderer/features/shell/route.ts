// Which screen is shown, as the part of the address after #, so that a reload and the back button work.
export type Route = { view: 'chat'; session_id: string | null } | { view: 'memory'; tab?: 'episodes' } | { view: 'settings' };

export function parseRoute(hash: string): Route {
  const [view, id] = hash.replace(/^#?\/?/, '').split('/');
  if (view === 'memory') return id === 'episodes' ? { view, tab: id } : { view };
  if (view === 'settings') return { view };
  return { view: 'chat', session_id: view === 'chat' && id ? decodeURIComponent(id) : null };
}

export function formatRoute(route: Route): string {
  if (route.view === 'memory' && route.tab) return `#/memory/${route.tab}`;
  if (route.view !== 'chat') return `#/${route.view}`;
  return route.session_id ? `#/chat/${encodeURIComponent(route.session_id)}` : '#/chat';
}
