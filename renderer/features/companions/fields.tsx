// Controls bound to a path of the draft: text, words, choice, number, slider, switch and several of a kind.
import { useState, type ReactNode } from 'react';
import { RotateCcw } from 'lucide-react';
import { useText } from '../../i18n/text-context.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Choice, Switch, TextArea, TextInput } from '../../ui/field.tsx';
import { controlProps, FieldFrame } from './field-frame.tsx';
import { useDraftField } from './use-draft-field.ts';

type Common = { path: string; label: string; hint?: string };
export type ChoiceOption = { value: string; label: string };
const asText = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** `rows`: a larger field. An emptied optional text is taken away. */
export function TextField({ path, label, hint, rows, isOptional = false, placeholder, list }: Common & { rows?: number; isOptional?: boolean; placeholder?: string; list?: string }): ReactNode {
  const field = useDraftField(path);
  const props = { ...controlProps(field, hint), value: asText(field.value), placeholder, onChange: (event: { target: { value: string } }) => field.set(event.target.value === '' && isOptional ? undefined : event.target.value) };
  return <FieldFrame field={field} label={label} hint={hint}>{rows ? <TextArea {...props} rows={rows} /> : <TextInput {...props} list={list} />}</FieldFrame>;
}

/** Several words or phrases, with commas between. */
export function WordsField({ path, label, hint, isOptional = false, placeholder }: Common & { isOptional?: boolean; placeholder?: string }): ReactNode {
  const field = useDraftField(path);
  const [typed, setTyped] = useState<string | null>(null);
  const words = Array.isArray(field.value) ? (field.value as unknown[]).map(String) : [];
  const read = (text: string): string[] => text.split(',').map((word) => word.trim()).filter(Boolean);
  const text = typed !== null && read(typed).join('\n') === words.join('\n') ? typed : words.join(', ');
  const type = (next: string): void => { const list = read(next); setTyped(next); field.set(list.length === 0 && isOptional ? undefined : list); };
  return <FieldFrame field={field} label={label} hint={hint}><TextInput {...controlProps(field, hint)} value={text} placeholder={placeholder} onChange={(event) => type(event.target.value)} onBlur={() => setTyped(null)} /></FieldFrame>;
}

export function ChoiceField({ path, label, hint, options, unset }: Common & { options: readonly ChoiceOption[]; /** The word for having chosen none. */ unset?: string }): ReactNode {
  const field = useDraftField(path);
  const value = asText(field.value);
  const others = [...(unset !== undefined ? [{ value: '', label: unset }] : []), ...(value !== '' && !options.some((option) => option.value === value) ? [{ value, label: value }] : [])];
  return <FieldFrame field={field} label={label} hint={hint}><Choice {...controlProps(field, hint)} value={value} options={[...others, ...options]} onChange={(event) => field.set(event.target.value === '' ? undefined : event.target.value)} /></FieldFrame>;
}

export function NumberField({ path, label, hint, isOptional = true, placeholder }: Common & { isOptional?: boolean; placeholder?: string }): ReactNode {
  const field = useDraftField(path);
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string): void => {
    setTyped(text);
    const number = Number(text.replace(',', '.'));
    if (text.trim() === '') { if (isOptional) field.set(undefined); } else if (Number.isFinite(number)) field.set(number);
  };
  return <FieldFrame field={field} label={label} hint={hint}><TextInput {...controlProps(field, hint)} inputMode="decimal" placeholder={placeholder} value={typed ?? asText(field.value)} onChange={(event) => type(event.target.value)} onBlur={() => setTyped(null)} /></FieldFrame>;
}

/** `otherwise`: what holds while nothing is set; setting it back is offered then. */
export function SliderField({ path, label, hint, min = 0, max = 1, step = 0.05, otherwise, ends, isSigned = false }: Common & { min?: number; max?: number; step?: number; otherwise: number; ends?: readonly [string, string]; isSigned?: boolean }): ReactNode {
  const { t, language } = useText();
  const field = useDraftField(path);
  const value = typeof field.value === 'number' ? field.value : otherwise;
  const said = `${isSigned && value > 0 ? '+' : ''}${formatNumber(value, language)}`;
  const end = (
    <span className="slider-value numbers">
      {field.value !== undefined && <IconButton size="small" label={t('editor_unset', { field: label })} onClick={() => field.set(undefined)}><RotateCcw size={13} /></IconButton>}
      <output htmlFor={field.id} className={field.value === undefined ? 'soft' : undefined}>{said}</output>
    </span>
  );
  return (
    <FieldFrame field={field} label={label} hint={hint} end={end}>
      <input {...controlProps(field, hint)} type="range" className={isSigned ? 'slider slider-signed' : 'slider'} min={min} max={max} step={step} value={value} aria-valuetext={ends ? `${said}, ${value < (min + max) / 2 ? ends[0] : ends[1]}` : said} onChange={(event) => field.set(isSigned && Number(event.target.value) === 0 ? undefined : Number(event.target.value))} />
      {ends && <span className="slider-ends" aria-hidden><span>{ends[0]}</span><span>{ends[1]}</span></span>}
    </FieldFrame>
  );
}

export function SwitchField({ path, label, hint, otherwise = false }: Common & { otherwise?: boolean }): ReactNode {
  const field = useDraftField(path);
  return (
    <div className="draft-switch">
      <span><span className="draft-label" id={`${field.id}-label`}>{label}</span>{hint && <p className="draft-hint" id={`${field.id}-hint`}>{hint}</p>}</span>
      <Switch id={field.id} isOn={typeof field.value === 'boolean' ? field.value : otherwise} onChange={field.set} labelledBy={`${field.id}-label`} {...(hint ? { describedBy: `${field.id}-hint` } : {})} />
    </div>
  );
}

/** Any number of a closed list. */
export function ChipsField({ path, label, hint, options, isOptional = false }: Common & { options: readonly ChoiceOption[]; isOptional?: boolean }): ReactNode {
  const field = useDraftField(path);
  const chosen = Array.isArray(field.value) ? (field.value as unknown[]).map(String) : [];
  const toggle = (value: string): void => {
    const next = chosen.includes(value) ? chosen.filter((entry) => entry !== value) : [...chosen, value];
    field.set(next.length === 0 && isOptional ? undefined : next);
  };
  return (
    <FieldFrame field={field} label={label} hint={hint} isGroup>
      <div className="chips">{options.map((option) => <button key={option.value} type="button" className="key-chip" aria-pressed={chosen.includes(option.value)} onClick={() => toggle(option.value)}>{option.label}</button>)}</div>
    </FieldFrame>
  );
}
