// What a person can do with what waits: each decision can be undone from its toast, and failures are told in one.
import { useMemo } from 'react';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { factLine } from '../memory/fact-text.ts';
import type { Correction, Decision } from './inbox-store.ts';

export type InboxActions = {
  /** False when it failed, which was told. */
  approve: (ids: readonly string[], correction?: Correction) => Promise<boolean>;
  reject: (ids: readonly string[]) => Promise<boolean>;
};

export function useInboxActions(): InboxActions {
  const { inbox, shell } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const toast = shell.getState().toast;
    const attempt = createAttempt(toast, t, language, 'memory_failed');
    const tell = (text: string, decision: Decision): void => toast(text, { action: { label: t('undo'), run: () => void attempt(() => inbox.getState().restore(decision)) } });
    return {
      async approve(ids, correction) {
        const done = await attempt(() => inbox.getState().approve(ids, correction));
        if (!done) return false;
        const [first] = done.facts.length > 0 ? done.facts : done.proposals.map(({ fact }) => fact);
        if (!first || done.proposals.length === 0) toast(t('inbox_gone'));
        else tell(done.proposals.length === 1 ? t('inbox_kept', { fact: factLine(first, language) }) : t('inbox_kept_many', { count: done.proposals.length }), done);
        return true;
      },
      async reject(ids) {
        const done = await attempt(() => inbox.getState().reject(ids));
        if (!done) return false;
        const [first] = done.proposals;
        if (!first) toast(t('inbox_gone'));
        else tell(done.proposals.length === 1 ? t('inbox_rejected', { fact: factLine(first.fact, language) }) : t('inbox_rejected_many', { count: done.proposals.length }), done);
        return true;
      },
    };
  }, [inbox, shell, t, language]);
}
