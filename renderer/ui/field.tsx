// Form controls: search, text, number, choice, switch and a row of options. Plain props; labels come from the caller.
import { Search, X } from 'lucide-react';
import { Switch as RadixSwitch, ToggleGroup } from 'radix-ui';
import type { InputHTMLAttributes, ReactNode, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import './field.css';

export function SearchField({ label, value, onChange, clearLabel, ref }: { label: string; value: string; onChange: (value: string) => void; clearLabel: string; ref?: Ref<HTMLInputElement> }): ReactNode {
  return (
    <div className="search-field">
      <Search size={16} aria-hidden />
      <input ref={ref} type="search" aria-label={label} placeholder={label} value={value} onChange={(event) => onChange(event.target.value)} spellCheck={false} />
      {value && <button type="button" aria-label={clearLabel} onClick={() => onChange('')}><X size={14} /></button>}
    </div>
  );
}

export function TextInput(props: Omit<InputHTMLAttributes<HTMLInputElement>, 'className'> & { ref?: Ref<HTMLInputElement> }): ReactNode {
  return <input spellCheck={false} autoComplete="off" {...props} className="input" />;
}

export function TextArea(props: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'> & { ref?: Ref<HTMLTextAreaElement> }): ReactNode {
  return <textarea {...props} className="input input-area" />;
}

export function Choice({ options, ...others }: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className'> & { options: { value: string; label: string }[] }): ReactNode {
  return <select {...others} className="input input-choice">{options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</select>;
}

export function Switch({ isOn, onChange, id, labelledBy, describedBy, isDisabled = false }: { isOn: boolean; onChange: (isOn: boolean) => void; id?: string; labelledBy: string; describedBy?: string; isDisabled?: boolean }): ReactNode {
  return (
    <RadixSwitch.Root className="switch" checked={isOn} onCheckedChange={onChange} disabled={isDisabled} aria-labelledby={labelledBy} {...(id ? { id } : {})} {...(describedBy ? { 'aria-describedby': describedBy } : {})}>
      <RadixSwitch.Thumb className="switch-thumb" />
    </RadixSwitch.Root>
  );
}

export function Options<T extends string>({ value, options, onChange, label }: { value: T; options: { value: T; label: string }[]; onChange: (value: T) => void; label: string }): ReactNode {
  return (
    <ToggleGroup.Root type="single" className="options" value={value} aria-label={label} onValueChange={(next) => { const found = options.find((option) => option.value === next); if (found) onChange(found.value); }}>
      {options.map((option) => <ToggleGroup.Item key={option.value} value={option.value} className="option">{option.label}</ToggleGroup.Item>)}
    </ToggleGroup.Root>
  );
}
