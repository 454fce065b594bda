// One field of the draft: its value, how to change it, and what is wrong with it.
import { useText } from '../../i18n/text-context.tsx';
import { useEditor, useStores } from '../../stores-context.tsx';
import { issueText } from './draft-issues.ts';
import { valueAt } from './draft-path.ts';

export type DraftField = { id: string; value: unknown; problem: string | null; is_error: boolean; set: (value: unknown) => void };

export function useDraftField(path: string): DraftField {
  const { t } = useText();
  const { editor } = useStores();
  const value = useEditor(({ history }) => (history ? valueAt(history.present, path) : undefined));
  const issue = useEditor(({ issues }) => issues.find((entry) => entry.path === path));
  const finding = useEditor(({ findings }) => findings.find((entry) => entry.path === path));
  return {
    id: `field-${path.replaceAll('.', '-')}`, value, problem: issue ? issueText(issue, t) : finding?.message ?? null, is_error: issue !== undefined || finding?.severity === 'error',
    set: (next) => editor.getState().edit(path, next),
  };
}

/** The draft's value at a path, for what is not a field itself. */
export function useDraftValue(path: string): unknown {
  return useEditor(({ history }) => (history ? valueAt(history.present, path) : undefined));
}
