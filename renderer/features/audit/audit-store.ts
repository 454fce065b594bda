// What is wrong with what is remembered, and the mending of it. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { AuditFinding, AuditReport, AuditUndo, Client, ErrorData } from '../../../core/contract/index.ts';
import type { Language } from '../../i18n/translate.ts';
import { readError } from '../../request-error.ts';

export type Mend = AuditFinding['mend'];
export type Mended = { mended: number; skipped: number; undo: AuditUndo };
export type AuditState = {
  report: AuditReport | null;
  is_loading: boolean;
  error: ErrorData | null;
  /** The findings are worded in this language. */
  load(language: Language): Promise<void>;
  reload(): Promise<void>;
  /** @param mend left out: what each finding proposes */
  mend(findings: readonly AuditFinding[], mend?: Mend): Promise<Mended>;
  undo(undo: AuditUndo): Promise<void>;
};
/** Most the engine takes in one call. */
const mostAtOnce = 500;

export function createAuditStore(client: Client) {
  let reads = 0;
  let language: Language = 'en';
  return createStore<AuditState>()((set, get) => ({
    report: null, is_loading: false, error: null,
    async load(wanted) {
      language = wanted;
      const turn = ++reads;
      set({ is_loading: true });
      try {
        const report = await client.audit.report({ language });
        if (turn === reads) set({ report, is_loading: false, error: null });
      } catch (error) {
        if (turn === reads) set({ is_loading: false, error: readError(error) });
      }
    },
    async reload() { if (get().report) await get().load(language); },
    async mend(findings, mend) {
      const { mended, skipped, undo } = await client.audit.mend({ mendings: findings.slice(0, mostAtOnce).map(({ id }) => ({ finding_id: id, ...(mend ? { mend } : {}) })) });
      await get().load(language);
      return { mended: mended.length, skipped: skipped.length, undo };
    },
    async undo(undo) {
      await client.audit.undo({ undo });
      await get().load(language);
    },
  }));
}
export type AuditStore = ReturnType<typeof createAuditStore>;

/** True when undoing would bring anything back. */
export function canUndo(undo: AuditUndo): boolean {
  return undo.facts.length > 0 || undo.episodes.length > 0 || undo.kept.length > 0;
}
