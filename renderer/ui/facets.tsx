// What a list is narrowed to: groups of checkboxes or radio buttons that fold, with what is chosen in their heads.
import { ChevronDown } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import './facets.css';

export type FacetOption<T extends string> = { value: T; label: string; count?: number };

export function FacetGroup({ title, chosen, isOpen = false, children }: { title: string; chosen: string; isOpen?: boolean; children: ReactNode }): ReactNode {
  return (
    <details className="facet-group" open={isOpen || undefined}>
      <summary><span className="facet-title">{title}</span><span className="facet-chosen truncate">{chosen}</span><ChevronDown size={14} aria-hidden /></summary>
      <div role="group" aria-label={title} className="facet-options">{children}</div>
    </details>
  );
}

export function FacetChecks<T extends string>({ options, chosen, onToggle }: { options: readonly FacetOption<T>[]; chosen: readonly T[]; onToggle: (value: T) => void }): ReactNode {
  return options.map(({ value, label, count }) => (
    <label key={value} className="facet"><input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} /><span className="facet-label">{label}</span>{count !== undefined && <span className="facet-count numbers">{count}</span>}</label>
  ));
}

export function FacetRadios<T extends string>({ options, chosen, onChoose }: { options: readonly FacetOption<T>[]; chosen: T; onChoose: (value: T) => void }): ReactNode {
  const name = useId();
  return options.map(({ value, label, count }) => (
    <label key={value} className="facet"><input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} /><span className="facet-label">{label}</span>{count !== undefined && <span className="facet-count numbers">{count}</span>}</label>
  ));
}
