// The keys that work everywhere.
import { useEffect } from 'react';
import { useStores } from '../../stores-context.tsx';

export function useShortcuts(): void {
  const { shell, chat } = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { openDialog, go, dialog, route } = shell.getState();
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const take = (work: () => void): void => { event.preventDefault(); work(); };
      if (isCommand && (key === 'k' || key === 'f' && !event.shiftKey)) return take(() => openDialog(dialog === 'palette' ? null : 'palette'));
      if (isCommand && key === ',') return take(() => go({ view: 'settings' }));
      if ((isCommand || event.altKey) && key === 'n') return take(() => go({ view: 'chat', session_id: null }));
      if (isTyping(event.target) || isCommand || event.altKey) return;
      if (event.key === '?') return take(() => openDialog('shortcuts'));
      if (event.key === 'Escape' && dialog === null && route.view === 'chat' && route.session_id && chat.getState().turns[route.session_id]) return take(() => void chat.getState().stop(route.session_id ?? ''));
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [shell, chat]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
