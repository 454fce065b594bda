// Settings: this screen's own, then forms drawn from the engine's schema, with search, sources and validation in place.
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useSettings, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/field.tsx';
import { matchesWords } from '../search/match-words.ts';
import { ModelsEntry } from '../local-models/models-entry.tsx';
import { DataEntry } from '../your-data/data-entry.tsx';
import { Appearance } from './appearance.tsx';
import { HealthList } from './health-list.tsx';
import { buildGroups, type SettingGroup } from './setting-fields.ts';
import { labelOf, settingWord } from './setting-labels.ts';
import { GroupFields } from './group-fields.tsx';
import './settings.css';

export function SettingsScreen(): ReactNode {
  const { t, language } = useText();
  const { settings } = useStores();
  const { schema, values, changes, error, file, warnings } = useSettings((state) => state);
  const [query, setQuery] = useState('');
  useEffect(() => { void settings.getState().load(); void settings.getState().loadHealth(); }, [settings]);
  const groups = useMemo(() => (schema ? buildGroups(schema, (path) => changes.get(path) ?? values.get(path)?.value) : []), [schema, values, changes]);
  const found = groups.map((group): SettingGroup => ({ ...group, fields: group.fields.filter((field) => matchesWords(`${group.title[language]} ${labelOf(field, language)} ${settingWord(field.description ?? '', language).text} ${field.path}`, query)) })).filter((group) => group.fields.length > 0);
  const isSearch = query.trim() !== '';
  const entries = [{ id: 'appearance', title: t('settings_appearance') }, ...groups.map((group) => ({ id: group.id, title: group.title[language] })), { id: 'local-models', title: t('local_title') }, { id: 'data', title: t('data_title') }, { id: 'health', title: t('settings_health') }];
  return (
    <main className="settings">
      <div className="settings-side">
        <h1>{t('settings_title')}</h1>
        <SearchField label={t('settings_search')} clearLabel={t('dismiss')} value={query} onChange={setQuery} />
        <nav aria-label={t('settings_title')}>{entries.map((entry) => <button key={entry.id} type="button" onClick={() => { setQuery(''); requestAnimationFrame(() => document.getElementById(`settings-${entry.id}`)?.scrollIntoView()); }}>{entry.title}</button>)}</nav>
      </div>
      <div className="settings-scroll" tabIndex={0} role="region" aria-label={t('settings_title')}>
        {!isSearch && <Section id="appearance" title={t('settings_appearance')}><Appearance /></Section>}
        {error && <p className="problem" role="alert">{t('settings_load_failed')} {error.message}</p>}
        {warnings.map((warning) => <p key={warning} className="settings-warning">{warning}</p>)}
        {found.map((group) => <Section key={group.id} id={group.id} title={group.title[language]}><GroupFields fields={group.fields} isSearch={isSearch} /></Section>)}
        {isSearch && found.length === 0 && <p className="soft">{t('settings_none_found', { query: query.trim() })}</p>}
        {!isSearch && <Section id="local-models" title={t('local_title')}><ModelsEntry /></Section>}
        {!isSearch && <Section id="data" title={t('data_title')}><DataEntry /></Section>}
        {!isSearch && <Section id="health" title={t('settings_health')}><HealthList /></Section>}
        {file && <p className="settings-file">{t('settings_file', { file })}</p>}
      </div>
      <SaveBar />
    </main>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }): ReactNode {
  return <section id={`settings-${id}`} className="settings-section" aria-labelledby={`settings-${id}-title`}><h2 id={`settings-${id}-title`}>{title}</h2>{children}</section>;
}

function SaveBar(): ReactNode {
  const { t } = useText();
  const { settings } = useStores();
  const { changes, refusals, is_saving: isSaving, restart_needed: restart } = useSettings((state) => state);
  const toast = useShell((state) => state.toast);
  if (changes.size === 0) return restart.length > 0 ? <div className="save-bar" role="status"><span>{t('settings_restart', { paths: restart.join(', ') })}</span></div> : null;
  return (
    <div className="save-bar" role="group" aria-label={t('settings_save_changes')}>
      <span className="numbers">{t('settings_unsaved', { count: changes.size })}</span>
      <Button tone="quiet" onClick={() => settings.getState().discard()}>{t('settings_discard')}</Button>
      <Button tone="accent" disabled={isSaving || refusals.size > 0} onClick={() => void settings.getState().save().then((isSaved) => { if (isSaved) toast(t('settings_saved')); })}>{t('settings_save_changes')}</Button>
    </div>
  );
}
