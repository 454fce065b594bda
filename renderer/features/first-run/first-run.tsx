// The first meeting: the companion says hello, explains what it needs, and fetches a model - or takes one of Ollama.
import { ArrowDownToLine, Languages, Plug } from 'lucide-react';
import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { formatBytes } from '../../i18n/format.ts';
import { en } from '../../i18n/en.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { TextKey, Translate } from '../../i18n/translate.ts';
import { useModels, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Options } from '../../ui/field.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { useCompanion } from '../chat/use-companion.ts';
import { DownloadCard } from '../models/download-card.tsx';
import './first-run.css';

export function FirstRun(): ReactNode {
  const { t, language } = useText();
  const { models, shell } = useStores();
  const companion = useCompanion();
  const model = useModels((state) => state.status?.default_model ?? null);
  const download = useModels((state) => state.download);
  const prefer = useShell((state) => state.prefer);
  const card = useRef<HTMLElement>(null);
  const isDownloading = download !== null;
  // The button that was pressed is gone: the focus goes to the one in its place.
  useEffect(() => { if (document.activeElement === document.body) card.current?.querySelector('button')?.focus({ preventScroll: true }); }, [isDownloading]);
  const style = companion.accent_hue === null ? undefined : ({ '--accent-hue': String(companion.accent_hue) } as CSSProperties);
  return (
    <main className="first-run" style={style}>
      <div className="first-run-language"><Languages size={16} aria-hidden /><Options label={t('first_language')} value={language} options={[{ value: 'en', label: 'English' }, { value: 'es', label: 'Español' }]} onChange={(value) => prefer({ language: value })} /></div>
      <div className="first-run-body">
        <CompanionPortrait companion={companion} size={104} />
        <h1>{t('first_welcome', { name: companion.name })}</h1>
        <p className="first-run-intro">{t('first_intro')}</p>
        <section className="first-run-card" ref={card}>
          <p>{t('first_need')}</p>
          {model && (
            <dl className="first-run-model">
              <dt>{model.title || model.name}</dt>
              <dd className="numbers">{[model.size_bytes === null ? null : formatBytes(model.size_bytes, language), model.licence === null ? null : t('first_licence', { licence: model.licence }), download?.progress?.source ? t('first_source', { source: sourceName(download.progress.source, t) }) : null].filter(Boolean).join(' · ')}</dd>
            </dl>
          )}
          {download ? <DownloadCard /> : <Button tone="accent" icon={<ArrowDownToLine size={17} aria-hidden />} onClick={() => void models.getState().pull(model?.provider ?? null, model?.name ?? null)}>{t('first_download')}</Button>}
        </section>
        <OllamaChoice />
        <button type="button" className="first-run-skip" onClick={() => shell.getState().update({ has_skipped_first_run: true })}>{t('first_skip')}</button>
      </div>
    </main>
  );
}

function sourceName(source: string, t: Translate): string {
  const key = `source_${source}`;
  return key in en ? t(key as TextKey) : source;
}

function OllamaChoice(): ReactNode {
  const { t, language } = useText();
  const { models } = useStores();
  const [isOpen, setOpen] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const found = useModels((state) => state.models).filter((model) => model.provider === 'ollama' && model.is_installed);
  const look = async (): Promise<void> => {
    setOpen(true);
    setLooking(true);
    await models.getState().loadList();
    setLooking(false);
  };
  if (!isOpen) return <Button tone="quiet" icon={<Plug size={16} aria-hidden />} onClick={() => void look()}>{t('first_use_other')}</Button>;
  return (
    <section className="first-run-ollama" aria-label={t('first_choose')}>
      {found.length > 0 ? <h2>{t('first_choose')}</h2> : <p>{isLooking ? t('loading') : t('first_no_ollama')}</p>}
      {found.map((model) => <button key={model.name} type="button" className="way" onClick={() => void models.getState().choose(model)}>{model.title || model.name}<span className="soft numbers">{model.size_bytes === null ? '' : formatBytes(model.size_bytes, language)}</span></button>)}
      {found.length === 0 && <Button onClick={() => void look()} disabled={isLooking}>{t('models_check_again')}</Button>}
      <p className="soft first-run-hint">{t('first_use_other_hint')}</p>
    </section>
  );
}
