// Tells a fact: what kind, what about, and the value.
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { factCategories, type Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, TextArea, TextInput } from '../../ui/field.tsx';
import { suggestedKeys } from './fact-keys.ts';
import { factName, keyFor } from './fact-text.ts';
import { useMemoryActions } from './use-memory-actions.ts';

const knownKeys = Object.values(suggestedKeys).flat();
const keyPattern = /^[\p{L}\p{N}_ -]{1,64}$/u;

/** @param onAdded the fact that was made */
export function AddFact({ isOpen, category, onClose, onAdded }: { isOpen: boolean; category: Fact['category']; onClose: () => void; onAdded: (fact: Fact) => void }): ReactNode {
  const { t } = useText();
  return <Dialog isOpen={isOpen} onClose={onClose} title={t('fact_add')} closeLabel={t('close')}>{isOpen && <AddFactForm first={category} onClose={onClose} onAdded={onAdded} />}</Dialog>;
}

function AddFactForm({ first, onClose, onAdded }: { first: Fact['category']; onClose: () => void; onAdded: (fact: Fact) => void }): ReactNode {
  const { t, language } = useText();
  const { addFact } = useMemoryActions();
  const [category, setCategory] = useState(first);
  const [about, setAbout] = useState('');
  const [value, setValue] = useState('');
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const key = keyFor(about, language, knownKeys);
  const isKeyWrong = about.trim() !== '' && !keyPattern.test(key);
  const isReady = about.trim() !== '' && value.trim() !== '' && !isKeyWrong && !isBusy;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    setBusy(true);
    const fact = await addFact({ category, key, value: /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value.trim() });
    setBusy(false);
    if (fact) { onClose(); onAdded(fact); }
  };
  return (
    <form className="dialog-form add-fact" onSubmit={(event) => void save(event)}>
      <p className="soft">{t('fact_add_hint')}</p>
      <label htmlFor={`${id}-category`}>{t('fact_category')}</label>
      <Choice id={`${id}-category`} value={category} onChange={(event) => setCategory(event.target.value as Fact['category'])} options={factCategories.map((each) => ({ value: each, label: t(`category_${each}`) }))} />
      <label htmlFor={`${id}-key`}>{t('fact_key')}</label>
      <TextInput id={`${id}-key`} value={about} maxLength={64} aria-invalid={isKeyWrong} aria-describedby={isKeyWrong ? `${id}-wrong` : undefined} onChange={(event) => setAbout(event.target.value)} />
      {isKeyWrong && <p id={`${id}-wrong`} className="field-problem" role="alert">{t('fact_key_wrong')}</p>}
      <div className="add-fact-keys" role="group" aria-label={t('fact_key_hint')}>
        {suggestedKeys[category].map((each) => { const name = factName(each, language); return <button key={each} type="button" className="key-chip" aria-pressed={key === each} onClick={() => { setAbout(name); document.getElementById(`${id}-value`)?.focus(); }}>{name}</button>; })}
      </div>
      <label htmlFor={`${id}-value`}>{t('fact_value')}</label>
      <TextArea id={`${id}-value`} rows={2} maxLength={2000} value={value} placeholder={t('fact_value_hint')} onChange={(event) => setValue(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) void save(event); }} />
      <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={!isReady}>{t('fact_add_save')}</Button></div>
    </form>
  );
}
