// Which model answers, and a choice of another; takes effect at once.
import { ChevronDown, Cpu, Download, Settings2, Sparkles } from 'lucide-react';
import { type ReactNode } from 'react';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import type { Language, Translate } from '../../i18n/translate.ts';
import { en } from '../../i18n/en.ts';
import type { TextKey } from '../../i18n/translate.ts';
import type { Model } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, readError } from '../../request-error.ts';
import { useModels, useShell, useStores } from '../../stores-context.tsx';
import { currentTitle } from './model-title.ts';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../ui/menu.tsx';
import './models.css';

export function ModelMenu(): ReactNode {
  const { t, language } = useText();
  const { models: store, shell } = useStores();
  const status = useModels((state) => state.status);
  const models = useModels((state) => state.models);
  const { dialog, openDialog, go } = useShell((state) => state);
  const installed = models.filter((model) => model.is_installed);
  const available = models.filter((model) => !model.is_installed);
  const name = useModels(currentTitle) ?? t('models_none');
  const choose = (model: Model | null): void => {
    store.getState().choose(model).then(
      () => { const current = currentTitle(store.getState()); if (current) shell.getState().toast(t('models_switched', { name: current })); },
      (error: unknown) => { const data = readError(error); shell.getState().toast([data.message, adviceFor(data, language)].filter(Boolean).join(' ') || t('error_connection'), { tone: 'danger' }); },
    );
  };
  return (
    <Menu
      label={t('models_choose')} open={dialog === 'models'} onOpenChange={(open) => { openDialog(open ? 'models' : null); if (open) void store.getState().loadList(); }}
      trigger={<button type="button" className="model-button" aria-label={t('models_button', { name })}><span className="truncate">{name}</span><ChevronDown size={15} aria-hidden /></button>}
    >
      <MenuItem icon={<Sparkles size={15} />} isChosen={status?.configured === 'auto'} hint={t('models_auto_hint')} onSelect={() => choose(null)}>{t('models_auto')}</MenuItem>
      {installed.length > 0 && <MenuHeading>{t('models_installed')}</MenuHeading>}
      {installed.map((model) => <MenuItem key={`${model.provider}/${model.name}`} isChosen={model.is_current && status?.configured !== 'auto'} hint={describe(model, language, t)} onSelect={() => choose(model)}>{model.title || model.name}</MenuItem>)}
      {available.length > 0 && <MenuHeading>{t('models_available')}</MenuHeading>}
      {available.map((model) => <MenuItem key={`${model.provider}/${model.name}`} icon={<Download size={15} />} hint={describe(model, language, t)} onSelect={() => void store.getState().pull(model.provider, model.name)}>{model.title || model.name}</MenuItem>)}
      {models.length === 0 && <p className="model-menu-note">{t('models_list_empty')}</p>}
      <MenuLine />
      <MenuItem icon={<Cpu size={15} />} onSelect={() => go({ view: 'models' })}>{t('local_title')}</MenuItem>
      <MenuItem icon={<Settings2 size={15} />} onSelect={() => go({ view: 'settings' })}>{t('models_settings')}</MenuItem>
    </Menu>
  );
}

export function providerName(id: string, t: Translate): string {
  const key = `provider_${id}`;
  return key in en ? t(key as TextKey) : id;
}

function describe(model: Model, language: Language, t: Translate): string {
  return [providerName(model.provider, t), model.size_bytes === null ? null : formatBytes(model.size_bytes, language), model.context_tokens === null ? null : t('models_context', { count: formatNumber(model.context_tokens, language) })].filter(Boolean).join(' · ');
}
