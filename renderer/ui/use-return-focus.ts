// A question that is called off gives the focus back to what asked it; one that is answered lets it go to the screen's main place, for what asked may be gone.
import { useRef } from 'react';
import { keepFocus } from './keep-focus.ts';

export type ReturnFocus = { onOpenAutoFocus: () => void; onCloseAutoFocus: () => void; /** To be called with the answer. */ answered: () => void };

export function useReturnFocus(): ReturnFocus {
  const before = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus() { before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null; },
    onCloseAutoFocus() {
      const asked = before.current;
      setTimeout(() => { if (asked?.isConnected === true && document.activeElement === document.body) asked.focus(); }, 0);
      keepFocus();
    },
    answered() { before.current = null; },
  };
}
