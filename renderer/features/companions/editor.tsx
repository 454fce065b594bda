// The editor of one companion: tabs of forms, and the live preview beside them or, without room, in a sheet.
import { Tabs } from 'radix-ui';
import { useCallback, useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useCompanions, useEditor, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { useMedia } from '../shell/use-is-narrow.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { editorTabs, tabOf, type EditorTab } from './draft-issues.ts';
import { EditorHead } from './editor-head.tsx';
import { PreviewPane, useLivePreview } from './preview-pane.tsx';
import { BehaviourTab } from './tab-behaviour.tsx';
import { IdentityTab } from './tab-identity.tsx';
import { JsonTab } from './tab-json.tsx';
import { LevelsTab } from './tab-levels.tsx';
import { LorebookTab } from './tab-lorebook.tsx';
import { MemoryTab } from './tab-memory.tsx';
import { MoodsTab } from './tab-moods.tsx';
import { TraitsTab } from './tab-traits.tsx';
import { VoiceTab } from './tab-voice.tsx';
import { useEditorKeys } from './use-editor-keys.ts';
import { useFileDrop } from './use-file-drop.ts';

const forms: Record<EditorTab, () => ReactNode> = { identity: IdentityTab, voice: VoiceTab, behaviour: BehaviourTab, traits: TraitsTab, levels: LevelsTab, moods: MoodsTab, lorebook: LorebookTab, memory: MemoryTab, json: JsonTab };
const checkMs = 700;
/** A file that misses its place must not take the window away. */
const ignoreFiles = (): void => {};

export function Editor({ id, tab }: { id: string; tab: EditorTab }): ReactNode {
  const { t } = useText();
  const { editor, companions, shell, tryout } = useStores();
  const isReady = useEditor((state) => state.id === id && state.history !== null);
  const error = useEditor((state) => state.error);
  const isTight = useMedia('(max-width: 1040px)');
  const [isPreviewOpen, setPreviewOpen] = useState(false);
  const hue = useEditor(({ history }) => history?.present.appearance?.accent_hue);
  const hasList = useCompanions((state) => state.is_loaded);
  useEffect(() => { void editor.getState().open(id); return () => tryout.getState().clear(); }, [editor, tryout, id]);
  useEffect(() => { if (!hasList) void companions.getState().load(); }, [companions, hasList]);
  const { toast, go } = shell.getState();
  const told = useCallback(() => { toast(t('editor_saved')); void companions.getState().load(); }, [toast, t, companions]);
  const save = useCallback(() => void editor.getState().save().then((result) => {
    const { issues, raw, error: refusal } = editor.getState();
    if (result === 'saved') told();
    if (result === 'invalid') { toast(t('editor_mend_first'), { tone: 'danger' }); go({ view: 'companions', personality: id, tab: raw ? 'json' : tabOf(issues[0]?.path ?? '') }); }
    if (result === 'failed' && refusal) toast(refusal.message || t('error_connection'), { tone: 'danger' });
  }), [editor, told, toast, go, t, id]);
  useEditorKeys(save);
  useLivePreview();
  useDraftSafety();
  useFileDrop(ignoreFiles);
  if (!isReady) return <main className="page"><h1 className="visually-hidden">{t('companions_title')}</h1>{error ? <div className="page-empty" role="alert"><p>{error.code === 'not_found' ? t('editor_gone') : `${t('editor_load_failed')} ${error.message}`}</p><Button tone="accent" onClick={() => go({ view: 'companions', personality: null })}>{t('editor_back')}</Button></div> : <p className="soft" role="status">{t('loading')}</p>}</main>;
  return (
    <main className="editor" style={hue === undefined ? undefined : ({ '--accent-hue': String(hue) } as CSSProperties)}>
      <EditorHead id={id} onSave={save} onPreview={isTight ? () => setPreviewOpen(true) : null} />
      <Tabs.Root className="editor-form" value={tab} onValueChange={(next) => go({ view: 'companions', personality: id, tab: next })} orientation={isTight ? 'horizontal' : 'vertical'}>
        <Tabs.List className="editor-tabs" aria-label={t('editor_tabs')}>{editorTabs.map((name) => <TabTrigger key={name} name={name} />)}</Tabs.List>
        <Tabs.Content key={tab} value={tab} className={`editor-scroll editor-${tab}`} tabIndex={-1}><RestoredNote /><TabForm tab={tab} /></Tabs.Content>
      </Tabs.Root>
      {isTight ? <Sheet isOpen={isPreviewOpen} onClose={() => setPreviewOpen(false)} title={t('preview_title')} closeLabel={t('close')}><PreviewPane /></Sheet> : <aside className="editor-preview" aria-label={t('preview_title')}><PreviewPane /></aside>}
      <ConflictDialog onSaved={told} />
    </main>
  );
}

function TabForm({ tab }: { tab: EditorTab }): ReactNode {
  const Form = forms[tab];
  return <Form />;
}

/** What the engine notes is asked for a moment after the draft rests; leaving is refused only when the browser could not keep the changes. */
function useDraftSafety(): void {
  const { editor } = useStores();
  const draft = useEditor(({ history }) => history?.present);
  const isKept = useEditor((state) => state.is_kept);
  useEffect(() => {
    const timer = setTimeout(() => void editor.getState().check(), checkMs);
    return () => clearTimeout(timer);
  }, [editor, draft]);
  useEffect(() => {
    if (isKept) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isKept]);
}

function TabTrigger({ name }: { name: EditorTab }): ReactNode {
  const { t } = useText();
  const count = useEditor(({ issues, raw }) => (name === 'json' && raw ? Math.max(1, raw.issues.length) : issues.filter(({ path }) => tabOf(path) === name).length));
  const trigger = useRef<HTMLButtonElement>(null);
  const isCurrent = useShell(({ route }) => route.view === 'companions' && (route.tab ?? 'identity') === name);
  useEffect(() => { if (isCurrent) trigger.current?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [isCurrent]);
  return <Tabs.Trigger ref={trigger} value={name} className="editor-tab">{t(`tab_${name}`)}{count > 0 && <span className="tab-problems numbers" title={t('editor_problems', { count })}>{count}<span className="visually-hidden"> {t('editor_problems', { count })}</span></span>}</Tabs.Trigger>;
}

function RestoredNote(): ReactNode {
  const { t, language } = useText();
  const { editor } = useStores();
  const at = useEditor((state) => state.restored_at);
  const isDirty = useEditor((state) => state.is_dirty);
  if (at === null || !isDirty) return null;
  return <div className="restored" role="status"><span>{t('restored_note', { time: formatDateTime(at, language) })}</span><span><Button tone="quiet" onClick={() => editor.getState().discard()}>{t('restored_discard')}</Button><Button onClick={() => editor.getState().acceptRestored()}>{t('restored_keep')}</Button></span></div>;
}
