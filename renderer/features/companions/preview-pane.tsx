// Beside the form: the draft as the model would read it, and a conversation with it.
import { Tabs } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor, usePreview, useStores } from '../../stores-context.tsx';
import { PreviewControls } from './preview-controls.tsx';
import { PreviewLayers } from './preview-layers.tsx';
import { PreviewText } from './preview-text.tsx';
import { TryChat } from './try-chat.tsx';

const pauseMs = 220;

/** Compiles the draft a moment after it, or the state to look at, has changed. */
export function useLivePreview(): void {
  const { preview } = useStores();
  const { language } = useText();
  const id = useEditor((state) => state.id);
  const hasDraft = useEditor(({ history }) => history !== null);
  const draft = useEditor(({ history }) => history?.present);
  const isDirty = useEditor((state) => state.is_dirty);
  const isWrong = useEditor(({ issues }) => issues.length > 0);
  const choice = usePreview((state) => state.choice);
  useEffect(() => { if (id && hasDraft) void preview.getState().begin(id, language); }, [preview, id, hasDraft, language]);
  useEffect(() => {
    if (!id || !draft || isWrong) return undefined;
    const timer = setTimeout(() => void preview.getState().compile(id, draft, isDirty), pauseMs);
    return () => clearTimeout(timer);
  }, [preview, id, draft, isDirty, isWrong, choice]);
}

export function PreviewPane(): ReactNode {
  const { t } = useText();
  const error = usePreview((state) => state.error);
  const isWrong = useEditor(({ issues }) => issues.length > 0);
  return (
    <Tabs.Root className="preview" defaultValue="prompt">
      <div className="preview-head">
        <Tabs.List className="tabs" aria-label={t('preview_title')}>
          <Tabs.Trigger value="prompt" className="tab">{t('preview_prompt')}</Tabs.Trigger>
          <Tabs.Trigger value="try" className="tab">{t('preview_try')}</Tabs.Trigger>
        </Tabs.List>
      </div>
      <PreviewControls />
      {error && <p className="problem" role="alert">{t('preview_failed')} {error.message}</p>}
      {isWrong && <p className="preview-note" role="status">{t('preview_waiting')}</p>}
      <Tabs.Content value="prompt" className="preview-scroll" tabIndex={0} aria-label={t('preview_prompt')}><PreviewLayers /><PreviewText /></Tabs.Content>
      <Tabs.Content value="try" className="preview-try" tabIndex={-1}><TryChat /></Tabs.Content>
    </Tabs.Root>
  );
}
