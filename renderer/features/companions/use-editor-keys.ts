// Ctrl+S saves; Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) go back and forth, except where text is typed: fields and the JSON have their own.
import { useEffect } from 'react';
import { useStores } from '../../stores-context.tsx';

export function useEditorKeys(onSave: () => void): void {
  const { editor, shell } = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || shell.getState().dialog !== null) return;
      const key = event.key.toLowerCase();
      const take = (work: () => void): void => { event.preventDefault(); work(); };
      if (key === 's' && !event.shiftKey) return take(onSave);
      if (isTyping(event.target)) return;
      if (key === 'z') return take(event.shiftKey ? editor.getState().redo : editor.getState().undo);
      if (key === 'y' && !event.shiftKey) return take(editor.getState().redo);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [editor, shell, onSave]);
}

/** Sliders and switches are no typing. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=range]):not([type=checkbox]):not([type=radio])'));
}
