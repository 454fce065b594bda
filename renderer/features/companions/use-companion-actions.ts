// What a person can do with companions; everything that takes away can be undone from its toast, and failures are told in one.
import { useMemo } from 'react';
import type { Personality, PersonalitySummary } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { blankPersonality } from './blank-personality.ts';
import type { CardFormat, ImportFile } from './companions-store.ts';
import { downloadFile } from './download.ts';

type Named = Pick<PersonalitySummary, 'id' | 'name'>;
export type CompanionActions = {
  /** Null when it failed, which was told. */
  attempt<T>(work: () => Promise<T>): Promise<T | null>;
  open(id: string, tab?: string): void;
  chat(id: string): void;
  create(): void;
  blend(first: string, second: string, weight: number, name: string): Promise<boolean>;
  duplicate(companion: Named): void;
  remove(companion: Named): void;
  reset(companion: Named): void;
  exportAs(companion: Named, format: CardFormat): void;
  importFiles(files: readonly ImportFile[]): void;
};

export function useCompanionActions(): CompanionActions {
  const { companions, shell, sessions } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const { toast, go } = shell.getState();
    const store = companions.getState();
    const attempt = createAttempt(toast, t, language, 'memory_failed');
    /** The chats offer the same companions. */
    const told = async (): Promise<void> => sessions.getState().loadCompanions();
    const undo = (work: () => Promise<unknown>) => ({ action: { label: t('undo'), run: () => void attempt(work).then(told) } });
    const open = (id: string, tab?: string): void => go({ view: 'companions', personality: id, ...(tab ? { tab } : {}) });
    const add = async (work: () => Promise<{ id: string; definition: Personality }>): Promise<boolean> => {
      const view = await attempt(work);
      if (!view) return false;
      await told();
      open(view.id);
      return true;
    };
    return {
      attempt, open,
      // The chat is made with its first words, so that it can begin with the companion's own.
      chat: (id) => { shell.getState().update({ chosen_companion: id }); go({ view: 'chat', session_id: null }); },
      create: () => void add(() => store.create(blankPersonality(t('editor_new_name'), language))),
      blend: (first, second, weight, name) => add(() => store.blend(first, second, weight, name)),
      duplicate: ({ id, name }) => void add(() => store.duplicate(id, t('companions_copy_name', { name }))),
      remove: ({ id, name }) => void attempt(async () => {
        const removed = await store.remove(id);
        await told();
        toast(t('companions_deleted', { name }), undo(() => store.restore(removed)));
      }),
      reset: ({ id, name }) => void attempt(async () => {
        const before = await store.reset(id);
        await told();
        toast(t('companions_was_reset', { name }), undo(() => store.putBack(before)));
      }),
      exportAs: ({ id }, format) => void attempt(async () => { const file = await store.exportAs(id, format); downloadFile(file); toast(t('companions_exported', { file: file.file_name })); }),
      importFiles: (files) => void (async () => {
        const ids = await store.importFiles(files);
        await told();
        if (ids.length > 0) toast(t('companions_imported', { count: ids.length }), undo(async () => { for (const id of ids) await store.remove(id); companions.getState().clearImports(); }));
      })(),
    };
  }, [companions, shell, sessions, t, language]);
}
