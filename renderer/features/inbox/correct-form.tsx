// A proposal put right before it is kept: its value, what it is about, its category, and who may use it.
import { useId, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { factCategories, type Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, TextArea, TextInput } from '../../ui/field.tsx';
import { suggestedKeys } from '../memory/fact-keys.ts';
import { factName, factValue, keyFor, parseValue } from '../memory/fact-text.ts';
import type { Correction, Waiting } from './inbox-store.ts';

const knownKeys = Object.values(suggestedKeys).flat();
const keyPattern = /^[\p{L}\p{N}_ -]{1,64}$/u;

export function CorrectForm({ proposal: { fact }, onSave, onCancel }: { proposal: Waiting; onSave: (correction: Correction) => void; onCancel: () => void }): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const companions = useSessions((state) => state.personalities);
  const firstName = factName(fact.key, language);
  const [value, setValue] = useState(Array.isArray(fact.value) ? fact.value.join(', ') : String(fact.value));
  const [about, setAbout] = useState(firstName);
  const [category, setCategory] = useState(fact.category);
  const [scope, setScope] = useState(fact.scope);
  // Untouched, it stays what it was: a name may stand for several keys.
  const key = about.trim() === firstName ? fact.key : keyFor(about, language, [fact.key, ...knownKeys]);
  const isKeyWrong = !keyPattern.test(key);
  const isReady = value.trim() !== '' && !isKeyWrong;
  const save = (): void => {
    if (!isReady) return;
    const next: Fact['value'] = typeof fact.value === 'boolean' ? value === 'true' : parseValue(value, fact.value);
    onSave({
      ...(JSON.stringify(next) === JSON.stringify(fact.value) ? {} : { value: next }), ...(key === fact.key ? {} : { key }), ...(category === fact.category ? {} : { category }), ...(scope === fact.scope ? {} : { scope }),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onCancel(); }
    if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement) { event.preventDefault(); save(); }
  };
  const scopes = [{ value: '', label: t('fact_scope_all') }, ...companions.map((companion) => ({ value: companion.id, label: t('fact_scope_one', { name: companion.name }) }))];
  return (
    <form className="proposal-form" onSubmit={(event: FormEvent) => { event.preventDefault(); save(); }} onKeyDown={onKeyDown}>
      <label htmlFor={`${id}-value`}>{t('fact_value')}</label>
      {typeof fact.value === 'boolean'
        ? <Choice id={`${id}-value`} autoFocus value={value} onChange={(event) => setValue(event.target.value)} options={[true, false].map((each) => ({ value: String(each), label: factValue({ key: fact.key, value: each }, language) }))} />
        : <TextArea id={`${id}-value`} autoFocus rows={2} maxLength={2000} value={value} onChange={(event) => setValue(event.target.value)} />}
      <label htmlFor={`${id}-about`}>{t('fact_key')}</label>
      <TextInput id={`${id}-about`} value={about} maxLength={64} aria-invalid={isKeyWrong} aria-describedby={isKeyWrong ? `${id}-wrong` : undefined} onChange={(event) => setAbout(event.target.value)} />
      {isKeyWrong && <p id={`${id}-wrong`} className="field-problem" role="alert">{t('fact_key_wrong')}</p>}
      <label htmlFor={`${id}-category`}>{t('fact_category')}</label>
      <Choice id={`${id}-category`} value={category} onChange={(event) => setCategory(event.target.value as Fact['category'])} options={factCategories.map((each) => ({ value: each, label: t(`category_${each}`) }))} />
      <label htmlFor={`${id}-scope`}>{t('fact_scope')}</label>
      <Choice id={`${id}-scope`} value={scope} onChange={(event) => setScope(event.target.value)} options={scopes.some((each) => each.value === fact.scope) ? scopes : [...scopes, { value: fact.scope, label: fact.scope }]} />
      <div className="dialog-buttons"><Button onClick={onCancel}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={!isReady}>{t('inbox_correct_save')}</Button></div>
    </form>
  );
}
