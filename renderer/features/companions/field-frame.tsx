// What stands around every control of a form: name, hint, and what is wrong. And a group of fields that belong together.
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DraftField } from './use-draft-field.ts';

/** `isGroup`: the control is several, named together. */
export function FieldFrame({ field, label, hint, end, isGroup = false, hidesLabel = false, children }: { field: DraftField; label: string; hint?: string | undefined; end?: ReactNode; isGroup?: boolean; /** The heading above says it already. */ hidesLabel?: boolean; children: ReactNode }): ReactNode {
  return (
    <div className="draft-field" role={isGroup ? 'group' : undefined} aria-labelledby={isGroup ? `${field.id}-label` : undefined}>
      <span className={hidesLabel ? 'visually-hidden' : 'draft-field-head'}>
        {isGroup ? <span className="draft-label" id={`${field.id}-label`}>{label}</span> : <label className="draft-label" id={`${field.id}-label`} htmlFor={field.id}>{label}</label>}
        {end}
      </span>
      {hint && <p className="draft-hint" id={`${field.id}-hint`}>{hint}</p>}
      {children}
      {field.problem && <p className={field.is_error ? 'field-problem' : 'field-warning'} id={`${field.id}-problem`} role={field.is_error ? 'alert' : undefined}>{field.problem}</p>}
    </div>
  );
}

/** For the control inside a frame. */
export function controlProps(field: DraftField, hint?: string): { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined } {
  return { id: field.id, 'aria-invalid': field.is_error || undefined, 'aria-describedby': [hint ? `${field.id}-hint` : '', field.problem ? `${field.id}-problem` : ''].filter(Boolean).join(' ') || undefined };
}

export function FieldGroup({ title, hint, children }: { title: string; hint?: string; children: ReactNode }): ReactNode {
  return <section className="draft-group"><h3>{title}</h3>{hint && <p className="draft-hint">{hint}</p>}<div className="draft-fields">{children}</div></section>;
}

/** A group that most people leave alone. */
export function FoldedGroup({ title, hint, isOpen = false, children }: { title: string; hint?: string; isOpen?: boolean; children: ReactNode }): ReactNode {
  return (
    <details className="draft-group draft-folded" open={isOpen || undefined}>
      <summary><ChevronRight size={15} aria-hidden /><h3>{title}</h3></summary>
      {hint && <p className="draft-hint">{hint}</p>}
      <div className="draft-fields">{children}</div>
    </details>
  );
}
