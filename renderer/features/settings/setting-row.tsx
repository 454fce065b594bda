// One setting: its name, what it does, where its value comes from, and the control that fits its type.
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import type { Translate } from '../../i18n/translate.ts';
import { useSettings, useStores } from '../../stores-context.tsx';
import { Choice, Switch, TextArea, TextInput } from '../../ui/field.tsx';
import type { SettingField } from './setting-fields.ts';
import { choiceWord, labelOf, settingWord } from './setting-labels.ts';

const sources = ['default', 'preset', 'file', 'environment', 'flag'] as const;

export function SettingRow({ field }: { field: SettingField }): ReactNode {
  const { t, language } = useText();
  const stored = useSettings((state) => state.values.get(field.path));
  const isChanged = useSettings((state) => state.changes.has(field.path));
  const changed = useSettings((state) => state.changes.get(field.path));
  const refusal = useSettings((state) => state.refusals.get(field.path));
  const id = `setting-${field.path.replaceAll('.', '-')}`;
  const source = sources.find((name) => name === stored?.source) ?? 'default';
  const about = field.description && settingWord(field.description, language).text !== labelOf(field, language) ? settingWord(field.description, language) : null;
  const isLocked = source === 'environment' || source === 'flag';
  return (
    <div className={isChanged ? 'setting-row is-changed' : 'setting-row'} data-path={field.path}>
      <div className="setting-words">
        <label className="setting-label" id={`${id}-label`} htmlFor={id}>{labelOf(field, language)}</label>
        {about && <p className="setting-about" id={`${id}-about`} lang={about.lang}>{about.text}</p>}
        {isLocked && <p className="setting-about">{t('settings_locked')}</p>}
        {refusal && <p className="setting-refusal" id={`${id}-refusal`} role="alert">{refusal}</p>}
      </div>
      <div className="setting-control">
        <Control field={field} id={id} value={isChanged ? changed : stored?.value} isLocked={isLocked} describedBy={[about ? `${id}-about` : '', refusal ? `${id}-refusal` : ''].filter(Boolean).join(' ')} isRefused={refusal !== undefined} />
        <span className={source === 'default' ? 'setting-source' : 'setting-source is-set'}>{t(`settings_from_${source}`)}</span>
      </div>
    </div>
  );
}

type ControlProps = { field: SettingField; id: string; value: unknown; isLocked: boolean; describedBy: string; isRefused: boolean };

function Control({ field, id, value, isLocked, describedBy, isRefused }: ControlProps): ReactNode {
  const { t, language } = useText();
  const { settings } = useStores();
  const [typed, setTyped] = useState<string | null>(null);
  const hasChanges = useSettings((state) => state.changes.has(field.path) || state.refusals.has(field.path));
  const text = (hasChanges ? typed : null) ?? asText(field, value);
  const change = (next: unknown): void => settings.getState().change(field.path, next);
  const type = (next: string): void => {
    setTyped(next);
    const read = readTyped(field, next, t);
    change(read.value);
    settings.getState().refuse(field.path, read.refusal);
  };
  const common = { id, disabled: isLocked, 'aria-describedby': describedBy || undefined, 'aria-invalid': isRefused };
  if (field.kind === 'switch') return <Switch id={id} isOn={value === true} onChange={change} labelledBy={`${id}-label`} isDisabled={isLocked} />;
  if (field.kind === 'choice') return <Choice {...common} value={text} onChange={(event) => change(event.target.value === '' ? null : event.target.value)} options={[...(field.choices.some((choice) => choice.value === text) ? [] : [{ value: text, label: text || t('settings_unset') }]), ...field.choices.map((choice) => ({ value: choice.value, label: choiceWord(choice.label, language) }))]} />;
  if (field.kind === 'list' || field.kind === 'json') return <TextArea {...common} value={text} placeholder={field.kind === 'list' ? t('settings_one_per_line') : undefined} spellCheck={false} rows={3} onChange={(event) => type(event.target.value)} />;
  return <TextInput {...common} value={text} inputMode={field.kind === 'number' ? 'decimal' : 'text'} placeholder={t('settings_unset')} onChange={(event) => type(event.target.value)} />;
}

function asText(field: SettingField, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (field.kind === 'list' && Array.isArray(value)) return value.join('\n');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** What the typed text means, and why it cannot be if it cannot. An emptied optional field is unset. */
export function readTyped(field: SettingField, text: string, t: Translate): { value: unknown; refusal: string | null } {
  if (field.kind === 'text') return { value: text === '' && field.is_optional ? null : text, refusal: null };
  if (text.trim() === '') return { value: field.kind === 'list' ? [] : null, refusal: null };
  if (field.kind === 'list') return { value: text.split('\n').map((line) => line.trim()).filter(Boolean), refusal: null };
  if (field.kind === 'json') {
    try { return { value: JSON.parse(text) as unknown, refusal: null }; } catch { return { value: text, refusal: t('settings_not_json') }; }
  }
  const number = Number(text.replace(',', '.'));
  if (!Number.isFinite(number) || (field.is_integer && !Number.isInteger(number))) return { value: text, refusal: t('settings_not_number') };
  if (field.minimum !== null && number < field.minimum) return { value: number, refusal: t('settings_too_small', { value: field.minimum }) };
  if (field.maximum !== null && number > field.maximum) return { value: number, refusal: t('settings_too_large', { value: field.maximum }) };
  return { value: number, refusal: null };
}
