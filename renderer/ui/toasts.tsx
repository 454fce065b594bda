// Short notes at the bottom; each leaves by itself, unless the pointer rests on it.
import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import './toasts.css';

export type ToastView = { id: number; text: string; tone: 'plain' | 'danger'; action?: { label: string; run: () => void } };

export function Toasts({ toasts, onDismiss, dismissLabel }: { toasts: readonly ToastView[]; onDismiss: (id: number) => void; dismissLabel: string }): ReactNode {
  return <div className="toasts" role="status" aria-live="polite">{toasts.map((toast) => <ToastCard key={toast.id} toast={toast} onDismiss={onDismiss} dismissLabel={dismissLabel} />)}</div>;
}

function ToastCard({ toast, onDismiss, dismissLabel }: { toast: ToastView; onDismiss: (id: number) => void; dismissLabel: string }): ReactNode {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => onDismiss(toast.id), toast.action || toast.tone === 'danger' ? 9000 : 4500);
    return () => clearTimeout(timer);
  }, [toast, isHeld, onDismiss]);
  return (
    <div className={`toast toast-${toast.tone}`} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span className="toast-text">{toast.text}</span>
      {toast.action && <button type="button" className="toast-action" onClick={() => { toast.action?.run(); onDismiss(toast.id); }}>{toast.action.label}</button>}
      <IconButton size="small" label={dismissLabel} hasTip={false} onClick={() => onDismiss(toast.id)}><X size={15} /></IconButton>
    </div>
  );
}
