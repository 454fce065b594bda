// A value that can be rewritten where it stands: Enter saves, Escape cancels, leaving the field saves what was changed.
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { growToContent } from '../../ui/grow.ts';
import { factName, factValue, parseValue } from './fact-text.ts';

export function FactValueField({ fact, onSave, onCancel }: { fact: Fact; onSave: (value: Fact['value'], hasKeyboard: boolean) => void; onCancel: () => void }): ReactNode {
  const { t, language } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    if (!field.current) return;
    growToContent(field.current, 8);
    field.current.select();
  }, []);
  const end = (hasKeyboard: boolean): void => {
    if (isDone.current) return;
    isDone.current = true;
    const value = parseValue(field.current?.value ?? '', fact.value);
    const isSame = JSON.stringify(value) === JSON.stringify(fact.value);
    if (value === '' || isSame || (Array.isArray(value) && value.length === 0)) onCancel(); else onSave(value, hasKeyboard);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); end(true); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); isDone.current = true; onCancel(); }
  };
  const label = t('fact_edit_label', { name: factName(fact.key, language) });
  if (typeof fact.value === 'boolean') {
    return (
      <select className="input input-choice fact-field" aria-label={label} autoFocus defaultValue={String(fact.value)} onKeyDown={(event) => { if (event.key === 'Escape') onCancel(); }} onBlur={onCancel} onChange={(event) => onSave(event.target.value === 'true', true)}>
        {[true, false].map((value) => <option key={String(value)} value={String(value)}>{factValue({ ...fact, value }, language)}</option>)}
      </select>
    );
  }
  return (
    <>
      <textarea ref={field} className="input fact-field" rows={1} autoFocus aria-label={label} aria-describedby="fact-edit-hint" maxLength={2000} defaultValue={Array.isArray(fact.value) ? fact.value.join(', ') : String(fact.value)} onInput={(event) => growToContent(event.currentTarget, 8)} onKeyDown={onKeyDown} onBlur={() => end(false)} />
      <span id="fact-edit-hint" className="fact-hint">{t('fact_edit_hint')}</span>
    </>
  );
}
