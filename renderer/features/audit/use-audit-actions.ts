// Mending what the check-up found; what can be undone is, from the toast.
import { useMemo } from 'react';
import type { AuditFinding } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { canUndo, type Mend } from './audit-store.ts';

/** False when it failed, which was told. */
export type MendFindings = (findings: readonly AuditFinding[], mend?: Mend) => Promise<boolean>;

export function useAuditActions(): MendFindings {
  const { audit, shell } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const toast = shell.getState().toast;
    const attempt = createAttempt(toast, t, language, 'memory_failed');
    return async (findings, mend) => {
      const done = await attempt(() => audit.getState().mend(findings, mend));
      if (!done) return false;
      const isKept = (mend ?? findings[0]?.mend) === 'keep' && findings.length === 1;
      const told = [done.mended === 0 ? '' : isKept ? t('audit_kept') : t('audit_mended', { count: done.mended }), done.skipped > 0 ? t('audit_skipped', { count: done.skipped }) : ''].filter(Boolean).join('. ');
      const undo = async (): Promise<void> => { if (await attempt(() => audit.getState().undo(done.undo).then(() => true))) toast(t('audit_undone')); };
      toast(told, canUndo(done.undo) ? { action: { label: t('undo'), run: () => void undo() } } : {});
      return true;
    };
  }, [audit, shell, t, language]);
}
