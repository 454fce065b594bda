// The machine, and the models by what they are for.
import { CloudOff, Plus } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { LocalModel } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useLocalModels, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Options, SearchField } from '../../ui/field.tsx';
import { matchesWords } from '../search/match-words.ts';
import { LoadProblem } from '../your-data/load-problem.tsx';
import { AddModel } from './add-model.tsx';
import { MachineStrip } from './machine-strip.tsx';
import { ModelRow } from './model-row.tsx';
import { isOwned, kindOrder, languageName } from './model-words.ts';

/** A list that is longer can be searched. */
const manyModels = 8;

export function FilesPanel(): ReactNode {
  const { t, language } = useText();
  const { localModels: store } = useStores();
  const { models, machine, is_offline: isOffline, downloads_folder: folder, is_loaded: isLoaded, error } = useLocalModels((state) => state);
  const [show, setShow] = useState<'all' | 'here'>('all');
  const [query, setQuery] = useState('');
  const [isAdding, setAdding] = useState(false);
  useEffect(() => { void store.getState().load(); }, [store]);
  if (error && models.length === 0) return <LoadProblem error={error} onRetry={() => void store.getState().load()} />;
  if (!isLoaded) return <p className="soft" role="status">{t('loading')}</p>;
  const isSearch = query.trim() !== '';
  const fits = (model: LocalModel): boolean => (show === 'all' || isOwned(model)) && (!isSearch || matchesWords([model.title, model.id, model.licence.name, ...model.languages.map((code) => languageName(code, language))].join(' '), query));
  const groups = kindOrder.map((kind) => ({ kind, isKind: models.some((model) => model.kind === kind), models: models.filter((model) => model.kind === kind && fits(model)) })).filter((group) => (isSearch ? group.models.length > 0 : group.isKind));
  return (
    <>
      {error && <LoadProblem error={error} onRetry={() => void store.getState().load()} />}
      {machine && <MachineStrip machine={machine} />}
      {isOffline && <p className="models-offline" role="note"><CloudOff size={16} aria-hidden />{t('local_offline')}</p>}
      <div className="models-bar">
        {models.length > manyModels && <SearchField label={t('local_search')} clearLabel={t('dismiss')} value={query} onChange={setQuery} />}
        <Options label={t('local_show')} value={show} onChange={setShow} options={[{ value: 'all', label: t('local_show_all') }, { value: 'here', label: t('local_show_here') }]} />
        <Button icon={<Plus size={16} aria-hidden />} aria-haspopup="dialog" onClick={() => setAdding(true)}>{t('local_add')}</Button>
      </div>
      {groups.map((group) => <Group key={group.kind} kind={group.kind} models={group.models} />)}
      {isSearch && groups.length === 0 && <p className="models-none models-not-found" role="status">{t('local_none_found', { query: query.trim() })}</p>}
      {folder && <p className="data-sum models-folder">{t('local_folder', { folder })}</p>}
      <AddModel isOpen={isAdding} onClose={() => setAdding(false)} />
    </>
  );
}

function Group({ kind, models }: { kind: LocalModel['kind']; models: readonly LocalModel[] }): ReactNode {
  const { t } = useText();
  const title = `models-${kind}`;
  return (
    <section className="data-section" aria-labelledby={title}>
      <h2 id={title}>{t(`local_kind_${kind}`)}</h2>
      <p className="soft data-section-about">{t(`local_kind_${kind}_about`)}</p>
      {models.length === 0 ? <p className="models-none">{t('local_none_here')}</p> : <ul className="data-list" aria-labelledby={title}>{models.map((model) => <ModelRow key={model.id} model={model} />)}</ul>}
    </section>
  );
}
