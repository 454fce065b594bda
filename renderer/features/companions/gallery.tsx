// Everyone there is: searched, made, brought in by button or by dropping files anywhere, blended.
import { Blend, FileDown, Plus, Upload } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useCompanions, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/field.tsx';
import { matchesWords } from '../search/match-words.ts';
import { BlendDialog } from './blend-dialog.tsx';
import { CompanionCard } from './companion-card.tsx';
import { ImportList } from './import-list.tsx';
import { useCompanionActions } from './use-companion-actions.ts';
import { useFileDrop } from './use-file-drop.ts';

const accepted = '.png,.apng,.webp,.jpg,.jpeg,.json,.charx,image/png,image/webp,image/jpeg,application/json';

export function Gallery(): ReactNode {
  const { t, language } = useText();
  const { companions: store } = useStores();
  const { companions, is_loaded: isLoaded, error, query, search, imports } = useCompanions((state) => state);
  const actions = useCompanionActions();
  const [isBlending, setBlending] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const take = useCallback((files: File[]) => actions.importFiles(files), [actions]);
  const isOver = useFileDrop(take, !isBlending);
  useEffect(() => { void store.getState().load().then(() => store.getState().loadStanding()); }, [store]);
  const found = companions.filter((entry) => matchesWords([entry.name, entry.descriptions[language] ?? entry.description, ...entry.tags, entry.language].join(' '), query));
  const newIds = new Set(imports.flatMap(({ id }) => (id ? [id] : [])));
  const importButton = <Button icon={<Upload size={15} aria-hidden />} onClick={() => picker.current?.click()}>{t('companions_import')}</Button>;
  const newButton = <Button tone="accent" icon={<Plus size={16} aria-hidden />} onClick={actions.create}>{t('companions_new')}</Button>;
  return (
    <main className="page gallery">
      <header className="gallery-head">
        <div><h1>{t('companions_title')}</h1><p>{t('companions_intro')}</p></div>
        <div className="gallery-ways">{companions.length > 1 && <Button icon={<Blend size={15} aria-hidden />} onClick={() => setBlending(true)}>{t('companions_blend')}</Button>}{importButton}{newButton}</div>
      </header>
      <input ref={picker} type="file" hidden multiple accept={accepted} aria-label={t('companions_import')} onChange={(event) => { take([...(event.target.files ?? [])]); event.target.value = ''; }} />
      {companions.length > 0 && <div className="gallery-search"><SearchField label={t('companions_search')} clearLabel={t('dismiss')} value={query} onChange={search} /></div>}
      <ImportList />
      {error && <p className="problem" role="alert">{t('companions_load_failed')} {error.message} <Button onClick={() => void store.getState().load()}>{t('retry')}</Button></p>}
      {!isLoaded && !error && <p className="soft" role="status">{t('loading')}</p>}
      {isLoaded && !error && companions.length === 0 && <div className="page-empty"><p>{t('companions_empty')}</p><span className="page-empty-ways">{newButton}{importButton}</span></div>}
      {companions.length > 0 && found.length === 0 && <div className="page-empty"><p>{t('companions_none_found', { query: query.trim() })}</p><Button onClick={() => search('')}>{t('companions_show_all')}</Button></div>}
      <div className="companion-cards">{found.map((companion) => <CompanionCard key={companion.id} companion={companion} isNew={newIds.has(companion.id)} />)}</div>
      {companions.length > 0 && found.length > 0 && <p className="gallery-hint">{t('companions_drop_hint')}</p>}
      {isOver && <div className="drop-target" role="status"><span><FileDown size={28} aria-hidden /><b>{t('companions_drop')}</b><span>{t('companions_drop_kinds')}</span></span></div>}
      <BlendDialog isOpen={isBlending} onClose={() => setBlending(false)} />
    </main>
  );
}
