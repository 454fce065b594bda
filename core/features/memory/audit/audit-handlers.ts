// The routes of the memory audit.
import type { AuditFinding, AuditReport } from '../../../contract/audit.ts';
import type { Language } from '../../../lib/language.ts';
import type { HandlerBuilder } from '../../handler-builder.ts';
import { findFaults } from './find.ts';
import { countSecretMessages, gather } from './gather.ts';
import type { GatherParts } from './gather.ts';
import { isKept, readKept } from './kept.ts';
import { createMender } from './mender.ts';
import type { MenderParts } from './mender.ts';
import { recallRepeats } from './rules/recall-loops.ts';
import { findingSentence } from './sentences.ts';

export function createAuditHandlers({ audit }: HandlerBuilder, parts: MenderParts) {
  const mender = createMender(parts);
  return {
    report: audit.report.handler(({ input, signal }) => makeReport(parts, input, signal)),
    mend: audit.mend.handler(({ input, signal }) => mender.mend(input.user_id, input.mendings, signal)),
    undo: audit.undo.handler(async ({ input }) => ({ restored: await mender.undo(input.user_id, input.undo) })),
  };
}

/** Findings the user keeps are neither shown nor counted. */
export async function makeReport(parts: GatherParts, { user_id, language, limit }: { user_id: string; language: Language; limit: number }, signal?: AbortSignal): Promise<AuditReport> {
  const { material, isComplete } = await gather(parts, user_id, signal);
  const kept = await readKept(parts.storage, user_id);
  const findings = findFaults(material).filter((finding) => !isKept(kept, finding, material.now));
  const rows = { facts: new Map([...material.facts, ...material.orphans].map((fact) => [fact.id, fact])), episodes: new Map(material.episodes.map((episode) => [episode.id, episode])) };
  const share = (count: number, of: number): number => (of === 0 ? 0 : Math.min(1, count / of));
  const [facts, episodes] = [material.facts.length, material.episodes.length];
  const count = (...kinds: AuditFinding['kind'][]) => findings.filter(({ kind }) => kinds.includes(kind)).length;
  /** What would be gone were all merged. */
  const copies = (asked: AuditFinding['kind']) => findings.reduce((sum, { kind, ids }) => sum + (kind === asked ? ids.length - 1 : 0), 0);
  return {
    checked_at: material.now,
    counts: { facts, past_facts: material.pastFacts, episodes },
    rates: {
      exact_duplicate: share(copies('exact_duplicate'), facts + episodes), near_duplicate: share(copies('near_duplicate'), facts + episodes), recall_loop: share(count('recall_loop'), facts),
      secret: share(count('secret'), facts + episodes), stale: share(count('stale', 'unconfirmed', 'orphan'), facts + material.orphans.length),
    },
    recall_repeats: recallRepeats(material).length, secret_messages: await countSecretMessages(parts.storage, user_id), is_complete: isComplete, by_meaning: material.nearness !== null,
    findings: findings.slice(0, limit).map((finding) => ({ ...finding, ids: [...finding.ids], sentence: findingSentence(finding, rows, language) })),
  };
}
