// A model that is not in the list: from the hub, or from a folder of this machine.
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorData } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, isConnectionError, readError } from '../../request-error.ts';
import { useLocalModels, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Options, TextInput } from '../../ui/field.tsx';

/** As the contract takes it. */
const repositoryPattern = /^[\w.-]+\/[\w.-]+$/;

export function AddModel({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  return <Dialog isOpen={isOpen} onClose={onClose} title={t('local_add')} closeLabel={t('close')}>{isOpen && <AddForm onClose={onClose} />}</Dialog>;
}

function AddForm({ onClose }: { onClose: () => void }): ReactNode {
  const { t, language } = useText();
  const { localModels } = useStores();
  const toast = useShell((state) => state.toast);
  const isOffline = useLocalModels((state) => state.is_offline);
  const [from, setFrom] = useState<'hub' | 'folder'>(isOffline ? 'folder' : 'hub');
  const [place, setPlace] = useState('');
  const [extra, setExtra] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const [isBad, setBad] = useState(false);
  const isHub = from === 'hub';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const what = place.trim();
    if (isHub && !repositoryPattern.test(what)) return setBad(true);
    if (what === '' || isBusy) return undefined;
    setBusy(true);
    setError(null);
    try {
      const model = isHub ? await localModels.getState().addFromHub(what, extra.trim()) : await localModels.getState().importFolder(what, extra.trim());
      toast(t('local_added', { name: model.title }));
      onClose();
    } catch (failure) {
      setError(readError(failure));
      setBusy(false);
    }
    return undefined;
  };
  return (
    <form className="dialog-form add-model" onSubmit={(event) => void submit(event)}>
      <Options label={t('local_add_where')} value={from} onChange={(next) => { setFrom(next); setPlace(''); setExtra(''); setBad(false); setError(null); }} options={[{ value: 'hub', label: t('local_add_hub') }, { value: 'folder', label: t('local_add_folder') }]} />
      <Field label={t(isHub ? 'local_add_repository' : 'local_add_path')} hint={t(isHub ? 'local_add_repository_hint' : 'local_add_path_hint')} value={place} onChange={(next) => { setPlace(next); setBad(false); }} problem={isBad ? t('local_add_repository_bad') : null} isRequired />
      <Field label={t(isHub ? 'local_add_revision' : 'local_add_name')} hint={t(isHub ? 'local_add_revision_hint' : 'local_add_name_hint')} value={extra} onChange={setExtra} problem={null} />
      <p className="soft">{t(isHub ? (isOffline ? 'local_add_hub_offline' : 'local_add_hub_about') : 'local_add_folder_about')}</p>
      {error && <p className="problem" role="alert">{isConnectionError(error) ? t('error_connection') : <><span lang="en">{error.message}</span> {adviceFor(error, language)}</>}</p>}
      <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={isBusy || place.trim() === '' || (isHub && isOffline)} aria-busy={isBusy}>{t(isBusy ? 'local_add_busy' : isHub ? 'local_add_hub_button' : 'local_add_folder_button')}</Button></div>
    </form>
  );
}

function Field({ label, hint, value, onChange, problem, isRequired = false }: { label: string; hint: string; value: string; onChange: (value: string) => void; problem: string | null; isRequired?: boolean }): ReactNode {
  const id = useId();
  return (
    <div className="data-field">
      <label htmlFor={id}>{label}</label>
      <TextInput id={id} value={value} required={isRequired} aria-invalid={problem !== null} aria-describedby={`${id}-hint`} onChange={(event) => onChange(event.target.value)} />
      <p id={`${id}-hint`} className={problem === null ? 'soft data-hint' : 'data-hint field-problem'} {...(problem === null ? {} : { role: 'alert' })}>{problem ?? hint}</p>
    </div>
  );
}
