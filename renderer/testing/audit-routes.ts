// The audit of the in-memory client: the world says what is wrong; mending a finding deletes or ends what it says, and can be undone.
import { implement } from '@orpc/server';
import { contract, type AuditFinding, type Episode, type Fact } from '../../core/contract/index.ts';
import type { MemoryWorld } from './memory-client.ts';

export function createAuditRoutes(world: MemoryWorld, { now, failIfTold }: { now: () => number; failIfTold: (name: string) => void }) {
  const os = implement(contract).audit;
  const mended = new Map<string, AuditFinding>();
  const findings = (): AuditFinding[] => (world.findings ?? []).filter(({ id }) => !mended.has(id));
  const share = (kind: AuditFinding['kind']): number => findings().filter((finding) => finding.kind === kind).length / Math.max(1, world.facts.length + world.episodes.length);
  return {
    report: os.report.handler(() => {
      failIfTold('audit');
      const past = world.facts.filter((fact) => fact.valid_to !== null).length;
      return {
        checked_at: now(), counts: { facts: world.facts.length - past, past_facts: past, episodes: world.episodes.length },
        rates: { exact_duplicate: share('exact_duplicate'), near_duplicate: share('near_duplicate'), recall_loop: share('recall_loop'), secret: share('secret'), stale: share('stale') + share('unconfirmed') + share('orphan') },
        recall_repeats: findings().length > 0 ? 1 : 0, secret_messages: findings().some(({ kind }) => kind === 'secret') ? 1 : 0, is_complete: true, by_meaning: true, findings: findings(),
      };
    }),
    mend: os.mend.handler(({ input }) => {
      failIfTold('mend');
      const undo: { mended_at: number; facts: Fact[]; episodes: Episode[]; kept: string[] } = { mended_at: now(), facts: [], episodes: [], kept: [] };
      const done: string[] = [];
      for (const { finding_id: id, mend } of input.mendings) {
        const finding = findings().find((entry) => entry.id === id);
        if (!finding) continue;
        const way = mend ?? finding.mend;
        const gone = way === 'forget' ? finding.ids : finding.ids.slice(1);
        if (way === 'keep') undo.kept.push(id); else if (finding.kind !== 'secret') undo.facts.push(...world.facts.filter((fact) => finding.ids.includes(fact.id)).map((fact) => ({ ...fact })));
        if (way === 'forget') world.facts = world.facts.filter((fact) => !gone.includes(fact.id));
        else if (way !== 'keep') for (const fact of world.facts) if (gone.includes(fact.id)) Object.assign(fact, { valid_to: now(), superseded_by: finding.ids[0] ?? null });
        mended.set(id, finding);
        done.push(id);
      }
      return { mended: done, skipped: input.mendings.filter(({ finding_id: id }) => !done.includes(id)).map(({ finding_id }) => ({ finding_id, reason: 'not_found' as const })), undo };
    }),
    undo: os.undo.handler(({ input }) => {
      for (const fact of input.undo.facts) world.facts = [...world.facts.filter(({ id }) => id !== fact.id), fact];
      for (const [id, finding] of mended) if (input.undo.kept.includes(id) || finding.ids.some((each) => input.undo.facts.some((fact) => fact.id === each))) mended.delete(id);
      return { restored: input.undo.facts.length + input.undo.kept.length };
    }),
  };
}
