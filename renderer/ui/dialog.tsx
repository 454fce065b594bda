// Things that take the whole attention: a centred dialog, a question, and a sheet from an edge. Focus returns to where it was.
import { X } from 'lucide-react';
import { AlertDialog as Alert, Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { keepFocus } from './keep-focus.ts';
import { Button, IconButton } from './button.tsx';
import { useReturnFocus } from './use-return-focus.ts';
import './dialog.css';

type OpenProps = { isOpen: boolean; onClose: () => void; title: string; children: ReactNode };

export function Dialog({ isOpen, onClose, title, children, closeLabel, width = 'normal', isBare = false }: OpenProps & { closeLabel: string; width?: 'normal' | 'wide'; isBare?: boolean }): ReactNode {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className={`dialog dialog-${width}`} aria-describedby={undefined} onOpenAutoFocus={focusFirstField} onCloseAutoFocus={keepFocus}>
          {isBare ? <Radix.Title className="visually-hidden">{title}</Radix.Title> : (
            <header className="dialog-head"><Radix.Title className="dialog-title">{title}</Radix.Title><Radix.Close asChild><IconButton label={closeLabel} hasTip={false}><X size={18} /></IconButton></Radix.Close></header>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What is to be filled in has the focus, ready to be overwritten; otherwise the first control has it. */
function focusFirstField(event: Event): void {
  const field = event.currentTarget instanceof HTMLElement ? event.currentTarget.querySelector<HTMLInputElement>('input') : null;
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

/** From the left (lists) or from below (details), for small screens. */
export function Sheet({ isOpen, onClose, title, children, closeLabel, edge = 'bottom', hasHeading = true }: OpenProps & { closeLabel: string; edge?: 'bottom' | 'left'; hasHeading?: boolean }): ReactNode {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className={`sheet sheet-${edge}`} aria-describedby={undefined} onCloseAutoFocus={keepFocus} onOpenAutoFocus={(event) => { if (!hasHeading && event.currentTarget instanceof HTMLElement) { event.preventDefault(); event.currentTarget.focus(); } }}>
          <header className={hasHeading ? 'sheet-head' : 'sheet-head sheet-head-slim'}>
            <Radix.Title className={hasHeading ? 'dialog-title' : 'visually-hidden'}>{title}</Radix.Title>
            {hasHeading && <Radix.Close asChild><IconButton label={closeLabel} hasTip={false}><X size={18} /></IconButton></Radix.Close>}
          </header>
          <div className="sheet-body">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function Confirm({ isOpen, onClose, title, children, confirmLabel, cancelLabel, onConfirm }: OpenProps & { confirmLabel: string; cancelLabel: string; onConfirm: () => void }): ReactNode {
  const { answered, ...focus } = useReturnFocus();
  return (
    <Alert.Root open={isOpen} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Alert.Portal>
        <Alert.Overlay className="overlay" />
        <Alert.Content className="dialog dialog-small" {...focus}>
          <Alert.Title className="dialog-title">{title}</Alert.Title>
          <Alert.Description className="dialog-text">{children}</Alert.Description>
          <div className="dialog-buttons">
            <Alert.Cancel asChild><Button>{cancelLabel}</Button></Alert.Cancel>
            <Alert.Action asChild><Button tone="danger" onClick={() => { answered(); onConfirm(); }}>{confirmLabel}</Button></Alert.Action>
          </div>
        </Alert.Content>
      </Alert.Portal>
    </Alert.Root>
  );
}
