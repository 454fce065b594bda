// Keeps the screen and the part of the address after # the same, in both directions.
import { useEffect } from 'react';
import { useShell, useStores } from '../../stores-context.tsx';
import { formatRoute, parseRoute } from './route.ts';

export function useRouteInAddress(): void {
  const { shell } = useStores();
  const route = useShell((state) => state.route);
  useEffect(() => {
    const wanted = formatRoute(route);
    if (location.hash === wanted) return;
    if (location.hash === '') history.replaceState(null, '', wanted); else history.pushState(null, '', wanted);
  }, [route]);
  useEffect(() => {
    const follow = (): void => { if (formatRoute(shell.getState().route) !== location.hash) shell.getState().go(parseRoute(location.hash)); };
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
    return () => { removeEventListener('popstate', follow); removeEventListener('hashchange', follow); };
  }, [shell]);
}
