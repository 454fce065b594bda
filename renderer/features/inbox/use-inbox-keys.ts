// The inbox from the keyboard: letters work only while a row, or nothing at all, has the focus.
import { useEffect, useRef, type RefObject } from 'react';
import { useStores } from '../../stores-context.tsx';

type Keys = {
  list: RefObject<HTMLDivElement | null>; order: RefObject<readonly string[]>;
  focus: (id: string | null) => void; onApprove: (id: string) => void; onReject: (id: string) => void; onToggle: (id: string) => void;
};

export function useInboxKeys(keys: Keys): void {
  const { shell } = useStores();
  const latest = useRef(keys);
  useEffect(() => { latest.current = keys; });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { list, order, focus, onApprove, onReject, onToggle } = latest.current;
      const { activeElement: at } = document;
      if (event.altKey || event.ctrlKey || event.metaKey || shell.getState().dialog !== null || !(at instanceof HTMLElement) || at.matches('textarea, select, input:not([type=checkbox])')) return;
      const row = list.current?.contains(at) ? at.closest<HTMLElement>('[data-proposal]')?.dataset['proposal'] : undefined;
      if (row === undefined && at !== document.body) return;
      const ids = order.current;
      const place = row === undefined ? -1 : ids.indexOf(row);
      const isNext = event.key === 'j' || (row !== undefined && event.key === 'ArrowDown');
      const isPrevious = event.key === 'k' || (row !== undefined && event.key === 'ArrowUp');
      const to = isNext ? ids[place + 1] : isPrevious ? ids[Math.max(0, place - 1)] : row !== undefined && event.key === 'Home' ? ids[0] : row !== undefined && event.key === 'End' ? ids.at(-1) : undefined;
      const act = row === undefined ? undefined : { a: onApprove, r: onReject, x: onToggle }[event.key];
      if (to === undefined && act === undefined) return;
      event.preventDefault();
      if (to !== undefined) focus(to); else if (row !== undefined) act?.(row);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [shell]);
}
