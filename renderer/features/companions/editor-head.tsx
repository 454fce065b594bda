// Over the editor: the way back, who it is, whether it is saved, and undo, redo, save. These three are never disabled for good: the keyboard would be lost with them.
import { ArrowLeft, Eye, Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useCompanions, useEditor, useShell, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { MenuItem, MenuLine } from '../../ui/menu.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { formatRoute, type Route } from '../shell/route.ts';
import { CompanionMenu } from './companion-menu.tsx';

const gallery: Route = { view: 'companions', personality: null };

export function EditorHead({ id, onSave, onPreview }: { id: string; onSave: () => void; /** Where the preview has no room of its own. */ onPreview: (() => void) | null }): ReactNode {
  const { t } = useText();
  const { editor } = useStores();
  const { is_dirty: isDirty, is_kept: isKept, is_saving: isSaving, issues, raw, history, saved } = useEditor((state) => state);
  const summary = useCompanions((state) => state.companions.find((entry) => entry.id === id));
  const go = useShell((state) => state.go);
  const draft = history?.present;
  const name = draft?.persona.name || saved?.definition.persona.name || id;
  const problems = raw ? Math.max(1, raw.issues.length) : issues.length;
  const companion = { id, name, is_shipped: saved?.is_shipped ?? true, is_changed: saved?.is_changed ?? false };
  return (
    <header className="editor-head">
      <a className="icon-button icon-button-normal" href={formatRoute(gallery)} aria-label={t('editor_back')} title={t('editor_back')} onClick={(event) => { event.preventDefault(); go(gallery); }}><ArrowLeft size={18} aria-hidden /></a>
      <CompanionPortrait companion={{ id, name, accent_hue: draft?.appearance?.accent_hue ?? null, assets: summary?.assets ?? [] }} size={34} />
      <div className="editor-name">
        <h1 className="truncate">{name}</h1>
        <p className={problems > 0 ? 'truncate is-error' : 'truncate'} role="status">{problems > 0 ? t('editor_problems', { count: problems }) : isSaving ? t('editor_saving') : isDirty ? <>{t('editor_unsaved')}<span className="only-wide"> · {t(isKept ? 'editor_unsaved_kept' : 'editor_unsaved_lost')}</span></> : t('editor_all_saved')}</p>
      </div>
      {onPreview && <IconButton label={t('preview_title')} onClick={onPreview}><Eye size={18} /></IconButton>}
      <IconButton label={t('editor_undo')} side="bottom" aria-disabled={!history || history.past.length === 0} onClick={() => editor.getState().undo()}><Undo2 size={18} /></IconButton>
      <IconButton label={t('editor_redo')} side="bottom" aria-disabled={!history || history.future.length === 0} onClick={() => editor.getState().redo()}><Redo2 size={18} /></IconButton>
      <Button tone="accent" aria-disabled={!isDirty || isSaving} onClick={() => { if (isDirty) onSave(); }}>{t('save')}</Button>
      <CompanionMenu companion={companion} onGone={() => go(gallery)}>{isDirty && <><MenuItem icon={<Undo2 size={15} />} onSelect={() => editor.getState().discard()}>{t('editor_discard')}</MenuItem><MenuLine /></>}</CompanionMenu>
    </header>
  );
}
